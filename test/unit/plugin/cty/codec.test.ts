import {
	type CtyType,
	Dynamic,
	ExactNumber,
	exactNumber,
	UNKNOWN,
} from "../../../../src/core";
import {
	CtyFault,
	decode,
	decodeJson,
	decodeType,
	encode,
	encodeType,
	isJsonOf,
	parseJson,
} from "../../../../src/plugin/cty";

const hex = (text: string) => Buffer.from(text.replace(/ /g, ""), "hex");
const OBJECT: CtyType = ["object", { b: "number", a: "string" }];

// Bytes as cty's own encoder writes them.
const BOTH_WAYS: readonly [string, CtyType, unknown, string][] = [
	["null", "string", null, "c0"],
	["unknown", "string", UNKNOWN, "d4 00 00"],
	["unknown list", ["list", "string"], UNKNOWN, "d4 00 00"],
	["text", "string", "hé", "a3 68 c3 a9"],
	["empty text", "string", "", "a0"],
	["true", "bool", true, "c3"],
	["false", "bool", false, "c2"],
	["zero", "number", 0, "00"],
	["127", "number", 127, "7f"],
	["128", "number", 128, "cc 80"],
	["-32", "number", -32, "e0"],
	["-33", "number", -33, "d0 df"],
	["-129", "number", -129, "d1 ff 7f"],
	["65536", "number", 65536, "ce 00 01 00 00"],
	["-32769", "number", -32769, "d2 ff ff 7f ff"],
	["2^53 - 1", "number", 2 ** 53 - 1, "cf 00 1f ff ff ff ff ff ff"],
	["2^53", "number", 2n ** 53n, "cf 00 20 00 00 00 00 00 00"],
	["-2^63", "number", -(2n ** 63n), "d3 80 00 00 00 00 00 00 00"],
	["2^64 - 1", "number", 2n ** 64n - 1n, "cf ff ff ff ff ff ff ff ff"],
	["one tenth", "number", 0.1, "a3 30 2e 31"],
	["infinity", "number", Infinity, "cb 7f f0 00 00 00 00 00 00"],
	[
		"30 digits",
		"number",
		123456789012345678901234567890n,
		`be ${Buffer.from("123456789012345678901234567890").toString("hex")}`,
	],
	[
		"a fraction of 20 digits",
		"number",
		new ExactNumber("0.12345678901234567891"),
		`b6 ${Buffer.from("0.12345678901234567891").toString("hex")}`,
	],
	["list", ["list", "number"], [1, UNKNOWN, null], "93 01 d40000 c0"],
	["set", ["set", "bool"], [true], "91 c3"],
	["tuple", ["tuple", ["bool", "number"]], [true, 1], "92 c3 01"],
	["map", ["map", "string"], { k: "v" }, "81 a1 6b a1 76"],
	["object", OBJECT, { a: "x", b: null }, "82 a1 61 a1 78 a1 62 c0"],
	["null of any type", "dynamic", null, "c0"],
	["unknown of any type", "dynamic", UNKNOWN, "d4 00 00"],
	[
		"dynamic",
		"dynamic",
		new Dynamic("string", "x"),
		"92 c4 08 22 73 74 72 69 6e 67 22 a1 78",
	],
	[
		"null of a known type",
		"dynamic",
		new Dynamic("bool", null),
		"92 c4 06 22 62 6f 6f 6c 22 c0",
	],
];

test.each(BOTH_WAYS)("%s", (_name, type, value, bytes) => {
	expect(encode(type, value)).toEqual(hex(bytes));
	expect(decode(type, hex(bytes))).toEqual(value);
});

