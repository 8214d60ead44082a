import { type CtyType, ctyTypesEqual } from "../../core/cty-type";
import { compareStrings, quote } from "../values/strings";
import {
	attributesOf,
	elementOf,
	friendlyName,
	isCollection,
	kindOf,
	type TupleType,
} from "../values/types";

/** Says in English how the types of a conditional's two results differ, where no common type was found. */
export function describeMismatch(yes: CtyType, no: CtyType): string {
	const kind = kindOf(yes);
	if (kind === kindOf(no)) {
		const inner =
			kind === "object"
				? describeObjects(yes, no)
				: kind === "tuple"
					? describeTuples(yes as TupleType, no as TupleType)
					: isCollection(yes)
						? describeCollections(yes, no)
						: undefined;
		if (inner !== undefined) return inner;
	}
	const names = [friendlyName(yes), friendlyName(no)];
	return names[0] === names[1]
		? "At least one deeply-nested attribute or element is not compatible across both the 'true' and the 'false' value"
		: `The 'true' value is ${names[0]}, but the 'false' value is ${names[1]}`;
}

function describeObjects(yes: CtyType, no: CtyType): string | undefined {
	const [left, right] = [attributesOf(yes), attributesOf(no)];
	for (const name of Object.keys(left).sort(compareStrings)) {
		if (!Object.hasOwn(right, name)) {
			return `The 'true' value includes object attribute ${quote(name)}, which is absent in the 'false' value`;
		}
		const [a, b] = [left[name] as CtyType, right[name] as CtyType];
		if (!ctyTypesEqual(a, b)) {
			return `Type mismatch for object attribute ${quote(name)}: ${describeMismatch(a, b)}`;
		}
	}
	for (const name of Object.keys(right).sort(compareStrings)) {
		if (!Object.hasOwn(left, name)) {
			return `The 'false' value includes object attribute ${quote(name)}, which is absent in the 'true' value`;
		}
	}
	return undefined;
}

function describeTuples(yes: TupleType, no: TupleType): string | undefined {
	const [left, right] = [yes[1], no[1]];
	if (left.length !== right.length) {
		return `The 'true' tuple has length ${left.length}, but the 'false' tuple has length ${right.length}`;
	}
	for (const [i, a] of left.entries()) {
		const b = right[i] as CtyType;
		if (!ctyTypesEqual(a, b)) {
			return `Type mismatch for tuple element ${i}: ${describeMismatch(a, b)}`;
		}
	}
	return undefined;
}

function describeCollections(yes: CtyType, no: CtyType): string | undefined {
	const [a, b] = [elementOf(yes), elementOf(no)];
	const kind = kindOf(a);
	if (kind !== kindOf(b) || (kind !== "object" && kind !== "tuple")) {
		return undefined;
	}
	return `Mismatched ${kindOf(yes)} element types: ${describeMismatch(a, b)}`;
}
