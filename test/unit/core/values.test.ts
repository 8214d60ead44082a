import {
	check,
	computed,
	type Diagnostic,
	decode,
	encode,
	exactNumber,
	fill,
	integer,
	json,
	list,
	map,
	number,
	object,
	optional,
	required,
	sameValue,
	set,
	string,
	UNKNOWN,
} from "../../../src/core";

const port = object({
	internalPort: required(integer, { description: "p" }),
	protocol: optional(string(), { description: "q", default: "tcp" }),
});

const attributes = {
	fullName: required(string(), { description: "n" }),
	portList: optional(set(port), { description: "p" }),
	userKeys: optional(map(string()), { description: "m" }),
	someUuid: computed(string(), { description: "u" }),
};

describe("decode and encode", () => {
	const snake = {
		full_name: "a",
		port_list: [{ internal_port: 1, protocol: "udp" }],
		user_keys: { someKey: "x", other_key: "y" },
		some_uuid: UNKNOWN,
	};
	const camel = {
		fullName: "a",
		portList: [{ internalPort: 1, protocol: "udp" }],
		userKeys: { someKey: "x", other_key: "y" },
		someUuid: UNKNOWN,
	};
	it("converts names at every depth, but no key of a map", () => {
		expect(decode(attributes, snake)).toEqual(camel);
		expect(encode(attributes, camel)).toEqual(snake);
	});
	it("gives null for what is missing", () => {
		expect(decode(attributes, {})).toEqual({
			fullName: null,
			portList: null,
			userKeys: null,
			someUuid: null,
		});
	});
});

describe("sameValue", () => {
	it.each([
		[
			"a fraction of many digits and the double that a Controller keeps",
			number(),
			exactNumber("3.33333333333333333333"),
			10 / 3,
			true,
		],
		[
			"a fraction of many digits and another",
			number(),
			exactNumber("3.33333333333333333333"),
			3.4,
			false,
		],
		["json: white space", json, '{"a":1}', '{ "a" : 1 }', true],
		["json: order of keys", json, '{"a":1,"b":2}', '{"b":2,"a":1}', true],
		["json: another value", json, '{"a":1}', '{"a":2}', false],
		["json: 2.50 is 2.5", json, "[2.50]", "[2.5]", true],
		[
			"json: long integers digit by digit",
			json,
			"[12345678901234567890]",
			"[12345678901234567891]",
			false,
		],
		["json: no JSON, compared as text", json, "{a", "{a", true],
		["json: array is no object", json, "[]", "{}", false],
		["set: order", set(string()), ["a", "b"], ["b", "a"], true],
		["set: counts", set(string()), ["a", "a"], ["a", "b"], false],
		["list: order", list(string()), ["a", "b"], ["b", "a"], false],
		["map: order", map(string()), { a: "1", b: "2" }, { b: "2", a: "1" }, true],
		["map: other key", map(string()), { a: "1" }, { b: "1" }, false],
		["null and missing", string(), null, undefined, true],
		["null and empty", string(), null, "", false],
		["unknown equals nothing", string(), UNKNOWN, UNKNOWN, false],
		[
			"set of objects",
			set(port),
			[{ internalPort: 1, protocol: null }, { internalPort: 2 }],
			[{ internalPort: 2 }, { internalPort: 1 }],
			true,
		],
	] as const)("%s", (_, type, a, b, expected) => {
		expect(sameValue(type, a, b)).toBe(expected);
		expect(sameValue(type, b, a)).toBe(expected);
	});
});

describe("fill", () => {
	it("sets nested defaults and drops elements of a set that become equal", () => {
		expect(
			fill(set(port), [
				{ internalPort: 1 },
				{ internalPort: 1, protocol: "tcp" },
				{ internalPort: 1, protocol: "udp" },
			]),
		).toEqual([
			{ internalPort: 1, protocol: "tcp" },
			{ internalPort: 1, protocol: "udp" },
		]);
	});
	it("leaves unknown values alone", () => {
		expect(fill(set(port), UNKNOWN)).toBe(UNKNOWN);
		expect(fill(set(port), [UNKNOWN])).toEqual([UNKNOWN]);
	});
});

describe("check", () => {
	const paths = (type: Parameters<typeof check>[0], value: unknown) => {
		const out: Diagnostic[] = [];
		check(type, value, ["x"], out);
		return out.map((d) => d.path);
	};
	it.each([
		["a good value", json, "{}", []],
		["a bad leaf", json, "{", [["x"]]],
		["an element of a list", list(integer), [1, 1.5], [["x", 1]]],
		["an element of a map", map(integer), { a: 1.5 }, [["x", "a"]]],
		["an element of a set, as a whole", set(integer), [1.5], [["x"]]],
		[
			"a missing nested argument",
			list(port),
			[{}],
			[["x", 0, "internal_port"]],
		],
		["an unknown value", integer, UNKNOWN, []],
		[
			"a fraction of many digits",
			number(),
			exactNumber("0.12345678901234567891"),
			[],
		],
		["a whole number beyond a double", number(), 2n ** 60n, [["x"]]],
	] as const)("%s", (_, type, value, expected) => {
		expect(paths(type, value)).toEqual(expected);
	});
});
