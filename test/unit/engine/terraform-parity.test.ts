import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
	apply,
	type EngineError,
	type PlanJson,
	plan,
} from "../../../src/engine";
import { StackFolder } from "../../support/stack-folder";
import { hasTerraform, terraform } from "../../support/terraform";

type Stack = Record<string, unknown>;
interface Case {
	name: string;
	/** Applied first. */
	before?: Stack;
	/** Planned then, by the engine and by Terraform. */
	after: Stack;
	targets?: string[];
	replace?: string[];
	destroy?: boolean;
	/** Values of variables, as `-var` takes them. */
	vars?: Record<string, string>;
	/** Variable files, by name. */
	files?: Record<string, string>;
	env?: Record<string, string>;
	/** Says with what both refuse. */
	error?: string;
}

const data = (resources: Stack, rest: Stack = {}): Stack => ({
	resource: { terraform_data: resources },
	...rest,
});

const echo = (variables: Stack, rest: Stack = {}): Stack => ({
	variable: variables,
	output: Object.fromEntries(
		Object.keys(variables).map((name) => [
			name,
			{ value: `\${var.${name}}`, ...(rest as object) },
		]),
	),
});

const CASES: Case[] = [
	{ name: "nothing before", after: data({ a: { input: "x" }, b: {} }) },
	{
		name: "no change",
		before: data({ a: { input: { x: [1, "2"] } } }),
		after: data({ a: { input: { x: [1, "2"] } } }),
	},
	{
		name: "an update in place, and what follows from it",
		before: data({
			a: { input: "x" },
			b: { input: "${terraform_data.a.output}" },
		}),
		after: data({
			a: { input: "y" },
			b: { input: "${terraform_data.a.output}" },
		}),
	},
	{
		name: "a replacement",
		before: data({ a: { input: "x", triggers_replace: "1" } }),
		after: data({ a: { input: "x", triggers_replace: "2" } }),
	},
	{
		name: "a replacement that others need",
		before: data({
			a: { triggers_replace: "1" },
			b: { input: "${terraform_data.a.id}" },
			c: { triggers_replace: "${terraform_data.b.output}" },
		}),
		after: data({
			a: { triggers_replace: "2" },
			b: { input: "${terraform_data.a.id}" },
			c: { triggers_replace: "${terraform_data.b.output}" },
		}),
	},
	{
		name: "create before destroy, forced on what it needs",
		before: data({
			a: { triggers_replace: "1" },
			b: {
				triggers_replace: "${terraform_data.a.id}",
				lifecycle: { create_before_destroy: true },
			},
		}),
		after: data({
			a: { triggers_replace: "2" },
			b: {
				triggers_replace: "${terraform_data.a.id}",
				lifecycle: { create_before_destroy: true },
			},
		}),
	},
	{
		name: "a resource that is no longer there",
		before: data({ a: { input: 1 }, b: { input: "${terraform_data.a.id}" } }),
		after: data({ a: { input: 1 } }),
	},
	{
		name: "fewer instances of count",
		before: data({ a: { count: 3, input: "${count.index}" } }),
		after: data({ a: { count: 1, input: "${count.index}" } }),
	},
	{
		name: "count comes",
		before: data({ a: { input: "x" } }),
		after: data({ a: { count: 2, input: "x" } }),
	},
	{
		name: "count goes",
		before: data({ a: { count: 2, input: "x" } }),
		after: data({ a: { input: "x" } }),
	},
	{
		name: "other keys of for_each",
		before: data({
			a: { for_each: { x: "1", y: "2" }, input: "${each.value}" },
		}),
		after: data({
			a: { for_each: { y: "2", z: "3" }, input: "${each.value}" },
		}),
	},
	{
		name: "count becomes for_each",
		before: data({ a: { count: 2 } }),
		after: data({ a: { for_each: { x: "1" } } }),
	},
	{
		name: "a moved resource",
		before: data({ a: { input: "x" } }),
		after: data(
			{ b: { input: "x" } },
			{ moved: [{ from: "terraform_data.a", to: "terraform_data.b" }] },
		),
	},
	{
		name: "a moved instance, and a change",
		before: data({ a: { input: "x" } }),
		after: data(
			{ a: { for_each: { k: "y" }, input: "${each.value}" } },
			{ moved: [{ from: "terraform_data.a", to: 'terraform_data.a["k"]' }] },
		),
	},
	{
		name: "moves one after the other",
		before: data({ a: { input: "x" } }),
		after: data(
			{ c: { input: "x" } },
			{
				moved: [
					{ from: "terraform_data.a", to: "terraform_data.b" },
					{ from: "terraform_data.b", to: "terraform_data.c" },
				],
			},
		),
	},
	{
		name: "an import",
		after: data(
			{ a: {} },
			{ import: [{ to: "terraform_data.a", id: "some-id" }] },
		),
	},
	{
		name: "imports for each",
		after: data(
			{ a: { for_each: { x: "1", y: "2" }, input: "${each.value}" } },
			{
				import: [
					{
						for_each: { x: "id-x" },
						to: "terraform_data.a[each.key]",
						id: "${each.value}",
					},
				],
			},
		),
	},
	{
		name: "removed without destroy",
		before: data({ a: { input: "x" } }),
		after: {
			removed: [{ from: "terraform_data.a", lifecycle: [{ destroy: false }] }],
		},
	},
	{
		name: "ignored changes",
		before: data({ a: { input: { x: 1, y: 1 } } }),
		after: data({
			a: { input: { x: 2, y: 2 }, lifecycle: { ignore_changes: ["input"] } },
		}),
	},
	{
		name: "a part that is ignored",
		before: data({ a: { input: { x: 1, y: 1 } } }),
		after: data({
			a: { input: { x: 2, y: 2 }, lifecycle: { ignore_changes: ["input.x"] } },
		}),
	},
	{
		name: "all ignored",
		before: data({ a: { input: 1, triggers_replace: 1 } }),
		after: data({
			a: {
				input: 2,
				triggers_replace: 2,
				lifecycle: { ignore_changes: "all" },
			},
		}),
	},
	{
		name: "replace_triggered_by a resource",
		before: data({ a: { input: 1 }, b: {} }),
		after: data({
			a: { input: 2 },
			b: { lifecycle: { replace_triggered_by: ["terraform_data.a"] } },
		}),
	},
	{
		name: "replace_triggered_by an attribute that stays",
		before: data({ a: { input: 1 }, b: {} }),
		after: data({
			a: { input: 2 },
			b: { lifecycle: { replace_triggered_by: ["terraform_data.a.id"] } },
		}),
	},
	{
		name: "replace_triggered_by an instance by index",
		before: data({ a: { count: 2, input: 1 }, b: { count: 2 } }),
		after: data({
			a: { count: 2, input: "${count.index + 1}" },
			b: {
				count: 2,
				lifecycle: { replace_triggered_by: ["terraform_data.a[count.index]"] },
			},
		}),
	},
	{
		name: "replace_triggered_by a new resource",
		before: data({ b: {} }),
		after: data({
			a: {},
			b: { lifecycle: { replace_triggered_by: ["terraform_data.a"] } },
		}),
	},
	{
		name: "a replacement by request",
		before: data({ a: { count: 2 } }),
		after: data({ a: { count: 2 } }),
		replace: ["terraform_data.a[1]"],
	},
	{
		name: "targets",
		before: data({
			a: { input: 1 },
			b: { input: "${terraform_data.a.id}" },
			c: {},
		}),
		after: data({
			a: { input: 2 },
			b: { input: "${terraform_data.a.output}" },
			c: { input: 1 },
		}),
		targets: ["terraform_data.b"],
	},
	{
		name: "destroy",
		before: data(
			{ a: { input: 1 }, b: { input: "${terraform_data.a.id}" } },
			{ output: { o: { value: "${terraform_data.b.id}" } } },
		),
		after: data(
			{ a: { input: 1 }, b: { input: "${terraform_data.a.id}" } },
			{ output: { o: { value: "${terraform_data.b.id}" } } },
		),
		destroy: true,
	},
	{
		name: "destroy of a target and what needs it",
		before: data({
			a: { input: 1 },
			b: { input: "${terraform_data.a.id}" },
			c: {},
		}),
		after: data({
			a: { input: 1 },
			b: { input: "${terraform_data.a.id}" },
			c: {},
		}),
		destroy: true,
		targets: ["terraform_data.a"],
	},
	{
		name: "outputs come, change and go",
		before: data(
			{ a: { input: 1 } },
			{
				output: {
					x: { value: 1 },
					y: { value: "${terraform_data.a.id}" },
					z: { value: 3 },
				},
			},
		),
		after: data(
			{ a: { input: 1 } },
			{
				output: {
					w: { value: [1] },
					x: { value: 2 },
					y: { value: "${terraform_data.a.id}" },
				},
			},
		),
	},
	{
		name: "a value becomes sensitive",
		before: data({ a: { input: { p: "x" } } }),
		after: data({ a: { input: { p: '${sensitive("x")}' } } }),
	},
	{
		name: "conditions",
		before: data({ a: { input: 1 } }),
		after: data(
			{
				a: {
					input: 2,
					lifecycle: {
						precondition: [
							{ condition: "${local.one < 2}", error_message: "no" },
						],
						postcondition: [
							{ condition: "${self.output == 2}", error_message: "no" },
						],
					},
				},
			},
			{ locals: { one: 1 } },
		),
	},
	{
		name: "a precondition that is not met",
		after: data(
			{
				a: {
					lifecycle: {
						precondition: [
							{ condition: "${local.one > 2}", error_message: "one is less" },
						],
					},
				},
			},
			{ locals: { one: 1 } },
		),
		error: "Resource precondition failed",
	},
	{
		name: "prevent_destroy",
		before: data({ a: { triggers_replace: 1 } }),
		after: data({
			a: { triggers_replace: 2, lifecycle: { prevent_destroy: true } },
		}),
		error: "Instance cannot be destroyed",
	},
	{
		name: "a cycle",
		after: data(
			{
				a: { input: "${terraform_data.b.id}" },
				b: { input: "${local.x}" },
			},
			{ locals: { x: "${terraform_data.a.id}" } },
		),
		error: "Cycle",
	},
	{
		name: "an undeclared resource",
		after: data({ a: { input: "${terraform_data.b.id}" } }),
		error: "Reference to undeclared resource",
	},
	{
		name: "an undeclared variable",
		after: data({ a: { input: "${var.b}" } }),
		error: "Reference to undeclared input variable",
	},
	{
		name: "an undeclared local value",
		after: data({ a: { input: "${local.b}" } }),
		error: "Reference to undeclared local value",
	},
	{
		name: "an attribute that does not exist",
		after: data({ a: {}, b: { input: "${terraform_data.a.nothing}" } }),
		error: "Unsupported attribute",
	},
	{
		name: "an argument that does not exist",
		after: data({ a: { nothing: 1 } }),
		error: "Extraneous JSON object property",
	},
	{
		name: "each without for_each",
		after: data({ a: { input: "${each.key}" } }),
		error: 'Reference to "each" in context without for_each',
	},
	{
		name: "count without count",
		after: data({ a: { input: "${count.index}" } }),
		error: 'Reference to "count" in non-counted context',
	},
	{
		name: "a count that is not known",
		after: data({ a: {}, b: { count: "${length(terraform_data.a.id)}" } }),
		error: "Invalid count argument",
	},
	{
		name: "a for_each that is a list",
		after: data({ b: { for_each: ["a"] } }),
		error: "Invalid for_each argument",
	},
	{
		name: "a sensitive for_each",
		after: data({ b: { for_each: "${sensitive({a = 1})}" } }),
		error: "Invalid for_each argument",
	},
	{
		name: "an output of a sensitive value",
		after: data(
			{ a: { input: '${sensitive("x")}' } },
			{
				output: { o: { value: "${terraform_data.a.input}" } },
			},
		),
		error: "Output refers to sensitive values",
	},
	{
		name: "variables by their types",
		after: echo({
			s: { type: "string" },
			n: { type: "number" },
			b: { type: "bool" },
			l: { type: "list(string)" },
			o: {
				type: "object({a = string, b = optional(number, 3), c = optional(string)})",
			},
			m: { type: "map(number)" },
			t: { type: "set(string)", default: ["b", "a", "b"] },
			any: {},
			late: { type: "string", default: "default" },
		}),
		vars: {
			s: "a ${b} %{c}",
			n: "1.50",
			b: "true",
			l: '["x", 1]',
			o: "{ a = 1 }",
			m: "{ x = 1 }",
			any: "[1]",
		},
		env: { TF_VAR_late: "from the environment", TF_VAR_s: "not this" },
	},
	{
		name: "variable files",
		after: echo({
			a: { type: "string" },
			b: { type: "string" },
			c: { type: "list(number)" },
			d: { type: "string", default: "d" },
		}),
		files: {
			"terraform.tfvars": 'a = "1" # one\nb = "1"\nc = [\n  1,\n  2,\n]\n',
			"terraform.tfvars.json": '{"b": "2"}',
			"z.auto.tfvars.json": '{"d": "3"}',
		},
	},
	{
		name: "null and nullable variables",
		after: echo({
			a: { type: "string", default: "x", nullable: false },
			b: { type: "string", default: null },
		}),
	},
	{
		name: "an output that becomes null",
		before: data({ a: {} }, { output: { o: { value: 1 } } }),
		after: data({ a: {} }, { output: { o: { value: null } } }),
	},
	{
		name: "a variable without a value",
		after: echo({ a: { type: "string" } }),
		error: "No value for required variable",
	},
	{
		name: "a value that does not fit",
		after: echo({ a: { type: "number" } }),
		vars: { a: "x" },
		error: "Invalid value for input variable",
	},
	{
		name: "a validation that is not met",
		after: echo({
			a: {
				type: "number",
				validation: [
					{ condition: "${var.a > 3}", error_message: "too small: ${var.a}" },
				],
			},
		}),
		vars: { a: "2" },
		error: "Invalid value for variable",
	},
	{
		name: "a variable that is not declared",
		after: data({ a: {} }),
		vars: { a: "2" },
		error: "Value for undeclared variable",
	},
	{
		name: "a default that does not fit",
		after: echo({ a: { type: "number", default: "x" } }),
		error: "Invalid default value for variable",
	},
	{
		name: "sensitive variables",
		after: echo(
			{ a: { type: "string", sensitive: true } },
			{ sensitive: true },
		),
		vars: { a: "x" },
	},
	{
		name: "an ephemeral value where it would be stored",
		after: {
			variable: { a: { type: "string", ephemeral: true, default: "x" } },
			...data({ a: { input: "${var.a}" } }),
		},
		error: "Invalid use of ephemeral value",
	},
	{
		name: "functions, splats and conditionals",
		after: data(
			{ a: { count: 2, input: '${upper("x")}-${count.index}' } },
			{
				output: {
					ids: { value: "${[for a in terraform_data.a : a.input]}" },
					map: { value: "${{ for i, a in terraform_data.a : i => a.output }}" },
					first: { value: "${terraform_data.a[0].input}" },
					all: { value: '${length(terraform_data.a) > 1 ? "many" : "one"}' },
				},
			},
		),
	},
	{
		name: "a data source of another stack that is not applied",
		after: {
			data: {
				terraform_remote_state: {
					other: {
						backend: "local",
						config: { path: "/nonexistent/x.tfstate" },
					},
				},
			},
			output: { o: { value: "${data.terraform_remote_state.other.outputs}" } },
		},
		error: "",
	},
	{
		name: "an instance without its key",
		after: data({ a: { count: 1 }, b: { input: "${terraform_data.a.id}" } }),
		error: "Missing resource instance key",
	},
];

