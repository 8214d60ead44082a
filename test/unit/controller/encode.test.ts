import fc from "fast-check";
import { Liquid } from "liquidjs";
import {
	bodyText,
	decodeJson,
	encodeJson,
	literal,
} from "../../../src/controller/encode";

const liquid = new Liquid();
const render = (text: string) =>
	liquid.parseAndRenderSync(text, { self: {} }, { sync: true });
/** What a Controller does to `config` before it stores it (core contract §6.2). */
const store = (text: string) => render(text).split('\\"').join('"');

const nasty = fc
	.array(
		fc.constantFrom(
			"{",
			"}",
			"{{",
			"}}",
			"{%",
			"%}",
			"\\",
			'"',
			'\\"',
			"'",
			"raw",
			"endraw",
			"-",
			" ",
			"\n",
			"u0022",
			"é",
			"😀",
			"a",
		),
	)
	.map((parts) => parts.join(""));

describe("JSON text", () => {
	test.each([
		["an escaped quote", String.raw`{"a":"x \"q\""}`],
		["a backslash at the end", String.raw`{"a":"C:\\"}`],
		["a backslash and a quote", String.raw`{"a":"\\\""}`],
		["an expression", '{"a":"{{ self.name }}","b":"{% x %}"}'],
		["three braces", '{"a":"{{{"}'],
		["closing braces", '{"a":{"b":{}}}'],
		["digits and spaces", '{ "n": 12345678901234567890, "d": 2.50 }'],
	])(
		"with %s is stored with its meaning and read in its own words",
		(_, text) => {
			expect(decodeJson(store(encodeJson(text)))).toBe(text);
		},
	);

	test("of any value is stored with its meaning", () => {
		fc.assert(
			fc.property(
				fc.dictionary(nasty, fc.oneof(nasty, fc.jsonValue())),
				fc.constantFrom(undefined, 2),
				(value, indent) => {
					const text = JSON.stringify(value, null, indent);
					const stored = store(encodeJson(text));
					expect(JSON.parse(stored)).toEqual(JSON.parse(text));
					expect(decodeJson(stored)).toBe(text);
				},
			),
			{ numRuns: 2000 },
		);
	});

	test("written by others keeps its meaning when it is read", () => {
		const others = String.raw`{"a":"C:\\u0022","b":"\u005C\u007B\u00e9"}`;
		expect(JSON.parse(decodeJson(others))).toEqual(JSON.parse(others));
	});
});

describe("any other string", () => {
	test.each([
		"plain",
		"{{ a }}",
		"{% raw %}{{ x }}{% endraw %}",
		"{% endraw %}{{",
		"{{{%",
		"a{{",
		"{%- x -%}",
		"}}",
	])("%j arrives as it was written", (text) => {
		expect(render(literal(text))).toBe(text);
	});

	test("arrives as it was written, whatever it holds", () => {
		fc.assert(
			fc.property(nasty, (text) => {
				expect(render(literal(text))).toBe(text);
			}),
			{ numRuns: 2000 },
		);
	});

	test("is found at every depth, and keys and other values are left alone", () => {
		expect(
			JSON.parse(
				bodyText({ "{{k}}": ["{{v}}", 1, null, { a: "{%", b: true }] }),
			),
		).toEqual({
			"{{k}}": ["{{'{{'}}v}}", 1, null, { a: "{{'{%'}}", b: true }],
		});
	});
});
