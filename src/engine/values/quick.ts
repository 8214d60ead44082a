import type { CtyType } from "../../core/cty-type";
import { setValue } from "./set";
import { attributeLists, elementOf, isExact, kindOf } from "./types";
import { nullValue, unknownValue, Value } from "./value";

/**
 * Converts a value built from a configuration to an exact type without working out the value's own type, which costs more than the conversion.
 * Gives nothing where anything is out of the ordinary: the full conversion then decides, and words the error.
 */
export function convertQuickly(value: Value, type: CtyType): Value | undefined {
	return isExact(type) ? quick(value, type) : undefined;
}

function quick(value: Value, type: CtyType): Value | undefined {
	if (value.marks !== 0) {
		return quick(value.unmarked(), type)?.withMarks(value.marks);
	}
	if (value.isDynamic) {
		if (value.isNull) return nullValue(type);
		return value.isKnown ? undefined : unknownValue(type);
	}
	if (typeof type === "string") return value.type === type ? value : undefined;
	const { raw } = value;
	if (raw instanceof Map) return quickMembers(value, type);
	if (!Array.isArray(raw)) {
		return value.hasType && value.type === type ? value : undefined;
	}
	const kind = kindOf(type);
	if ((kind !== "list" && kind !== "set") || value.hasType) {
		return value.hasType && value.type === type ? value : undefined;
	}
	const element = elementOf(type);
	const elements: Value[] = [];
	for (const inner of value.elements) {
		const converted = quick(inner, element);
		if (converted === undefined) return undefined;
		elements.push(converted);
	}
	return kind === "set"
		? setValue(element, elements)
		: new Value(type, elements);
}

function quickMembers(value: Value, type: CtyType): Value | undefined {
	if (value.hasType) return value.type === type ? value : undefined;
	const members = new Map<string, Value>();
	if (kindOf(type) === "map") {
		const element = elementOf(type);
		for (const [key, inner] of value.members) {
			const converted = quick(inner, element);
			if (converted === undefined) return undefined;
			members.set(key, converted);
		}
		return new Value(type, members);
	}
	if (kindOf(type) !== "object") return undefined;
	const { names, types } = attributeLists(type);
	for (let i = 0; i < names.length; i++) {
		const name = names[i] as string;
		const inner = value.members.get(name);
		const converted = inner && quick(inner, types[i] as CtyType);
		if (converted === undefined) return undefined;
		members.set(name, converted);
	}
	return new Value(type, members);
}
