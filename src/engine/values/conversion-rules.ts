import { type CtyType, ctyTypesEqual } from "../../core/cty-type";
import { byGenerality } from "./generality";
import {
	attributesOf,
	elementOf,
	isOptional,
	kindOf,
	listOf,
	mapOf,
	type TupleType,
} from "./types";

/**
 * Says whether values of one type can be converted to another; the target may list optional attributes.
 * `unsafe` admits conversions that may fail for some values, as of text to a number.
 */
export function hasConversion(
	from: CtyType,
	to: CtyType,
	unsafe: boolean,
): boolean {
	if (to === "dynamic") return true;
	if (from === "dynamic") return unsafe;
	if (typeof from === "string" || typeof to === "string") {
		return primitiveConversion(from, to, unsafe);
	}
	const inner = (a: CtyType, b: CtyType) =>
		ctyTypesEqual(a, b) || hasConversion(a, b, unsafe);
	switch (`${from[0]} ${to[0]}`) {
		case "object object":
			return objectConversion(from, to, inner);
		case "tuple tuple": {
			const [left, right] = [from[1] as CtyType[], to[1] as CtyType[]];
			return (
				left.length === right.length &&
				left.every((type, i) => inner(type, right[i] as CtyType))
			);
		}
		case "list set":
			return unsafe && inner(elementOf(from), elementOf(to));
		case "list list":
		case "set list":
		case "set set":
		case "map map":
			return inner(elementOf(from), elementOf(to));
		case "tuple list":
		case "tuple set":
			return gathering((from as TupleType)[1], elementOf(to), unsafe, true);
		case "object map":
			return gathering(
				Object.values(attributesOf(from)),
				elementOf(to),
				unsafe,
				false,
			);
		case "map object":
			return (
				unsafe &&
				Object.entries(attributesOf(to)).every(
					([name, type]) =>
						inner(elementOf(from), type) || isOptional(to, name),
				)
			);
		default:
			return false;
	}
}

function primitiveConversion(
	from: CtyType,
	to: CtyType,
	unsafe: boolean,
): boolean {
	if (to === "string") return from === "number" || from === "bool";
	return unsafe && from === "string" && (to === "number" || to === "bool");
}

function objectConversion(
	from: CtyType,
	to: CtyType,
	inner: (a: CtyType, b: CtyType) => boolean,
): boolean {
	const given = attributesOf(from);
	const wanted = attributesOf(to);
	for (const name of Object.keys(wanted)) {
		const type = Object.hasOwn(given, name) ? given[name] : undefined;
		if (type === undefined) {
			if (!isOptional(to, name)) return false;
		} else if (!inner(type, wanted[name] as CtyType)) return false;
	}
	return true;
}

/** Gathers the members of a tuple or object into elements of one type; that type is sought where the target leaves it open. */
export function gatheredType(
	members: readonly CtyType[],
	element: CtyType,
	unsafe: boolean,
): CtyType | undefined {
	return element === "dynamic" && members.length > 0
		? unify(members, unsafe)
		: element;
}

function gathering(
	members: readonly CtyType[],
	element: CtyType,
	unsafe: boolean,
	sequence: boolean,
): boolean {
	const found = gatheredType(members, element, unsafe);
	if (found === undefined) return false;
	if (
		sequence &&
		found === "dynamic" &&
		!members.every((type) => kindOf(type) === "dynamic")
	) {
		return false;
	}
	return members.every(
		(type) => ctyTypesEqual(type, found) || hasConversion(type, found, unsafe),
	);
}

/**
 * Finds the one type that values of all these types can be converted to, or nothing where there is none.
 * `unsafe` admits conversions that may fail for some values, as of text to a number. "dynamic" means that the type is not yet decided.
 */
export function unify(
	types: readonly CtyType[],
	unsafe: boolean,
): CtyType | undefined {
	const first = types[0];
	if (first === undefined) return undefined;
	if (types.every((type) => ctyTypesEqual(type, first))) {
		return first;
	}
	const kinds = new Set(types.map(kindOf));
	const dynamic = kinds.delete("dynamic");
	const only = kinds.size === 1 ? [...kinds][0] : undefined;
	if (only === "list" || only === "set" || only === "map") {
		return dynamic ? "dynamic" : unifyCollections(only, types, unsafe);
	}
	if (only === "object") {
		return dynamic ? "dynamic" : unifyObjects(types, unsafe);
	}
	if (only === "tuple") {
		return dynamic ? "dynamic" : unifyTuples(types, unsafe);
	}
	const pair = [...kinds].sort().join(" ");
	if (pair === "map object" || pair === "list tuple") {
		const result = unifyDisguised(types, pair === "map object", unsafe);
		if (result !== undefined) return result;
	} else if (kinds.has("object") && kinds.has("tuple")) return undefined;
	return preferred(types, unsafe);
}

