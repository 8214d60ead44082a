import { quote } from "../values/strings";
import {
	numberValue,
	stringValue,
	unknownValue,
	type Value,
} from "../values/value";
import { aboutArgument, text, textFunction } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";
import {
	addDuration,
	localDate,
	parseDuration,
	parseTimestamp,
	printOffset,
	printTimestamp,
	type Timestamp,
} from "./timestamp";

const MONTHS = [
	"January",
	"February",
	"March",
	"April",
	"May",
	"June",
	"July",
	"August",
	"September",
	"October",
	"November",
	"December",
];
const DAYS = [
	"Sunday",
	"Monday",
	"Tuesday",
	"Wednesday",
	"Thursday",
	"Friday",
	"Saturday",
];
const pad = (n: number) => String(n).padStart(2, "0");

type Forms = Record<number, string>;

function plainOrPadded(n: number): Forms {
	return { 1: String(n), 2: pad(n) };
}

/** The forms of each letter by how often it is repeated, and what a wrong number of repeats is told. */
function formsOf(letter: string, time: Timestamp): [Forms, string] | undefined {
	const date = localDate(time);
	const hour = date.getUTCHours();
	switch (letter) {
		case "Y": {
			const year = date.getUTCFullYear();
			return [
				{ 2: pad(year % 100), 4: String(year).padStart(4, "0") },
				'year must either be "YY" or "YYYY"',
			];
		}
		case "M": {
			const name = MONTHS[date.getUTCMonth()] as string;
			const forms = plainOrPadded(date.getUTCMonth() + 1);
			return [
				{ ...forms, 3: name.slice(0, 3), 4: name },
				'month must be "M", "MM", "MMM", or "MMMM"',
			];
		}
		case "D":
			return [
				plainOrPadded(date.getUTCDate()),
				'day of month must either be "D" or "DD"',
			];
		case "E": {
			const name = DAYS[date.getUTCDay()] as string;
			return [
				{ 3: name.slice(0, 3), 4: name },
				'day of week must either be "EEE" or "EEEE"',
			];
		}
		case "h":
			return [plainOrPadded(hour), '24-hour must either be "h" or "hh"'];
		case "H":
			return [
				plainOrPadded(hour % 12 || 12),
				'12-hour must either be "H" or "HH"',
			];
		case "A":
			return [{ 2: hour < 12 ? "AM" : "PM" }, 'must be "AA"'];
		case "a":
			return [{ 2: hour < 12 ? "am" : "pm" }, 'must be "aa"'];
		case "m":
			return [
				plainOrPadded(date.getUTCMinutes()),
				'minute must either be "m" or "mm"',
			];
		case "s":
			return [
				plainOrPadded(date.getUTCSeconds()),
				'second must either be "s" or "ss"',
			];
		case "Z": {
			const compact = printOffset(time, "", false);
			return [
				{
					1: printOffset(time, ":", true),
					3: compact === "+0000" ? "UTC" : compact,
					4: compact,
					5: printOffset(time, ":", false),
				},
				"timezone must be Z, ZZZZ, or ZZZZZ",
			];
		}
		default:
			return undefined;
	}
}

const TOKEN = /''|'(?:[^']|'')+'|'|([A-Za-z])\1*|[^'A-Za-z]+/g;

function formatDate(format: string, time: Timestamp): Value {
	const result = format.replace(TOKEN, (token, letter: string | undefined) => {
		if (token === "'") throw new ArgumentError(0, "unterminated literal '");
		if (token === "''") return "'";
		if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
		if (letter === undefined) return token;
		const forms = formsOf(letter, time);
		const form = forms?.[0][token.length];
		if (form !== undefined) return form;
		const hint = forms === undefined ? "" : `: ${forms[1]}`;
		throw new ArgumentError(
			0,
			`invalid date format verb ${quote(token)}${hint}`,
		);
	});
	return stringValue(result);
}

function compare(a: Timestamp, b: Timestamp): number {
	return Math.sign(
		a.milliseconds - b.milliseconds || a.nanoseconds - b.nanoseconds,
	);
}

const printDate = (date: Date) =>
	stringValue(
		printTimestamp({ milliseconds: date.getTime(), nanoseconds: 0, offset: 0 }),
	);

/** Functions of dates and times. */
export const dateFunctions: FunctionDefinition[] = [
	textFunction(
		"formatdate",
		"Writes a timestamp in another format.",
		[text("format"), text("time")],
		(format, time) =>
			formatDate(
				format as string,
				aboutArgument(1, () => parseTimestamp(time as string)),
			),
	),
	textFunction(
		"timeadd",
		"Moves a timestamp by a duration.",
		[text("timestamp"), text("duration")],
		(time, duration) =>
			stringValue(
				printTimestamp(
					addDuration(
						parseTimestamp(time as string),
						parseDuration(duration as string),
					),
				),
			),
	),
	{
		name: "timecmp",
		summary: "Gives -1, 0 or 1 as a timestamp is before, at or after another.",
		parameters: [text("timestamp_a"), text("timestamp_b")],
		returns: "number",
		notNull: true,
		run: ({ args }) => {
			const [a, b] = args.map((arg, i) =>
				aboutArgument(i, () => parseTimestamp(arg.text)),
			);
			return numberValue(compare(a as Timestamp, b as Timestamp));
		},
	},
	{
		name: "timestamp",
		summary: "Gives the current time; unknown while planning.",
		parameters: [],
		returns: "string",
		notNull: true,
		run: ({ context }) =>
			context.planning ? unknownValue("string") : printDate(new Date()),
	},
	{
		name: "plantimestamp",
		summary: "Gives the time at which the run began.",
		parameters: [],
		returns: "string",
		run: ({ context }) => printDate(context.startedAt),
	},
];
