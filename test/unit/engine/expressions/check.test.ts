import { Fn } from "cdktf";
import {
	checkExpression,
	evaluate,
	expressionFromJson,
	functionTable,
	LanguageError,
	objectValue,
	parseTemplate,
	printJson,
	refusedFunctions,
	stringValue,
	valueScope,
} from "../../../../src/engine/language";
import { readFixture } from "../../../support/console-fixture";
import { CONTEXT } from "../../../support/language-cases";

const faults = (text: string) =>
	checkExpression(expressionFromJson(text)).map(
		({ summary, snippet }) => `${summary} at ${snippet}`,
	);

it.each<[string, string[]]>([
	['${upper("a")}${var.x}', []],
	[
		"${uper(nope(1))}",
		["Call to unknown function at uper", "Call to unknown function at nope"],
	],
	["${upper()}", ["Not enough function arguments at )"]],
	["${max()}${max(1, 2, 3)}", []],
	["${upper(var.list...)}", []],
	["${upper(1, 2)}", ["Too many function arguments at 2"]],
	["${core::upper(1)}", []],
	['${filebase64("x")}', ["Unsupported function at filebase64"]],
	[
		"${[for x in var.l : templatefile(x, {})]}",
		["Unsupported function at templatefile"],
	],
	["${(var.a != undefined)}", ["Operand lost by cdktf at undefined"]],
	["${[for undefined in var.l : undefined]}", []],
	[
		"${provider::iofog::f(1)}",
		["Unknown provider function at provider::iofog::f"],
	],
])("%s", (text, expected) => {
	expect(faults(text)).toEqual(expected);
});

it("explains the operand that cdktf loses wherever it is evaluated", () => {
	const var_ = objectValue({ a: stringValue("") });
	expect(() =>
		evaluate(
			parseTemplate("${(var.a != undefined)}"),
			valueScope({ var: var_ }, CONTEXT),
		),
	).toThrow(/Fn\.rawString\(""\)/);
});

it("knows every function of cdktf's Fn and three that it lacks, or refuses it", () => {
	const names = Object.getOwnPropertyNames(Fn)
		.concat(Object.getOwnPropertyNames(Object.getPrototypeOf(Fn)))
		.filter((name) => typeof Reflect.get(Fn, name) === "function")
		.map((name) => name.replace(/^_/, "").toLowerCase())
		.map((name) => (name === "lengthof" ? "length" : name))
		// These make expressions of their own, without a function of Terraform.
		.filter(
			(name) => !["conditional", "lookupnested", "rawstring"].includes(name),
		);
	expect(names.length).toBeGreaterThan(100);
	const wanted = [
		...names,
		"bcrypt",
		"join",
		"lookup",
		"range",
		"ephemeralasnull",
		"issensitive",
		"templatestring",
	];
	const missing = wanted.filter(
		(name) => !functionTable.has(name) && !refusedFunctions.has(name),
	);
	expect(missing).toEqual([]);
});

it("refuses each function in one sentence", () => {
	for (const { name, reason } of refusedFunctions.values()) {
		expect(functionTable.has(name)).toBe(false);
		expect(reason).toMatch(new RegExp(`^The function ${name} .*\\.$`));
		expect(() =>
			evaluate(parseTemplate(`\${${name}("x")}`), valueScope({}, CONTEXT)),
		).toThrow(LanguageError);
	}
});

it("has cases recorded from Terraform for each function that gives the same everywhere", () => {
	const cases = printJson(readFixture().known);
	const elsewhere = [
		"abspath",
		"pathexpand",
		"plantimestamp",
		"timestamp",
		"uuid",
		"bcrypt",
	];
	const bare = [...functionTable.keys()].filter(
		(name) => !elsewhere.includes(name) && !cases.includes(`${name}(`),
	);
	expect(bare).toEqual([]);
});

it("documents each function in one sentence", () => {
	for (const { name, summary, parameters } of functionTable.values()) {
		expect([name, summary]).toEqual([
			name,
			expect.stringMatching(/^[A-Z].*\.$/),
		]);
		expect(parameters.every((parameter) => parameter.name !== "")).toBe(true);
	}
});
