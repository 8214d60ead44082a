import type { Case, StoredInstance } from "../support/case";

const applications = (instances: object, rest: object = {}) => ({
	resource: { iofog_application: instances },
	...rest,
});

const taint =
	(...addresses: string[]) =>
	(instance: StoredInstance, address: string) => {
		if (addresses.includes(address)) instance.status = "tainted";
	};

/** What configurations say of resources beside their arguments, and what is done to states: the same for every type. */
export const blocks: readonly Case[] = [
	{
		name: "count goes up, down, to none, and becomes for_each",
		tofu: true,
		steps: [
			{
				stack: applications({ a: { count: 2, name: "app-${count.index}" } }),
				plans: [
					"create iofog_application.a[0]",
					"create iofog_application.a[1]",
				],
			},
			{
				stack: applications({ a: { count: 3, name: "app-${count.index}" } }),
				plans: ["create iofog_application.a[2]"],
			},
			{
				stack: applications({ a: { count: 1, name: "app-${count.index}" } }),
				plans: [
					"delete iofog_application.a[1]",
					"delete iofog_application.a[2]",
				],
			},
			{
				stack: applications({ a: { name: "app-0" } }),
				plans: [],
			},
			{
				stack: applications({
					a: { for_each: { x: "app-x" }, name: "${each.value}" },
				}),
				plans: [
					'create iofog_application.a["x"]',
					"delete iofog_application.a",
				],
			},
		],
	},
	{
		name: "for_each over a set and a map, with other keys",
		steps: [
			{
				stack: applications({
					a: { for_each: '${toset(["x", "y"])}', name: "app-${each.key}" },
					b: {
						for_each: {
							one: { name: "b-1", on: true },
							two: { name: "b-2", on: false },
						},
						name: "${each.value.name}",
						activated: "${each.value.on}",
						description: 'of ${iofog_application.a["x"].name}',
					},
				}),
				plans: [
					'create iofog_application.a["x"]',
					'create iofog_application.a["y"]',
					'create iofog_application.b["one"]',
					'create iofog_application.b["two"]',
				],
			},
			{
				stack: applications({
					a: { for_each: '${toset(["x", "z"])}', name: "app-${each.key}" },
					b: {
						for_each: {
							two: { name: "b-2", on: true },
							"three é": { name: "b-3", on: true },
						},
						name: "${each.value.name}",
						activated: "${each.value.on}",
						description: 'of ${iofog_application.a["x"].name}',
					},
				}),
				plans: [
					'create iofog_application.a["z"]',
					'create iofog_application.b["three é"]',
					'delete iofog_application.a["y"]',
					'delete iofog_application.b["one"]',
					'update iofog_application.b["two"]',
				],
			},
		],
	},
	{
		name: "moved: a block, an instance, a chain, with a change",
		tofu: true,
		steps: [
			{
				stack: applications({
					a: { name: "a" },
					b: { count: 1, name: "b" },
					c: { name: "c" },
				}),
				plans: [
					"create iofog_application.a",
					"create iofog_application.b[0]",
					"create iofog_application.c",
				],
			},
			{
				stack: applications(
					{
						a2: { name: "a" },
						b: { for_each: { k: "b" }, name: "${each.value}" },
						c3: { name: "c", description: "moved" },
					},
					{
						moved: [
							{ from: "iofog_application.a", to: "iofog_application.a2" },
							{
								from: "iofog_application.b[0]",
								to: 'iofog_application.b["k"]',
							},
							{ from: "iofog_application.c", to: "iofog_application.c2" },
							{ from: "iofog_application.c2", to: "iofog_application.c3" },
						],
					},
				),
				plans: ["update iofog_application.c3"],
			},
		],
	},
	{
		name: "removed: forgotten, and destroyed",
		tofu: true,
		steps: [
			{
				stack: applications({
					a: { name: "a" },
					b: { name: "b" },
					c: { count: 2, name: "c-${count.index}" },
				}),
				plans: [
					"create iofog_application.a",
					"create iofog_application.b",
					"create iofog_application.c[0]",
					"create iofog_application.c[1]",
				],
			},
			{
				stack: {
					removed: [
						{ from: "iofog_application.a", lifecycle: { destroy: false } },
						{ from: "iofog_application.b", lifecycle: { destroy: true } },
						{ from: "iofog_application.c", lifecycle: { destroy: false } },
					],
				},
				plans: [
					"delete iofog_application.b",
					"forget iofog_application.a",
					"forget iofog_application.c[0]",
					"forget iofog_application.c[1]",
				],
			},
		],
	},
	{
		name: "import blocks: as it is, with a change, for_each",
		tofu: true,
		before: async ({ call }) => {
			for (const name of ["a", "b", "x", "y"])
				await call("POST", "/application", {
					name,
					description: "by hand",
					isActivated: true,
				});
		},
		steps: [
			{
				stack: applications(
					{
						a: { name: "a", description: "by hand" },
						b: { name: "b", description: "by code" },
						c: {
							for_each: { x: "x", y: "y" },
							name: "${each.value}",
							description: "by hand",
						},
					},
					{
						import: [
							{ to: "iofog_application.a", id: "a" },
							{ to: "iofog_application.b", id: "b" },
							{
								for_each: { x: "x", y: "y" },
								to: "iofog_application.c[each.key]",
								id: "${each.value}",
							},
						],
					},
				),
				plans: ["update iofog_application.b"],
			},
			{ plans: [] },
		],
	},
	{
		name: "an import block for what does not exist",
		steps: [
			{
				stack: applications(
					{ a: { name: "a" } },
					{ import: [{ to: "iofog_application.a", id: "a" }] },
				),
				plans: [],
				refused: "Nothing to import",
			},
		],
	},
	{
		name: "tainted objects are replaced, in either order",
		tofu: true,
		steps: [
			{
				stack: applications({
					a: { name: "a" },
					b: { name: "b", description: "${iofog_application.a.name}" },
				}),
				plans: ["create iofog_application.a", "create iofog_application.b"],
			},
			{
				store: taint("iofog_application.a"),
				plans: ["delete-create iofog_application.a"],
				order: ["DELETE /application/a", "POST /application"],
			},
			{
				store: taint("iofog_application.a", "iofog_application.b"),
				plans: [
					"delete-create iofog_application.a",
					"delete-create iofog_application.b",
				],
				order: [
					"DELETE /application/b",
					"DELETE /application/a",
					"POST /application",
					"POST /application",
				],
			},
			{
				store: taint("iofog_application.b"),
				stack: applications({ a: { name: "a" } }),
				plans: ["delete iofog_application.b"],
			},
		],
	},
	{
		name: "drift: changed, gone, gone and no longer wanted",
		tofu: true,
		steps: [
			{
				stack: applications({
					a: { name: "a", description: "code" },
					b: { name: "b" },
					c: { name: "c" },
				}),
				plans: [
					"create iofog_application.a",
					"create iofog_application.b",
					"create iofog_application.c",
				],
			},
			{
				edit: async ({ call }) => {
					await call("PATCH", "/application/a", { description: "hand" });
					await call("DELETE", "/application/b");
					await call("DELETE", "/application/c");
				},
				stack: applications({
					a: { name: "a", description: "code" },
					b: { name: "b" },
				}),
				plans: ["create iofog_application.b", "update iofog_application.a"],
				drift: [
					"iofog_application.a",
					"iofog_application.b",
					"iofog_application.c",
				],
			},
			{
				edit: ({ call }) =>
					call("PATCH", "/application/a", { description: "new" }),
				stack: applications({
					a: { name: "a", description: "new" },
					b: { name: "b" },
				}),
				plans: [],
				drift: ["iofog_application.a"],
			},
		],
	},
	{
		name: "drift that lifecycle ignores, and that a state taken as it is does not show",
		steps: [
			{
				stack: applications({
					a: {
						name: "a",
						description: "code",
						lifecycle: { ignore_changes: ["description"] },
					},
				}),
				plans: ["create iofog_application.a"],
			},
			{
				edit: ({ call }) =>
					call("PATCH", "/application/a", { description: "hand" }),
				plans: [],
				drift: ["iofog_application.a"],
			},
			{
				edit: ({ call }) =>
					call("PATCH", "/application/a", { description: "hand 2" }),
				refresh: false,
				stack: applications({
					a: {
						name: "a",
						description: "x",
						lifecycle: { ignore_changes: ["description"] },
					},
					b: { name: "b" },
				}),
				plans: ["create iofog_application.b"],
			},
			{
				stack: applications({
					a: {
						name: "other",
						description: "y",
						lifecycle: { ignore_changes: "all" },
					},
					b: { name: "b" },
				}),
				plans: [],
				drift: ["iofog_application.a"],
			},
		],
	},
	{
		name: "replacement that is asked for, and triggered",
		steps: [
			{
				stack: {
					resource: {
						terraform_data: { t: { input: 1 } },
						iofog_application: {
							a: { name: "a" },
							b: {
								name: "b",
								lifecycle: { replace_triggered_by: ["terraform_data.t"] },
							},
							c: {
								name: "c",
								lifecycle: {
									replace_triggered_by: ["terraform_data.t.output"],
									create_before_destroy: false,
								},
							},
						},
					},
				},
				plans: [
					"create iofog_application.a",
					"create iofog_application.b",
					"create iofog_application.c",
					"create terraform_data.t",
				],
			},
			{
				replace: ["iofog_application.a"],
				plans: ["delete-create iofog_application.a"],
			},
			{
				stack: {
					resource: {
						terraform_data: { t: { input: 2 } },
						iofog_application: {
							a: { name: "a" },
							b: {
								name: "b",
								lifecycle: { replace_triggered_by: ["terraform_data.t"] },
							},
							c: {
								name: "c",
								lifecycle: {
									replace_triggered_by: ["terraform_data.t.output"],
									create_before_destroy: false,
								},
							},
						},
					},
				},
				plans: [
					"delete-create iofog_application.b",
					"delete-create iofog_application.c",
					"update terraform_data.t",
				],
			},
		],
	},
	{
		name: "targets: what they need comes along, what needs them does not",
		steps: [
			{
				stack: applications(
					{
						a: { name: "a" },
						b: { name: "b", description: "${iofog_application.a.name}" },
						c: { name: "c", description: "${iofog_application.b.name}" },
					},
					{ output: { c: { value: "${iofog_application.c.name}" } } },
				),
				targets: ["iofog_application.b"],
				plans: ["create iofog_application.a", "create iofog_application.b"],
				unfinished: true,
			},
			{ plans: ["create iofog_application.c", "create output.c"] },
			{
				destroy: true,
				targets: ["iofog_application.b"],
				plans: ["delete iofog_application.b", "delete iofog_application.c"],
				unfinished: true,
			},
		],
	},
	{
		name: "what must not be destroyed",
		steps: [
			{
				stack: applications({
					a: { name: "a", lifecycle: { prevent_destroy: true } },
				}),
				plans: ["create iofog_application.a"],
			},
			{ destroy: true, plans: [], refused: "Instance cannot be destroyed" },
			{
				stack: applications({
					a: { name: "b", lifecycle: { prevent_destroy: true } },
				}),
				plans: [],
				refused: "Instance cannot be destroyed",
			},
			{
				stack: applications({}),
				plans: [],
				refused: "Missing block label",
			},
			{ stack: {}, plans: ["delete iofog_application.a"] },
		],
	},
	{
		name: "an object whose deletion fails is deposed, and deleted by the next apply",
		steps: [
			{
				stack: applications({
					a: { name: "a", lifecycle: { create_before_destroy: true } },
				}),
				plans: ["create iofog_application.a"],
			},
			{
				stack: applications({
					a: { name: "b", lifecycle: { create_before_destroy: true } },
				}),
				faults: [
					{
						match: { method: "DELETE", path: "/application/a" },
						kind: "500",
						times: 9,
					},
				],
				plans: ["create-delete iofog_application.a"],
				fails: "The Controller failed",
			},
			{
				edit: ({ login }) =>
					fetch(`${login.url}/__faults`, { method: "DELETE" }),
				plans: ["delete iofog_application.a"],
			},
		],
	},
	{
		name: "a create that fails leaves the others, and is done by the next apply",
		steps: [
			{
				stack: {
					resource: {
						iofog_application: {
							a: { name: "a" },
							c: { name: "c", depends_on: ["iofog_registry.b"] },
						},
						iofog_registry: {
							b: {
								url: "r.example.com",
								username: "me",
								email: "me@example.com",
								depends_on: ["iofog_application.a"],
							},
						},
					},
					output: {
						a: { value: "${iofog_application.a.name}" },
						b: { value: "${iofog_registry.b.id}" },
						c: { value: "${iofog_application.c.name}" },
					},
				},
				faults: [
					{
						match: { method: "POST", path: "/registries" },
						kind: "500",
						times: 9,
					},
				],
				plans: [
					"create iofog_application.a",
					"create iofog_application.c",
					"create iofog_registry.b",
					"create output.a",
					"create output.b",
					"create output.c",
				],
				fails: "The Controller failed",
			},
			{
				edit: ({ login }) =>
					fetch(`${login.url}/__faults`, { method: "DELETE" }),
				plans: [
					"create iofog_application.c",
					"create iofog_registry.b",
					"create output.b",
				],
				order: ["POST /registries", "POST /application"],
			},
		],
	},
	{
		name: "updates and deletes that fail leave the state as it was, and what needs them waits",
		steps: [
			{
				stack: applications({
					a: { name: "a", lifecycle: { create_before_destroy: true } },
					b: { name: "b", lifecycle: { create_before_destroy: true } },
					c: { name: "c" },
				}),
				plans: [
					"create iofog_application.a",
					"create iofog_application.b",
					"create iofog_application.c",
				],
			},
			{
				stack: applications({
					a: { name: "a", description: "new" },
					c: { name: "c", description: "${iofog_application.a.description}" },
				}),
				faults: ["PATCH", "DELETE"].map((method) => ({
					match: { method, path: "/application/[ab]" },
					kind: "500",
					times: 99,
				})),
				plans: [
					"delete iofog_application.b",
					"update iofog_application.a",
					"update iofog_application.c",
				],
				fails: "The Controller failed",
			},
			{
				edit: ({ login }) =>
					fetch(`${login.url}/__faults`, { method: "DELETE" }),
				plans: [
					"delete iofog_application.b",
					"update iofog_application.a",
					"update iofog_application.c",
				],
			},
		],
	},
	{
		name: "what depends on what is kept up to date without a change",
		steps: [
			{
				stack: applications({ a: { name: "a" }, b: { name: "b" } }),
				plans: ["create iofog_application.a", "create iofog_application.b"],
			},
			{
				stack: applications({
					a: { name: "a" },
					b: {
						name: "b",
						depends_on: ["iofog_application.a"],
						lifecycle: { create_before_destroy: true },
					},
				}),
				plans: [],
			},
			{
				stack: applications({ a: { name: "a" }, b: { name: "b" } }),
				plans: [],
			},
		],
	},
];
