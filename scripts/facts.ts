import type { Attribute } from "../src/core";
import { toSnake } from "../src/core";

/** A default as a person writes it in a configuration; nested members that are null are left out. */
export function defaultText(attribute: Attribute): string | undefined {
	const value = attribute.default;
	if (value === undefined || value === null) return undefined;
	if (attribute.type.kind === "object")
		return JSON.stringify(
			Object.fromEntries(
				Object.entries(value as Record<string, unknown>)
					.filter(([, v]) => v !== null)
					.map(([k, v]) => [toSnake(k), v]),
			),
		);
	return JSON.stringify(value);
}

/** Everything that an attribute says beside its description, as full sentences for the editor and the reference page. */
export function factsOf(attribute: Attribute): string[] {
	const facts: string[] = [];
	const text = defaultText(attribute);
	if (text !== undefined) facts.push(`Default: \`${text}\`.`);
	if (attribute.role === "reported")
		facts.push(
			"Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.",
		);
	if (attribute.only) facts.push(`Controllers ${attribute.only} only.`);
	if (attribute.requiresReplace === true) facts.push("Forces replacement.");
	if (attribute.requiresReplace === "when-removed")
		facts.push("Forces replacement when it is taken away.");
	if (attribute.restarts)
		facts.push("A change makes the agent recreate the container.");
	if (attribute.sensitive) facts.push("Sensitive: never shown.");
	if (attribute.writeOnly)
		facts.push("Write-only: kept neither in the state nor in a plan.");
	if (attribute.volatile)
		facts.push("Changes by itself at run time; never drift.");
	return facts;
}
