import fc from "fast-check";
import {
	type Body,
	bool,
	bytes,
	decodeMessage,
	encodeMessage,
	explicit,
	int,
	list,
	map,
	message,
	nested,
	string,
} from "../../../src/plugin/wire/message";

const Inner = message({ text: string(1), number: int(2) });
const Outer = message({
	text: string(1),
	data: bytes(2),
	flag: bool(3),
	number: int(4),
	inner: nested(5, () => Inner),
	texts: list(string(6)),
	inners: list(nested(7, () => Inner)),
	byName: map(nested(8, () => Inner)),
	oneOf: explicit(string(9)),
	large: int(200),
});

// The examples of https://protobuf.dev/programming-guides/encoding, and what follows from them.
test.each<[string, Body<typeof Outer>, string]>([
	["nothing", {}, ""],
	["a text", { text: "testing" }, "0a0774657374696e67"],
	["an integer", { number: 150 }, "209601"],
	["an integer beyond 32 bits", { number: 2 ** 40 }, "20808080808020"],
	["a negative integer", { number: -1 }, "20ffffffffffffffffff01"],
	["true", { flag: true }, "1801"],
	[
		"zeros, which need not be written",
		{ text: "", number: 0, flag: false },
		"",
	],
	["a zero that means something", { oneOf: "" }, "4a00"],
	["an empty message", { inner: {} }, "2a00"],
	["texts", { texts: ["a", ""] }, "3201613200"],
	["messages", { inners: [{ text: "a" }, {}] }, "3a030a01613a00"],
	["an entry of a map", { byName: { k: { number: 1 } } }, "42070a016b12021001"],
	["a high field number", { large: 1 }, "c00c01"],
])("%s", (_, body, hex) => {
	expect(Buffer.from(encodeMessage(Outer, body)).toString("hex")).toBe(hex);
});

const inner = fc.record(
	{ text: fc.string({ unit: "binary" }), number: fc.maxSafeInteger() },
	{ requiredKeys: [] },
);
const outer = fc.record(
	{
		text: fc.string({ unit: "grapheme" }),
		data: fc.uint8Array(),
		flag: fc.boolean(),
		number: fc.maxSafeInteger(),
		inner,
		texts: fc.array(fc.string()),
		inners: fc.array(inner),
		byName: fc.dictionary(fc.string(), inner),
		oneOf: fc.string(),
		large: fc.nat(),
	},
	{ requiredKeys: [] },
);

/** A body as it comes back: what is zero or empty is not there. */
function plain(body: object, isInner = false): object {
	return Object.fromEntries(
		Object.entries(body).flatMap(([name, value]) => {
			if (name === "oneOf") return [[name, value]];
			if (name === "inner") return [[name, plain(value, true)]];
			if (name === "inners")
				return value.length
					? [[name, value.map((v: object) => plain(v, true))]]
					: [];
			if (name === "byName")
				return Object.keys(value).length
					? [
							[
								name,
								Object.fromEntries(
									Object.entries(value).map(([k, v]) => [
										k,
										plain(v as object, true),
									]),
								),
							],
						]
					: [];
			const empty =
				value === "" || value === 0 || value === false || value.length === 0;
			return empty || (isInner && value === undefined) ? [] : [[name, value]];
		}),
	);
}

test("what was written is read", () => {
	fc.assert(
		fc.property(outer, (body) => {
			const read = decodeMessage(Outer, encodeMessage(Outer, body as never));
			expect(JSON.parse(JSON.stringify(read))).toEqual(
				JSON.parse(JSON.stringify(plain(body))),
			);
		}),
		{ numRuns: 500 },
	);
});

test.each<[string, string]>([
	["a field that is not known", "0a0161f80101"],
	["a field of another kind", "0a01612d00000000"],
	["a group", "0a0161fb01fc01"],
])("%s is skipped", (_, hex) => {
	expect(decodeMessage(Outer, Buffer.from(hex, "hex"))).toEqual({ text: "a" });
});

test("of a field that comes twice the last holds", () => {
	expect(decodeMessage(Outer, Buffer.from("0a01610a0162", "hex"))).toEqual({
		text: "b",
	});
});

test.each<[string, string]>([
	["a text that is cut off", "0a0561"],
	["a message that is cut off", "2a050a01"],
	["a number that never ends", "20ffffffffffffffffffffff"],
	["a tag alone", "0a"],
	["a message within that goes on after its end", "2a020a0561616161616161"],
])("%s is an error", (_, hex) => {
	expect(() => decodeMessage(Outer, Buffer.from(hex, "hex"))).toThrow();
});
