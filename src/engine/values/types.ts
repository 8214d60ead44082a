import { type CtyType, ctyTypesEqual } from "../../core/cty-type";
import { compareStrings } from "./strings";

/** A type whose values have elements of one type each: a list, a set or a map. */
export type CollectionType =
	| ["list", CtyType]
	| ["set", CtyType]
	| ["map", CtyType];
/** The type of an object, or a constraint on objects when it lists optional attributes. */
export type ObjectType = ["object", Record<string, CtyType>, string[]?];
/** The type of a tuple. */
export type TupleType = ["tuple", CtyType[]];

/** Says which family a type belongs to: a primitive's own name, "dynamic", or "list", "set", "map", "object", "tuple". */
export function kindOf(type: CtyType) {
	return typeof type === "string" ? type : type[0];
}

const primitiveCollections = new Map<string, CollectionType>();

function collectionOf<K extends "list" | "set" | "map">(
	kind: K,
	element: CtyType,
): [K, CtyType] {
	if (typeof element !== "string") return [kind, element];
	const key = `${kind} ${element}`;
	const known = primitiveCollections.get(key);
	if (known !== undefined) return known as [K, CtyType];
	const type: [K, CtyType] = [kind, element];
	primitiveCollections.set(key, type as CollectionType);
	return type;
}

/** Makes the type of lists of an element type. */
export const listOf = (element: CtyType) => collectionOf("list", element);
/** Makes the type of sets of an element type. */
export const setOf = (element: CtyType) => collectionOf("set", element);
/** Makes the type of maps of an element type. */
export const mapOf = (element: CtyType) => collectionOf("map", element);

/** Says whether a type is string, number or bool. */
export function isPrimitive(
	type: CtyType,
): type is "string" | "number" | "bool" {
	return typeof type === "string" && type !== "dynamic";
}

/** Says whether a type is a list, a set or a map. */
export function isCollection(type: CtyType): type is CollectionType {
	return (
		typeof type !== "string" && type[0] !== "object" && type[0] !== "tuple"
	);
}

/** Gives the element type of a list, set or map. */
export function elementOf(type: CtyType): CtyType {
	return (type as CollectionType)[1];
}

/** Gives the attribute types of an object type. */
export function attributesOf(type: CtyType): Record<string, CtyType> {
	return (type as ObjectType)[1];
}

/** Gives the type of an object's attribute, or nothing where it has no such attribute. */
export function attributeOf(type: CtyType, name: string): CtyType | undefined {
	const attributes = attributesOf(type);
	return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

/** Says whether a constraint lets an attribute be absent. */
export function isOptional(type: CtyType, name: string): boolean {
	return (type as ObjectType)[2]?.includes(name) ?? false;
}

/** What is worked out once of a type that has parts. */
interface Shape {
	/** It holds a dynamic type somewhere. */
	dynamic: boolean;
	/** Values have just this type: nothing in it is dynamic or optional. */
	exact: boolean;
	/** The names of an object type's attributes, in order, and their types. */
	names: readonly string[];
	types: readonly CtyType[];
}

const shapes = new WeakMap<object, Shape>();

function shapeOf(type: Exclude<CtyType, string>): Shape {
	let shape = shapes.get(type);
	if (shape === undefined) {
		shape = makeShape(type);
		shapes.set(type, shape);
	}
	return shape;
}

function makeShape(type: Exclude<CtyType, string>): Shape {
	const names =
		type[0] === "object" ? Object.keys(type[1]).sort(compareStrings) : [];
	const types =
		type[0] === "object"
			? names.map((name) => type[1][name] as CtyType)
			: type[0] === "tuple"
				? type[1]
				: [type[1]];
	return {
		dynamic: types.some(hasDynamic),
		exact: types.every(isExact) && type[2] === undefined,
		names,
		types,
	};
}

/** Says whether a type is dynamic or holds a dynamic type anywhere. */
export function hasDynamic(type: CtyType): boolean {
	return typeof type === "string" ? type === "dynamic" : shapeOf(type).dynamic;
}

/** Says whether a constraint admits values of just this type: nothing in it is dynamic or optional. */
export function isExact(type: CtyType): boolean {
	return typeof type === "string" ? type !== "dynamic" : shapeOf(type).exact;
}

/** Gives the names of an object type's attributes, in order, and their types at the same indices. */
export function attributeLists(type: CtyType): Pick<Shape, "names" | "types"> {
	return shapeOf(type as ObjectType);
}

/** Gives the type of the values that a constraint admits: the same type with no optional attributes listed. */
export function withoutOptional(type: CtyType): CtyType {
	if (typeof type === "string") return type;
	if (type[0] === "object") {
		const attributes: Record<string, CtyType> = Object.create(null);
		let changed = type[2] !== undefined;
		for (const name of Object.keys(type[1])) {
			const before = type[1][name] as CtyType;
			const after = withoutOptional(before);
			attributes[name] = after;
			if (after !== before) changed = true;
		}
		return changed ? ["object", attributes] : type;
	}
	if (type[0] === "tuple") {
		const elements = type[1].map(withoutOptional);
		return elements.every((element, i) => element === type[1][i])
			? type
			: ["tuple", elements];
	}
	const element = withoutOptional(type[1]);
	return element === type[1] ? type : collectionOf(type[0], element);
}

/** Names a type in English: "list of string", "object"; `constraint` says "any type" where a value's type says "dynamic". */
export function friendlyName(type: CtyType, constraint = false): string {
	if (type === "dynamic") return constraint ? "any type" : "dynamic";
	if (typeof type === "string") return type;
	if (type[0] === "object" || type[0] === "tuple") return type[0];
	const element =
		constraint && type[1] === "dynamic"
			? "any single type"
			: friendlyName(type[1], constraint);
	return `${type[0]} of ${element}`;
}

/** Says whether a given type could turn out to be the wanted type once its dynamic parts are known, or is it already. */
export function conforms(given: CtyType, wanted: CtyType): boolean {
	if (wanted === "dynamic" || ctyTypesEqual(given, wanted)) return true;
	if (
		typeof given === "string" ||
		typeof wanted === "string" ||
		given[0] !== wanted[0]
	) {
		return false;
	}
	if (given[0] === "object") {
		const [left, right] = [given[1], attributesOf(wanted)];
		const names = Object.keys(left);
		return (
			names.length === Object.keys(right).length &&
			names.every(
				(name) =>
					Object.hasOwn(right, name) &&
					conforms(left[name] as CtyType, right[name] as CtyType),
			)
		);
	}
	if (given[0] === "tuple") {
		const right = (wanted as TupleType)[1];
		return (
			given[1].length === right.length &&
			given[1].every((type, i) => conforms(type, right[i] as CtyType))
		);
	}
	return conforms(given[1], elementOf(wanted));
}
