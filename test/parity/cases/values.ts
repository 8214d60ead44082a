import type { Case } from "../support/case";
import { agent, FLEET, fleet, microservice, withRouter } from "./fleet";

const data = (instances: object, rest: object = {}) => ({
	resource: { terraform_data: instances },
	...rest,
});

/** Values on their way: types, marks, the unknown, conditions, functions, aliases. */
export const values: readonly Case[] = [
	{
		name: "dynamic values of every type, in state and plan",
		tofu: true,
		steps: [
			{
				stack: data(
					{
						a: {
							input: {
								number: 1.5,
								long: "${123456789012345678901234567890}",
								text: "é <&> \u2028",
								list: ["a", 1, true, null],
								set: '${toset(["b", "a"])}',
								map: '${tomap({ x = "1", y = "2" })}',
								empty: {},
								nothing: null,
							},
							triggers_replace: ["${0.1 + 0.2}", { k: [] }],
						},
						b: { input: "${terraform_data.a.output.set}" },
						c: { input: "${terraform_data.a.output.list[1]}" },
					},
					{
						output: {
							all: { value: "${terraform_data.a.output}" },
							none: { value: null },
							empty: { value: [] },
							tuple: { value: "${[for k, v in terraform_data.a.input : k]}" },
						},
					},
				),
				plans: [
					"create output.all",
					"create output.empty",
					"create output.tuple",
					"create terraform_data.a",
					"create terraform_data.b",
					"create terraform_data.c",
				],
			},
			{
				stack: data(
					{
						a: {
							input: {
								number: "1.5",
								set: '${toset(["b", "a", "c"])}',
								list: [1, 2],
							},
							triggers_replace: ["${0.3}", { k: [] }],
						},
						b: { input: "${terraform_data.a.output.set}" },
						c: { input: "${terraform_data.a.output.list[1]}" },
					},
					{
						output: {
							all: { value: "${terraform_data.a.output}" },
							empty: { value: [1] },
						},
					},
				),
				plans: [
					"delete output.tuple",
					"update output.all",
					"update output.empty",
					"update terraform_data.a",
					"update terraform_data.b",
					"update terraform_data.c",
				],
			},
		],
	},
	{
		name: "variables of every kind, locals, functions",
		tofu: true,
		steps: [
			{
				stack: {
					variable: {
						text: { type: "string" },
						n: { type: "number", default: 2 },
						names: { type: "list(string)", default: ["a", "b"] },
						settings: {
							type: 'object({ on = bool, note = optional(string, "none") })',
							default: { on: true },
							sensitive: true,
						},
						nothing: { type: "string", default: null },
					},
					locals: {
						upper: "${[for n in var.names : upper(n)]}",
						merged: "${merge({ a = 1 }, var.settings.on ? { b = 2 } : {})}",
					},
					resource: {
						iofog_application: {
							a: {
								count: "${var.n}",
								name: "${var.text}-${var.names[count.index]}",
								description:
									'${join(",", local.upper)} ${var.nothing == null ? "-" : var.nothing}',
							},
						},
						terraform_data: {
							secret: { input: "${var.settings}" },
							merged: { input: "${nonsensitive(local.merged)}" },
						},
					},
					output: {
						names: { value: "${iofog_application.a[*].name}" },
						secret: {
							value: "${terraform_data.secret.output.note}",
							sensitive: true,
						},
						encoded: {
							value: '${jsonencode({ list = local.upper, text = "<&>" })}',
						},
						// Beside a null of no type the others decide.
						map: { value: "${tomap({ a = null, b = { c = 1 } })}" },
					},
				},
				vars: { text: "app" },
				plans: [
					"create iofog_application.a[0]",
					"create iofog_application.a[1]",
					"create output.encoded",
					"create output.map",
					"create output.names",
					"create output.secret",
					"create terraform_data.merged",
					"create terraform_data.secret",
				],
			},
			{
				vars: {
					text: "app",
					names: '["a","c"]',
					settings: '{"on":false,"note":"x"}',
				},
				plans: [
					"delete-create iofog_application.a[1]",
					"update iofog_application.a[0]",
					"update output.encoded",
					"update output.names",
					"update output.secret",
					"update terraform_data.merged",
					"update terraform_data.secret",
				],
			},
		],
	},
	{
		name: "sensitive marks come and go without a change of values",
		steps: [
			{
				stack: {
					variable: {
						pw: { type: "string", sensitive: true, default: "secret" },
					},
					resource: {
						iofog_application: { a: { name: "a", description: "${var.pw}" } },
						terraform_data: {
							t: {
								input: { pw: "${var.pw}", open: 1 },
								triggers_replace: "${var.pw}",
							},
						},
					},
					output: {
						d: { value: "${iofog_application.a.description}", sensitive: true },
					},
				},
				plans: [
					"create iofog_application.a",
					"create output.d",
					"create terraform_data.t",
				],
			},
			{
				stack: {
					resource: {
						iofog_application: { a: { name: "a", description: "secret" } },
						terraform_data: {
							t: {
								input: { pw: "secret", open: 1 },
								triggers_replace: "secret",
							},
						},
					},
					output: { d: { value: "${iofog_application.a.description}" } },
				},
				plans: [
					"update iofog_application.a",
					"update output.d",
					"update terraform_data.t",
				],
			},
			{
				stack: {
					variable: {
						pw: { type: "string", sensitive: true, default: "secret" },
					},
					resource: {
						iofog_application: { a: { name: "a", description: "${var.pw}" } },
						terraform_data: {
							t: {
								input: { pw: "${var.pw}", open: 1 },
								triggers_replace: "${sensitive(var.pw)}",
							},
						},
					},
					output: {
						d: { value: "${iofog_application.a.description}", sensitive: true },
					},
				},
				plans: [
					"update iofog_application.a",
					"update output.d",
					"update terraform_data.t",
				],
			},
		],
	},
	{
		name: "what is not known yet spreads",
		before: withRouter,
		steps: [
			{
				stack: fleet(
					{
						iofog_registry: {
							r: {
								url: "r.example.com",
								username: "u",
								email: "e@example.com",
							},
						},
						iofog_microservice: {
							web: microservice("web", {
								registry_id: "${iofog_registry.r.id}",
								config: "${jsonencode({ agent = iofog_agent.edge.uuid })}",
								env: { AGENT: "agent ${iofog_agent.edge.uuid}", OPEN: "1" },
								command: ["run", "${iofog_registry.r.id}"],
								ports: [
									{ internal: 80, external: "${8000 + iofog_registry.r.id}" },
								],
								extra_hosts:
									'${{ for u in [iofog_agent.edge.uuid] : "host" => "10.0.0.${iofog_registry.r.id}" }}',
								rebuild_triggers: { r: "${iofog_registry.r.id}" },
							}),
						},
						terraform_data: {
							t: {
								input: {
									web: "${iofog_microservice.web.uuid}",
									ports: "${iofog_microservice.web.ports}",
									length: "${length(iofog_microservice.web.command)}",
									known: "${iofog_microservice.web.env.OPEN}",
								},
							},
						},
					},
					{
						output: {
							web: { value: "${iofog_microservice.web.agent_uuid}" },
							ports: {
								value:
									"${[for p in iofog_microservice.web.ports : p.internal]}",
							},
							choice: { value: '${iofog_registry.r.id > 2 ? "many" : "few"}' },
						},
					},
				),
				plans: [
					...FLEET,
					"create iofog_microservice.web",
					"create iofog_registry.r",
					"create output.choice",
					"create output.ports",
					"create output.web",
					"create terraform_data.t",
				],
			},
			{
				replace: ["iofog_registry.r"],
				plans: [
					"delete-create iofog_registry.r",
					"update iofog_microservice.web",
					"update output.choice",
					"update terraform_data.t",
				],
				fails: "Object in use",
			},
		],
	},
	{
		name: "conditions that hold, that are not known yet, and that fail",
		steps: [
			{
				stack: {
					variable: {
						n: {
							type: "number",
							default: 3,
							validation: [
								{
									condition: "${var.n > 0}",
									error_message: "must be positive",
								},
							],
						},
					},
					resource: {
						iofog_registry: {
							r: {
								url: "r.example.com",
								username: "u",
								email: "e@example.com",
								lifecycle: {
									precondition: [
										{
											condition: "${var.n > 1}",
											error_message: "n is too small",
										},
									],
									postcondition: [
										{ condition: "${self.id > 0}", error_message: "no id" },
									],
								},
							},
						},
						iofog_application: {
							a: {
								count: 2,
								name: "a-${count.index}",
								lifecycle: {
									precondition: [
										{
											condition: "${iofog_registry.r.id > count.index}",
											error_message: "id is too small",
										},
									],
								},
							},
						},
					},
					output: {
						o: {
							value: "${iofog_registry.r.id}",
							precondition: [
								{
									condition: "${iofog_registry.r.id > 0}",
									error_message: "none",
								},
							],
						},
					},
				},
				plans: [
					"create iofog_application.a[0]",
					"create iofog_application.a[1]",
					"create iofog_registry.r",
					"create output.o",
				],
			},
			{ plans: [] },
			{ vars: { n: "1" }, plans: [], refused: "Resource precondition failed" },
			{ vars: { n: "0" }, plans: [], refused: "Invalid value for variable" },
		],
	},
	{
		name: "a postcondition that fails after the object is there",
		steps: [
			{
				stack: {
					resource: {
						iofog_registry: {
							r: {
								url: "r.example.com",
								username: "u",
								email: "e@example.com",
								lifecycle: {
									postcondition: [
										{
											condition: "${self.id > 1000}",
											error_message: "id is too small",
										},
									],
								},
							},
						},
						iofog_application: {
							a: { name: "a", depends_on: ["iofog_registry.r"] },
						},
					},
					output: {
						id: { value: "${iofog_registry.r.id}" },
						a: { value: "${iofog_application.a.name}" },
					},
				},
				plans: [
					"create iofog_application.a",
					"create iofog_registry.r",
					"create output.a",
					"create output.id",
				],
				fails: "Resource postcondition failed",
			},
		],
	},
	{
		name: "functions of the provider",
		steps: [
			{
				stack: {
					locals: {
						manifest:
							'${provider::iofog::parse_manifest("apiVersion: iofog.org/v3\\nkind: Application\\nmetadata:\\n  name: shop\\nspec:\\n  microservices: []\\n")}',
					},
					resource: {
						terraform_data: {
							t: {
								input:
									"${provider::iofog::config_encode({ b = 1, a = [true, null] })}",
							},
							m: { input: "${local.manifest}" },
						},
					},
				},
				plans: ["create terraform_data.m", "create terraform_data.t"],
			},
		],
	},
	{
		name: "another provider configuration, by alias, and back",
		steps: [
			{
				stack: {
					provider: { iofog: [{}, { alias: "other", max_writes: 2 }] },
					resource: {
						iofog_application: {
							a: { name: "a" },
							b: { name: "b", provider: "iofog.other" },
						},
					},
				},
				plans: ["create iofog_application.a", "create iofog_application.b"],
			},
			{
				stack: {
					provider: { iofog: [{}, { alias: "other" }] },
					resource: {
						iofog_application: {
							a: { name: "a", provider: "iofog.other" },
							b: { name: "b", description: "x" },
						},
					},
				},
				plans: ["update iofog_application.b"],
			},
			{
				stack: { provider: { iofog: [{}, { alias: "other" }] } },
				plans: ["delete iofog_application.a", "delete iofog_application.b"],
			},
		],
	},
	{
		name: "create-first spreads to what is needed",
		before: withRouter,
		steps: [
			{
				stack: {
					resource: {
						terraform_data: {
							base: { triggers_replace: 1 },
							user: {
								input: "${terraform_data.base.id}",
								triggers_replace: "${terraform_data.base.id}",
								lifecycle: { create_before_destroy: true },
							},
						},
						iofog_agent: {
							edge: agent("edge", { description: "${terraform_data.base.id}" }),
						},
					},
				},
				plans: [
					"create iofog_agent.edge",
					"create terraform_data.base",
					"create terraform_data.user",
				],
			},
			{
				stack: {
					resource: {
						terraform_data: {
							base: { triggers_replace: 2 },
							user: {
								input: "${terraform_data.base.id}",
								triggers_replace: "${terraform_data.base.id}",
								lifecycle: { create_before_destroy: true },
							},
						},
						iofog_agent: {
							edge: agent("edge", { description: "${terraform_data.base.id}" }),
						},
					},
				},
				plans: [
					"create-delete terraform_data.base",
					"create-delete terraform_data.user",
					"update iofog_agent.edge",
				],
			},
		],
	},
];
