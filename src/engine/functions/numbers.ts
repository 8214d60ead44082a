import {
	compareNums,
	fromBigInt,
	fromDouble,
	isWhole,
	type Num,
	negate,
	signOf,
	toDouble,
	truncate,
} from "../values/number";
import { quote } from "../values/strings";
import { friendlyName } from "../values/types";
import { numberValue, Value } from "../values/value";
import { aboutArgument, any, number, wholeNumber } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";
import { power } from "./power";

const isInfinite = (n: Num) => n === Infinity || n === -Infinity;

function numeric(
	name: string,
	summary: string,
	parameters: string[],
	run: (...nums: Num[]) => Num,
): FunctionDefinition {
	return {
		name,
		summary,
		parameters: parameters.map((one) => number(one)),
		returns: "number",
		notNull: true,
		run: ({ args }) => new Value("number", run(...args.map((arg) => arg.num))),
	};
}

function round(n: Num, up: boolean): Num {
	if (isInfinite(n) || isWhole(n)) return n;
	const whole = truncate(n);
	const negative = signOf(n) < 0;
	return fromBigInt(
		up ? whole + (negative ? 0n : 1n) : whole - (negative ? 1n : 0n),
	);
}

function extreme(
	name: string,
	summary: string,
	sign: number,
): FunctionDefinition {
	return {
		name,
		summary,
		parameters: [],
		variadic: number("numbers", { allowDynamic: true }),
		returns: "number",
		notNull: true,
		run: ({ args }) => {
			if (args.length === 0) throw new Error("must pass at least one number");
			return args.reduce((best, arg) =>
				compareNums(arg.num, best.num) * sign > 0 ? arg : best,
			);
		},
	};
}

function double(n: Num): Num {
	if (Number.isNaN(n)) throw new Error("the result is not a number");
	return fromDouble(n as number);
}

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

function parseInteger(given: string, base: number): Value {
	const match = /^([+-]?)([0-9A-Za-z]+)$/.exec(given);
	const digits = base <= 36 ? match?.[2]?.toLowerCase() : match?.[2];
	const values = [...(digits ?? "")].map((digit) => DIGITS.indexOf(digit));
	if (values.length === 0 || values.some((value) => value >= base)) {
		throw new ArgumentError(
			0,
			`cannot parse ${quote(given)} as a base ${base} integer`,
		);
	}
	const magnitude = values.reduce(
		(sum, value) => sum * BigInt(base) + BigInt(value),
		0n,
	);
	return numberValue(match?.[1] === "-" ? -magnitude : magnitude);
}

/** Functions of numbers. */
export const numberFunctions: FunctionDefinition[] = [
	numeric("abs", "Gives a number without its sign.", ["num"], (n) =>
		signOf(n) < 0 ? negate(n) : n,
	),
	numeric("ceil", "Rounds up to a whole number.", ["num"], (n) =>
		round(n, true),
	),
	numeric("floor", "Rounds down to a whole number.", ["num"], (n) =>
		round(n, false),
	),
	numeric(
		"log",
		"Gives the logarithm of a number in a base.",
		["num", "base"],
		(n, base) => double(Math.log(toDouble(n)) / Math.log(toDouble(base))),
	),
	numeric(
		"pow",
		"Raises a number to a power.",
		["num", "power"],
		(n, exponent) => double(power(toDouble(n), toDouble(exponent))),
	),
	extreme("max", "Gives the greatest of numbers.", 1),
	extreme("min", "Gives the smallest of numbers.", -1),
	{
		name: "signum",
		summary:
			"Gives -1, 0 or 1 for a negative number, zero or a positive number.",
		parameters: [number("num")],
		returns: "number",
		notNull: true,
		run: ({ args: [n] }) => numberValue(Math.sign(wholeNumber(n as Value))),
	},
	{
		name: "parseint",
		summary: "Reads a whole number written in a base from 2 to 62.",
		parameters: [any("number"), number("base")],
		returns: ([given]) => {
			const type = (given as Value).type;
			if (type === "string") return "number";
			throw new ArgumentError(
				0,
				`first argument must be a string, not ${friendlyName(type)}`,
			);
		},
		notNull: true,
		run: ({ args: [given, radix] }) => {
			const base = aboutArgument(1, () => wholeNumber(radix as Value));
			if (base < 2 || base > 62) {
				throw new ArgumentError(
					1,
					"base must be a whole number between 2 and 62 inclusive",
				);
			}
			return parseInteger((given as Value).text, base);
		},
	},
];
