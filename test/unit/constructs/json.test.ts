import { parse } from "@cdktf/hcl2json";
import {
	Fn,
	Lazy,
	TerraformStack,
	TerraformVariable,
	Testing,
	Token,
} from "cdktf";
import fc from "fast-check";
import { Application, type Json, Microservice, Registry } from "../../../src";

/** `config` of a microservice as synthesized for JSON, and the whole stack as HCL. */
function synth(config: (stack: TerraformStack) => Json) {
	const build = () => {
		const stack = new TerraformStack(Testing.app(), "fleet");
		new Microservice(stack, "web", {
			name: "web",
			application: "shop",
			config: config(stack),
		});
		return stack;
	};
	const json = JSON.parse(Testing.synth(build()));
	return {
		json: json.resource.iofog_microservice.web.config as string,
		hcl: () => Testing.synthHcl(build()),
	};
}

const registry = (stack: TerraformStack) =>
	new Registry(stack, "r", {
		url: "r.example.com",
		username: "u",
		email: "e@example.com",
	});

describe("an object without references", () => {
	class Plan {
		readonly steps = [1];
		toJSON() {
			return { steps: this.steps, made: true };
		}
	}
	test.each<[string, Json, string]>([
		[
			"is JSON with sorted keys",
			{ b: 1, a: { d: 2, c: 3 } },
			'{"a":{"c":3,"d":2},"b":1}',
		],
		["keeps the order of lists", { a: [3, 1, 2] }, '{"a":[3,1,2]}'],
		[
			"keeps falsy and empty values",
			{ a: 0, b: false, c: "", d: null, e: [], f: {} },
			'{"a":0,"b":false,"c":"","d":null,"e":[],"f":{}}',
		],
		[
			"leaves out what is undefined",
			{ a: undefined, b: [undefined] },
			'{"b":[null]}',
		],
		[
			"asks objects for their JSON",
			{ at: new Date(0), plan: new Plan() },
			'{"at":"1970-01-01T00:00:00.000Z","plan":{"made":true,"steps":[1]}}',
		],
		[
			"holds texts that mean nothing but themselves",
			{ a: "${HOME}", b: "%{ if }", c: "{{ x }}", d: "$${e}", "k${x}": 1 },
			'{"a":"$${HOME}","b":"%%{ if }","c":"{{ x }}","d":"$$${e}","k$${x}":1}',
		],
		[
			"keeps any text",
			{ a: 'say "hi" \\ 1e5\n' },
			'{"a":"say \\"hi\\" \\\\ 1e5\\n"}',
		],
	])("%s", (_, config, expected) => {
		expect(synth(() => config).json).toBe(expected);
	});
});

test("a text stays as it is, expressions in it included", () => {
	expect(synth(() => '{"a": "${var.x}"}').json).toBe('{"a": "${var.x}"}');
});

test("a reference to the JSON of another resource stays a reference", () => {
	const { json } = synth(
		(s) =>
			new Microservice(s, "db", { name: "db", application: "shop" }).config,
	);
	expect(json).toBe("${iofog_microservice.db.config}");
});

test.each<[string, (stack: TerraformStack) => Json, string]>([
	[
		"a map",
		(s) => new Microservice(s, "db", { name: "db", application: "shop" }).env,
		"iofog_microservice.db.env",
	],
	[
		"a variable",
		(s) => new TerraformVariable(s, "settings", { type: "any" }) as object,
		"var.settings",
	],
	[
		"an object that is decided late",
		() => Lazy.anyValue({ produce: () => ({ late: ["a"] }) }),
		'{"late" = ["a"]}',
	],
])("%s is a value, not a text", (_, config, inside) => {
	expect(synth(config).json).toBe(`\${jsonencode(${inside})}`);
});

