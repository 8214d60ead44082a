import type { CtyType } from "../../core/cty-type";
import { fromBigInt, fromDouble, type Num, parseNum } from "./number";
import { compareStrings, normalize } from "./strings";
import { attributeLists, listOf, mapOf } from "./types";
import { NOT_NULL, UNREFINED, Unknown } from "./unknown";

/** The mark of a value that must not be shown. */
export const SENSITIVE = 1;
/** The mark of a value that must not be stored. */
export const EPHEMERAL = 2;
/** A set of marks: the sum of SENSITIVE and EPHEMERAL as far as they apply, 0 for none. */
export type Marks = number;
// A bit of `deep` beside the marks: something in the value is unknown.
const HOLDS_UNKNOWN = 4;
const ALL_MARKS = SENSITIVE | EPHEMERAL;

/** What a value holds: `null`, an Unknown, a primitive, the elements of a list, set (in order) or tuple, or the members of a map or object by key. */
export type Raw =
	| null
	| Unknown
	| string
	| boolean
	| Num
	| readonly Value[]
	| ReadonlyMap<string, Value>;

/** An immutable value of Terraform's type system, known or not, with its marks. */
export class Value {
	private known: CtyType | undefined;
	/** Marks of this value and everything in it, and whether anything in it is unknown. */
	readonly deep: number;

	/** Takes parts that are consistent already; use the functions below, which see to that. An absent type is that of the object or tuple held. */
	constructor(
		type: CtyType | undefined,
		readonly raw: Raw,
		/** Marks on the value as a whole. */
		readonly marks: Marks = 0,
	) {
		this.known = type;
		let deep = marks;
		if (raw instanceof Unknown) deep |= HOLDS_UNKNOWN;
		else if (Array.isArray(raw)) for (const inner of raw) deep |= inner.deep;
		else if (raw instanceof Map) {
			for (const inner of raw.values()) deep |= inner.deep;
		}
		this.deep = deep;
	}

	get type(): CtyType {
		this.known ??= typeOfMembers(this.raw);
		return this.known;
	}
	get isKnown(): boolean {
		return !(this.raw instanceof Unknown);
	}
	get isNull(): boolean {
		return this.raw === null;
	}
	/** Nothing in the value is unknown. */
	get isWhollyKnown(): boolean {
		return (this.deep & HOLDS_UNKNOWN) === 0;
	}
	/** The marks of the value and of everything in it. */
	get deepMarks(): Marks {
		return this.deep & ALL_MARKS;
	}
	get isSensitive(): boolean {
		return (this.marks & SENSITIVE) !== 0;
	}
	/** The type is that of a value that may yet turn out to be of any type. */
	get isDynamic(): boolean {
		return this.known === "dynamic";
	}
	/** Known, or unknown but sure not to be null. */
	get isNotNull(): boolean {
		return this.raw instanceof Unknown ? this.raw.notNull : this.raw !== null;
	}
	/** The elements of a known list, set (in order) or tuple. */
	get elements(): readonly Value[] {
		return this.raw as readonly Value[];
	}
	/** The members of a known map or object. */
	get members(): ReadonlyMap<string, Value> {
		return this.raw as ReadonlyMap<string, Value>;
	}
	/** The keys of a known map or object, in order. */
	get keys(): readonly string[] {
		// The names of an object type are sorted once for all its values.
		if (this.known?.[0] === "object") return attributeLists(this.known).names;
		return [...this.members.keys()].sort(compareStrings);
	}
	/** The type was given or worked out already, so that asking for it costs nothing. */
	get hasType(): boolean {
		return this.known !== undefined;
	}
	/** The text of a known string. */
	get text(): string {
		return this.raw as string;
	}
	/** The number of a known number. */
	get num(): Num {
		return this.raw as Num;
	}
	/** The same value with these marks as well. */
	withMarks(marks: Marks): Value {
		const all = this.marks | marks;
		return all === this.marks ? this : new Value(this.known, this.raw, all);
	}
	/** The same value without marks of its own; those inside stay. */
	unmarked(): Value {
		return this.marks === 0 ? this : new Value(this.known, this.raw, 0);
	}
	/** The same value without any mark, inside neither. */
	unmarkedDeep(): Value {
		if (this.deepMarks === 0) return this;
		const { raw } = this;
		if (Array.isArray(raw)) {
			return new Value(
				this.known,
				raw.map((inner) => inner.unmarkedDeep()),
			);
		}
		if (raw instanceof Map) {
			const members = new Map<string, Value>();
			for (const [key, inner] of raw) members.set(key, inner.unmarkedDeep());
			return new Value(this.known, members);
		}
		return new Value(this.known, raw, 0);
	}
	/** The same value, said never to be null. */
	asNotNull(): Value {
		if (!(this.raw instanceof Unknown) || this.raw.notNull || this.isDynamic) {
			return this;
		}
		const { prefix, min, max } = this.raw;
		const refined =
			this.raw === UNREFINED ? NOT_NULL : new Unknown(true, prefix, min, max);
		return new Value(this.known, refined, this.marks);
	}
}

