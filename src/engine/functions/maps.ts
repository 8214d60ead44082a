import { type CtyType, ctyTypesEqual } from "../../core/cty-type";
import { unify } from "../values/conversion-rules";
import { convert } from "../values/convert";
import { compareStrings, quote } from "../values/strings";
import {
	attributeOf,
	attributesOf,
	elementOf,
	friendlyName,
	kindOf,
	listOf,
	mapOf,
	type TupleType,
} from "../values/types";
import {
	DYNAMIC,
	listValue,
	type Marks,
	mapValue,
	stringValue,
	tupleValue,
	unknownValue,
	Value,
} from "../values/value";
import { any, param, RAW, text } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";

const first = ([value]: readonly Value[]) => value as Value;
const attributeNames = (type: CtyType) =>
	Object.keys(attributesOf(type)).sort(compareStrings);

function keysReturns([map]: readonly Value[]): CtyType {
	const { type } = map as Value;
	if (kindOf(type) === "map") return listOf("string");
	if (kindOf(type) === "object") {
		return ["tuple", attributeNames(type).map(() => "string")];
	}
	throw new ArgumentError(0, "must have map or object type");
}

function keysOf(map: Value, type: CtyType): Value {
	if (kindOf(map.type) === "object") {
		const names = attributeNames(map.type).map(stringValue);
		return tupleValue(names).withMarks(map.marks);
	}
	const keys = map.isKnown
		? listValue("string", map.keys.map(stringValue))
		: unknownValue(type);
	return keys.withMarks(map.marks);
}

function valuesReturns([map]: readonly Value[]): CtyType {
	const { type } = map as Value;
	if (kindOf(type) === "map") return listOf(elementOf(type));
	if (kindOf(type) !== "object") {
		throw new Error("values() requires a map as the first argument");
	}
	const attributes = attributesOf(type);
	return [
		"tuple",
		attributeNames(type).map((name) => attributes[name] as CtyType),
	];
}

function valuesOf(map: Value, type: CtyType): Value {
	const values = map.keys.map((key) => map.members.get(key) as Value);
	return new Value(
		kindOf(type) === "tuple" ? undefined : type,
		values,
		map.marks,
	);
}

function mergeReturns(args: readonly Value[]): CtyType {
	const attributes: Record<string, CtyType> = Object.create(null);
	let known = true;
	for (const arg of args) {
		const { type } = arg;
		if (type === "dynamic") return "dynamic";
		if (kindOf(type) === "object") {
			if (!arg.isNull) Object.assign(attributes, attributesOf(type));
		} else if (kindOf(type) !== "map") {
			throw new Error(
				`arguments must be maps or objects, got ${quote(friendlyName(type))}`,
			);
		} else if (!arg.isKnown) known = false;
		else if (!arg.isNull) {
			for (const key of arg.keys) attributes[key] = elementOf(type);
		}
	}
	const [one] = args;
	if (one === undefined) return ["object", attributes];
	if (args.every((arg) => ctyTypesEqual(arg.type, one.type))) return one.type;
	return known ? ["object", attributes] : "dynamic";
}

function merge(args: readonly Value[], type: CtyType): Value {
	const members = new Map<string, Value>();
	let marks: Marks = 0;
	for (const arg of args) {
		marks |= arg.marks;
		if (arg.isNull) continue;
		for (const [key, value] of arg.members) members.set(key, value);
	}
	return new Value(kindOf(type) === "map" ? type : undefined, members, marks);
}

const shown = (key: Value) =>
	key.isSensitive ? "(sensitive value)" : quote(key.text);

function lookupReturns(args: readonly Value[]): CtyType {
	const [map, key, fallback] = args as [Value, Value, Value?];
	if (args.length > 3) {
		throw new Error(
			`lookup() takes two or three arguments, got ${args.length}`,
		);
	}
	const { type } = map;
	if (kindOf(type) === "object") {
		if (!key.isKnown) return "dynamic";
		const attribute = attributeOf(type, key.text) ?? fallback?.type;
		if (attribute !== undefined) return attribute;
		throw new ArgumentError(
			0,
			`the given object has no attribute ${shown(key)}`,
		);
	}
	if (kindOf(type) !== "map") {
		throw new ArgumentError(0, "lookup() requires a map as the first argument");
	}
	if (fallback !== undefined) {
		try {
			convert(fallback, elementOf(type));
		} catch {
			throw new ArgumentError(
				2,
				"the default value must have the same type as the map elements",
			);
		}
	}
	return elementOf(type);
}

function lookup(args: readonly Value[], type: CtyType): Value {
	const [map, key, fallback] = args as [Value, Value, Value?];
	const marks = map.marks | key.marks;
	if (!map.isKnown || !key.isKnown) return unknownValue(type).withMarks(marks);
	const found = map.members.get(key.text);
	if (found !== undefined) return found.withMarks(marks);
	if (fallback !== undefined) return convert(fallback, type).withMarks(marks);
	throw new Error(`lookup failed to find key ${shown(key)}`);
}

