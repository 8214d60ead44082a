import type { Case, Stack } from "../support/case";
import {
	agent,
	agentUuidOf,
	FLEET,
	fleet,
	microservice,
	uuidOf,
	withRouter,
} from "./fleet";

const web = (more: Stack = {}, rest: Stack = {}) =>
	fleet(
		{ iofog_microservice: { web: microservice("web", { ...more }) } },
		rest,
	);

const WEB = "iofog_microservice.web";
const BORN = [...FLEET, `create ${WEB}`];
const GONE = [
	"delete iofog_agent.edge",
	"delete iofog_application.shop",
	`delete ${WEB}`,
];

/** Microservices of Controllers 3.7. */
export const microservices37: readonly Case[] = [
	{
		name: "a microservice with every argument of 3.7, from birth to death",
		tofu: true,
		before: withRouter,
		steps: [
			{
				stack: web({
					config: '{"a": {"b": [1, 2.50, "x"]}, "t": "{{ x }}"}',
					env: { A: "1", B: "{{ literally }}", C: "" },
					command: ["sh", "-c", "", " echo "],
					ports: [
						{ internal: 80, external: 8080 },
						{ internal: 53, external: 5353, protocol: "udp" },
					],
					volumes: [
						{ host: "/data", container: "/data", access_mode: "ro" },
						{ host: "vol", container: "/vol", type: "volume" },
					],
					extra_hosts: { db: "10.1.2.3" },
					log_size: 7,
					rebuild_triggers: { image: "sha256:1" },
					host_network_mode: true,
					privileged: true,
					annotations: '{"a": "b"}',
					cap_add: ["NET_ADMIN", "SYS_TIME"],
					cap_drop: ["CHOWN"],
					cdi_devices: ["vendor.com/gpu=0"],
					run_as_user: "1000",
					platform: "linux/amd64",
					runtime: "runc",
					cpu_set_cpus: "0,1",
					pid_mode: "host",
					ipc_mode: "host",
					memory_limit: 1000000,
					schedule: 60,
					health_check: { test: ["CMD", "true"], interval: 30, retries: 3 },
				}),
				plans: BORN,
				order: ["POST /iofog", "POST /microservices"],
			},
			{
				stack: web({
					images: { amd64: "nginx:1.28" },
					config: '{"t":"{{ x }}","a":{"b":[1,2.5,"x"]}}',
					env: { A: "2" },
					ports: [{ internal: 81, external: 8080 }],
					rebuild_triggers: { image: "sha256:2" },
					memory_limit: 2000000,
					activated: false,
				}),
				plans: [`update ${WEB}`],
			},
			{
				stack: web({ memory_limit: 2000000 }),
				plans: [`update ${WEB}`],
			},
			{ stack: web(), plans: [`delete-create ${WEB}`] },
			{ destroy: true, plans: GONE },
		],
	},
	{
		name: "a microservice that is renamed, moved, and changes its application",
		before: withRouter,
		steps: [
			{
				stack: fleet({
					iofog_agent: { other: agent("other") },
					iofog_application: { mall: { name: "mall" } },
					iofog_microservice: { web: microservice("web") },
				}),
				plans: [
					...BORN,
					"create iofog_agent.other",
					"create iofog_application.mall",
				],
			},
			{
				stack: fleet({
					iofog_agent: { other: agent("other") },
					iofog_application: { mall: { name: "mall" } },
					iofog_microservice: {
						web: microservice("web", {
							agent_uuid: "${iofog_agent.other.uuid}",
						}),
					},
				}),
				plans: [`update ${WEB}`],
			},
			{
				stack: fleet({
					iofog_agent: { other: agent("other") },
					iofog_application: { mall: { name: "mall" } },
					iofog_microservice: {
						web: microservice("www", {
							agent_uuid: "${iofog_agent.other.uuid}",
						}),
					},
				}),
				plans: [`delete-create ${WEB}`],
				order: ["DELETE /microservices/*", "POST /microservices"],
			},
			{
				stack: fleet({
					iofog_agent: { other: agent("other") },
					iofog_application: { mall: { name: "mall" } },
					iofog_microservice: {
						web: microservice("www", {
							application: "${iofog_application.mall.name}",
							lifecycle: { create_before_destroy: true },
						}),
					},
				}),
				plans: [`create-delete ${WEB}`],
				order: ["POST /microservices", "DELETE /microservices/*"],
			},
		],
	},
	{
		name: "an agent that is replaced under its microservices, in either order",
		before: withRouter,
		steps: [
			{
				stack: web(
					{},
					{ output: { web: { value: "${iofog_microservice.web.uuid}" } } },
				),
				plans: [...BORN, "create output.web"],
			},
			{
				stack: fleet(
					{
						iofog_agent: {
							edge: agent("edge-2", {
								lifecycle: { create_before_destroy: true },
							}),
						},
						iofog_microservice: { web: microservice("web") },
					},
					{ output: { web: { value: "${iofog_microservice.web.uuid}" } } },
				),
				plans: [
					"create-delete iofog_agent.edge",
					"update output.web",
					`update ${WEB}`,
				],
				order: ["POST /iofog", "PATCH /microservices/*", "DELETE /iofog/*"],
			},
		],
	},
	{
		name: "an agent that is found by name",
		before: withRouter,
		steps: [
			{
				stack: fleet({}),
				plans: FLEET,
			},
			{
				stack: fleet({
					iofog_microservice: {
						web: {
							name: "web",
							application: "shop",
							agent_name: "edge",
							images: { amd64: "nginx:1.27" },
						},
					},
				}),
				plans: [`create ${WEB}`],
			},
			{
				stack: fleet({
					iofog_agent: { other: agent("other") },
					iofog_microservice: {
						web: {
							name: "web",
							application: "shop",
							agent_name: "${iofog_agent.other.name}",
							images: { amd64: "nginx:1.27" },
						},
					},
				}),
				plans: ["create iofog_agent.other", `update ${WEB}`],
			},
		],
	},
	{
		name: "images of the catalog and of a registry",
		before: withRouter,
		steps: [
			{
				stack: fleet({
					iofog_registry: {
						r: { url: "r.example.com", username: "u", email: "e@example.com" },
					},
					iofog_catalog_item: {
						c: {
							name: "item",
							registry_id: "${iofog_registry.r.id}",
							images: { amd64: "x:1" },
						},
					},
					iofog_microservice: {
						web: microservice("web", {
							images: null,
							catalog_item_id: "${iofog_catalog_item.c.id}",
						}),
					},
				}),
				plans: [
					...BORN,
					"create iofog_catalog_item.c",
					"create iofog_registry.r",
				],
			},
			{
				stack: fleet({
					iofog_registry: {
						r: { url: "r.example.com", username: "u", email: "e@example.com" },
					},
					iofog_catalog_item: {
						c: {
							name: "item",
							registry_id: "${iofog_registry.r.id}",
							images: { amd64: "x:2" },
						},
					},
					iofog_microservice: {
						web: microservice("web", { registry_id: "${iofog_registry.r.id}" }),
					},
				}),
				plans: ["update iofog_catalog_item.c", `delete-create ${WEB}`],
			},
			{
				// Terraform would delete the registry before the microservice has left it, and the Controller would refuse.
				stack: fleet({
					iofog_registry: {
						r: {
							url: "r.example.com",
							username: "u",
							email: "e@example.com",
						},
					},
					iofog_microservice: { web: microservice("web") },
				}),
				plans: ["delete iofog_catalog_item.c", `update ${WEB}`],
			},
			{ stack: web(), plans: ["delete iofog_registry.r"] },
		],
	},
	{
		name: "secrets that are written and kept nowhere",
		tofu: true,
		before: withRouter,
		steps: [
			{
				stack: web(
					{
						config: '{"open":1,"db":{"host":"h"}}',
						config_wo: '{"db":{"password":"secret"}}',
						config_wo_version: 1,
						env: { A: "1" },
						env_wo: { TOKEN: "${var.token}" },
						env_wo_version: 1,
					},
					{
						variable: {
							token: { type: "string", ephemeral: true, default: "t" },
						},
					},
				),
				plans: BORN,
			},
			{
				stack: web({
					config: '{"open":2,"db":{"host":"h"}}',
					config_wo: '{"db":{"password":"other"}}',
					config_wo_version: 1,
					env: { A: "1" },
					env_wo: { TOKEN: "u" },
					env_wo_version: 2,
				}),
				plans: [`update ${WEB}`],
			},
			{
				edit: async (controller) => {
					const uuid = await uuidOf(controller, "shop", "web");
					await controller.call("PATCH", `/microservices/${uuid}`, {
						name: "web",
						natsConfig: { natsAccess: false },
						iofogUuid: await agentUuidOf(controller, "edge"),
						config: '{"open":2,"db":{"host":"h","password":"hand"}}',
					});
				},
				plans: [`update ${WEB}`],
				drift: [WEB],
			},
			{ stack: web({ config: '{"open":2}' }), plans: [`update ${WEB}`] },
		],
	},
	{
		name: "sensitive values in a microservice",
		before: withRouter,
		steps: [
			{
				stack: web(
					{
						env: { A: "${var.pw}", B: "open" },
						config: "${jsonencode({ pw = var.pw })}",
						command: ["run", "${var.pw}"],
					},
					{
						variable: { pw: { type: "string", sensitive: true } },
						output: {
							env: { value: "${iofog_microservice.web.env}", sensitive: true },
						},
					},
				),
				vars: { pw: "secret" },
				plans: [...BORN, "create output.env"],
			},
			{
				vars: { pw: "other" },
				plans: [`update ${WEB}`, "update output.env"],
			},
			{
				stack: web(
					{ env: { A: "${nonsensitive(var.pw)}", B: "open" } },
					{ variable: { pw: { type: "string", sensitive: true } } },
				),
				vars: { pw: "other" },
				plans: ["delete output.env", `update ${WEB}`],
			},
		],
	},
	{
		name: "microservices that drift, vanish, and are imported",
		before: async (controller) => {
			await withRouter(controller);
		},
		steps: [
			{ stack: web({ env: { A: "1" } }), plans: BORN },
			{
				edit: async (controller) => {
					const uuid = await uuidOf(controller, "shop", "web");
					await controller.call("PATCH", `/microservices/${uuid}`, {
						name: "web",
						natsConfig: { natsAccess: false },
						iofogUuid: await agentUuidOf(controller, "edge"),
						env: [{ key: "A", value: "2" }],
						logSize: 9,
					});
				},
				plans: [`update ${WEB}`],
				drift: [WEB],
			},
			{
				edit: async (controller) => {
					const uuid = await uuidOf(controller, "shop", "web");
					await controller.call("DELETE", `/microservices/${uuid}`);
				},
				plans: [`create ${WEB}`],
				drift: [WEB],
			},
			{
				stack: fleet(
					{},
					{
						removed: [{ from: WEB, lifecycle: { destroy: false } }],
					},
				),
				plans: [`forget ${WEB}`],
			},
			{
				stack: web(
					{ env: { A: "1" } },
					{ import: [{ to: WEB, id: "shop/web" }] },
				),
				plans: [],
			},
		],
	},
	{
		name: "many microservices by for_each, of which some go and the application stays",
		before: withRouter,
		steps: [
			{
				stack: fleet(
					{
						iofog_microservice: {
							m: {
								for_each: { a: 8001, b: 8002, c: 8003 },
								...microservice("m-${each.key}", {
									ports: [{ internal: 80, external: "${each.value}" }],
								}),
							},
						},
					},
					{
						output: {
							all: {
								value:
									"${{ for k, m in iofog_microservice.m : k => [for p in m.ports : p.external] }}",
							},
						},
					},
				),
				plans: [
					...FLEET,
					'create iofog_microservice.m["a"]',
					'create iofog_microservice.m["b"]',
					'create iofog_microservice.m["c"]',
					"create output.all",
				],
			},
			{
				stack: fleet({
					iofog_microservice: {
						m: {
							for_each: { a: 8001, d: 8002 },
							...microservice("m-${each.key}", {
								ports: [{ internal: 80, external: "${each.value}" }],
							}),
						},
					},
				}),
				plans: [
					'create iofog_microservice.m["d"]',
					'delete iofog_microservice.m["b"]',
					'delete iofog_microservice.m["c"]',
					"delete output.all",
				],
			},
			{
				stack: {},
				plans: [
					"delete iofog_agent.edge",
					"delete iofog_application.shop",
					'delete iofog_microservice.m["a"]',
					'delete iofog_microservice.m["d"]',
				],
			},
		],
	},
	{
		name: "an application that is replaced with its microservices",
		before: withRouter,
		steps: [
			{ stack: web(), plans: BORN },
			{
				stack: fleet({
					iofog_application: {
						shop: { name: "store", nats_config: { nats_access: true } },
					},
					iofog_microservice: {
						web: microservice("web", {
							nats_config: { nats_access: true },
							service_account: { kind: "Role", name: "microservice" },
						}),
					},
				}),
				plans: ["delete-create iofog_application.shop", `delete-create ${WEB}`],
				order: [
					"DELETE /application/shop",
					"POST /application",
					"POST /microservices",
				],
			},
		],
	},
	{
		name: "a port that two want on one agent",
		before: withRouter,
		steps: [
			{
				stack: fleet({}),
				plans: FLEET,
			},
			{
				stack: fleet({
					iofog_microservice: {
						a: microservice("a", { ports: [{ internal: 80, external: 8080 }] }),
						b: microservice("b", { ports: [{ internal: 80, external: 8080 }] }),
					},
				}),
				plans: [],
				refused: "Claimed twice",
			},
		],
	},
	{
		name: "an application that holds what nobody manages",
		before: withRouter,
		steps: [
			{ stack: fleet({}), plans: FLEET },
			{
				edit: async (controller) => {
					const iofogUuid = await agentUuidOf(controller, "edge");
					await controller.call("POST", "/microservices", {
						name: "hand",
						application: "shop",
						iofogUuid,
						images: [{ containerImage: "x:1", fogTypeId: 1 }],
						registryId: 1,
						config: "{}",
					});
				},
				destroy: true,
				plans: ["delete iofog_agent.edge", "delete iofog_application.shop"],
				fails: "Other objects would be deleted with it",
			},
		],
	},
];

