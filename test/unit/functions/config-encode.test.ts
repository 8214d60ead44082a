import { ExactNumber, FunctionFault } from "../../../src/core";
import { configEncode } from "../../../src/functions/config-encode";

test.each([
	["sorted keys", { b: 1, a: { d: 2, c: 3 } }, '{"a":{"c":3,"d":2},"b":1}'],
	["lists in their order", { l: [3, "x", null] }, '{"l":[3,"x",null]}'],
	["nothing", {}, "{}"],
	["signs that HTML minds", { a: "<&>" }, '{"a":"<&>"}'],
	["text beyond ASCII", { é: "\u2028" }, '{"é":"\u2028"}'],
	["long whole numbers", { n: 2n ** 64n }, '{"n":18446744073709551616}'],
	[
		"long fractions",
		{ n: new ExactNumber("0.12345678901234567891") },
		'{"n":0.12345678901234567891}',
	],
	[
		"a key that means something to JavaScript",
		JSON.parse('{"__proto__":1}'),
		'{"__proto__":1}',
	],
])("%s", (_name, value, text) => {
	expect(configEncode.run(value)).toBe(text);
});

test.each([
	["a list", [1], "this is a list"],
	["a text", "{}", "this is a string"],
	["a number", 5, "this is a number"],
	["a long number", 2n ** 70n, "this is a number"],
	["a bool", true, "this is a bool"],
])("refuses %s", (_name, value, complaint) => {
	expect(() => configEncode.run(value)).toThrow(FunctionFault);
	expect(() => configEncode.run(value)).toThrow(complaint);
});
