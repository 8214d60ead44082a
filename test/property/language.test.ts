import fc from "fast-check";
import {
	convert,
	encodeJson,
	equals,
	evaluate,
	expressionFromJson,
	fromJson,
	fromJsonImplied,
	fromPlain,
	type JsonValue,
	numberValue,
	numText,
	parseExpression,
	parseJson,
	printJson,
	quote,
	sameValue,
	setValue,
	stringValue,
	toJson,
	toPlain,
	valueScope,
} from "../../src/engine/language";
import {
	add,
	compareNums,
	divide,
	fromDouble,
	multiply,
	type Num,
	negate,
	parseNum,
	toDouble,
} from "../../src/engine/values/number";
import { CONTEXT } from "../support/language-cases";

const scope = valueScope({}, CONTEXT);
const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;
const read = (text: string) => parseNum(text) as Num;
/** A decimal with up to 20 digits and its exact value as a fraction of a power of ten. */
const decimal = fc
	.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(12))
	.map(([digits, scale]) => ({
		digits,
		scale,
		num: divide(read(String(digits)), read(`1e${scale}`)),
	}));

describe("numbers", () => {
	it("of any size are exact", () => {
		const big = fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n });
		fc.assert(
			fc.property(big, big, (a, b) => {
				const [x, y] = [read(String(a)), read(String(b))];
				expect(numText(add(x, y))).toBe(String(a + b));
				expect(numText(multiply(x, y))).toBe(String(a * b));
				expect(Math.sign(compareNums(x, y))).toBe(a < b ? -1 : a > b ? 1 : 0);
			}),
		);
	});

	it("with decimals add up as fractions do", () => {
		fc.assert(
			fc.property(decimal, decimal, (a, b) => {
				const scale = Math.max(a.scale, b.scale);
				const sum =
					a.digits * 10n ** BigInt(scale - a.scale) +
					b.digits * 10n ** BigInt(scale - b.scale);
				const expected = divide(read(String(sum)), read(`1e${scale}`));
				const found = add(a.num, b.num);
				// Binary fractions of 512 bits leave room for a wrong last digit, in Terraform too.
				const error = toDouble(add(found, negate(expected)));
				expect(Math.abs(error)).toBeLessThan(1e-120);
				expect(numText(add(b.num, a.num))).toBe(numText(found));
				expect(add(a.num, negate(a.num))).toBe(0);
			}),
		);
	});

	it("are read back from what is printed", () => {
		fc.assert(
			fc.property(
				decimal,
				fc.double({ noNaN: true, noDefaultInfinity: true }),
				({ num }, double) => {
					expect(compareNums(read(numText(num)), num)).toBe(0);
					expect(toDouble(fromDouble(double))).toBe(double + 0);
					expect(Number(numText(fromDouble(double)))).toBe(double + 0);
				},
			),
		);
	});
});

describe("values", () => {
	it("go to JSON, plain JavaScript and text, and back", () => {
		fc.assert(
			fc.property(json, (given) => {
				const value = fromJsonImplied(given);
				expect(sameValue(fromJson(toJson(value), value.type), value)).toBe(
					true,
				);
				expect(sameValue(fromPlain(toPlain(value), "dynamic"), value)).toBe(
					true,
				);
				expect(
					sameValue(fromJsonImplied(parseJson(encodeJson(value))), value),
				).toBe(true);
				expect(parseJson(printJson(toJson(value) as object))).toEqual(
					toJson(value),
				);
				expect(equals(value, value).raw).toBe(true);
			}),
		);
	});

	it("have strings in NFC", () => {
		fc.assert(
			fc.property(
				fc.string({ unit: "grapheme" }),
				fc.string({ unit: "binary" }),
				(a, b) => {
					const value = stringValue(a + b);
					expect(value.text).toBe(value.text.normalize("NFC"));
					expect(stringValue(value.text).text).toBe(value.text);
				},
			),
		);
	});

	it("make the same set in any order, however often", () => {
		const elements = fc.oneof(
			fc.array(fc.string()).map((list) => list.map(stringValue)),
			fc
				.array(fc.double({ noNaN: true, noDefaultInfinity: true }))
				.map((list) => list.map((n) => numberValue(n))),
			fc
				.array(fc.record({ a: fc.nat(5), b: fc.string({ maxLength: 2 }) }))
				.map((list) =>
					list.map((one) =>
						fromPlain(one, ["object", { a: "number", b: "string" }]),
					),
				),
		);
		fc.assert(
			fc.property(elements, fc.infiniteStream(fc.nat()), (list, order) => {
				const type = list[0]?.type ?? "string";
				const shuffled = list
					.map((value) => ({ value, key: order.next().value as number }))
					.sort((x, y) => x.key - y.key)
					.map(({ value }) => value);
				const set = setValue(type, list);
				expect(sameValue(setValue(type, [...shuffled, ...list]), set)).toBe(
					true,
				);
				expect(sameValue(setValue(type, set.elements), set)).toBe(true);
			}),
		);
	});

	it("convert to the same whether or not their own type was worked out", () => {
		const object = fc.record({
			a: fc.option(fc.string()),
			n: fc.nat(),
			l: fc.array(fc.string()),
			m: fc.dictionary(fc.string(), fc.string()),
		});
		fc.assert(
			fc.property(object, (given) => {
				const type = fromPlainType();
				const lazy = convert(fromJsonImplied(given as JsonValue), type);
				const typed = fromJsonImplied(given as JsonValue);
				void typed.type;
				expect(sameValue(lazy, convert(typed, type))).toBe(true);
			}),
		);
	});
});

