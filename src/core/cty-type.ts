/**
 * A type of Terraform's type system, in the form that state files and provider schemas write as JSON.
 * The third member of an object type lists its optional attributes; it occurs in constraints only, never in the type of a value.
 */
export type CtyType =
	| "string"
	| "number"
	| "bool"
	| "dynamic"
	| ["list", CtyType]
	| ["set", CtyType]
	| ["map", CtyType]
	| ["object", Record<string, CtyType>, string[]?]
	| ["tuple", CtyType[]];

/** Says whether two types are the same type; the order in which attributes and optional names are listed does not matter. */
export function ctyTypesEqual(a: CtyType, b: CtyType): boolean {
	if (a === b) return true;
	if (typeof a === "string" || typeof b === "string" || a[0] !== b[0]) {
		return false;
	}
	if (a[0] === "object") {
		return objectTypesEqual(a, b as typeof a);
	}
	if (a[0] === "tuple") {
		const [left, right] = [a[1], b[1] as CtyType[]];
		return (
			left.length === right.length &&
			left.every((type, i) => ctyTypesEqual(type, right[i] as CtyType))
		);
	}
	return ctyTypesEqual(a[1], b[1] as CtyType);
}

function objectTypesEqual(
	a: Extract<CtyType, ["object", ...unknown[]]>,
	b: Extract<CtyType, ["object", ...unknown[]]>,
): boolean {
	const [left, right] = [a[1], b[1]];
	if (left !== right) {
		const names = Object.keys(left);
		if (names.length !== Object.keys(right).length) return false;
		for (const name of names) {
			if (!Object.hasOwn(right, name)) return false;
			if (!ctyTypesEqual(left[name] as CtyType, right[name] as CtyType)) {
				return false;
			}
		}
	}
	const [optional, other] = [a[2] ?? [], b[2] ?? []];
	return (
		optional.length === other.length &&
		optional.every((name) => other.includes(name))
	);
}

/** Prints a type as a variable's type constraint is written: `list(string)`, `object({a=string,b=optional(number)})`, `any`. */
export function printCtyType(type: CtyType): string {
	if (type === "dynamic") return "any";
	if (typeof type === "string") return type;
	if (type[0] === "object") {
		const optional = type[2] ?? [];
		const attributes = Object.keys(type[1])
			.sort()
			.map((name) => {
				const inner = printCtyType(type[1][name] as CtyType);
				return `${name}=${optional.includes(name) ? `optional(${inner})` : inner}`;
			});
		return `object({${attributes.join(",")}})`;
	}
	if (type[0] === "tuple") return `tuple([${type[1].map(printCtyType)}])`;
	return `${type[0]}(${printCtyType(type[1])})`;
}