/** Microservices and routes of Controllers 3.0. */
export const microservices30: readonly Case[] = [
	{
		name: "a microservice of 3.0, renamed in place, with public ports",
		dialect: "3.0",
		before: withRouter,
		steps: [
			{
				stack: fleet(
					{
						iofog_microservice: {
							web: microservice("web", {
								root_host_access: true,
								ports: [
									{
										internal: 80,
										external: 8080,
										public: { schemes: ["http"], protocol: "http" },
									},
								],
								env: { A: "1" },
								volumes: [{ host: "/d", container: "/d" }],
							}),
						},
					},
					{
						output: {
							links: { value: "${iofog_microservice.web.public_links}" },
						},
					},
					"3.0",
				),
				plans: [...BORN, "create output.links"],
			},
			{
				stack: fleet(
					{
						iofog_microservice: {
							web: microservice("www", {
								config: '{"a":1}',
								env: { A: "2" },
								rebuild_triggers: { n: "1" },
							}),
						},
					},
					{},
					"3.0",
				),
				plans: ["delete output.links", `update ${WEB}`],
			},
			{ destroy: true, plans: GONE },
		],
	},
	{
		name: "routes between microservices of 3.0",
		dialect: "3.0",
		before: withRouter,
		steps: [
			{
				stack: fleet(
					{
						iofog_microservice: {
							a: microservice("a"),
							b: microservice("b"),
						},
						iofog_route: {
							r: {
								name: "r",
								application: "${iofog_application.shop.name}",
								from: "${iofog_microservice.a.name}",
								to: "${iofog_microservice.b.name}",
							},
						},
					},
					{},
					"3.0",
				),
				plans: [
					...FLEET,
					"create iofog_microservice.a",
					"create iofog_microservice.b",
					"create iofog_route.r",
				],
			},
			{
				stack: fleet(
					{
						iofog_microservice: {
							a: microservice("a"),
							b: microservice("b"),
						},
						iofog_route: {
							r: {
								name: "back",
								application: "${iofog_application.shop.name}",
								from: "${iofog_microservice.b.name}",
								to: "${iofog_microservice.a.name}",
							},
						},
					},
					{},
					"3.0",
				),
				plans: ["update iofog_route.r"],
			},
			{
				edit: ({ call }) => call("DELETE", "/routes/shop/back"),
				plans: ["create iofog_route.r"],
				drift: ["iofog_route.r"],
			},
			{
				stack: {},
				plans: [
					"delete iofog_agent.edge",
					"delete iofog_application.shop",
					"delete iofog_microservice.a",
					"delete iofog_microservice.b",
					"delete iofog_route.r",
				],
			},
		],
	},
];
