import type { Case } from "../support/case";
import { agent, agentUuidOf, withRouter } from "./fleet";

const agents = (instances: object, rest: object = {}) => ({
	resource: { iofog_agent: instances },
	...rest,
});

/** Agents, the default router and the NATS hub. */
export const agents37: readonly Case[] = [
	{
		name: "an agent of 3.7 with everything around it, from birth to death",
		tofu: true,
		steps: [
			{
				stack: {
					resource: {
						iofog_router: { r: { host: "router.example.com" } },
						iofog_nats_hub: {
							n: { host: "nats.example.com", server_port: 4333 },
						},
						iofog_agent: {
							a: {
								name: "edge",
								host: "10.0.0.1",
								architecture: "amd64",
								tags: ["b", "a"],
								depends_on: ["iofog_router.r", "iofog_nats_hub.n"],
							},
						},
					},
					output: { agent: { value: "${iofog_agent.a}" } },
				},
				plans: [
					"create iofog_agent.a",
					"create iofog_nats_hub.n",
					"create iofog_router.r",
					"create output.agent",
				],
			},
			{
				stack: {
					resource: {
						iofog_router: {
							r: { host: "router2.example.com", messaging_port: 5673 },
						},
						iofog_nats_hub: {
							n: { host: "nats.example.com", server_port: 4334 },
						},
						iofog_agent: {
							a: {
								name: "edge",
								host: "10.0.0.2",
								architecture: "arm",
								tags: ["c"],
								description: "on the roof",
								latitude: 52.5,
								longitude: 13.25,
								router_mode: "interior",
								edge_router_port: 45671,
								inter_router_port: 55671,
								messaging_port: 5671,
								nats_mode: "none",
								depends_on: ["iofog_router.r", "iofog_nats_hub.n"],
							},
						},
					},
				},
				plans: [
					"delete output.agent",
					"update iofog_agent.a",
					"update iofog_nats_hub.n",
					"update iofog_router.r",
				],
			},
			{
				destroy: true,
				plans: [
					"delete iofog_agent.a",
					"delete iofog_nats_hub.n",
					"delete iofog_router.r",
				],
			},
		],
	},
	{
		name: "an agent of 3.7 that is renamed is replaced; arguments that are taken away stay",
		before: withRouter,
		steps: [
			{
				stack: agents({
					a: agent("edge", {
						description: "d",
						log_level: "DEBUG",
						disk_limit: 60,
						tags: ["x"],
					}),
				}),
				plans: ["create iofog_agent.a"],
			},
			{ stack: agents({ a: agent("edge") }), plans: [] },
			{
				stack: agents({
					a: agent("edge-2", { lifecycle: { create_before_destroy: true } }),
				}),
				plans: ["create-delete iofog_agent.a"],
				order: ["POST /iofog", "DELETE /iofog/<uuid of agent edge>"],
			},
			{
				stack: agents({ a: agent("edge-3") }),
				plans: ["delete-create iofog_agent.a"],
				order: ["DELETE /iofog/<uuid of agent edge-2>", "POST /iofog"],
			},
		],
	},
	{
		name: "what an agent reports by itself is no drift, what is changed by hand is",
		before: withRouter,
		steps: [
			{
				stack: agents({ a: agent("edge", { description: "code" }) }),
				plans: ["create iofog_agent.a"],
			},
			{
				edit: async (controller) => {
					const uuid = await agentUuidOf(controller, "edge");
					await controller.call("PATCH", `/iofog/${uuid}`, {
						location: "hall",
						logLevel: "WARN",
						natsMode: "none",
					});
				},
				plans: [],
				drift: ["iofog_agent.a"],
			},
			{
				edit: async (controller) => {
					const uuid = await agentUuidOf(controller, "edge");
					await controller.call("PATCH", `/iofog/${uuid}`, {
						description: "hand",
						natsMode: "none",
					});
				},
				plans: ["update iofog_agent.a"],
				drift: ["iofog_agent.a"],
			},
			{
				edit: async (controller) => {
					const uuid = await agentUuidOf(controller, "edge");
					await controller.call("DELETE", `/iofog/${uuid}`);
				},
				plans: ["create iofog_agent.a"],
				drift: ["iofog_agent.a"],
			},
		],
	},
	{
		name: "imports of an agent by name and of the router",
		before: async (controller) => {
			await withRouter(controller);
			await controller.call("POST", "/iofog", {
				name: "edge",
				host: "10.0.0.1",
				fogType: 1,
				routerMode: "none",
				natsMode: "none",
			});
			await new Promise((settled) => setTimeout(settled, 100));
		},
		steps: [
			{
				stack: {
					resource: {
						iofog_agent: { a: agent("edge") },
						iofog_router: { r: { host: "router.example.com" } },
						iofog_nats_hub: { n: { host: "nats.example.com" } },
					},
					import: [
						{ to: "iofog_agent.a", id: "edge" },
						{ to: "iofog_router.r", id: "default" },
						{ to: "iofog_nats_hub.n", id: "default" },
					],
				},
				plans: [],
			},
			{
				stack: {
					removed: ["iofog_agent.a", "iofog_router.r", "iofog_nats_hub.n"].map(
						(from) => ({ from, lifecycle: { destroy: false } }),
					),
				},
				plans: [
					"forget iofog_agent.a",
					"forget iofog_nats_hub.n",
					"forget iofog_router.r",
				],
			},
		],
	},
	{
		name: "a router that exists already, and otherwise",
		before: withRouter,
		steps: [
			{
				stack: {
					resource: { iofog_router: { r: { host: "other.example.com" } } },
				},
				plans: ["create iofog_router.r"],
				foundEarly: "Object exists already",
			},
		],
	},
	{
		name: "an agent without a router",
		steps: [
			{
				stack: agents({ a: agent("edge") }),
				plans: ["create iofog_agent.a"],
				foundEarly: "Missing prerequisite",
			},
		],
	},
	{
		name: "two agents of one name",
		before: withRouter,
		steps: [
			{
				stack: agents({ a: agent("edge"), b: agent("edge") }),
				plans: [],
				refused: "Claimed twice",
			},
		],
	},
];

