import type { Case, Stack } from "../support/case";

const data = (instances: object, rest: Stack = {}): Stack => ({
	locals: { one: 1, text: "x" },
	resource: { terraform_data: instances },
	...rest,
});
const holds = {
	precondition: [
		{ condition: "${local.one == 1}", error_message: "it is not one" },
	],
};

/** What plans and states say beyond actions and values: conditions, relevant attributes, marks, reasons. */
export const plans: readonly Case[] = [
	{
		name: "conditions of blocks that have no instances, are no target, or go",
		tofu: true,
		steps: [
			{
				stack: data(
					{
						a: { count: 0, lifecycle: holds },
						b: { input: 1, lifecycle: holds },
						c: { input: 1 },
					},
					{ output: { o: { value: "${local.text}", ...holds } } },
				),
				plans: [
					"create output.o",
					"create terraform_data.b",
					"create terraform_data.c",
				],
			},
			{
				stack: data(
					{
						a: { count: 0, lifecycle: holds },
						b: { input: 1, lifecycle: holds },
						c: { input: 2 },
					},
					{ output: { o: { value: "${local.text}", ...holds } } },
				),
				targets: ["terraform_data.c"],
				plans: ["update terraform_data.c"],
			},
			{
				destroy: true,
				plans: [
					"delete output.o",
					"delete terraform_data.b",
					"delete terraform_data.c",
				],
			},
		],
	},
	{
		name: "conditions of what is not reached",
		steps: [
			{
				stack: {
					locals: { one: 1 },
					resource: {
						iofog_application: { a: { name: "a" } },
						terraform_data: {
							b: {
								input: "${iofog_application.a.description}",
								lifecycle: holds,
							},
						},
					},
				},
				plans: ["create iofog_application.a", "create terraform_data.b"],
			},
			{
				stack: {
					locals: { one: 1 },
					resource: {
						iofog_application: { a: { name: "a", description: "new" } },
						terraform_data: {
							b: {
								input: "${iofog_application.a.description}",
								lifecycle: holds,
							},
						},
					},
				},
				faults: [{ match: { method: "PATCH" }, kind: "500" }],
				plans: ["update iofog_application.a", "update terraform_data.b"],
				fails: "The Controller failed",
			},
		],
	},
	{
		name: "what changes is computed from arguments of others, too",
		tofu: true,
		steps: [
			{
				stack: data({
					a: { input: "x" },
					b: { input: "${terraform_data.a.output}" },
					many: {
						for_each: "${tomap({ k = terraform_data.a.input })}",
						input: "${each.value}",
					},
				}),
				plans: [
					"create terraform_data.a",
					"create terraform_data.b",
					'create terraform_data.many["k"]',
				],
			},
			{
				stack: data(
					{
						a: { input: "x" },
						b: { input: "${terraform_data.a.output}" },
						many: {
							for_each: "${tomap({ k = terraform_data.a.input })}",
							input: "${each.value}",
						},
						c: { input: "${terraform_data.b.input}" },
					},
					{ output: { o: { value: '${terraform_data.many["k"].input}' } } },
				),
				plans: ["create output.o", "create terraform_data.c"],
			},
		],
	},
	{
		name: "what ignore_changes keeps stays as sensitive as it was",
		tofu: true,
		steps: [
			{
				stack: {
					variable: { secret: { default: "s", sensitive: true } },
					resource: {
						iofog_application: {
							all: {
								name: "all",
								description: "${var.secret}",
								lifecycle: { ignore_changes: "all" },
							},
							one: {
								name: "one",
								description: "${var.secret}",
								lifecycle: { ignore_changes: ["description"] },
							},
						},
					},
				},
				plans: ["create iofog_application.all", "create iofog_application.one"],
			},
			{
				stack: {
					resource: {
						iofog_application: {
							all: {
								name: "all",
								description: "open",
								lifecycle: { ignore_changes: "all" },
							},
							one: {
								name: "one",
								description: "open",
								activated: false,
								lifecycle: { ignore_changes: ["description"] },
							},
						},
					},
				},
				plans: ["update iofog_application.one"],
			},
		],
	},
	{
		name: "a new object keeps nothing of what ignore_changes names",
		tofu: true,
		steps: [
			{
				stack: {
					resource: {
						iofog_application: {
							a: { name: "a", description: "old" },
							b: { name: "b", description: "old" },
						},
					},
				},
				plans: ["create iofog_application.a", "create iofog_application.b"],
			},
			{
				stack: {
					resource: {
						iofog_application: {
							a: {
								name: "a-2",
								description: "new",
								lifecycle: { ignore_changes: ["description"] },
							},
							b: {
								name: "b-2",
								description: "new",
								lifecycle: { ignore_changes: "all" },
							},
						},
					},
				},
				replace: ["iofog_application.b"],
				plans: [
					"delete-create iofog_application.a",
					"delete-create iofog_application.b",
				],
			},
		],
	},
	{
		// OpenTofu names the other reason.
		name: "a replacement that is both triggered and asked for",
		steps: [
			{
				stack: data({
					a: { input: 1 },
					b: { lifecycle: { replace_triggered_by: ["terraform_data.a"] } },
				}),
				plans: ["create terraform_data.a", "create terraform_data.b"],
			},
			{
				stack: data({
					a: { input: 2 },
					b: { lifecycle: { replace_triggered_by: ["terraform_data.a"] } },
				}),
				replace: ["terraform_data.b"],
				plans: ["delete-create terraform_data.b", "update terraform_data.a"],
			},
		],
	},
	{
		name: "a target that would be created first for what is no target",
		steps: [
			{
				stack: data(
					{
						a: { triggers_replace: 1 },
						b: {
							input: "${terraform_data.a.id}",
							lifecycle: { create_before_destroy: true },
						},
					},
					{ output: { o: { value: "${local.text}" } } },
				),
				plans: [
					"create output.o",
					"create terraform_data.a",
					"create terraform_data.b",
				],
			},
			{
				stack: data({
					a: { triggers_replace: 2 },
					b: {
						input: "${terraform_data.a.id}",
						lifecycle: { create_before_destroy: true },
					},
				}),
				targets: ["terraform_data.a"],
				unfinished: true,
				plans: ["delete-create terraform_data.a"],
			},
		],
	},
	{
		name: "what was changed by hand and is destroyed",
		tofu: true,
		steps: [
			{
				stack: {
					resource: {
						iofog_application: { a: { name: "a" }, b: { name: "b" } },
					},
				},
				plans: ["create iofog_application.a", "create iofog_application.b"],
			},
			{
				edit: async ({ call }) => {
					await call("PATCH", "/application/a", { description: "by hand" });
					await call("DELETE", "/application/b");
				},
				destroy: true,
				plans: ["delete iofog_application.a"],
			},
		],
	},
];