const folders: StackFolder[] = [];
afterAll(() => {
	for (const folder of folders) folder.remove();
});

/** The parts of a plan that both must agree on, values that are hidden here excepted. */
function gist(json: PlanJson) {
	const hidden = (value: unknown): value is true => value === true;
	const clean = (value: unknown, sensitive: unknown): unknown => {
		if (hidden(sensitive)) return null;
		if (Array.isArray(value))
			return value.map((v, i) => clean(v, (sensitive as unknown[])?.[i]));
		if (typeof value !== "object" || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([k, v]) => [
				k,
				clean(v, (sensitive as Record<string, unknown>)?.[k]),
			]),
		);
	};
	const one = (c: NonNullable<PlanJson["resource_changes"]>[number]) => {
		// Its output repeats its input; here it is hidden as well.
		const change = { ...c.change } as Record<string, unknown>;
		for (const side of ["before", "after"])
			change[side] = clean(change[side], {
				...(change[`${side}_sensitive`] as object),
				output:
					(change[`${side}_sensitive`] as { input?: unknown })?.input ?? false,
			});
		return { ...c, change };
	};
	return {
		changes: (json.resource_changes ?? []).map(one),
		moved: (json.resource_drift ?? []).map((c) => [
			c.address,
			c.previous_address,
			c.change.actions,
		]),
		outputs: Object.fromEntries(
			Object.entries(json.output_changes ?? {}).map(([name, change]) => [
				name,
				change.after_sensitive === true
					? { ...change, before: null, after: null }
					: change,
			]),
		),
		relevant: (json.relevant_attributes ?? [])
			.map((one) => JSON.stringify([one.resource, one.attribute]))
			.sort(),
		planned: (json.planned_values.root_module.resources ?? []).map(
			(r) => r.address,
		),
	};
}

