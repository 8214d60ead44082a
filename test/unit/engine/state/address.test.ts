import fc from "fast-check";
import {
	addressText,
	compareKeys,
	parseAddress,
	parseState,
} from "../../../../src/engine/state";
import { anyAddress, fixture } from "./support";

// What `terraform state list` printed for the file "keys", in its order.
const LISTED = [
	'""',
	'"\\u0001"',
	'"\\u0008"',
	'"$"',
	'"$$"',
	'"$$${"',
	'"%"',
	'"<>&"',
	'"a b"',
	'"back\\\\slash"',
	'"cr\\r"',
	'"dollar$${x}"',
	'"new\\nline"',
	'"pct%%{y}"',
	'"tab\\tx"',
	'"\\u007f"',
	'"\\u0085"',
	'"\\u00a0"',
	'"é"',
	'"\\u200b"',
	'"\\u2028"',
	'"\\ue000"',
	'"\\ufeff"',
	'"ｱ"',
	'"🇩"',
	'"😀"',
].map((key) => `terraform_data.k[${key}]`);

test("addresses are written and ordered as Terraform lists them", () => {
	const state = parseState(fixture("keys"), "keys");
	const entries = state.groups().flatMap((group) => group.entries);
	expect(entries.map((entry) => entry.text)).toEqual(LISTED);
	for (const { text, address } of entries) {
		expect(parseAddress(text)).toEqual(address);
	}
});

test.each([
	["a_b.c", { mode: "managed", type: "a_b", name: "c" }],
	["data.a.b", { mode: "data", type: "a", name: "b" }],
	["a.b-c[12]", { mode: "managed", type: "a", name: "b-c", key: 12 }],
	[
		'a.b["x\\U0001f600"]',
		{ mode: "managed", type: "a", name: "b", key: "x😀" },
	],
	[
		'module.m["k"].module.n.a.b',
		{
			module: 'module.m["k"].module.n',
			mode: "managed",
			type: "a",
			name: "b",
		},
	],
])("%s is an address", (text, address) => {
	expect(parseAddress(text)).toEqual(address);
});

test.each([
	"",
	"a",
	"a..b",
	"a.b.c",
	"a.b[",
	"a.b[x]",
	"a.b[-1]",
	'a.b["x]',
	'a.b["x"]["y"]',
	"a.b[0].c",
	"1a.b",
	"a b.c",
	"data.a",
])("%j is no address", (text) => {
	expect(parseAddress(text)).toBeUndefined();
});

test("reading an address takes back writing it", () => {
	fc.assert(
		fc.property(anyAddress, (address) => {
			expect(parseAddress(addressText(address))).toEqual(address);
		}),
	);
});

test("indexes are ordered as numbers, before keys", () => {
	const keys = ["b", 10, "a", 2, undefined];
	expect(keys.filter((k) => k !== undefined).sort(compareKeys)).toEqual([
		2,
		10,
		"a",
		"b",
	]);
	expect(compareKeys(undefined, 0)).toBeLessThan(0);
});
