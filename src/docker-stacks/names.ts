import { Token } from "cdktf";
import type { IConstruct } from "constructs";

/** Throws where Docker would not take what is called `fogform-NAME`. */
export function checkName(scope: IConstruct, name: string): void {
	if (Token.isUnresolved(name) || /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name))
		return;
	throw new TypeError(
		`"${scope.node.path}": the name "${name}" cannot be that of a container. It may hold letters, digits, "_", "." and "-", and begins with a letter or a digit.`,
	);
}

/** The names that a pattern gives: `{n}` is the number from 1 on, with `{nn}` and so on it has leading zeros. Throws for several names without it. */
export function namesOf(
	scope: IConstruct,
	pattern: string,
	count: number,
): string[] {
	if (!Number.isInteger(count) || count < 0)
		throw new TypeError(
			`"${scope.node.path}": "count" is ${count}, and has to be a whole number from 0 on.`,
		);
	if (count > 1 && !/\{n+\}/.test(pattern))
		throw new TypeError(
			`"${scope.node.path}": ${count} hosts cannot all be called "${pattern}". Say where the number stands: "${pattern}-{n}".`,
		);
	return Array.from({ length: count }, (_, index) =>
		pattern.replace(/\{(n+)\}/g, (_all, digits: string) =>
			String(index + 1).padStart(digits.length, "0"),
		),
	);
}