function unifyCollections(
	kind: "list" | "set" | "map",
	types: readonly CtyType[],
	unsafe: boolean,
): CtyType | undefined {
	const element = unify(types.map(elementOf), unsafe);
	return element === undefined
		? undefined
		: reachable([kind, element], types, unsafe);
}

function reachable(
	wanted: CtyType,
	types: readonly CtyType[],
	unsafe: boolean,
): CtyType | undefined {
	return types.every(
		(type) =>
			ctyTypesEqual(type, wanted) || hasConversion(type, wanted, unsafe),
	)
		? wanted
		: undefined;
}

function unifyObjects(
	types: readonly CtyType[],
	unsafe: boolean,
): CtyType | undefined {
	const names = Object.keys(attributesOf(types[0] as CtyType));
	const alike = types.every((type) => {
		const attributes = attributesOf(type);
		return (
			Object.keys(attributes).length === names.length &&
			names.every((name) => Object.hasOwn(attributes, name))
		);
	});
	if (!alike) return unifyObjectsToMap(types, unsafe);
	const unified: Record<string, CtyType> = Object.create(null);
	for (const name of names) {
		const type = unify(
			types.map((one) => attributesOf(one)[name] as CtyType),
			unsafe,
		);
		if (type === undefined) return undefined;
		unified[name] = type;
	}
	return (
		reachable(["object", unified], types, unsafe) ??
		unifyObjectsToMap(types, unsafe)
	);
}

function unifyObjectsToMap(
	types: readonly CtyType[],
	unsafe: boolean,
): CtyType | undefined {
	const element = unify(
		types.flatMap((type) => Object.values(attributesOf(type))),
		unsafe,
	);
	return element && reachable(mapOf(element), types, unsafe);
}

function unifyTuples(
	types: readonly CtyType[],
	unsafe: boolean,
): CtyType | undefined {
	const width = (types[0] as TupleType)[1].length;
	if (types.some((type) => (type as TupleType)[1].length !== width)) {
		return unifyTuplesToList(types, unsafe);
	}
	const unified: CtyType[] = [];
	for (let i = 0; i < width; i++) {
		const type = unify(
			types.map((one) => (one as TupleType)[1][i] as CtyType),
			unsafe,
		);
		if (type === undefined) return undefined;
		unified.push(type);
	}
	return (
		reachable(["tuple", unified], types, unsafe) ??
		unifyTuplesToList(types, unsafe)
	);
}

function unifyTuplesToList(
	types: readonly CtyType[],
	unsafe: boolean,
): CtyType | undefined {
	const element = unify(
		types.flatMap((type) => (type as TupleType)[1]),
		unsafe,
	);
	return element && reachable(listOf(element), types, unsafe);
}

/** Objects beside maps are taken for maps, tuples beside lists for lists. */
function unifyDisguised(
	types: readonly CtyType[],
	objects: boolean,
	unsafe: boolean,
): CtyType | undefined {
	const [disguised, wanted] = objects ? ["object", "map"] : ["tuple", "list"];
	const structural = types.filter((type) => kindOf(type) === disguised);
	const common = objects
		? unifyObjectsToMap(structural, unsafe)
		: unifyTuplesToList(structural, unsafe);
	if (common === undefined) return undefined;
	const result = unify(
		types.map((type) => (kindOf(type) === disguised ? common : type)),
		unsafe,
	);
	return result !== undefined && kindOf(result) === wanted ? result : undefined;
}

/** Gives the most general of the types to which all others convert. */
function preferred(
	types: readonly CtyType[],
	unsafe: boolean,
): CtyType | undefined {
	for (const index of byGenerality(types)) {
		const result = reachable(types[index] as CtyType, types, unsafe);
		if (result !== undefined) return result;
	}
	return undefined;
}
