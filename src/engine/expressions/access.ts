import { ConversionError, convert } from "../values/convert";
import { compareNums, isWhole, type Num } from "../values/number";
import { quote } from "../values/strings";
import {
	attributeOf,
	elementOf,
	friendlyName,
	isPrimitive,
	kindOf,
} from "../values/types";
import type { Unknown } from "../values/unknown";
import { DYNAMIC, unknownValue, type Value } from "../values/value";
import { LanguageError } from "./errors";

const NO_ELEMENT =
	"The given key does not identify an element in this collection value";

function invalidIndex(detail: string): LanguageError {
	return new LanguageError("Invalid index", detail);
}

/** Gives `collection[key]`; throws a LanguageError without a place. */
export function indexValue(collection: Value, key: Value): Value {
	if (collection.isNull) {
		throw new LanguageError(
			"Attempt to index null value",
			"This value is null, so it does not have any indices.",
		);
	}
	if (key.isNull)
		throw invalidIndex("Can't use a null value as an indexing key.");
	const { type } = collection;
	if (key.isDynamic || type === "dynamic") {
		return DYNAMIC.withMarks(collection.marks);
	}
	switch (kindOf(type)) {
		case "list":
		case "tuple":
			return indexSequence(collection, convertKey(key, "number"));
		case "map":
			return indexMap(collection, convertKey(key, "string"));
		case "object":
			return indexObject(collection, key);
		case "set":
			throw invalidIndex(
				"Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
			);
		default:
			throw invalidIndex("This value does not have any indices.");
	}
}

function convertKey(key: Value, type: "number" | "string"): Value {
	try {
		return convert(key, type);
	} catch (error) {
		if (!(error instanceof ConversionError)) throw error;
		throw invalidIndex(`${NO_ELEMENT}: ${error.message}.`);
	}
}

function indexSequence(collection: Value, key: Value): Value {
	const { type } = collection;
	if (!collection.isKnown || !key.isKnown) {
		if (collection.isKnown || kindOf(type) === "list") {
			if (key.isKnown)
				checkIndex(
					key,
					collection.isKnown
						? collection.elements.length
						: (collection.raw as Unknown).max,
				);
		} else if (key.isKnown) {
			return unknownMember(collection, key);
		}
		const unknown =
			kindOf(type) === "tuple" ? DYNAMIC : unknownValue(elementOf(type));
		return unknown.withMarks(collection.marks);
	}
	checkIndex(key, collection.elements.length);
	const element = collection.elements[key.raw as number] as Value;
	return element.withMarks(collection.marks | key.marks);
}

function unknownMember(collection: Value, key: Value): Value {
	const types = collection.type[1] as unknown as Value["type"][];
	checkIndex(key, types.length);
	return unknownValue(types[key.raw as number] as Value["type"]).withMarks(
		collection.marks | key.marks,
	);
}

function checkIndex(key: Value, length: Num): void {
	if (!isWhole(key.num)) {
		throw invalidIndex(
			`${NO_ELEMENT}: indexing a sequence requires a whole number, but the given index has a fractional part.`,
		);
	}
	if (compareNums(key.num, 0) < 0) {
		throw invalidIndex(
			`${NO_ELEMENT}: a negative number is not a valid index for a sequence.`,
		);
	}
	const excess = compareNums(key.num, length);
	if (excess < 0) return;
	// Terraform gives the reason only for the index right behind the end.
	if (excess > 0) throw invalidIndex(`${NO_ELEMENT}.`);
	throw invalidIndex(
		length === 0
			? `${NO_ELEMENT}: the collection has no elements.`
			: `${NO_ELEMENT}: the given index is greater than or equal to the length of the collection.`,
	);
}

function indexMap(collection: Value, key: Value): Value {
	if (!collection.isKnown || !key.isKnown) {
		return unknownValue(elementOf(collection.type)).withMarks(collection.marks);
	}
	const element = collection.members.get(key.text);
	if (element === undefined) throw invalidIndex(`${NO_ELEMENT}.`);
	return element.withMarks(collection.marks | key.marks);
}

function indexObject(collection: Value, key: Value): Value {
	const name = convertKey(key, "string");
	if (!collection.isKnown || !name.isKnown) {
		return DYNAMIC.withMarks(collection.marks);
	}
	const attribute = collection.members.get(name.text);
	if (attribute === undefined) {
		const hint =
			key.type === "number"
				? " An object only supports looking up attributes by name, not by numeric index."
				: "";
		throw invalidIndex(`${NO_ELEMENT}.${hint}`);
	}
	return attribute.withMarks(collection.marks);
}

function unsupported(detail: string): LanguageError {
	return new LanguageError("Unsupported attribute", detail);
}

/** Gives `object.name`; throws a LanguageError without a place. */
export function attributeValue(object: Value, name: string): Value {
	if (object.isNull) {
		throw new LanguageError(
			"Attempt to get attribute from null value",
			"This value is null, so it does not have any attributes.",
		);
	}
	const { type } = object;
	const kind = kindOf(type);
	if (kind === "object") {
		if (object.isKnown) {
			const attribute = object.members.get(name);
			if (attribute !== undefined) return attribute.withMarks(object.marks);
		} else {
			const attribute = attributeOf(type, name);
			if (attribute !== undefined) {
				return unknownValue(attribute).withMarks(object.marks);
			}
		}
		throw unsupported(
			`This object does not have an attribute named ${quote(name)}.`,
		);
	}
	if (kind === "map") {
		if (!object.isKnown) {
			return unknownValue(elementOf(type)).withMarks(object.marks);
		}
		const element = object.members.get(name);
		if (element !== undefined) return element.withMarks(object.marks);
		throw new LanguageError(
			"Missing map element",
			`This map does not have an element with the key ${quote(name)}.`,
		);
	}
	if (kind === "dynamic") return DYNAMIC.withMarks(object.marks);
	throw unsupported(noAttributes(object, name));
}

function noAttributes(object: Value, name: string): string {
	const { type } = object;
	const kind = kindOf(type);
	if (isPrimitive(type)) {
		return `Can't access attributes on a primitive-typed value (${friendlyName(type)}).`;
	}
	const element = kind === "tuple" ? undefined : elementOf(type);
	if (element === undefined || kindOf(element) !== "object") {
		return "This value does not have any attributes.";
	}
	if (kind === "set") {
		return "Can't access attributes on a set of objects. Did you mean to access an attribute across all elements of the set?";
	}
	return attributeOf(element, name) === undefined
		? "Can't access attributes on a list of objects. Did you mean to access an attribute for a specific element of the list, or across all elements of the list?"
		: `Can't access attributes on a list of objects. Did you mean to access attribute ${quote(name)} for a specific element of the list, or across all elements of the list?`;
}