const DECODED: readonly [string, CtyType, string, unknown][] = [
	[
		"unknown with a prefix",
		"string",
		"c7 0c 0c 82 01 c2 02 a7 68747470 3a2f2f",
		UNKNOWN,
	],
	["unknown in 16 bytes", "string", `d8 0c ${"00".repeat(16)}`, UNKNOWN],
	["unknown in ext 16", "string", "c8 00 01 0c 80", UNKNOWN],
	["a double of a half", "number", "cb 3f e0 00 00 00 00 00 00", 0.5],
	["a float of a half", "number", "ca 3f 00 00 00", 0.5],
	["a whole double", "number", "cb 40 00 00 00 00 00 00 00", 2],
	["a whole double of 2^60", "number", "cb 43 b0 00 00 00 00 00 00", 2n ** 60n],
	[
		"the double next to one tenth",
		"number",
		"cb 3f b9 99 99 99 99 99 9a",
		new ExactNumber(
			"0.1000000000000000055511151231257827021181583404541015625",
		),
	],
	["digits with an exponent", "number", "a3 31 65 33", 1000],
	["a signed 64-bit 5", "number", "d3 00 00 00 00 00 00 00 05", 5],
	["a missing attribute", OBJECT, "81 a1 61 a1 78", { a: "x", b: null }],
	["text of 16-bit length", "string", "da 00 01 78", "x"],
	["text of 32-bit length", "string", "db 00 00 00 01 78", "x"],
	["array of 16-bit length", ["list", "bool"], "dc 00 01 c3", [true]],
	[
		"map of 32-bit length",
		["map", "bool"],
		"df 00 00 00 01 a1 78 c3",
		{ x: true },
	],
];

test.each(DECODED)("decodes %s", (_name, type, bytes, value) => {
	// toEqual takes 0.1 and an ExactNumber of it for different.
	expect(decode(type, hex(bytes))).toEqual(value);
});

test("a key that means something to JavaScript is a key", () => {
	const bytes = encode(["map", "string"], JSON.parse('{"__proto__":"x"}'));
	const back = decode(["map", "string"], bytes) as object;
	expect(Object.entries(back)).toEqual([["__proto__", "x"]]);
	const type = JSON.parse('["object", {"constructor": "string"}]') as CtyType;
	expect(Object.entries(decode(type, hex("80")) as object)).toEqual([
		["constructor", null],
	]);
	expect(encode(type, {})).toEqual(
		hex(`81 ab ${Buffer.from("constructor").toString("hex")} c0`),
	);
});

test("plain values of a dynamic type have the type that they imply", () => {
	const value = { list: ["a", 1, null], deep: { yes: true } };
	const back = decode("dynamic", encode("dynamic", value)) as Dynamic;
	expect(back.value).toEqual(value);
	expect(back.type).toEqual([
		"object",
		{
			list: ["tuple", ["string", "number", "dynamic"]],
			deep: ["object", { yes: "bool" }],
		},
	]);
});

const REFUSED: readonly [string, () => unknown, string][] = [
	["no bytes", () => decode("string", hex("")), "ends in the middle"],
	["a torn text", () => decode("string", hex("a5 68")), "ends in the middle"],
	["a torn length", () => decode("string", hex("da 00")), "ends in the middle"],
	[
		"a torn unknown",
		() => decode("string", hex("c7 05 0c")),
		"ends in the middle",
	],
	["more bytes", () => decode("bool", hex("c3 c3")), "goes on after"],
	["a number as text", () => decode("string", hex("01")), "a string was"],
	["text as a bool", () => decode("bool", hex("a1 78")), "a bool was"],
	["text as a number", () => decode("number", hex("a1 78")), "digits of a"],
	["NaN", () => decode("number", hex("cb 7ff8000000000000")), "NaN"],
	["a wrong count", () => decode(["tuple", ["bool"]], hex("90")), "1 elements"],
	[
		"an attribute of no type",
		() => decode(["object", {}], hex("81 a1 78 c0")),
		'no attribute "x"',
	],
	[
		"an unknown type",
		() => decode("dynamic", hex("92 c4 03 22 78 22 c0")),
		'no type "x"',
	],
	["to encode NaN", () => encode("number", Number.NaN), "NaN"],
	[
		"a value of another type, with its place",
		() =>
			encode(["object", { ports: ["list", OBJECT] }], {
				ports: [{ a: 5, b: 1 }],
			}),
		"ports.0.a: a string was expected",
	],
	["an array as a map", () => encode(["map", "bool"], []), "an array"],
	["JSON that is none", () => decodeJson("string", "{secret"), "not valid"],
	["a type that is none", () => decodeType('["list"]'), "no type"],
];