const describeIf = hasTerraform ? describe : describe.skip;
if (!hasTerraform) console.log("skipped: Terraform is not installed");

describeIf("the engine plans what Terraform plans", () => {
	test.each(CASES)("$name", async ({ before, after, error, ...options }) => {
		const folder = new StackFolder();
		folders.push(folder);
		const base = { dir: folder.dir, env: options.env ?? {} };
		if (before) {
			folder.write({ ...before, terraform: { required_providers: {} } });
			await apply(await plan(base));
		}
		folder.write({ ...after, terraform: { required_providers: {} } });
		const { vars = {}, files = {}, env = {} } = options;
		for (const [name, text] of Object.entries(files))
			writeFileSync(join(folder.dir, name), text);
		const { targets = [], replace = [], destroy } = options;
		const args = [
			"-input=false",
			"-out=tf.plan",
			...targets.map((t) => `-target=${t}`),
			...replace.map((r) => `-replace=${r}`),
			...(destroy ? ["-destroy"] : []),
			...Object.entries(vars).map(([name, value]) => `-var=${name}=${value}`),
		];
		const run = () => {
			terraform(folder.dir, "init", "-input=false");
			terraform(folder.dir, "plan", ...args);
			return JSON.parse(terraform(folder.dir, "show", "-json", "tf.plan"));
		};
		Object.assign(process.env, env);
		if (error !== undefined) {
			const thrown = (await plan({ ...base, ...options }).catch(
				(e) => e,
			)) as EngineError;
			if (error === "") expect(thrown.diagnostics).not.toEqual([]);
			else expect(thrown.diagnostics?.map((d) => d.summary)).toContain(error);
			expect(run).toThrow(error);
			return;
		}
		const ours = (await plan({ ...base, ...options })).stacks.test as PlanJson;
		expect(gist(JSON.parse(JSON.stringify(ours)))).toEqual(gist(run()));
	});
});
