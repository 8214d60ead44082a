import {
	ExtData,
	decode as oracleDecode,
	encode as oracleEncode,
} from "@msgpack/msgpack";
import fc from "fast-check";
import {
	type CtyType,
	Dynamic,
	ExactNumber,
	exactNumber,
	UNKNOWN,
} from "../../src/core";
import { decode, decodeJson, encode } from "../../src/plugin/cty";

const name = fc.oneof(
	fc.stringMatching(/^[a-z_]{1,8}$/),
	fc.constantFrom("__proto__", "constructor", "é", ""),
);

const digits = fc
	.tuple(
		fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
		fc.integer({ min: 0, max: 60 }),
	)
	.map(([whole, power]) => exactNumber(`${whole}e-${power}`));

const number = fc.oneof(
	fc.integer(),
	fc.maxSafeInteger(),
	fc
		.bigInt({ min: -(2n ** 70n), max: 2n ** 70n })
		.map((n) => exactNumber(`${n}`)),
	digits,
	fc
		.double({ noNaN: true, noDefaultInfinity: true })
		.map((n) => exactNumber(`${n}`)),
);

interface Case {
	readonly type: CtyType;
	readonly value: unknown;
}

const object = (entries: readonly (readonly [string, unknown])[]) =>
	Object.fromEntries(entries);

const typeOf: fc.Arbitrary<CtyType> = fc.letrec<{ type: CtyType }>((tie) => ({
	type: fc.oneof(
		{ depthSize: "small", withCrossShrink: true },
		fc.constantFrom<CtyType>("string", "number", "bool", "dynamic"),
		fc
			.tuple(fc.constantFrom("list", "set", "map"), tie("type"))
			.map((parts) => parts as CtyType),
		fc
			.array(tie("type"), { maxLength: 4 })
			.map((types): CtyType => ["tuple", types]),
		fc
			.uniqueArray(fc.tuple(name, tie("type")), {
				maxLength: 5,
				selector: ([key]) => key,
			})
			.map((entries): CtyType => ["object", object(entries) as never]),
	),
})).type;

function anyOf(type: CtyType): fc.Arbitrary<unknown> {
	const known = knownOf(type);
	return fc.oneof(
		{ weight: 8, arbitrary: known },
		{ weight: 1, arbitrary: fc.constant(null) },
		{ weight: 1, arbitrary: fc.constant(UNKNOWN) },
	);
}

function knownOf(type: CtyType): fc.Arbitrary<unknown> {
	if (type === "string") return fc.string({ unit: "grapheme", maxLength: 40 });
	if (type === "number") return number;
	if (type === "bool") return fc.boolean();
	if (type === "dynamic")
		return fc
			.constantFrom<CtyType>("string", "number", ["list", "bool"])
			.chain((inner) => anyOf(inner).map((value) => new Dynamic(inner, value)));
	if (type[0] === "tuple") return fc.tuple(...type[1].map(anyOf));
	if (type[0] === "map")
		return fc
			.uniqueArray(fc.tuple(name, anyOf(type[1])), {
				maxLength: 20,
				selector: ([key]) => key,
			})
			.map(object);
	if (type[0] === "object")
		return fc
			.tuple(
				...Object.entries(type[1]).map(([key, inner]) =>
					anyOf(inner).map((value) => [key, value] as const),
				),
			)
			.map(object);
	return fc.array(anyOf(type[1]), { maxLength: 20 });
}

const cases: fc.Arbitrary<Case> = typeOf.chain((type) =>
	anyOf(type).map((value) => ({ type, value })),
);

/** What an independent reader sees in our bytes, in the words of our values. */
function fromOracle(type: CtyType, seen: unknown): unknown {
	if (seen === null) return null;
	if (seen instanceof ExtData) return UNKNOWN;
	if (type === "number")
		return typeof seen === "bigint" || typeof seen === "string"
			? exactNumber(String(seen))
			: seen;
	if (type === "dynamic") {
		const [bytes, value] = seen as [Uint8Array, unknown];
		const inner = JSON.parse(Buffer.from(bytes).toString());
		return new Dynamic(inner, fromOracle(inner, value));
	}
	if (typeof type === "string") return seen;
	if (Array.isArray(seen))
		return seen.map((v, i) =>
			fromOracle((type[0] === "tuple" ? type[1][i] : type[1]) as CtyType, v),
		);
	return object(
		Object.entries(seen as object).map(([key, v]) => [
			key,
			fromOracle(
				(type[0] === "map"
					? type[1]
					: (type[1] as Record<string, CtyType>)[key]) as CtyType,
				v,
			),
		]),
	);
}