test.each(REFUSED)("refuses %s", (_name, run, complaint) => {
	expect(run).toThrow(CtyFault);
	expect(run).toThrow(complaint);
});

test("an object ends where it says, whatever an earlier one of its type had there", () => {
	const type: CtyType = ["map", OBJECT];
	const nothing = { a: null, b: null };
	decode(OBJECT, encode(OBJECT, nothing));
	// The first value is an object with one attribute; the key after it is named like the other.
	const bytes = hex("82 a1 78 81 a1 61 c0 a1 62 c0");
	expect(decode(type, bytes)).toEqual({ x: nothing, b: null });
});

test("what was written before stays as it was", () => {
	const first = encode("string", "first");
	encode("string", "other");
	expect(first.toString("latin1")).toContain("first");
	expect(encode("string", "x".repeat(3_000_000))).toHaveLength(3_000_005);
	expect(encode("string", "small")).toHaveLength(6);
});

const STATE: readonly [string, CtyType, string, unknown][] = [
	["a long whole number", "number", "123456789012345678", 123456789012345678n],
	[
		"a long fraction",
		"number",
		"0.12345678901234567891",
		exactNumber("0.12345678901234567891"),
	],
	["a short fraction", "number", "0.1", 0.1],
	["a power", "number", "1e20", 10n ** 20n],
	[
		"digits inside text",
		["list", "string"],
		'["1234567890123456789", "\\"1234567890123456789", "\\\\"]',
		["1234567890123456789", '"1234567890123456789', "\\"],
	],
	[
		"attributes that are missing or unheard of",
		OBJECT,
		'{"a": "x", "gone": 12345678901234567890}',
		{ a: "x", b: null },
	],
	[
		"maps with odd keys",
		["map", "number"],
		'{"__proto__": 1, "n": 12345678901234567890}',
		JSON.parse('{"__proto__": 1}'),
	],
	[
		"dynamic",
		"dynamic",
		'{"value": [1, "x"], "type": ["tuple", ["number", "string"]]}',
		new Dynamic(["tuple", ["number", "string"]], [1, "x"]),
	],
	["dynamic null", "dynamic", "null", null],
	["a number stored as text", "number", '"5"', 5],
	["text stored as a number", "string", "5", "5"],
	["a bool stored as text", "bool", '"true"', true],
];

test.each(STATE)("reads %s of a state", (name, type, text, value) => {
	const read = decodeJson(type, text);
	if (name === "maps with odd keys") {
		expect(Object.entries(read as object)).toEqual([
			["__proto__", 1],
			["n", 12345678901234567890n],
		]);
	} else expect(read).toEqual(value);
});

test("JSON of no type keeps its long numbers", () => {
	expect(parseJson('{"a": [12345678901234567890, 1.5]}')).toEqual({
		a: [12345678901234567890n, 1.5],
	});
});

test("types go both ways", () => {
	const type: CtyType = ["object", { a: ["set", ["tuple", ["bool"]]] }, ["a"]];
	expect(decodeType(encodeType(type))).toEqual(type);
	expect(encodeType(["map", "dynamic"]).toString()).toBe('["map","dynamic"]');
});

test.each<[string, CtyType, boolean]>([
	['"a"', "string", true],
	["1", "string", false],
	["1", "number", true],
	["true", "bool", true],
	['"true"', "bool", false],
	["null", ["list", "string"], true],
	['["a"]', ["set", "string"], true],
	["[1]", ["set", "string"], false],
	["{}", ["list", "string"], false],
	['["a",1]', ["tuple", ["string", "number"]], true],
	['["a"]', ["tuple", ["string", "number"]], false],
	['{"b":1}', ["map", "number"], true],
	["[]", ["map", "number"], false],
	['{"a":{"b":null}}', ["object", { a: ["object", { b: "bool" }] }], true],
	['{"a":{}}', ["object", { a: ["object", { b: "bool" }] }], false],
	['{"a":1,"old":1}', ["object", { a: "number" }], false],
	['{"__proto__":1}', ["object", { a: "number" }], false],
	['{"value":1,"type":"number"}', "dynamic", false],
	["{", ["map", "number"], false],
])("%s is JSON of %j: %s", (text, type, is) => {
	expect(isJsonOf(type, text)).toBe(is);
});
