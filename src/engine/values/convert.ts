import { type CtyType, ctyTypesEqual } from "../../core/cty-type";
import { gatheredType, hasConversion, unify } from "./conversion-rules";
import { mismatchMessage } from "./mismatch";
import { compareNums, numText, parseNum } from "./number";
import type { Path } from "./path";
import { convertQuickly } from "./quick";
import { setValue } from "./set";
import { quote } from "./strings";
import {
	attributeOf,
	attributesOf,
	elementOf,
	isCollection,
	isExact,
	isOptional,
	kindOf,
	listOf,
	mapOf,
	setOf,
	type TupleType,
	withoutOptional,
} from "./types";
import { Unknown } from "./unknown";
import {
	DYNAMIC,
	FALSE,
	nullValue,
	stringValue,
	TRUE,
	unknownValue,
	Value,
} from "./value";

/** A value that does not fit a type: the message says why, as a part of a sentence; the path leads to the part at fault. */
export class ConversionError extends Error {
	constructor(
		message: string,
		readonly path: Path = [],
	) {
		super(message);
		this.name = "ConversionError";
	}
}

/** Runs a conversion of a part; an error from it gets the step to that part at the front of its path. */
export function within<A, B>(
	step: string | number,
	run: (a: A, b: B) => Value,
	a: A,
	b: B,
): Value {
	try {
		return run(a, b);
	} catch (error) {
		if (!(error instanceof ConversionError)) throw error;
		throw new ConversionError(error.message, [step, ...error.path]);
	}
}

/** Converts a value to a type, keeping marks; throws ConversionError where it does not fit. Optional attributes of the type become null where absent. */
export function convert(value: Value, type: CtyType): Value {
	if (type === "dynamic") return value;
	if (!value.hasType) {
		const quick = convertQuickly(value, type);
		if (quick !== undefined) return quick;
	}
	if (ctyTypesEqual(value.type, type)) return value;
	if (!hasConversion(value.type, type, true)) {
		throw new ConversionError(mismatchMessage(value.type, type));
	}
	return apply(value, type);
}

function apply(value: Value, type: CtyType): Value {
	if (value.marks !== 0) {
		return apply(value.unmarked(), type).withMarks(value.marks);
	}
	if (type === "dynamic" || ctyTypesEqual(value.type, type)) return value;
	if (value.isDynamic && value.isKnown && !value.isNull) return value;
	if (!value.isKnown || value.isNull) {
		const target = fillDynamic(value.type, withoutOptional(type));
		return value.isNull ? nullValue(target) : refine(value, target);
	}
	switch (kindOf(type)) {
		case "string":
			return typeof value.raw === "boolean"
				? stringValue(String(value.raw))
				: stringValue(numText(value.num));
		case "number":
			return toNumber(value);
		case "bool":
			return toBool(value);
		case "object":
			return toObject(value, type);
		case "map":
			return toMap(value, type);
		case "tuple":
			return new Value(
				undefined,
				value.elements.map((inner, i) =>
					within(i, apply, inner, (type as TupleType)[1][i] as CtyType),
				),
			);
		default:
			return toSequence(value, type);
	}
}

function toNumber(value: Value): Value {
	const parsed = parseNum(value.text);
	if (parsed === undefined) {
		throw new ConversionError("a number is required");
	}
	return new Value("number", parsed);
}

function toBool(value: Value): Value {
	const { text } = value;
	if (text === "true" || text === "1") return TRUE;
	if (text === "false" || text === "0") return FALSE;
	const lower = text.toLowerCase();
	throw new ConversionError(
		lower === "true" || lower === "false"
			? `a bool is required; to convert from string, use lowercase "${lower}"`
			: "a bool is required",
	);
}

function toObject(value: Value, type: CtyType): Value {
	const fromMap = kindOf(value.type) === "map";
	const wanted = attributesOf(type);
	const members = new Map<string, Value>();
	for (const name of Object.keys(wanted)) {
		const attribute = wanted[name] as CtyType;
		const given = value.members.get(name);
		if (given === undefined) {
			if (!isOptional(type, name)) {
				throw new ConversionError(
					`map has no element for required attribute ${quote(name)}`,
				);
			}
			members.set(name, nullValue(withoutOptional(attribute)));
			continue;
		}
		if (
			fromMap &&
			!ctyTypesEqual(given.type, attribute) &&
			!hasConversion(given.type, attribute, true)
		) {
			throw new ConversionError(
				`map element type is incompatible with attribute ${quote(name)}: ${mismatchMessage(given.type, attribute)}`,
			);
		}
		members.set(name, within(name, apply, given, attribute));
	}
	return new Value(isExact(type) ? type : undefined, members);
}

