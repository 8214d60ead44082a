import { type CtyType, ctyTypesEqual } from "../../core/cty-type";
import { hasConversion } from "./conversion-rules";
import { compareStrings, quote } from "./strings";
import {
	attributesOf,
	elementOf,
	friendlyName,
	isCollection,
	isOptional,
	kindOf,
	type TupleType,
} from "./types";

/** Says in English why values of one type cannot be converted to another: `string required`, `attribute "a" is required`. */
export function mismatchMessage(given: CtyType, wanted: CtyType): string {
	const [from, to] = [kindOf(given), kindOf(wanted)];
	const required = `${friendlyName(wanted, true)} required`;
	if (from === "object" && to === "object") {
		return mismatchedObjects(given, wanted);
	}
	if (isCollection(wanted) && wanted[1] === "dynamic") {
		if (from === (to === "map" ? "object" : "tuple")) {
			return `all ${to} elements must have the same type`;
		}
	}
	if (!isCollection(wanted)) return required;
	if (from === "tuple" || from === "object") {
		if ((from === "object") !== (to === "map")) return required;
		return mismatchedMembers(given, wanted);
	}
	if (!isCollection(given) || (from === "map") !== (to === "map")) {
		return required;
	}
	return `incorrect ${to} element type: ${mismatchMessage(elementOf(given), elementOf(wanted))}`;
}

function mismatchedMembers(given: CtyType, wanted: CtyType): string {
	const element = elementOf(wanted);
	const members: [string, CtyType][] =
		kindOf(given) === "tuple"
			? (given as TupleType)[1].map((type, i) => [String(i), type])
			: Object.entries(attributesOf(given)).map(([name, type]) => [
					quote(name),
					type,
				]);
	for (const [name, type] of members) {
		if (!ctyTypesEqual(type, element) && !hasConversion(type, element, true)) {
			return `element ${name}: ${mismatchMessage(type, element)}`;
		}
	}
	return `all elements must be ${friendlyName(element, true)}`;
}

function mismatchedObjects(given: CtyType, wanted: CtyType): string {
	const has = attributesOf(given);
	const wants = attributesOf(wanted);
	const names = Object.keys(wants).sort(compareStrings);
	const missing = names.filter(
		(name) => !Object.hasOwn(has, name) && !isOptional(wanted, name),
	);
	if (missing.length > 0) return listMissing(missing);
	for (const unsafe of [true, false]) {
		for (const name of names) {
			const type = has[name];
			const want = wants[name] as CtyType;
			if (type === undefined || ctyTypesEqual(type, want)) continue;
			if (!hasConversion(type, want, unsafe)) {
				return `attribute ${quote(name)}: ${mismatchMessage(type, want)}`;
			}
		}
	}
	return "incorrect object attributes";
}

function listMissing(names: string[]): string {
	const quoted = names.map(quote);
	if (quoted.length === 1) return `attribute ${quoted[0]} is required`;
	const last = quoted.pop();
	const before =
		quoted.length === 1 ? `${quoted[0]} ` : `${quoted.join(", ")}, `;
	return `attributes ${before}and ${last} are required`;
}