describe("an object with references becomes a call of jsonencode", () => {
	test.each<[string, (stack: TerraformStack) => Json, string]>([
		[
			"a text",
			(s) => ({ url: registry(s).url }),
			'{"url" = iofog_registry.r.url}',
		],
		[
			"a number",
			(s) => ({ id: registry(s).id }),
			'{"id" = iofog_registry.r.id}',
		],
		[
			"a text around a reference, with what HCL must escape",
			(s) => ({ url: `"http://${registry(s).url}:80"\\\n\${x}%{y}` }),
			'{"url" = "\\"http://${iofog_registry.r.url}:80\\"\\\\\\n$${x}%%{y}"}',
		],
		[
			"a key",
			(s) => ({ [`at-${registry(s).url}`]: true }),
			'{"at-${iofog_registry.r.url}" = true}',
		],
		[
			"a variable itself",
			(s) => ({ region: new TerraformVariable(s, "region", {}) }),
			'{"region" = var.region}',
		],
		[
			"a function",
			(s) => ({ hash: Fn.sha256(registry(s).url) }),
			'{"hash" = sha256(iofog_registry.r.url)}',
		],
		[
			"a list and a map",
			(s) => {
				const app = new Application(s, "app", { name: "app" });
				return {
					list: Token.asList(app.interpolationForAttribute("l")),
					map: Token.asStringMap(app.interpolationForAttribute("m")),
				};
			},
			'{"list" = iofog_application.app.l, "map" = iofog_application.app.m}',
		],
		[
			"what is decided late",
			(s) => ({
				late: Lazy.stringValue({ produce: () => 'a "late" text' }),
				ref: registry(s).url,
			}),
			'{"late" = "a \\"late\\" text", "ref" = iofog_registry.r.url}',
		],
		[
			"beside falsy, empty and nested values",
			(s) => ({
				z: [{ url: registry(s).url }, null, 0, ""],
				a: { off: false, none: [], empty: {} },
			}),
			'{"a" = {"empty" = {}, "none" = [], "off" = false}, "z" = [{"url" = iofog_registry.r.url}, null, 0, ""]}',
		],
	])("%s", async (_, config, inside) => {
		const { json, hcl } = synth(config);
		expect(json).toBe(`\${jsonencode(${inside})}`);
		const parsed = await parse("main.tf", hcl());
		expect(parsed.resource.iofog_microservice.web[0].config).toBe(
			`\${jsonencode(${inside})}`,
		);
	});
});

test.each<[string, unknown, string]>([
	["a function", { a: { b: () => 1 } }, "config at a.b is a function"],
	["NaN", { a: [Number.NaN] }, "config at a.0 is NaN"],
	["infinity", { a: Number.POSITIVE_INFINITY }, "config at a is Infinity"],
	["a bigint", { a: 1n }, "config at a is a bigint"],
])("%s is refused with its place", (_, config, message) => {
	expect(() => synth(() => config as Json)).toThrow(
		`The value of ${message}, which JSON cannot say.`,
	);
});

test("an object that holds itself is refused", () => {
	const config: Record<string, unknown> = {};
	config.self = config;
	expect(() => synth(() => config)).toThrow("config at self is part of itself");
});

test("any JSON value survives the way through HCL", async () => {
	const texts = fc
		.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary-ascii" }))
		.filter((t) => !/[$%]/.test(t));
	const values = fc.letrec((tie) => ({
		value: fc.oneof(
			{ maxDepth: 3 },
			texts,
			fc.boolean(),
			fc.integer(),
			fc.constant(null),
			fc.array(tie("value"), { maxLength: 3 }),
			fc.dictionary(texts, tie("value"), { maxKeys: 3 }),
		),
	})).value;
	await fc.assert(
		fc.asyncProperty(
			fc.dictionary(texts, values, { minKeys: 1, maxKeys: 4 }),
			async (value) => {
				const hcl = synth(() => value).hcl();
				const object = /config = jsonencode\(([^\n]*)\)/.exec(hcl)?.[1];
				const parsed = await parse("main.tf", `locals {\n  x = ${object}\n}\n`);
				// Terraform normalizes every string (NFC).
				expect(parsed.locals[0].x).toEqual(
					JSON.parse(JSON.stringify(value).normalize("NFC")),
				);
			},
		),
		{ numRuns: 150 },
	);
});