function toMap(value: Value, type: CtyType): Value {
	const wanted = elementOf(type);
	const from = value.type;
	const element =
		from[0] === "object"
			? gatheredType(Object.values(attributesOf(from)), wanted, true)
			: wanted;
	const members = new Map<string, Value>();
	for (const [key, inner] of value.members) {
		members.set(key, within(key, apply, inner, element as CtyType));
	}
	const values = [...members.values()];
	if (values.length === 0) {
		return new Value(mapOf(emptyElement(value, wanted)), members);
	}
	const common = settledType(values);
	for (const [key, inner] of members) {
		members.set(key, within(key, apply, inner, common));
	}
	checkAlike([...members.values()], "map");
	return new Value(mapOf(common), members);
}

function emptyElement(value: Value, wanted: CtyType): CtyType {
	const { type } = value;
	return wanted === "dynamic" && type[0] !== "tuple" && type[0] !== "object"
		? elementOf(type)
		: withoutOptional(wanted);
}

function toSequence(value: Value, type: CtyType): Value {
	const wanted = elementOf(type);
	const isSet = kindOf(type) === "set";
	const from = value.type;
	if (!isSet && from[0] === "set" && !value.isWhollyKnown) {
		// Unknown elements may yet coalesce, so the length is not known.
		if (value.elements.some((one) => !one.isWhollyKnown)) {
			return unknownValue(listOf(elementOf(from)));
		}
	}
	const element =
		from[0] === "tuple"
			? gatheredType((from as TupleType)[1], wanted, true)
			: wanted;
	const elements = value.elements.map((inner, i) =>
		within(i, apply, inner, element as CtyType),
	);
	if (elements.length === 0) {
		const inner = emptyElement(value, wanted);
		return new Value(isSet ? setOf(inner) : listOf(inner), elements);
	}
	const common = commonType(elements);
	const unified = elements.map((inner, i) => within(i, apply, inner, common));
	checkAlike(unified, isSet ? "set" : "list");
	return isSet ? setValue(common, unified) : new Value(listOf(common), unified);
}

/** The common type; where nulls without a type leave it open, the one that all others have; lists do not look for it. */
function settledType(values: Value[]): CtyType {
	const common = commonType(values);
	const [first, ...more] = values
		.map(({ type }) => type)
		.filter((type) => type !== "dynamic");
	const isOne =
		first !== undefined && more.every((type) => ctyTypesEqual(type, first));
	return common === "dynamic" && isOne ? first : common;
}

function commonType(values: Value[]): CtyType {
	const first = (values[0] as Value).type;
	if (values.every((value) => ctyTypesEqual(value.type, first))) return first;
	const common = unify(
		values.map((value) => value.type),
		true,
	);
	if (common === undefined) {
		throw new ConversionError(
			"cannot find a common base type for all elements",
		);
	}
	return common;
}

function checkAlike(values: Value[], kind: string): void {
	const first = (values[0] as Value).type;
	if (values.every((value) => ctyTypesEqual(value.type, first))) return;
	throw new ConversionError(
		`element types must all match for conversion to ${kind}`,
	);
}

/** Puts what the given type says into the places that the wanted type leaves open. */
function fillDynamic(given: CtyType, wanted: CtyType): CtyType {
	if (given === "dynamic") return wanted;
	if (wanted === "dynamic") return given;
	if (typeof wanted === "string" || typeof given === "string") return wanted;
	if (wanted[0] === "object") {
		const attributes: Record<string, CtyType> = Object.create(null);
		for (const name of Object.keys(wanted[1])) {
			const type = wanted[1][name] as CtyType;
			const source =
				given[0] === "map"
					? elementOf(given)
					: given[0] === "object"
						? attributeOf(given, name)
						: undefined;
			attributes[name] =
				source === undefined ? type : fillDynamic(source, type);
		}
		return ["object", attributes];
	}
	if (wanted[0] === "tuple") {
		const elements = (given as TupleType)[1];
		return [
			"tuple",
			wanted[1].map((type, i) => fillDynamic(elements[i] as CtyType, type)),
		];
	}
	const members =
		given[0] === "object"
			? Object.values(given[1])
			: given[0] === "tuple"
				? given[1]
				: [elementOf(given)];
	const element = unify(members, true) ?? "dynamic";
	return [wanted[0], fillDynamic(element, wanted[1])];
}

/** Carries what is known of an unknown value over to its converted form. */
function refine(value: Value, type: CtyType): Value {
	if (type === "dynamic") return DYNAMIC;
	const from = value.type;
	const source = value.raw as Unknown;
	let { min, max } = source;
	if (from[0] === "object" && kindOf(type) === "map") {
		min = max = Object.keys(from[1]).length;
	} else if (from[0] === "tuple" && kindOf(type) !== "tuple") {
		min = max = from[1].length;
	}
	if (kindOf(type) === "set" && compareNums(min, 1) > 0) min = 1;
	if (isCollection(type) && (min !== -Infinity || max !== Infinity)) {
		return unknownValue(type, new Unknown(source.notNull, "", min, max));
	}
	const plain = unknownValue(type);
	return source.notNull ? plain.asNotNull() : plain;
}
