import {
	add,
	compareNums,
	divide,
	fromBigInt,
	fromDouble,
	isWhole,
	multiply,
	type Num,
	numText,
	parseNum,
	truncate,
} from "../../../../src/engine/values/number";

const num = (text: string): Num => {
	const parsed = parseNum(text);
	if (parsed === undefined) throw new Error(`not a number: ${text}`);
	return parsed;
};

describe("parseNum and numText", () => {
	it.each([
		["0", "0"],
		["-0", "0"],
		["007", "7"],
		["+5", "5"],
		[".5", "0.5"],
		["5.", "5"],
		["1e3", "1000"],
		["1E-3", "0.001"],
		["9007199254740993", "9007199254740993"],
		[
			"123456789012345678901234567890.125",
			"123456789012345678901234567890.125",
		],
		["-0.1", "-0.1"],
		["inf", "+Inf"],
		["-Inf", "-Inf"],
	])("reads %s and prints %s", (text, printed) => {
		expect(numText(num(text))).toBe(printed);
	});

	it.each([
		"",
		".",
		"e5",
		"1e",
		"0x10",
		"1_000",
		" 1",
		"1 ",
		"--1",
		"1e999999999",
	])("does not take %j for a number", (text) => {
		expect(parseNum(text)).toBeUndefined();
	});
});

it("computes with 512 bits, so that decimal fractions add up", () => {
	expect(compareNums(add(num("0.1"), num("0.2")), num("0.3"))).toBe(0);
	expect(compareNums(multiply(divide(1, 3), 3), 1)).not.toBeNaN();
	expect(numText(divide(1, 3))).toHaveLength(157);
});

it("keeps a double's digits apart from a decimal's", () => {
	expect(numText(fromDouble(2 ** 70))).toBe("1180591620717411300000");
	expect(numText(fromBigInt(2n ** 70n))).toBe("1180591620717411303424");
	expect(numText(fromDouble(0.1))).toBe("0.1");
});

it("uses JavaScript numbers for all safe integers and only for them", () => {
	expect(num("9007199254740991")).toBe(9007199254740991);
	expect(typeof num("9007199254740992")).toBe("object");
	expect(typeof num("0.5")).toBe("object");
	expect(add(num("0.5"), num("0.5"))).toBe(1);
});

it("tells whole numbers and cuts fractions off towards zero", () => {
	expect([num("1.5"), num("1e30"), Infinity].map(isWhole)).toEqual([
		false,
		true,
		false,
	]);
	expect(["-1.5", "1.5", "1e20"].map((text) => truncate(num(text)))).toEqual([
		-1n,
		1n,
		100000000000000000000n,
	]);
});
