import {
	boolValue,
	compareStrings,
	DYNAMIC,
	EPHEMERAL,
	equals,
	FALSE,
	listValue,
	mapValue,
	NULL,
	nullValue,
	numberValue,
	objectValue,
	quote,
	SENSITIVE,
	sameValue,
	setValue,
	stringValue,
	TRUE,
	toJson,
	tupleValue,
	unknownValue,
} from "../../../../src/engine/language";
import { graphemes, normalize } from "../../../../src/engine/values/strings";

const text = stringValue;

describe("strings", () => {
	it("are in NFC, with lone surrogates replaced", () => {
		expect(text("e\u0301").text).toBe("\u00e9");
		expect(normalize("a\ud800b")).toBe("a\ufffdb");
		expect([...objectValue({ "e\u0301": NULL }).keys]).toEqual(["\u00e9"]);
	});

	it("are ordered by their UTF-8 bytes", () => {
		const mixed = ["\u{1f600}", "z", "\ue000", "a", "", "aa", "Z"];
		expect([...mixed].sort(compareStrings)).toEqual(
			[...mixed].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
		);
	});

	it("are split into what a reader sees as characters", () => {
		expect(graphemes("a\r\nb\u{1f468}\u200d\u{1f469}e\u0301")).toEqual([
			"a",
			"\r\n",
			"b",
			"\u{1f468}\u200d\u{1f469}",
			"e\u0301",
		]);
	});

	it("are quoted as Go does", () => {
		expect(quote('a"\n\u0001\u00a0é😀\\')).toBe('"a\\"\\n\\x01\\u00a0é😀\\\\"');
	});
});

describe("marks", () => {
	it("are told of the whole value and of all in it", () => {
		const value = objectValue({
			a: text("x").withMarks(SENSITIVE),
			b: listValue("string", [text("y").withMarks(EPHEMERAL)]),
		});
		expect([value.marks, value.deepMarks, value.isSensitive]).toEqual([
			0,
			SENSITIVE | EPHEMERAL,
			false,
		]);
		expect(value.unmarkedDeep().deepMarks).toBe(0);
		expect(value.withMarks(SENSITIVE).unmarked().deepMarks).toBe(3);
	});

	it("of elements move to the set", () => {
		const set = setValue("string", [text("b").withMarks(SENSITIVE), text("a")]);
		expect([set.marks, set.elements[0]?.deepMarks]).toEqual([SENSITIVE, 0]);
	});

	it("of both sides are on the result of a comparison", () => {
		expect(equals(text("a").withMarks(SENSITIVE), text("b")).marks).toBe(
			SENSITIVE,
		);
	});
});

describe("unknown values", () => {
	it("are told at every depth", () => {
		const value = tupleValue([objectValue({ a: unknownValue("string") })]);
		expect([value.isKnown, value.isWhollyKnown]).toEqual([true, false]);
		expect(tupleValue([TRUE]).isWhollyKnown).toBe(true);
	});

	it("compare as unknown, unless type or nullness settles it", () => {
		const some = unknownValue("string");
		expect(equals(some, text("a")).isKnown).toBe(false);
		expect(equals(some, numberValue(1))).toBe(FALSE);
		expect(equals(some, NULL).isKnown).toBe(false);
		expect(equals(some.asNotNull(), NULL)).toBe(FALSE);
		expect(equals(DYNAMIC, text("a")).isKnown).toBe(false);
	});

	it("stay apart in a set", () => {
		const set = setValue("string", [
			unknownValue("string"),
			unknownValue("string"),
			text("a"),
			text("a"),
		]);
		expect(set.elements.map(({ isKnown }) => isKnown)).toEqual([
			true,
			false,
			false,
		]);
	});
});

describe("sets", () => {
	it.each([
		[
			"numbers ascending",
			"number",
			[10, 9, 1.5, 9].map((n) => numberValue(n)),
			[1.5, 9, 10],
		],
		[
			"strings by bytes",
			"string",
			["b", "a", "Z", "b"].map(text),
			["Z", "a", "b"],
		],
		["bools", "bool", [TRUE, FALSE, TRUE].map((b) => b), [false, true]],
		["nulls last", "string", [nullValue("string"), text("z")], ["z", null]],
	] as const)("hold %s, each once", (_name, type, elements, expected) => {
		expect(toJson(setValue(type, elements))).toEqual(expected);
	});
});

it("an object shares equality with another whatever the order of its attributes", () => {
	const a = objectValue({ x: numberValue(1), y: text("s") });
	const b = objectValue({ y: text("s"), x: numberValue(1) });
	expect(equals(a, b)).toBe(TRUE);
	expect(sameValue(a, b)).toBe(true);
	expect(sameValue(a, b.withMarks(SENSITIVE))).toBe(false);
	expect(sameValue(mapValue("string", {}), objectValue({}))).toBe(false);
	expect(boolValue(true)).toBe(TRUE);
});
