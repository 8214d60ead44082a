import { RE2JS } from "re2js";
import type { CtyType } from "../../core/cty-type";
import { kindOf } from "../values/types";
import {
	DYNAMIC,
	listValue,
	nullValue,
	objectValue,
	stringValue,
	tupleValue,
	type Value,
} from "../values/value";
import { text } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";

/** A compiled pattern with the names of its groups in order, an empty name for a group without one. */
interface Pattern {
	regex: RE2JS;
	names: string[];
}

/** Where a pattern matched: start and end of the whole and of each group, -1 for a group that took no part. */
type Spans = [start: number, end: number][];

class PatternError extends Error {
	constructor(
		readonly code: string,
		readonly part: string,
	) {
		super(`error parsing regexp: ${code}: \`${part}\``);
	}
}

const CACHE_LIMIT = 1000;
const compiled = new Map<string, Pattern>();

function compile(pattern: string): Pattern {
	let known = compiled.get(pattern);
	if (known === undefined) {
		known = compileNew(pattern);
		if (compiled.size >= CACHE_LIMIT) compiled.clear();
		compiled.set(pattern, known);
	}
	return known;
}

function compileNew(pattern: string): Pattern {
	try {
		const regex = RE2JS.compile(pattern);
		const names = Array<string>(regex.groupCount()).fill("");
		for (const [name, index] of Object.entries(regex.namedGroups())) {
			names[Number(index) - 1] = name;
		}
		return { regex, names };
	} catch (error) {
		const { message } = error as Error;
		const match = /^error parsing regexp: (.*?)(?:: `([\s\S]*)`)?$/.exec(
			message,
		);
		throw new PatternError(match?.[1] ?? message, match?.[2] ?? pattern);
	}
}

function* matches(
	{ regex }: Pattern,
	given: string,
	advance: (spans: Spans, at: number) => number,
): Generator<Spans> {
	const matcher = regex.matcher(given);
	for (let at = 0; at <= given.length; ) {
		if (!matcher.find(at)) return;
		const spans: Spans = [];
		for (let i = 0; i <= regex.groupCount(); i++) {
			spans.push([matcher.start(i), matcher.end(i)]);
		}
		yield spans;
		at = advance(spans, at);
	}
}

function charLength(given: string, at: number): number {
	return (given.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** Finds all matches as Go does: an empty one right behind another match does not count. */
function findAll(pattern: Pattern, given: string): Spans[] {
	const found: Spans[] = [];
	let previousEnd = -1;
	const all = matches(pattern, given, ([whole], at) => {
		const end = (whole as Spans[0])[1];
		return end === at ? at + charLength(given, at) : end;
	});
	for (const spans of all) {
		const [start, end] = spans[0] as Spans[0];
		if (start !== end || start !== previousEnd) found.push(spans);
		previousEnd = end;
	}
	return found;
}

/** Replaces all matches; `$1`, `${1}`, `$name` and `${name}` in the template stand for groups, `$$` for a dollar sign. */
function replaceAll(pattern: Pattern, given: string, template: string): string {
	let result = "";
	let last = 0;
	const all = matches(pattern, given, ([whole], at) =>
		Math.max((whole as Spans[0])[1], at + charLength(given, at)),
	);
	for (const spans of all) {
		const [start, end] = spans[0] as Spans[0];
		result += given.slice(last, start);
		if (end > last || start === 0)
			result += expand(pattern, given, spans, template);
		last = end;
	}
	return result + given.slice(last);
}

function expand(
	pattern: Pattern,
	given: string,
	spans: Spans,
	template: string,
): string {
	return template.replace(
		/\$(?:(\$)|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu,
		(_whole, dollar, braced, bare) => {
			if (dollar !== undefined) return "$";
			const name: string = braced ?? bare;
			const index = /^\d+$/.test(name)
				? Number(name)
				: pattern.names.indexOf(name) + 1;
			const isNamed = !/^\d+$/.test(name);
			const span = isNamed && index === 0 ? undefined : spans[index];
			return span === undefined || span[0] < 0 ? "" : given.slice(...span);
		},
	);
}

function resultType(pattern: Value): CtyType {
	if (!pattern.isKnown) return "dynamic";
	let names: string[];
	try {
		names = compile(pattern.text).names;
	} catch (error) {
		if (!(error instanceof PatternError)) throw error;
		throw new ArgumentError(
			0,
			`invalid regexp pattern: ${error.code} in ${error.part}`,
		);
	}
	if (names.length === 0) return "string";
	const unnamed = names.filter((name) => name === "").length;
	if (unnamed > 0 && unnamed < names.length) {
		throw new ArgumentError(
			0,
			"invalid regexp pattern: cannot mix both named and unnamed capture groups",
		);
	}
	if (unnamed > 0) return ["tuple", names.map(() => "string")];
	const attributes: Record<string, CtyType> = Object.create(null);
	for (const name of names) attributes[name] = "string";
	return ["object", attributes];
}

function resultOf(
	pattern: Pattern,
	given: string,
	spans: Spans,
	type: CtyType,
): Value {
	const part = (span: Spans[0]) =>
		span[0] < 0 ? nullValue("string") : stringValue(given.slice(...span));
	const [whole, ...groups] = spans;
	if (type === "string") return part(whole as Spans[0]);
	return kindOf(type) === "tuple"
		? tupleValue(groups.map(part))
		: objectValue(
				new Map(
					groups.map((span, i) => [pattern.names[i] as string, part(span)]),
				),
			);
}

/** Functions that use regular expressions of Go's syntax (RE2). */
export const regexFunctions: FunctionDefinition[] = [
	{
		name: "regex",
		summary:
			"Gives the first match of a pattern: a string, or its groups as a tuple or, with names, an object.",
		parameters: [text("pattern"), text("string")],
		returns: ([pattern]) => resultType(pattern as Value),
		notNull: true,
		run: ({ args: [pattern, given], type }) => {
			if (type === "dynamic") return DYNAMIC;
			const regex = compile((pattern as Value).text);
			const [first] = findAll(regex, (given as Value).text);
			if (first === undefined) {
				throw new Error("pattern did not match any part of the given string");
			}
			return resultOf(regex, (given as Value).text, first, type);
		},
	},
	{
		name: "regexall",
		summary: "Gives all matches of a pattern as a list of what regex gives.",
		parameters: [text("pattern"), text("string")],
		returns: ([pattern]) => ["list", resultType(pattern as Value)],
		notNull: true,
		run: ({ args: [pattern, given], type }) => {
			const element = type[1] as CtyType;
			const regex = compile((pattern as Value).text);
			const whole = (given as Value).text;
			return listValue(
				element,
				findAll(regex, whole).map((spans) =>
					resultOf(regex, whole, spans, element),
				),
			);
		},
	},
	{
		name: "replace",
		summary:
			"Replaces every occurrence of a string, or of a pattern between slashes.",
		parameters: [text("str"), text("substr"), text("replace")],
		returns: "string",
		notNull: true,
		run: ({ args }) => {
			const [given, what, by] = args.map((arg) => arg.text) as [
				string,
				string,
				string,
			];
			if (what.length > 1 && what.startsWith("/") && what.endsWith("/")) {
				return stringValue(replaceAll(compile(what.slice(1, -1)), given, by));
			}
			return stringValue(
				what === ""
					? by + Array.from(given, (char) => char + by).join("")
					: given.split(what).join(by),
			);
		},
	},
];
