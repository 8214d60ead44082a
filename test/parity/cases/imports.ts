import type { Case } from "../support/case";
import { agent, FLEET, fleet, microservice, withRouter } from "./fleet";

const WEB = "iofog_microservice.web";

const registry = {
	url: "r.example.com",
	username: "me",
	email: "me@example.com",
};

/** What becomes of objects that are taken over by command, type by type. */
export const imports: readonly Case[] = [
	{
		name: "imports by command of what was forgotten",
		before: withRouter,
		steps: [
			{
				stack: fleet({
					iofog_microservice: {
						web: microservice("web", { env: { A: "1" }, log_size: 2 }),
					},
					iofog_registry: { r: registry },
					iofog_catalog_item: {
						c: { name: "item", registry_id: 1, images: { amd64: "x:1" } },
					},
				}),
				plans: [
					...FLEET,
					`create ${WEB}`,
					"create iofog_catalog_item.c",
					"create iofog_registry.r",
				],
			},
			{
				stack: {
					removed: [
						"iofog_agent.edge",
						"iofog_application.shop",
						WEB,
						"iofog_catalog_item.c",
						"iofog_registry.r",
					].map((from) => ({ from, lifecycle: { destroy: false } })),
				},
				plans: [
					"forget iofog_agent.edge",
					"forget iofog_application.shop",
					"forget iofog_catalog_item.c",
					`forget ${WEB}`,
					"forget iofog_registry.r",
				],
			},
			...(
				[
					["iofog_agent.edge", "edge"],
					["iofog_application.shop", "shop"],
					[WEB, "shop/web"],
					["iofog_catalog_item.c", "item"],
					["iofog_registry.r", "r.example.com"],
				] as const
			).map(([address, id]) => ({
				stack: fleet({
					iofog_microservice: {
						web: microservice("web", { env: { A: "1" }, log_size: 2 }),
					},
					iofog_registry: { r: registry },
					iofog_catalog_item: {
						c: { name: "item", registry_id: 1, images: { amd64: "x:1" } },
					},
				}),
				import: { address, id },
				plans: [],
				unfinished: address !== "iofog_registry.r",
			})),
			{ plans: [] },
		],
	},
	{
		name: "imports by command that are refused",
		steps: [
			{
				stack: { resource: { iofog_application: { a: { name: "a" } } } },
				plans: ["create iofog_application.a"],
			},
			{
				import: { address: "iofog_application.a", id: "a" },
				plans: [],
				fails: "Resource already managed",
			},
			{
				stack: {
					resource: {
						iofog_application: { a: { name: "a" }, b: { name: "b" } },
					},
				},
				import: { address: "iofog_application.b", id: "b" },
				plans: [],
				fails: "Nothing to import",
			},
		],
	},
	{
		name: "imports of a microservice with secrets, and of a route",
		dialect: "3.0",
		before: withRouter,
		steps: [
			{
				stack: fleet(
					{
						iofog_microservice: {
							web: microservice("web", { config: '{"a":1}' }),
						},
						iofog_route: {
							r: {
								name: "r",
								application: "shop",
								from: "web",
								to: "web",
								depends_on: [WEB],
							},
						},
					},
					{},
					"3.0",
				),
				plans: [...FLEET, `create ${WEB}`, "create iofog_route.r"],
			},
			{
				stack: fleet(
					{},
					{
						removed: [WEB, "iofog_route.r"].map((from) => ({
							from,
							lifecycle: { destroy: false },
						})),
					},
					"3.0",
				),
				plans: [`forget ${WEB}`, "forget iofog_route.r"],
			},
			{
				stack: fleet(
					{
						iofog_microservice: {
							web: microservice("web", {
								config: '{"a":1}',
								config_wo: '{"b":"secret"}',
								config_wo_version: 1,
							}),
						},
						iofog_route: {
							r: {
								name: "r",
								application: "shop",
								from: "web",
								to: "web",
								depends_on: [WEB],
							},
						},
					},
					{
						import: [
							{ to: WEB, id: "shop/web" },
							{ to: "iofog_route.r", id: "shop/r" },
						],
					},
					"3.0",
				),
				plans: [`update ${WEB}`],
			},
		],
	},
	{
		name: "an agent that is replaced under its microservices, destroyed first",
		before: withRouter,
		steps: [
			{
				stack: fleet({
					iofog_agent: { edge: agent("edge", { force_destroy: true }) },
					iofog_microservice: { web: microservice("web") },
				}),
				plans: [...FLEET, `create ${WEB}`],
			},
			{
				stack: fleet(
					{
						iofog_agent: { edge: agent("edge-2", { force_destroy: true }) },
						iofog_microservice: { web: microservice("web") },
					},
					{ output: { web: { value: "${iofog_microservice.web.uuid}" } } },
				),
				plans: [
					"create output.web",
					"delete-create iofog_agent.edge",
					`update ${WEB}`,
				],
				order: ["DELETE /iofog/*", "POST /iofog", "POST /microservices"],
			},
			{
				stack: fleet({
					iofog_agent: { edge: agent("edge-3") },
					iofog_microservice: { web: microservice("web") },
				}),
				plans: [
					"delete output.web",
					"delete-create iofog_agent.edge",
					`update ${WEB}`,
				],
			},
			{
				stack: fleet({
					iofog_agent: { edge: agent("edge-4") },
					iofog_microservice: { web: microservice("web") },
				}),
				plans: ["delete-create iofog_agent.edge", `update ${WEB}`],
				fails: "Other objects would be deleted with it",
			},
		],
	},
	{
		name: "arguments that only the state knows, and that are taken away",
		before: withRouter,
		steps: [
			{
				stack: fleet({
					iofog_application: { shop: { name: "shop", force_destroy: true } },
					iofog_agent: { edge: agent("edge", { timeouts: { create: "2m" } }) },
				}),
				plans: FLEET,
			},
			{
				stack: fleet({
					iofog_application: { shop: { name: "shop", activated: false } },
					iofog_agent: { edge: agent("edge", { force_destroy: true }) },
				}),
				plans: ["update iofog_agent.edge", "update iofog_application.shop"],
			},
			{
				destroy: true,
				plans: ["delete iofog_agent.edge", "delete iofog_application.shop"],
			},
		],
	},
	{
		name: "an ephemeral key in a write-only argument",
		before: withRouter,
		steps: [
			{
				stack: fleet(
					{
						iofog_microservice: {
							web: microservice("web", {
								env_wo: {
									KEY: "${ephemeral.iofog_provisioning_key.k.expires_at == null ? 1 : 2}",
								},
								env_wo_version: 1,
							}),
						},
					},
					{
						ephemeral: {
							iofog_provisioning_key: {
								k: { agent_uuid: "${iofog_agent.edge.uuid}" },
							},
						},
					},
				),
				plans: [...FLEET, `create ${WEB}`],
			},
			{ plans: [] },
		],
	},
	{
		name: "a Controller whose address is known in apply only",
		steps: [
			{
				stack: {
					provider: { iofog: [{ url: "${terraform_data.where.output}" }] },
					resource: {
						terraform_data: { where: { input: "@URL@" } },
						iofog_application: { a: { name: "a" } },
						iofog_registry: { r: registry },
					},
				},
				plans: [
					"create iofog_application.a",
					"create iofog_registry.r",
					"create terraform_data.where",
				],
				unfinished: true,
			},
			{ plans: [], unfinished: true },
		],
	},
];