function zipReturns([keys, values]: readonly Value[]): CtyType {
	const [names, { type }] = [keys as Value, values as Value];
	if (kindOf(type) === "list") return mapOf(elementOf(type));
	if (kindOf(type) !== "tuple") {
		throw new Error("values argument must be a list or tuple value");
	}
	if (!names.isWhollyKnown) return "dynamic";
	const types = (type as TupleType)[1];
	checkLengths(names.elements.length, types.length);
	const attributes: Record<string, CtyType> = Object.create(null);
	names.elements.forEach((name, i) => {
		if (name.isNull) throw new Error(`keys list has null value at index ${i}`);
		attributes[name.text] = types[i] as CtyType;
	});
	return ["object", attributes];
}

function checkLengths(keys: number, values: number): void {
	if (keys === values) return;
	throw new Error(
		`number of keys (${keys}) does not match number of values (${values})`,
	);
}

function zip(keys: Value, values: Value, type: CtyType): Value {
	const marks = keys.marks | values.marks;
	if (!keys.isWhollyKnown || !values.isKnown) {
		return (type === "dynamic" ? DYNAMIC : unknownValue(type)).withMarks(
			marks | keys.deepMarks,
		);
	}
	checkLengths(keys.elements.length, values.elements.length);
	const members = new Map<string, Value>();
	let keyMarks: Marks = 0;
	keys.elements.forEach((key, i) => {
		if (key.isNull) throw new Error(`keys list has null value at index ${i}`);
		keyMarks |= key.marks;
		members.set(key.text, values.elements[i] as Value);
	});
	return new Value(
		kindOf(type) === "map" ? type : undefined,
		members,
		marks | keyMarks,
	);
}

function transpose(map: Value): Value {
	const type: CtyType = ["map", ["list", "string"]];
	if (!map.isWhollyKnown) return unknownValue(type);
	const lists = new Map<string, string[]>();
	for (const key of map.keys) {
		const list = map.members.get(key) as Value;
		if (list.isNull) throw new Error("input must not contain null list");
		for (const element of list.elements) {
			if (element.isNull)
				throw new Error("input list must not contain null string");
			const keys = lists.get(element.text);
			if (keys === undefined) lists.set(element.text, [key]);
			else keys.push(key);
		}
	}
	return mapValue(
		["list", "string"],
		Array.from(
			lists,
			([key, values]) =>
				[key, listValue("string", values.map(stringValue))] as const,
		),
	);
}

function coalesce(args: readonly Value[], type: CtyType): Value {
	for (const arg of args) {
		const value = convert(arg, type);
		if (!value.isKnown) return unknownValue(type);
		if (!value.isNull && value.raw !== "") return value;
	}
	throw new Error("no non-null, non-empty-string arguments");
}

/** Functions of maps and objects, and coalesce. */
export const mapFunctions: FunctionDefinition[] = [
	{
		name: "coalesce",
		summary:
			"Gives the first argument that is neither null nor an empty string.",
		parameters: [],
		variadic: any("vals", {
			allowNull: true,
			allowUnknown: true,
			allowDynamic: true,
		}),
		returns: (args) => {
			const type = unify(
				args.map((arg) => arg.type),
				true,
			);
			if (type === undefined) {
				throw new Error("all arguments must have the same type");
			}
			return type;
		},
		notNull: true,
		run: ({ args, type }) => coalesce(args, type),
	},
	{
		name: "keys",
		summary: "Gives the keys of a map, in order.",
		parameters: [any("inputMap", { allowUnknown: true, allowMarked: true })],
		returns: keysReturns,
		notNull: true,
		run: ({ args, type }) => keysOf(first(args), type),
	},
	{
		name: "lookup",
		summary: "Gives the element of a map by its key, or a default.",
		parameters: [
			any("inputMap", { allowUnknown: true, allowMarked: true }),
			text("key", { allowUnknown: true, allowMarked: true }),
		],
		variadic: any("default", RAW),
		returns: lookupReturns,
		run: ({ args, type }) => lookup(args, type),
	},
	{
		name: "merge",
		summary: "Joins maps or objects; of equal keys the last one counts.",
		parameters: [],
		variadic: any("maps", {
			allowNull: true,
			allowDynamic: true,
			allowMarked: true,
		}),
		returns: mergeReturns,
		notNull: true,
		run: ({ args, type }) => merge(args, type),
	},
	{
		name: "transpose",
		summary: "Swaps the keys and values of a map of lists of strings.",
		parameters: [param("values", ["map", ["list", "string"]])],
		returns: ["map", ["list", "string"]],
		notNull: true,
		run: ({ args }) => transpose(first(args)),
	},
	{
		name: "values",
		summary: "Gives the values of a map in the order of its keys.",
		parameters: [any("mapping", { allowMarked: true })],
		returns: valuesReturns,
		notNull: true,
		run: ({ args, type }) => valuesOf(first(args), type),
	},
	{
		name: "zipmap",
		summary: "Makes a map of a list of keys and a list of values.",
		parameters: [
			param("keys", ["list", "string"], { allowMarked: true }),
			any("values", { allowMarked: true }),
		],
		returns: zipReturns,
		notNull: true,
		run: ({ args: [keys, values], type }) =>
			zip(keys as Value, values as Value, type),
	},
];
