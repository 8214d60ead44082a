import pc from "picocolors";
import { completionScript } from "../../../src/cli/completion-script";
import { renderDiagnostic } from "../../../src/cli/diagnostics";
import { matchesName } from "../../../src/cli/globs";
import { kindNamed } from "../../../src/cli/list-kinds";
import { nearest } from "../../../src/cli/nearest";
import { buildProgram } from "../../../src/cli/run";
import { durationOption } from "../../../src/cli/stack-options";
import { tableText } from "../../../src/cli/table";
import { outputsText, valueText } from "../../../src/cli/values-text";
import type { CtyType } from "../../../src/core";
import { fakeStreams } from "./support/streams";

describe("a diagnostic", () => {
	const diagnostic = {
		severity: "error",
		summary: "Registry not found",
		detail:
			"The Controller at http://localhost:51121 has no registry with ID 7.\nCreate an iofog_registry in this stack, or list the registries that exist:\n    fogform list registries",
		address: "iofog_microservice.web",
		stack: "shop",
		path: ["registry_id"],
	} as const;

	test("elsewhere than on a screen it stands alone, unbroken", () => {
		expect(renderDiagnostic(diagnostic, pc.createColors(false), 40)).toBe(`
Error: Registry not found
  with iofog_microservice.web, in stack "shop" (argument registry_id)

The Controller at http://localhost:51121 has no registry with ID 7.
Create an iofog_registry in this stack, or list the registries that exist:
    fogform list registries`);
	});

	test("on a screen it has a rule on its left, and its lines fit", () => {
		const text = renderDiagnostic(diagnostic, pc.createColors(true), 60);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
		const plain = text.replace(/\u001b\[\d+m/g, "").split("\n");
		expect(plain[0]).toBe("╷");
		expect(plain.at(-1)).toBe("╵");
		expect(plain.slice(1, -1).every((line) => line.startsWith("│"))).toBe(true);
		expect(plain.at(-2)).toBe("│     fogform list registries");
		expect(plain.slice(4).every((line) => line.length <= 60)).toBe(true);
	});

	test.each([
		[{}, undefined],
		[{ stack: "shop" }, '  in stack "shop"'],
		[{ address: "var.region" }, "  with var.region"],
		[{ file: "cdktf.json" }, "  in cdktf.json"],
		[{ path: ["ports", 0, "internal"] }, "  (argument ports[0].internal)"],
	])("place %j", (place, line) => {
		const text = renderDiagnostic(
			{ severity: "warning", summary: "S", detail: "D", ...place },
			pc.createColors(false),
			80,
		);
		expect(text).toBe(
			["", "Warning: S", ...(line ? [line] : []), "", "D"].join("\n"),
		);
	});
});

describe("valueText writes outputs as Terraform does", () => {
	test.each<[string, unknown, CtyType | undefined, string]>([
		["a string", 'say "hi"\t', "string", '"say \\"hi\\"\\t"'],
		["a string of several lines", "a\nb\n", "string", "<<EOT\na\nb\n\nEOT"],
		[
			"a nested string of several lines",
			{ x: ["l\nm", 1] },
			undefined,
			'{\n  "x" = [\n    <<-EOT\n    l\n    m\n    EOT,\n    1,\n  ]\n}',
		],
		["a number", 1.5, "number", "1.5"],
		["a truth value", true, "bool", "true"],
		["null of a type", null, "string", "tostring(null)"],
		["null of no type", null, undefined, "null"],
		[
			"a tuple",
			["a", 1],
			["tuple", ["string", "number"]],
			'[\n  "a",\n  1,\n]',
		],
		["a list", ["a"], ["list", "string"], 'tolist([\n  "a",\n])'],
		["an empty set", [], ["set", "string"], "toset([])"],
		[
			"an object",
			{ b: 1, a: "x" },
			["object", { a: "string", b: "number" }],
			'{\n  "a" = "x"\n  "b" = 1\n}',
		],
		["a map", { k: "v" }, ["map", "string"], 'tomap({\n  "k" = "v"\n})'],
		["nested", { a: [{}] }, undefined, '{\n  "a" = [\n    {},\n  ]\n}'],
	])("%s", (_, value, type, text) => {
		expect(valueText(value, type)).toBe(text);
	});

	test("sensitive outputs are not shown", () => {
		expect(
			outputsText({
				url: { sensitive: false, type: "string", value: "http://x" },
				key: { sensitive: true, type: "string", value: "s3cret" },
			}),
		).toBe('key = <sensitive>\nurl = "http://x"');
	});
});

test.each([
	["shop", "shop", true],
	["shop", "sho", false],
	["shop-eu", "shop-*", true],
	["shop", "shop-*", false],
	["shop1", "shop?", true],
	["shopa", "shop[ab]", true],
	["shopc", "shop[!ab]", true],
	["a.b", "a.*", true],
	["axb", "a.*", false],
	["a+b", "a+*", true],
])("glob: %s matches %s: %p", (name, pattern, expected) => {
	expect(matchesName(name, pattern)).toBe(expected);
});

test.each([
	["registrys", "registries"],
	["agnets", "agents"],
	["micro", "microservices"],
	["zzzz", undefined],
])("nearest to %s is %s", (word, expected) => {
	expect(nearest(word, ["registries", "agents", "microservices"])).toBe(
		expected,
	);
});

test.each([
	["30s", 30],
	["2m", 120],
	["1m30s", 90],
	["1h", 3600],
	["500ms", 0.5],
	["15", 15],
])("duration %s is %d seconds", (text, seconds) => {
	expect(durationOption(text)).toBe(seconds);
});

test("a table is as wide as its cells, and shows gaps", () => {
	const text = tableText(
		[
			{ id: 1, url: "hub", on: true, tags: ["a", "b"] },
			{ id: 22, url: null, on: false, tags: [] },
		],
		[
			{ title: "ID", cell: (r) => r.id },
			{ title: "URL", cell: (r) => r.url },
			{ title: "ON", cell: (r) => r.on },
			{ title: "TAGS", cell: (r) => r.tags },
		],
	);
	expect(text).toBe("ID  URL  ON   TAGS\n1   hub  yes  a,b\n22  -    no   -");
});

test.each(["registries", "registry", "agents", "catalog-items", "nats-hub"])(
	"%s is a kind",
	(name) => expect(kindNamed(name)).toBeDefined(),
);

describe("completion", () => {
	const program = buildProgram({
		streams: fakeStreams(),
		exitCode: 0,
		runCommand: async () => 0,
	});
	test.each(["bash", "zsh", "fish"])(
		"%s knows commands and options",
		(shell) => {
			const script = completionScript(shell, program) as string;
			for (const word of [
				"plan",
				"deploy",
				"untaint",
				"detailed-exitcode",
				"no-color",
			])
				expect(script).toContain(word);
		},
	);

	test("bash completes", () => {
		const { execFileSync } = require("node:child_process");
		const script = completionScript("bash", program);
		const complete = (line: string) =>
			execFileSync(
				"bash",
				[
					"-c",
					`${script}
COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1)); [[ "${line}" == *" " ]] && { COMP_WORDS+=(""); COMP_CWORD=$((COMP_CWORD+1)); }
_fogform; echo "\${COMPREPLY[@]}"`,
				],
				{ encoding: "utf8" },
			)
				.trim()
				.split(" ");
		expect(complete("fogform pla")).toEqual(["plan"]);
		expect(complete("fogform state mv")).toEqual(["mv"]);
		expect(complete("fogform state ")).toContain("untaint");
		expect(complete("fogform deploy --auto")).toEqual(["--auto-approve"]);
		expect(complete("fogform plan shop --detailed")).toEqual([
			"--detailed-exitcode",
		]);
	});
});
