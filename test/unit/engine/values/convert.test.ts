import {
	ConversionError,
	type CtyType,
	convert,
	fromJsonImplied,
	hasConversion,
	type JsonValue,
	printPath,
	SENSITIVE,
	toJson,
	unify,
	unknownValue,
} from "../../../../src/engine/language";

const PORT: CtyType = ["object", { host: "number", name: "string" }, ["name"]];

describe("convert", () => {
	it.each<[string, JsonValue, CtyType, JsonValue]>([
		["number to string", 1.5, "string", "1.5"],
		["bool to string", true, "string", "true"],
		["string to number", "12", "number", 12],
		["string to bool", "1", "bool", true],
		["tuple to list", [1, "a"], ["list", "string"], ["1", "a"]],
		["tuple to set", ["b", "a", "b"], ["set", "string"], ["a", "b"]],
		["object to map", { a: 1, b: "x" }, ["map", "string"], { a: "1", b: "x" }],
		[
			"an absent optional attribute",
			{ host: "80", extra: 1 },
			PORT,
			{ host: 80, name: null },
		],
		[
			"a list of objects",
			[{ host: 1 }, { host: "2", name: "b" }],
			["list", PORT],
			[
				{ host: 1, name: null },
				{ host: 2, name: "b" },
			],
		],
		["null", null, PORT, null],
		["nulls inside", [null, "a"], ["list", "string"], [null, "a"]],
		["an empty tuple", [], ["list", PORT], []],
		[
			"to the type that elements have in common",
			[1, true, "x"],
			["list", "dynamic"],
			["1", "true", "x"],
		],
	])("%s", (_name, given, type, expected) => {
		expect(toJson(convert(fromJsonImplied(given), type))).toEqual(expected);
	});

	it.each<[JsonValue, CtyType, string, string]>([
		["abc", "number", "a number is required", ""],
		[
			"True",
			"bool",
			'a bool is required; to convert from string, use lowercase "true"',
			"",
		],
		[[], "string", "string required", ""],
		[true, "number", "number required", ""],
		[{}, PORT, 'attribute "host" is required', ""],
		[
			{},
			["object", { a: "string", b: "string" }],
			'attributes "a" and "b" are required',
			"",
		],
		[{ host: [] }, PORT, 'attribute "host": number required', ""],
		[[1, []], ["list", "string"], "element 1: string required", ""],
		[
			[1, []],
			["list", "dynamic"],
			"all list elements must have the same type",
			"",
		],
		[
			{ a: 1, b: [] },
			["map", "dynamic"],
			"all map elements must have the same type",
			"",
		],
		["a", ["list", "dynamic"], "list of any single type required", ""],
		[
			{ a: ["1", "x"] },
			["object", { a: ["list", "number"] }],
			"a number is required",
			".a[1]",
		],
		[{ k: { host: "x" } }, ["map", PORT], "a number is required", ".k.host"],
	])("%j to %j: %s", (given, type, message, path) => {
		let caught: unknown;
		try {
			convert(fromJsonImplied(given), type);
		} catch (error) {
			caught = error;
		}
		expect(caught).toBeInstanceOf(ConversionError);
		expect((caught as ConversionError).message).toBe(message);
		expect(printPath((caught as ConversionError).path)).toBe(path);
	});

	it("keeps marks and what is unknown", () => {
		const secret = fromJsonImplied([1]).withMarks(SENSITIVE);
		expect(convert(secret, ["list", "string"]).marks).toBe(SENSITIVE);
		const unknown = convert(unknownValue("number"), "string");
		expect([unknown.isKnown, unknown.type]).toEqual([false, "string"]);
	});

	it("gives an exact type to a value built from a configuration", () => {
		const type: CtyType = ["object", { a: "string", l: ["list", "string"] }];
		const value = convert(fromJsonImplied({ l: ["x"], a: null, b: 1 }), type);
		expect(value.type).toBe(type);
		expect(toJson(value)).toEqual({ a: null, l: ["x"] });
	});
});

describe("unify", () => {
	it.each<[string, CtyType[], CtyType | undefined]>([
		["alike", ["string", "string"], "string"],
		["primitives", ["number", "string"], "string"],
		["bool and number", ["bool", "number"], undefined],
		[
			"lists",
			[
				["list", "number"],
				["list", "string"],
			],
			["list", "string"],
		],
		[
			"a tuple and a list",
			[
				["tuple", ["number"]],
				["list", "string"],
			],
			["list", "string"],
		],
		[
			"objects with other attributes",
			[
				["object", { a: "string" }],
				["object", { b: "number" }],
			],
			["map", "string"],
		],
		[
			"an object and a tuple",
			[
				["object", {}],
				["tuple", []],
			],
			undefined,
		],
		["a dynamic one beside a primitive", ["dynamic", "string"], "string"],
		["a dynamic one beside a list", ["dynamic", ["list", "string"]], "dynamic"],
	])("%s", (_name, types, expected) => {
		expect(unify(types, true)).toEqual(expected);
	});
});

it("tells conversions that may fail from those that cannot", () => {
	expect(hasConversion("number", "string", false)).toBe(true);
	expect(hasConversion("string", "number", false)).toBe(false);
	expect(hasConversion("string", "number", true)).toBe(true);
	expect(hasConversion(["set", "string"], ["list", "string"], false)).toBe(
		true,
	);
	expect(hasConversion(["list", "string"], ["set", "string"], false)).toBe(
		false,
	);
});