function typeOfMembers(raw: Raw): CtyType {
	if (Array.isArray(raw)) return ["tuple", raw.map((inner) => inner.type)];
	const attributes: Record<string, CtyType> = Object.create(null);
	for (const [key, inner] of raw as ReadonlyMap<string, Value>) {
		attributes[key] = inner.type;
	}
	return ["object", attributes];
}

/** The value `true`. */
export const TRUE = new Value("bool", true);
/** The value `false`. */
export const FALSE = new Value("bool", false);
/** A value of which not even the type is known. */
export const DYNAMIC = new Value("dynamic", UNREFINED);
/** A null that fits any type. */
export const NULL = new Value("dynamic", null);
/** The empty string. */
export const EMPTY_STRING = new Value("string", "");
const unknowns = new Map<CtyType, Value>();

/** Makes a bool. */
export const boolValue = (given: boolean) => (given ? TRUE : FALSE);
/** Makes a string; the text is brought into NFC. */
export const stringValue = (text: string) =>
	text === "" ? EMPTY_STRING : new Value("string", normalize(text));

/** Makes a number from a JavaScript number, a bigint, or decimal text, which must be valid. */
export function numberValue(given: number | bigint | string | Num): Value {
	if (typeof given === "number") return new Value("number", fromDouble(given));
	if (typeof given === "bigint") return new Value("number", fromBigInt(given));
	if (typeof given !== "string") return new Value("number", given);
	const parsed = parseNum(given);
	if (parsed === undefined) throw new RangeError(`not a number: ${given}`);
	return new Value("number", parsed);
}

/** Makes a null of a type. */
export const nullValue = (type: CtyType) =>
	type === "dynamic" ? NULL : new Value(type, null);

/** Makes an unknown value of a type, or what is known of it where nothing but elements can be unknown: a number within one, a list of a known length. */
export function unknownValue(type: CtyType, refined = UNREFINED): Value {
	if (type === "dynamic") return DYNAMIC;
	const { notNull, min, max } = refined;
	if (notNull && min === max) {
		if (type === "number") return new Value(type, min);
		if (type[0] === "list" && typeof min === "number") {
			const element = unknownValue(type[1] as CtyType);
			return new Value(type, Array<Value>(min).fill(element));
		}
	}
	if (typeof type !== "string" || refined !== UNREFINED) {
		return new Value(type, refined);
	}
	let value = unknowns.get(type);
	if (value === undefined) {
		value = new Value(type, UNREFINED);
		unknowns.set(type, value);
	}
	return value;
}

/** Makes a tuple. */
export const tupleValue = (elements: readonly Value[]) =>
	new Value(undefined, elements);

/** Makes an object from its attributes; names are brought into NFC. */
export function objectValue(
	attributes: Record<string, Value> | Iterable<readonly [string, Value]>,
): Value {
	return new Value(undefined, membersOf(attributes));
}

function membersOf(
	given: Record<string, Value> | Iterable<readonly [string, Value]>,
): Map<string, Value> {
	const entries =
		Symbol.iterator in given
			? (given as Iterable<readonly [string, Value]>)
			: Object.entries(given);
	const members = new Map<string, Value>();
	for (const [key, value] of entries) members.set(normalize(key), value);
	return members;
}

/** Makes a list whose elements are all of the element type already. */
export function listValue(element: CtyType, elements: readonly Value[]): Value {
	return new Value(listOf(element), elements);
}

/** Makes a map whose elements are all of the element type already. */
export function mapValue(
	element: CtyType,
	elements: Record<string, Value> | Iterable<readonly [string, Value]>,
): Value {
	return new Value(mapOf(element), membersOf(elements));
}
