import type { IResolvable, IResolveContext } from "cdktf";
import { Tokenization } from "cdktf";
import { toSnake } from "../core/names";
import { printHcl } from "./hcl";
import { type Json, jsonArgument, jsonExpression } from "./json";

/** How a value is written for Terraform: as it is, as JSON text, or member by member. */
export type Shape =
	| "plain"
	| "json"
	| { readonly list: Shape }
	| { readonly object: Shapes };

/** Shapes of arguments by camelCase name. */
export type Shapes = { readonly [name: string]: Shape };

/** Arguments by camelCase name, as the user gave them. */
export type Values = { readonly [name: string]: unknown };

/** Values by snake_case name, in Terraform's JSON syntax; what is not set is left out. */
export function toTerraform(shapes: Shapes, values: Values): Values {
	return written(shapes, values, (shape, value, name) =>
		value === null ? null : render(shape, value, name),
	);
}

/**
 * Values by snake_case name, in the form in which cdktf's HCL writer leaves the text alone: a "reference" whose value is an array of one.
 * Its own rendering writes nested attributes as blocks and leaves backslashes and many quotes unescaped.
 */
export function toHclTerraform(shapes: Shapes, values: Values): Values {
	return written(shapes, values, (shape, value, name) => ({
		value: [new HclExpression(shape, value, name)],
		isBlock: false,
		type: "reference",
		storageClassType: "reference",
	}));
}

class HclExpression implements IResolvable {
	readonly creationStack: string[] = [];

	constructor(
		private readonly shape: Shape,
		private readonly value: unknown,
		private readonly name: string,
	) {}

	resolve(context: IResolveContext): string {
		if (this.shape === "json" && this.value !== null)
			return jsonExpression(this.value as Json, this.name, context);
		return printHcl(render(this.shape, this.value, this.name), context);
	}
}

function written(
	shapes: Shapes,
	values: Values,
	write: (shape: Shape, value: unknown, name: string) => unknown,
): Values {
	const out: Record<string, unknown> = {};
	for (const name of Object.keys(shapes))
		if (values[name] !== undefined) {
			const snake = toSnake(name);
			out[snake] = write(shapes[name] as Shape, values[name], snake);
		}
	return out;
}

function render(shape: Shape, value: unknown, name: string): unknown {
	if (shape === "json") return jsonArgument(value as Json, name);
	if (
		shape === "plain" ||
		typeof value !== "object" ||
		value === null ||
		Tokenization.isResolvable(value)
	)
		return value;
	if ("list" in shape)
		return Array.isArray(value)
			? value.map((v) => render(shape.list, v, name))
			: value;
	return toTerraform(shape.object, value as Values);
}
