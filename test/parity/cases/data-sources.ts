import type { Dialect } from "../../../src/core";
import type { Case } from "../support/case";
import { FLEET, fleet, microservice, withRouter } from "./fleet";

const registry = {
	url: "r.example.com",
	username: "u",
	email: "e@example.com",
};

/** Every data source that a dialect has, by references to what the stack makes. */
const everything = (dialect: Dialect) => ({
	iofog_registry: { d: { url: "${iofog_registry.r.url}" } },
	iofog_application: { d: { name: "${iofog_application.shop.name}" } },
	iofog_agent: {
		d: { name: "${iofog_agent.edge.name}", depends_on: ["iofog_agent.edge"] },
	},
	iofog_microservice: { d: { uuid: "${iofog_microservice.web.uuid}" } },
	iofog_catalog_item: { d: { id: "${iofog_catalog_item.c.id}" } },
	iofog_router: { d: {} },
	...(dialect === "3.7" && { iofog_nats_hub: { d: {} } }),
	...(dialect === "3.0" && {
		iofog_route: {
			d: {
				application: "${iofog_route.r.application}",
				name: "${iofog_route.r.name}",
			},
		},
	}),
	iofog_registries: { d: {} },
	iofog_applications: { d: { depends_on: ["iofog_application.shop"] } },
	iofog_agents: { d: { tags: ["none"] } },
	iofog_microservices: {
		d: { application: "${iofog_microservice.web.application}" },
	},
});

const resources = (dialect: Dialect) => ({
	iofog_registry: { r: registry },
	iofog_catalog_item: {
		c: { name: "item", registry_id: 1, images: { amd64: "x:1" } },
	},
	iofog_microservice: { web: microservice("web", { env: { A: "1" } }) },
	...(dialect === "3.0" && {
		iofog_route: {
			r: {
				name: "r",
				application: "${iofog_application.shop.name}",
				from: "${iofog_microservice.web.name}",
				to: "${iofog_microservice.web.name}",
			},
		},
	}),
});

/** What waits for a value that is not known yet, or for a change of what it depends on. */
const READ_LATER = [
	"read data.iofog_agent.d",
	"read data.iofog_application.d",
	"read data.iofog_applications.d",
	"read data.iofog_catalog_item.d",
	"read data.iofog_microservice.d",
	"read data.iofog_microservices.d",
	"read data.iofog_registry.d",
];

/** Data sources: read while planning, read in apply, read again. */
export const dataSources: readonly Case[] = [
	...(["3.0", "3.7"] as const).map(
		(dialect): Case => ({
			name: `every data source of ${dialect} beside the resources that it names`,
			dialect,
			tofu: dialect === "3.7",
			before: withRouter,
			steps: [
				{
					stack: fleet(
						resources(dialect),
						{
							data: everything(dialect),
							output: {
								web: { value: "${data.iofog_microservice.d.name}" },
								apps: {
									value:
										"${[for a in data.iofog_applications.d.applications : a.name]}",
								},
								host: { value: "${data.iofog_router.d.host}" },
							},
						},
						dialect,
					),
					plans: [
						...FLEET,
						"create iofog_catalog_item.c",
						"create iofog_microservice.web",
						"create iofog_registry.r",
						...(dialect === "3.0"
							? ["create iofog_route.r", "read data.iofog_route.d"]
							: []),
						"create output.apps",
						"create output.host",
						"create output.web",
						...READ_LATER,
					],
				},
				{
					stack: fleet(
						{
							...resources(dialect),
							iofog_application: {
								shop: { name: "shop", description: "changed" },
							},
						},
						{
							data: everything(dialect),
							output: { web: { value: "${data.iofog_microservice.d.name}" } },
						},
						dialect,
					),
					plans: [
						"delete output.apps",
						"delete output.host",
						"read data.iofog_application.d",
						"read data.iofog_applications.d",
						"update iofog_application.shop",
					],
				},
				{
					stack: fleet(resources(dialect), {}, dialect),
					plans: ["delete output.web", "update iofog_application.shop"],
				},
			],
		}),
	),
	{
		name: "data sources by count and for_each, and their conditions",
		before: withRouter,
		steps: [
			{
				stack: {
					data: {
						iofog_registry: { d: { count: 2, id: "${count.index + 1}" } },
						iofog_router: {
							d: {
								for_each: '${toset(["x"])}',
								lifecycle: {
									postcondition: [
										{
											condition: '${self.host != ""}',
											error_message: "no host",
										},
									],
								},
							},
						},
					},
					resource: {
						iofog_application: {
							a: {
								for_each: "${data.iofog_router.d}",
								name: "a-${each.key}",
								description: "${each.value.host}",
							},
						},
					},
					output: { urls: { value: "${data.iofog_registry.d[*].url}" } },
				},
				plans: ['create iofog_application.a["x"]', "create output.urls"],
			},
			{
				edit: ({ call }) => call("PUT", "/router", { host: "new.example.com" }),
				plans: ['update iofog_application.a["x"]'],
			},
			{
				stack: {
					data: {
						iofog_router: {
							d: {
								lifecycle: {
									postcondition: [
										{
											condition: '${self.host == "other"}',
											error_message: "wrong host",
										},
									],
								},
							},
						},
					},
				},
				plans: [],
				refused: "Resource postcondition failed",
			},
		],
	},
	{
		name: "data sources that wait for others, for locals, and for their own conditions",
		steps: [
			{
				stack: {
					locals: { name: "${iofog_application.a.name}" },
					resource: {
						iofog_application: { a: { name: "a" } },
						terraform_data: { first: { input: 1 } },
					},
					data: {
						iofog_registry: {
							direct: {
								id: 1,
								depends_on: ["terraform_data.first"],
							},
							behind: {
								id: 2,
								depends_on: ["data.iofog_registry.direct"],
							},
							conditioned: {
								id: "${data.iofog_registry.direct.url == null ? 1 : 2}",
								lifecycle: {
									postcondition: [
										{ condition: '${self.url != ""}', error_message: "none" },
									],
								},
							},
						},
						iofog_registries: {
							judged: {
								lifecycle: {
									precondition: [
										{
											condition: '${local.name == "a"}',
											error_message: "another",
										},
									],
								},
							},
						},
					},
					output: {
						behind: { value: "${data.iofog_registry.behind.url}" },
						judged: {
							value: "${length(data.iofog_registries.judged.registries)}",
						},
					},
				},
				plans: [
					"create iofog_application.a",
					"create output.behind",
					"create output.judged",
					"create terraform_data.first",
					"read data.iofog_registries.judged",
					"read data.iofog_registry.conditioned",
					"read data.iofog_registry.direct",
				],
			},
			{ plans: [] },
		],
	},
	{
		name: "a data source of what does not exist",
		steps: [
			{
				stack: { data: { iofog_application: { d: { name: "none" } } } },
				plans: [],
				refused: "Object not found",
			},
		],
	},
];
