import {
	type IResolvable,
	type IResolveContext,
	TerraformElement,
	Token,
} from "cdktf";
import { FunctionCall } from "./call";
import { holdsTokens, literal, printHcl } from "./hcl";

/**
 * A JSON text, or the value it stands for: an object whose values may be references to other resources, variables and functions of `Fn`.
 * Texts inside an object mean nothing but themselves: `${…}` in them is no expression.
 * A token counts as a text where it is a string, e.g. `variable.stringValue`; any other stands for the value.
 */
// biome-ignore lint/suspicious/noExplicitAny: an interface of the user's own is an object too.
export type Json = string | IResolvable | { readonly [key: string]: any };

/**
 * The value of a JSON argument as Terraform's JSON syntax takes it: a text stays as it is, an object becomes JSON with sorted keys,
 * or a call of `jsonencode` where something in it is known only to Terraform. Throws a TypeError for what JSON cannot say.
 */
export function jsonArgument(value: Json, name: string): unknown {
	if (typeof value === "string") return value;
	const plain = toJson(value, name, []);
	return holdsTokens(plain)
		? new FunctionCall("jsonencode", [plain])
		: literal(JSON.stringify(plain));
}

/** The same value as an HCL expression. */
export function jsonExpression(
	value: Json,
	name: string,
	context: IResolveContext,
): string {
	return typeof value === "string"
		? printHcl(value, context)
		: `jsonencode(${printHcl(toJson(value, name, []), context, true)})`;
}

/** Copies a value as JSON.stringify would see it, keys sorted, tokens kept. */
function toJson(
	value: unknown,
	name: string,
	path: readonly (string | number)[],
	above: readonly unknown[] = [],
): unknown {
	const refuse = (what: string): never => {
		const place = path.length > 0 ? `${name} at ${path.join(".")}` : name;
		throw new TypeError(
			`The value of ${place} is ${what}, which JSON cannot say.`,
		);
	};
	if (value === null || Token.isUnresolved(value)) return value;
	if (typeof value === "number" && !Number.isFinite(value))
		return refuse(String(value));
	if (["function", "symbol", "bigint"].includes(typeof value))
		return refuse(`a ${typeof value}`);
	if (typeof value !== "object" || TerraformElement.isTerraformElement(value))
		return value;
	if (above.includes(value)) return refuse("part of itself");
	const inside = [...above, value];
	if ("toJSON" in value && typeof value.toJSON === "function")
		return toJson(value.toJSON(), name, path, inside);
	if (Array.isArray(value))
		return value.map((v, i) => toJson(v ?? null, name, [...path, i], inside));
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, v]) => v !== undefined)
			.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
			.map(([k, v]) => [k, toJson(v, name, [...path, k], inside)]),
	);
}
