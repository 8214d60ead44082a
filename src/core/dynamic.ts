import type { CtyType } from "./cty-type";

/** The value of an attribute or argument that may be of any type, together with the type that it has. */
export class Dynamic {
	constructor(
		readonly type: CtyType,
		readonly value: unknown,
	) {}
}

export function withoutTypes(value: unknown): unknown {
	if (typeof value !== "object" || value === null) return value;
	if (value instanceof Dynamic) return withoutTypes(value.value);
	if (Array.isArray(value)) return value.map(withoutTypes);
	if (Object.getPrototypeOf(value) !== Object.prototype) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, withoutTypes(inner)]),
	);
}

/** The type that a plain value has by itself: arrays are tuples and objects are objects, as literals of Terraform's language are. */
export function impliedType(value: unknown): CtyType {
	switch (typeof value) {
		case "string":
			return "string";
		case "boolean":
			return "bool";
		case "number":
		case "bigint":
			return "number";
		case "object":
			break;
		default:
			return "dynamic";
	}
	if (value === null) return "dynamic";
	if (value instanceof Dynamic) return value.type;
	if (Array.isArray(value)) return ["tuple", value.map(impliedType)];
	if (Object.getPrototypeOf(value) !== Object.prototype) return "number";
	return [
		"object",
		Object.fromEntries(
			Object.entries(value).map(([key, inner]) => [key, impliedType(inner)]),
		),
	];
}
