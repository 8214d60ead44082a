import {
	applyConstraint,
	fromJsonImplied,
	type JsonValue,
	LanguageError,
	parseTypeConstraint,
	printCtyType,
	toJson,
} from "../../../../src/engine/language";

it.each([
	["string", "string"],
	["any", "any"],
	["list", "list(any)"],
	["map", "map(any)"],
	["list(set(map(number)))", "list(set(map(number)))"],
	["tuple([string, bool])", "tuple([string,bool])"],
	[
		"object({ b = string, a = optional(number) })",
		"object({a=optional(number),b=string})",
	],
	['object({\n  a = string\n  "b" : bool\n})', "object({a=string,b=bool})"],
	["object({})", "object({})"],
])("reads %j", (text, printed) => {
	expect(printCtyType(parseTypeConstraint(text).type)).toBe(printed);
});

it.each([
	["strng", 'The keyword "strng" is not a valid type specification.'],
	[
		"set",
		"The set type constructor requires one argument specifying the element type.",
	],
	[
		"list()",
		"The list type constructor requires one argument specifying the element type.",
	],
	[
		"list(string, number)",
		"The list type constructor requires one argument specifying the element type.",
	],
	["arr(string)", 'Keyword "arr" is not a valid type constructor.'],
	["object(string)", /^Object type constructor requires a map/],
	[
		"optional(string)",
		'Keyword "optional" is valid only as a modifier for object type attributes.',
	],
	["list(optional(string))", /valid only as a modifier/],
	["object({ a = optional() })", /requires the attribute type/],
	["object({ a = optional(string, 1, 2) })", /at most two arguments/],
	[
		'object({ a = optional(number, "x") })',
		/not compatible with the attribute's type constraint: a number is required/,
	],
	["5", /^A type specification is either/],
	["a.b", /^A type specification is either/],
])("refuses %j", (text, detail) => {
	expect(() => parseTypeConstraint(text)).toThrow(LanguageError);
	try {
		parseTypeConstraint(text);
	} catch (error) {
		expect((error as LanguageError).detail).toMatch(detail);
	}
});

it.each<[string, JsonValue, JsonValue]>([
	[
		"object({ a = string, b = optional(number, 5) })",
		{ a: 1 },
		{ a: "1", b: 5 },
	],
	["object({ b = optional(number, 5) })", { b: null }, { b: 5 }],
	["object({ b = optional(number) })", {}, { b: null }],
	[
		'list(object({ b = optional(string, "d") }))',
		[{}, { b: "x" }],
		[{ b: "d" }, { b: "x" }],
	],
	[
		'set(object({ b = optional(string, "d") }))',
		[{}, { b: "d" }],
		[{ b: "d" }],
	],
	[
		'map(object({ b = optional(string, "d") }))',
		{ k: {}, l: { b: "x" } },
		{ k: { b: "d" }, l: { b: "x" } },
	],
	['tuple([object({ b = optional(string, "d") })])', [{}], [{ b: "d" }]],
	[
		'object({ o = optional(object({ b = optional(string, "d") }), {}) })',
		{},
		{ o: { b: "d" } },
	],
	[
		'object({ o = optional(object({ b = optional(string, "d") })) })',
		{},
		{ o: null },
	],
	['object({ l = optional(list(string), ["x", 1]) })', {}, { l: ["x", "1"] }],
	['object({ a = optional(string, "d") })', null, null],
	["any", [1, "a"], [1, "a"]],
])("%s given %j", (constraint, given, expected) => {
	const value = applyConstraint(
		fromJsonImplied(given),
		parseTypeConstraint(constraint),
	);
	expect(toJson(value)).toEqual(expected);
});

it("says what does not fit", () => {
	const constraint = parseTypeConstraint("object({ a = string })");
	expect(() => applyConstraint(fromJsonImplied({}), constraint)).toThrow(
		'attribute "a" is required',
	);
});