/** Agents of Controllers 3.0. */
export const agents30: readonly Case[] = [
	{
		name: "an agent of 3.0 from birth to death, renamed in place",
		dialect: "3.0",
		steps: [
			{
				stack: {
					resource: {
						iofog_router: { r: { host: "router.example.com" } },
						iofog_agent: {
							a: agent(
								"edge",
								{ depends_on: ["iofog_router.r"], tags: ["a"] },
								"3.0",
							),
						},
					},
				},
				plans: ["create iofog_agent.a", "create iofog_router.r"],
				order: ["PUT /router", "POST /iofog"],
			},
			{
				stack: {
					resource: {
						iofog_router: { r: { host: "router.example.com" } },
						iofog_agent: {
							a: agent(
								"edge-2",
								{
									depends_on: ["iofog_router.r"],
									latitude: 1.5,
									longitude: -2.25,
									bluetooth_enabled: true,
									timeouts: { create: "90s" },
								},
								"3.0",
							),
						},
					},
				},
				plans: ["update iofog_agent.a"],
			},
			{
				stack: {
					resource: {
						iofog_router: { r: { host: "router.example.com" } },
						iofog_agent: {
							a: agent(
								"edge-2",
								{ router_mode: "edge", depends_on: ["iofog_router.r"] },
								"3.0",
							),
						},
					},
				},
				plans: ["update iofog_agent.a"],
			},
			{ stack: {}, plans: ["delete iofog_agent.a", "delete iofog_router.r"] },
		],
	},
	{
		name: "an argument that the dialect lacks",
		dialect: "3.0",
		steps: [
			{
				stack: agents({ a: agent("edge", { nats_mode: "leaf" }, "3.0") }),
				plans: [],
				refused: "Not supported by this Controller",
			},
		],
	},
];