/** A value in the words of an independent writer. */
function toOracle(type: CtyType, value: unknown): unknown {
	if (value === null) return null;
	if (value === UNKNOWN) return new ExtData(12, Uint8Array.of(0x81, 1, 0xc2));
	if (value instanceof ExactNumber) return value.text;
	if (value instanceof Dynamic)
		return [
			Buffer.from(JSON.stringify(value.type)),
			toOracle(value.type, value.value),
		];
	if (typeof value === "bigint")
		return value >= -(2n ** 63n) && value < 2n ** 64n ? value : `${value}`;
	// A double that is no whole number stands for its digits.
	if (typeof value === "number")
		return Number.isSafeInteger(value) ? value : `${value}`;
	if (typeof value !== "object") return value;
	if (Array.isArray(value))
		return value.map((v, i) =>
			toOracle((type[0] === "tuple" ? type[1][i] : type[1]) as CtyType, v),
		);
	return object(
		Object.entries(value).map(([key, v]) => [
			key,
			toOracle(
				(type[0] === "map"
					? type[1]
					: (type[1] as Record<string, CtyType>)[key]) as CtyType,
				v,
			),
		]),
	);
}

/** An order of attributes for all, and one zero. */
function sorted(value: unknown): unknown {
	if (Object.is(value, -0)) return 0;
	if (value instanceof Dynamic)
		return new Dynamic(value.type, sorted(value.value));
	if (Array.isArray(value)) return value.map(sorted);
	if (
		typeof value !== "object" ||
		value === null ||
		value instanceof ExactNumber
	)
		return value;
	return Object.entries(value)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, inner]) => [key, sorted(inner)]);
}

const options = { numRuns: 600 };

test("decode undoes encode", () => {
	fc.assert(
		fc.property(cases, ({ type, value }) => {
			expect(sorted(decode(type, encode(type, value)))).toEqual(sorted(value));
		}),
		options,
	);
});

test("an independent reader sees what was encoded", () => {
	fc.assert(
		fc.property(cases, ({ type, value }) => {
			const bytes = encode(type, value);
			// The oracle refuses this key.
			fc.pre(!bytes.includes("__proto__"));
			const seen = oracleDecode(bytes, { useBigInt64: true });
			expect(sorted(fromOracle(type, seen))).toEqual(sorted(value));
		}),
		options,
	);
});

test("what an independent writer wrote is decoded", () => {
	fc.assert(
		fc.property(cases, ({ type, value }) => {
			const bytes = oracleEncode(toOracle(type, value), { useBigInt64: true });
			expect(sorted(decode(type, bytes))).toEqual(sorted(value));
		}),
		options,
	);
});

test("objects of one type that set other attributes, in any order, are read one after the other", () => {
	const names = ["a", "b", "c", "d", "e", "f", "g"];
	const type: CtyType = [
		"object",
		Object.fromEntries(names.map((n): [string, CtyType] => [n, "string"])),
	];
	const members = fc
		.shuffledSubarray(names)
		.chain((some) =>
			fc.tuple(
				...some.map((n) =>
					fc.option(fc.constantFrom("", "x")).map((v) => [n, v] as const),
				),
			),
		);
	const inOrder = fc.tuple(
		...names.map((n) =>
			fc
				.option(fc.constantFrom("", "x"), { freq: 1 })
				.map((v) => [n, v] as const),
		),
	);
	const nothing = Object.fromEntries(names.map((n) => [n, null]));
	fc.assert(
		fc.property(fc.array(fc.oneof(members, inOrder)), (objects) => {
			for (const entries of objects) {
				const value = Object.fromEntries(entries);
				const whole = { ...nothing, ...value };
				expect(decode(type, oracleEncode(value))).toEqual(whole);
				expect(decode(type, encode(type, value))).toEqual(whole);
			}
		}),
		options,
	);
});

test("whole doubles and others keep every binary digit", () => {
	fc.assert(
		fc.property(
			fc.double({ noNaN: true, noDefaultInfinity: true }),
			(double) => {
				const bytes = oracleEncode(double, { forceIntegerToFloat: true });
				const value = decode("number", bytes);
				const back = decode("number", encode("number", value));
				expect(back).toEqual(value);
				expect(Number(back)).toBe(double + 0);
			},
		),
		options,
	);
});

test("bytes that mean nothing are refused, never misread without end", () => {
	fc.assert(
		fc.property(typeOf, fc.uint8Array({ maxLength: 40 }), (type, bytes) => {
			try {
				decode(type, bytes);
			} catch (cause) {
				expect((cause as Error).name).toBe("CtyFault");
			}
		}),
		options,
	);
});

test("the JSON of a state is read digit by digit", () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.string(), number)), (entries) => {
			const text = `[${entries.map(([s, n]) => `[${JSON.stringify(s)},${n}]`)}]`;
			expect(
				sorted(decodeJson(["list", ["tuple", ["string", "number"]]], text)),
			).toEqual(sorted(entries));
		}),
		options,
	);
});
