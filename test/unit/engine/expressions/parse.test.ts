import {
	evaluate,
	expressionFromJson,
	type JsonValue,
	LanguageError,
	objectValue,
	parseExpression,
	parseReference,
	parseTemplate,
	references,
	stringValue,
	toJson,
	valueScope,
} from "../../../../src/engine/language";
import { CONTEXT } from "../../../support/language-cases";

function errorOf(run: () => unknown): LanguageError {
	try {
		run();
	} catch (error) {
		if (error instanceof LanguageError) return error;
		throw error;
	}
	throw new Error("no error was thrown");
}

describe("an error tells the part of the text at fault", () => {
	it.each([
		["a ${1 +} b", "Invalid expression", "}", 1, 8],
		["${upper(1, 2)}", "Too many function arguments", "2", 1, 12],
		["${uper(1)}", "Call to unknown function", "uper", 1, 3],
		["one\ntwo ${nope.x} é", "Unknown variable", "nope.x", 2, 7],
		["${local.a.b.c}", "Unsupported attribute", ".b", 1, 10],
		["é😀 ${local.a[5]}", "Invalid index", "[5]", 1, 13],
		["${1 + local.a}", "Invalid operand", "local.a", 1, 7],
		["x ${[for x in 5 : x]}", "Iteration over non-iterable value", "5", 1, 15],
		["%{ if true }", "Unexpected end of template", "%{ if true }", 1, 1],
		["${local.a", "Unclosed template interpolation sequence", "${", 1, 1],
		["${'x'}", "Invalid character", "'", 1, 3],
	])("%s", (text, summary, snippet, line, column) => {
		const local = objectValue({ a: stringValue("text") });
		const error = errorOf(() =>
			evaluate(parseTemplate(text), valueScope({ local }, CONTEXT)),
		);
		expect([error.summary, error.snippet]).toEqual([summary, snippet]);
		expect(error.range?.start).toMatchObject({ line, column });
		expect(error.source).toBe(text);
	});

	it("in the string of a JSON configuration that it stands in", () => {
		const json: JsonValue = { a: [{ b: "ok ${1}" }, { c: "bad ${nope}" }] };
		const error = errorOf(() =>
			evaluate(expressionFromJson(json), valueScope({}, CONTEXT)),
		);
		expect([error.source, error.snippet]).toEqual(["bad ${nope}", "nope"]);
	});
});

it("refuses expressions nested too deep instead of overflowing the stack", () => {
	const deep = `${"(".repeat(5000)}1${")".repeat(5000)}`;
	expect(errorOf(() => parseExpression(deep)).summary).toBe(
		"Expression too complex",
	);
	const unary = errorOf(() => parseExpression("!".repeat(5000)));
	expect(unary.summary).toBe("Expression too complex");
	const lists = errorOf(() => parseExpression("[".repeat(5000)));
	expect(lists.summary).toBe("Expression too complex");
});

describe("references", () => {
	it.each<[JsonValue, string[]]>([
		["plain", []],
		["${var.a}-${local.b.c[0]}", ["var.a", "local.b.c[0]"]],
		['${data.iofog_agent.edge["x"].uuid}', ['data.iofog_agent.edge["x"].uuid']],
		[
			"${terraform_data.a[count.index].id}",
			["terraform_data.a", "count.index"],
		],
		["${terraform_data.a[*].id}", ["terraform_data.a"]],
		["${terraform_data.a.*.id}", ["terraform_data.a"]],
		["${terraform_data.a.0.id}", ["terraform_data.a.0.id"]],
		[
			"${[for x in var.list : x.name if x.on == var.on]}",
			["var.list", "var.on"],
		],
		["${{ for k, v in var.map : k => v if k != x }}", ["var.map", "x"]],
		["${[for x in x : x]}", ["x"]],
		[
			'${{ name = var.a, (var.b) = 1, "${var.c}" = 2 }}',
			["var.a", "var.b", "var.c"],
		],
		["${{ a.b = 1 }}", ["a.b"]],
		["%{ if var.a }${var.b}%{ else }x%{ endif }", ["var.a", "var.b"]],
		["%{ for i, x in var.l }${i}${x}${var.z}%{ endfor }", ["var.l", "var.z"]],
		["${cond.a ? yes.b : no.c}", ["cond.a", "yes.b", "no.c"]],
		["${f(var.a, g(var.b)...)}", ["var.a", "var.b"]],
		["${-var.a + !var.b}", ["var.a", "var.b"]],
		[
			"${data.terraform_remote_state.cross-stack-reference-input-a.outputs.cross-stack-output-x}",
			[
				"data.terraform_remote_state.cross-stack-reference-input-a.outputs.cross-stack-output-x",
			],
		],
		[{ a: ["${var.a}"], "${var.k}": "${var.b}" }, ["var.a", "var.k", "var.b"]],
		["${undefined == var.a}", ["var.a"]],
	])("of %j", (json, expected) => {
		const found = references(expressionFromJson(json));
		expect(found.map(({ text }) => text)).toEqual(expected);
	});

	it("hold their steps", () => {
		const [reference] = references(parseTemplate('${a.b["c"][1].0[var.x]}'));
		expect(reference?.root).toBe("a");
		expect(reference?.steps.map(({ kind, key }) => [kind, key])).toEqual([
			["attribute", "b"],
			["index", "c"],
			["index", 1],
			["index", 0],
		]);
	});

	it("are found once", () => {
		const expression = parseTemplate("${var.once}");
		expect(references(expression)).toBe(references(expression));
		expect(parseTemplate("${var.once}")).toBe(expression);
	});
});

describe("parseReference", () => {
	it.each([
		"docker_network.net",
		"data.iofog_agent.edge[0]",
		'a.b["k"].c',
		"env",
	])("reads %s", (text) => {
		expect(parseReference(text).text).toBe(text);
	});
	it.each(["a.b[*]", "a.b[c]", "f(x)", "a +", '"a"', "a b", ""])(
		"refuses %j",
		(text) => {
			expect(() => parseReference(text)).toThrow(LanguageError);
		},
	);
});

describe("a scope", () => {
	it("gets a reference whole, and says how many steps its value stands for", () => {
		const seen: string[] = [];
		const scope = {
			functions: CONTEXT,
			resolve: (reference: { text: string; steps: readonly unknown[] }) => {
				seen.push(reference.text);
				return {
					value: objectValue({ id: stringValue("42") }),
					consumed: reference.steps.length - 1,
				};
			},
		};
		const value = evaluate(parseTemplate("${iofog_x.a[0].id}"), scope);
		expect([value.text, seen]).toEqual(["42", ["iofog_x.a[0].id"]]);
	});

	it("is not asked for names that a for expression binds", () => {
		const value = evaluate(
			parseTemplate("${[for each in [1] : each]}"),
			valueScope({}, CONTEXT),
		);
		expect(toJson(value)).toEqual([1]);
	});

	it("suggests the nearest name", () => {
		const error = errorOf(() =>
			evaluate(
				parseTemplate("${locl.x}"),
				valueScope({ local: objectValue({}) }, CONTEXT),
			),
		);
		expect(error.detail).toBe(
			'There is no variable named "locl". Did you mean "local"?',
		);
	});
});

it("takes literal JSON for a constant and keeps its numbers", () => {
	const expression = expressionFromJson({ a: [1, "x", null], b: true });
	expect(expression.constant && toJson(expression.constant)).toEqual({
		a: [1, "x", null],
		b: true,
	});
	expect(expressionFromJson("$${x}").constant).toBeDefined();
	expect(expressionFromJson(["${a.b}"]).constant).toBeUndefined();
});
