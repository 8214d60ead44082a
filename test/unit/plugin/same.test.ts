import { type CtyType, UNKNOWN } from "../../../src/core";
import { Dynamic } from "../../../src/core/dynamic";
import { ExactNumber } from "../../../src/core/exact-number";
import { fulfils, same } from "../../../src/plugin/rpc/same";

const object: CtyType = ["object", { a: "string", b: "number" }];

test.each<[string, CtyType, unknown, unknown, boolean]>([
	["texts", "string", "a", "a", true],
	["other texts", "string", "a", "b", false],
	["null and an empty text", "string", null, "", false],
	["null and nothing", "string", null, undefined, true],
	["unknown and unknown", "string", UNKNOWN, UNKNOWN, true],
	["unknown and known", "string", UNKNOWN, "a", false],
	["large numbers", "number", 10n ** 30n, 10n ** 30n, true],
	[
		"long fractions",
		"number",
		new ExactNumber("0.1"),
		new ExactNumber("0.1"),
		true,
	],
	[
		"long fractions that differ",
		"number",
		new ExactNumber("0.1"),
		new ExactNumber("0.2"),
		false,
	],
	["lists in another order", ["list", "string"], ["a", "b"], ["b", "a"], false],
	["sets in another order", ["set", "string"], ["a", "b"], ["b", "a"], true],
	[
		"sets with members of their own",
		["set", "string"],
		["a", "a"],
		["a", "b"],
		false,
	],
	[
		"maps in another order",
		["map", "string"],
		{ a: "1", b: "2" },
		{ b: "2", a: "1" },
		true,
	],
	[
		"maps of which one has more",
		["map", "string"],
		{ a: "1" },
		{ a: "1", b: "2" },
		false,
	],
	["maps with other keys", ["map", "string"], { a: "1" }, { b: "1" }, false],
	["objects", object, { a: "x", b: 1 }, { b: 1, a: "x" }, true],
	[
		"objects, one without what is null",
		object,
		{ a: "x" },
		{ a: "x", b: null },
		true,
	],
	["tuples", ["tuple", ["string", "number"]], ["a", 1], ["a", 2], false],
	[
		"values of any type",
		"dynamic",
		new Dynamic("number", 1),
		new Dynamic("number", 1),
		true,
	],
	[
		"values of other types",
		"dynamic",
		new Dynamic("number", 1),
		new Dynamic("string", 1),
		false,
	],
])("the same? %s", (_, type, a, b, expected) => {
	expect(same(type, a, b)).toBe(expected);
	expect(same(type, b, a)).toBe(expected);
});

test.each<[string, CtyType, unknown, unknown, boolean]>([
	["anything known for what was unknown", "string", UNKNOWN, "a", true],
	["null for what was unknown", "string", UNKNOWN, null, true],
	["unknown for what was unknown", "string", UNKNOWN, UNKNOWN, false],
	[
		"something half known for what was unknown",
		object,
		UNKNOWN,
		{ a: UNKNOWN },
		false,
	],
	[
		"a part that was unknown",
		object,
		{ a: UNKNOWN, b: 1 },
		{ a: "x", b: 1 },
		true,
	],
	[
		"beside a part that was known",
		object,
		{ a: UNKNOWN, b: 1 },
		{ a: "x", b: 2 },
		false,
	],
	["something for null", "string", null, "", false],
	["null for something", "string", "a", null, false],
	[
		"a member of a set that was unknown",
		["set", "string"],
		["a", UNKNOWN],
		["b", "a"],
		true,
	],
	[
		"members that turned out to be one",
		["set", "string"],
		["a", UNKNOWN],
		["a"],
		true,
	],
	["a member that is gone", ["set", "string"], ["a", "b"], ["a"], false],
	["a member more", ["set", "string"], [UNKNOWN], ["a", "b"], false],
	["an element more", ["list", "string"], [UNKNOWN], ["a", "b"], false],
])("keeps the plan? %s", (_, type, planned, value, expected) => {
	expect(fulfils(type, planned, value)).toBe(expected);
});
