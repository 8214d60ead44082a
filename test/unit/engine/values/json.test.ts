import {
	type CtyType,
	EPHEMERAL,
	encodeJson,
	fromJson,
	fromJsonImplied,
	fromPlain,
	impliedType,
	LongNumber,
	markedPaths,
	markPaths,
	numText,
	objectValue,
	parseJson,
	printJson,
	SENSITIVE,
	setValue,
	stringValue,
	toJson,
	toPlain,
	transform,
	UNKNOWN,
	unknownValue,
	valueAt,
} from "../../../../src/engine/language";

const TYPE: CtyType = [
	"object",
	{
		name: "string",
		size: "number",
		tags: ["set", "string"],
		env: ["map", "string"],
		any: "dynamic",
	},
];

describe("parseJson and printJson", () => {
	it.each([
		'{"a":12345678901234567890,"b":0.1,"c":"12345678901234567890"}',
		"[1.00000000000000000001,-9007199254740993,1]",
		'{"__proto__":1,"s":"line\\nbreak \\"q\\""}',
		"[0.1,1.5,100]",
	])("keep every digit of %s", (text) => {
		expect(printJson(parseJson(text))).toBe(text);
	});

	it("gives plain numbers where a double holds them", () => {
		expect(parseJson("[1, 0.1, 1e3, 12345678901234567]")).toEqual([
			1,
			0.1,
			1000,
			expect.any(LongNumber),
		]);
	});

	it("says what is wrong where the text is no JSON", () => {
		expect(() => parseJson("{12345678901234567890}")).toThrow(SyntaxError);
	});

	it("indents, and escapes for HTML as Terraform's files do", () => {
		expect(printJson({ a: "<&>" }, { indent: 2, escapeHtml: true })).toBe(
			'{\n  "a": "\\u003c\\u0026\\u003e"\n}',
		);
	});
});

describe("fromJson and toJson", () => {
	const json = {
		name: "x",
		size: 12345678901234,
		tags: ["b", "a"],
		env: { K: "v" },
		any: { value: [1, "a"], type: ["tuple", ["number", "string"]] },
	};

	it("read and write a state's attributes", () => {
		const value = fromJson(json as never, TYPE);
		expect(value.members.get("any")?.type).toEqual([
			"tuple",
			["number", "string"],
		]);
		expect(toJson(value, TYPE)).toEqual({ ...json, tags: ["a", "b"] });
	});

	it("take an absent attribute for null and refuse an unknown one", () => {
		expect(toJson(fromJson({}, TYPE), TYPE)).toMatchObject({ name: null });
		expect(() => fromJson({ nope: 1 }, TYPE)).toThrow(
			'unsupported attribute "nope"',
		);
	});

	it("say where the JSON does not fit", () => {
		expect(() => fromJson({ env: { K: [] } }, TYPE)).toThrow(
			expect.objectContaining({
				message: "string required",
				path: ["env", "K"],
			}),
		);
	});

	it("write neither what is unknown nor what is ephemeral", () => {
		expect(() => toJson(unknownValue("string"))).toThrow("unknown");
		expect(() => toJson(stringValue("x").withMarks(EPHEMERAL))).toThrow(
			"ephemeral",
		);
		expect(toJson(stringValue("x").withMarks(SENSITIVE))).toBe("x");
	});

	it("keep a member named __proto__", () => {
		const value = fromJson(parseJson('{"__proto__":"x"}'), ["map", "string"]);
		expect(printJson(toJson(value))).toBe('{"__proto__":"x"}');
		expect(Object.keys(toPlain(value) as object)).toEqual(["__proto__"]);
	});
});

it("gives JSON the type it has by itself", () => {
	expect(impliedType([1, "a", null, { b: true }])).toEqual([
		"tuple",
		["number", "string", "dynamic", ["object", { b: "bool" }]],
	]);
});

it("encodes JSON with keys in order and numbers in full", () => {
	const value = fromJsonImplied(parseJson('{"b":1e30,"a":"<é>","c":[0.10]}'));
	expect(encodeJson(value)).toBe(
		'{"a":"\\u003cé\\u003e","b":1000000000000000000000000000000,"c":[0.1]}',
	);
});

describe("toPlain and fromPlain", () => {
	it("go between values and plain JavaScript", () => {
		const plain = {
			name: UNKNOWN,
			size: 0.5,
			tags: ["b", "a"],
			env: {},
			any: [1, null],
		};
		const value = fromPlain(plain, TYPE);
		expect(toPlain(value)).toEqual({ ...plain, tags: ["a", "b"] });
	});

	it("hold whole numbers beyond 2^53 as bigints, and decimals as they are written", () => {
		expect(toPlain(fromPlain(2n ** 60n, "number"))).toBe(2n ** 60n);
		expect(numText(fromPlain(0.1, "number").num)).toBe("0.1");
	});

	it.each<[unknown, CtyType, string, (string | number)[]]>([
		[{ tags: "x" }, TYPE, "set of string required", ["tags"]],
		[{ nope: 1 }, TYPE, 'unsupported attribute "nope"', []],
		[{ env: { a: 1 } }, TYPE, "string required", ["env", "a"]],
		[() => 1, "dynamic", "a value that Terraform knows is required", []],
		[Number.NaN, "number", "a value that Terraform knows is required", []],
	])("refuse %j as %j", (plain, type, message, path) => {
		expect(() => fromPlain(plain, type)).toThrow(
			expect.objectContaining({ message, path }),
		);
	});
});

describe("paths", () => {
	const value = objectValue({
		list: fromJsonImplied(["a", { deep: "b" }]),
		set: setValue("string", [stringValue("x")]),
		gone: unknownValue("string"),
	});

	it("lead to parts", () => {
		expect(valueAt(value, ["list", 1, "deep"])?.text).toBe("b");
		expect(valueAt(value, ["list", 5])).toBeUndefined();
		expect(valueAt(value, ["gone", "x"])?.isKnown).toBe(false);
	});

	it("tell what is marked, and mark it again", () => {
		const paths = [["list", 1, "deep"], ["set"], ["gone"]];
		const marked = markPaths(
			value,
			[["list", 1, "deep"], ["set", "x"], ["gone"], ["nowhere"]],
			SENSITIVE,
		);
		expect(markedPaths(marked, SENSITIVE)).toEqual(
			expect.arrayContaining(paths),
		);
		expect(markedPaths(marked, EPHEMERAL)).toEqual([]);
	});

	it("accompany a transformation from the leaves up", () => {
		const seen: string[] = [];
		const upper = transform(value, (part, path) => {
			seen.push(path.join("."));
			return part.type === "string" && part.isKnown
				? stringValue(part.text.toUpperCase())
				: part;
		});
		expect(seen).toEqual([
			"list.0",
			"list.1.deep",
			"list.1",
			"list",
			"set.0",
			"set",
			"gone",
			"",
		]);
		expect(valueAt(upper, ["list", 1, "deep"])?.text).toBe("B");
		expect(upper.members.get("set")?.elements[0]?.text).toBe("X");
	});
});
