import { equals } from "../values/equality";
import {
	add,
	compareNums,
	divide,
	modulo,
	multiply,
	type Num,
	negate,
} from "../values/number";
import { NOT_NULL, Unknown } from "../values/unknown";
import { boolValue, FALSE, TRUE, unknownValue, Value } from "../values/value";
import type { BinaryOperator } from "./ast";

/** The types that an operator wants its operands to have, and the type of its result. */
export const OPERAND_TYPES: Readonly<
	Record<
		BinaryOperator,
		readonly ["bool" | "number" | "dynamic", "bool" | "number"]
	>
> = {
	"||": ["bool", "bool"],
	"&&": ["bool", "bool"],
	"==": ["dynamic", "bool"],
	"!=": ["dynamic", "bool"],
	">": ["number", "bool"],
	">=": ["number", "bool"],
	"<": ["number", "bool"],
	"<=": ["number", "bool"],
	"+": ["number", "number"],
	"-": ["number", "number"],
	"*": ["number", "number"],
	"/": ["number", "number"],
	"%": ["number", "number"],
};

const UNKNOWN_BOOL = unknownValue("bool", NOT_NULL);
const UNKNOWN_NUMBER = unknownValue("number", NOT_NULL);

/** Applies an operator to operands of the right types; throws an Error with a part of a sentence. */
export function applyBinary(
	operator: BinaryOperator,
	left: Value,
	right: Value,
): Value {
	if (operator === "==") return equals(left, right);
	if (operator === "!=") return applyNot(equals(left, right));
	if (left.isNull || right.isNull) throw new Error("argument must not be null");
	const marks = left.deepMarks | right.deepMarks;
	const result =
		left.isKnown && right.isKnown
			? compute(operator, left, right)
			: (compareRanges(operator, left, right) ??
				(OPERAND_TYPES[operator][1] === "bool"
					? UNKNOWN_BOOL
					: UNKNOWN_NUMBER));
	return result.withMarks(marks);
}

const range = ({ raw }: Value): readonly [Num, Num] =>
	raw instanceof Unknown ? [raw.min, raw.max] : [raw as Num, raw as Num];

/** Compares numbers of which one is unknown, where what is known of it settles the comparison. */
function compareRanges(
	operator: BinaryOperator,
	left: Value,
	right: Value,
): Value | undefined {
	const less = operator === "<" || operator === "<=";
	if (!less && operator !== ">" && operator !== ">=") return undefined;
	if (left.isDynamic || right.isDynamic) return undefined;
	const [low, high] = less
		? [range(left), range(right)]
		: [range(right), range(left)];
	if (compareNums(low[1], high[0]) < 0) return TRUE;
	if (compareNums(low[0], high[1]) > 0) return FALSE;
	return undefined;
}

function compute(operator: BinaryOperator, left: Value, right: Value): Value {
	switch (operator) {
		case "||":
			return boolValue(left.raw === true || right.raw === true);
		case "&&":
			return boolValue(left.raw === true && right.raw === true);
		case ">":
			return boolValue(compareNums(left.num, right.num) > 0);
		case ">=":
			return boolValue(compareNums(left.num, right.num) >= 0);
		case "<":
			return boolValue(compareNums(left.num, right.num) < 0);
		case "<=":
			return boolValue(compareNums(left.num, right.num) <= 0);
		default:
			return new Value("number", arithmetic(operator, left.num, right.num));
	}
}

const isInfinite = (n: Num) => n === Infinity || n === -Infinity;

function arithmetic(operator: BinaryOperator, a: Num, b: Num): Num {
	switch (operator) {
		case "+":
			if (isInfinite(a) && isInfinite(b) && a !== b) {
				throw new Error("can't compute sum of opposing infinities");
			}
			return add(a, b);
		case "-":
			if (isInfinite(a) && a === b) {
				throw new Error("can't subtract infinity from itself");
			}
			return add(a, negate(b));
		case "*":
			if ((isInfinite(a) && b === 0) || (isInfinite(b) && a === 0)) {
				throw new Error("can't multiply zero by infinity");
			}
			return multiply(a, b);
		case "/":
			if ((a === 0 && b === 0) || (isInfinite(a) && isInfinite(b))) {
				throw new Error("can't divide zero by zero or infinity by infinity");
			}
			return b === 0
				? compareNums(a, 0) > 0
					? Infinity
					: -Infinity
				: divide(a, b);
		default:
			return modulo(a, b);
	}
}

/** Applies `!` to a bool. */
export function applyNot(value: Value): Value {
	if (value.isNull) throw new Error("argument must not be null");
	if (!value.isKnown) return UNKNOWN_BOOL.withMarks(value.marks);
	return boolValue(value.raw !== true).withMarks(value.marks);
}

/** Applies the sign `-` to a number. */
export function applyMinus(value: Value): Value {
	if (value.isNull) throw new Error("argument must not be null");
	if (!value.isKnown) return UNKNOWN_NUMBER.withMarks(value.marks);
	return new Value("number", negate(value.num), value.marks);
}