function fromPlainType() {
	return [
		"object",
		{ a: "string", n: "number", l: ["set", "string"], m: ["map", "string"] },
	] as Parameters<typeof convert>[1];
}

describe("expressions", () => {
	it("of literal text give the text", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (text) => {
				const escaped = text.replace(/[$%](?=\{)/g, "$&$&");
				// A doubled sign before the brace would already be an escape.
				fc.pre(!/[$%]{2}\{/.test(text));
				const value = evaluate(expressionFromJson(escaped), scope);
				expect(value.text).toBe(stringValue(text).text);
			}),
		);
	});

	it("print and parse strings", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), (text) => {
				const { text: normal } = stringValue(text);
				const literal = JSON.stringify(normal)
					.replace(/\\[bf]/g, (c) => (c === "\\b" ? "\\u0008" : "\\u000c"))
					.replace(/[$%](?=\{)/g, "$&$&");
				fc.pre(!/[$%]{2}\{/.test(normal));
				expect(evaluate(parseExpression(literal), scope).text).toBe(normal);
				expect(quote(normal).startsWith('"')).toBe(true);
			}),
		);
	});

	it("of arithmetic agree with whole numbers computed exactly", () => {
		type Tree = { text: string; value: bigint };
		const { tree } = fc.letrec<{ tree: Tree; leaf: Tree }>((tie) => ({
			leaf: fc
				.bigInt({ min: 0n, max: 10n ** 18n })
				.map((value) => ({ text: String(value), value })),
			tree: fc.oneof(
				{ depthSize: "small" },
				tie("leaf"),
				fc
					.tuple(tie("tree"), fc.constantFrom("+", "-", "*"), tie("tree"))
					.map(([a, operator, b]) => ({
						text: `(${a.text} ${operator} ${b.text})`,
						value:
							operator === "+"
								? a.value + b.value
								: operator === "-"
									? a.value - b.value
									: a.value * b.value,
					})),
			),
		}));
		fc.assert(
			fc.property(tree, ({ text, value }) => {
				// Beyond 512 bits Terraform rounds.
				fc.pre(value.toString(2).length < 500);
				const result = evaluate(parseExpression(text), scope);
				expect(numText(result.num)).toBe(String(value));
			}),
		);
	});

	it("that are jsondecode of jsonencode give the value", () => {
		fc.assert(
			fc.property(json, (given) => {
				const value = fromJsonImplied(given);
				const roots = valueScope({ v: value }, CONTEXT);
				const back = evaluate(
					parseExpression("jsondecode(jsonencode(v))"),
					roots,
				);
				expect(sameValue(back, value)).toBe(true);
				const yaml = evaluate(
					parseExpression("yamldecode(yamlencode(v))"),
					roots,
				);
				expect(toJson(yaml)).toEqual(toJson(value));
			}),
		);
	});

	it("never fail in another way than with an error of the language", () => {
		const pieces = fc.constantFrom(
			"a",
			".",
			"[",
			"]",
			"(",
			")",
			"{",
			"}",
			"*",
			'"',
			"${",
			"%{",
			"~}",
			"if",
			"for",
			"in",
			":",
			"=>",
			"...",
			"1",
			"-",
			"?",
			"=",
			",",
			"\n",
			"<<E\n",
			"E\n",
			" ",
			"\\",
			"::",
			"null",
		);
		fc.assert(
			fc.property(fc.array(pieces, { maxLength: 30 }), (list) => {
				try {
					evaluate(expressionFromJson(list.join("")), scope);
				} catch (error) {
					expect((error as Error).name).toBe("LanguageError");
				}
			}),
			{ numRuns: 2000 },
		);
	});
});
