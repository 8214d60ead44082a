import type { AgentSpec, Agent as Live } from "../controller";
import {
	type Diagnostic,
	error,
	type Need,
	type Planned,
	toSnake,
	UNKNOWN,
	type ValuesOf,
} from "../core";
import { attributes } from "./agent-attributes";
import { defineResource } from "./define";
import { seconds } from "./types";

type Agent = ValuesOf<typeof attributes>;

/** Seconds that an agent may take to settle. */
const LIMITS = { create: 180, update: 180 };

/** `iofog_agent`: an edge host that runs microservices. */
export const agent = defineResource({
	type: "iofog_agent",
	version: 0,
	summary: "An edge host that runs microservices.",
	identity: ["uuid"],
	uniqueKey: ["name"],
	importForms: ["UUID", "NAME"],
	attributes,
	timeouts: LIMITS,
	claims: ({ name }) =>
		name === UNKNOWN
			? []
			: [{ key: `agent:${name}`, label: `agent "${name}"`, attribute: "name" }],
	needs: ({ natsMode }, dialect) => {
		// Also with routerMode "none": the Controller then points the agent to the default router.
		const needs: Need[] = [ROUTER];
		if (dialect === "3.7" && natsMode !== "none") needs.push(NATS_HUB);
		return needs;
	},
	facts: (config) =>
		UPSTREAMS.some(({ name }) => (config[name] ?? null) !== null)
			? ["iofog_agent"]
			: [],
	plan: ({ config, prior, planned, dialect, facts, replace, report }) => {
		if (prior && dialect === "3.7" && planned.name !== prior.name)
			replace("name");
		// What the agent has reported is what "auto" stands for.
		if (config.architecture === "auto" && prior?.architecture)
			planned.architecture = prior.architecture;
		if (prior)
			for (const [cause, follows] of FOLLOWS)
				if (cause.some((name) => planned[name] !== prior[name]))
					for (const name of follows)
						if (config[name] === null) planned[name] = UNKNOWN;
		// The Controller would refuse it, and keep the agent all the same.
		if (dialect === "3.0" && config.host === null && !prior?.host)
			report(
				error(
					"Missing required argument",
					'Controllers 3.0 need "host": the host name or IP address of the agent.',
					["host"],
				),
			);
		// There it takes the agent, and fails to set up its router seconds later.
		if (dialect === "3.7" && config.host === null && !prior?.host) {
			const mode = config.routerMode ?? prior?.routerMode ?? "edge";
			const getsRouter = !prior || prior.routerMode === "none";
			if (getsRouter && mode !== UNKNOWN && mode !== "none")
				report(
					error(
						"Missing required argument",
						`An agent with a router (router_mode "${mode}") needs "host": the host name or IP address of the agent. Set it, or router_mode = "none".`,
						["host"],
					),
				);
		}
		if (facts.iofog_agent)
			for (const diagnostic of unknownUpstreams(
				config,
				prior,
				facts.iofog_agent,
			))
				report(diagnostic);
	},
	find: ({ controller, signal }, { name }) =>
		controller.agents.findByName(name, signal),
	create: async ({ controller, signal }, planned, identified) => {
		await controller.agents.create(specOf(planned), signal, {
			onIdentity: identified,
			settleTimeout: seconds(planned.timeouts?.create) ?? LIMITS.create,
		});
	},
	read: async ({ controller, signal }, { uuid, architecture }) => {
		const live = await controller.agents.get({ uuid: uuid ?? "" }, signal);
		return (
			live && {
				...withoutStatus(live),
				...(architecture === "auto" && { architecture }),
			}
		);
	},
	update: ({ controller, signal }, prior, planned) =>
		controller.agents.update(
			{ uuid: prior.uuid ?? "" },
			specOf(prior),
			specOf(planned),
			signal,
			{
				settleTimeout: seconds(planned.timeouts?.update) ?? LIMITS.update,
			},
		),
	delete: ({ controller, signal }, { uuid }) =>
		controller.agents.delete({ uuid: uuid ?? "" }, signal),
	holds: async ({ controller, signal }, { uuid }) =>
		(await controller.applications.all(signal))
			.flatMap((a) => a.microservices)
			.filter((m) => m.agentUuid === uuid)
			.map((m) => ({
				type: "iofog_microservice",
				id: m.uuid,
				name: `${m.application}/${m.name}`,
			})),
	list: async ({ controller, signal }) =>
		(await controller.agents.list(signal))
			.filter((a) => !a.system)
			.map(withoutStatus),
	import: async ({ controller, signal }, id) => {
		const all = await controller.agents.list(signal);
		const byUuid = all.filter((a) => a.uuid === id);
		const found = byUuid.length > 0 ? byUuid : all.filter((a) => a.name === id);
		return found.map((a) => ({ uuid: a.uuid }));
	},
});

/** Arguments that name other agents by uuid, and the one word that each takes besides. */
const UPSTREAMS = [
	{ name: "upstreamRouters", byDefault: "default-router" },
	{ name: "upstreamNatsServers", byDefault: "default-nats-hub" },
] as const;

/** The Controller refuses unknown upstreams only when the agent is written: on 3.7 seconds after it has answered. */
function unknownUpstreams(
	config: Planned<Agent>,
	prior: Agent | undefined,
	live: readonly Readonly<Record<string, unknown>>[],
): Diagnostic[] {
	return UPSTREAMS.flatMap(({ name, byDefault }) => {
		const given = config[name];
		if (given === UNKNOWN) return [];
		return (given ?? []).flatMap((one: unknown) => {
			if (one === UNKNOWN || one === byDefault) return [];
			if (prior?.[name]?.includes(one as string)) return [];
			if (live.some(({ uuid }) => uuid === one)) return [];
			const named = live.find((agent) => agent.name === one);
			return [
				error(
					"Agent not found",
					`The Controller has no agent with the uuid "${one}" that "${toSnake(name)}" names. ${
						named
							? `There is an agent of that name: write its uuid, "${named.uuid}", or refer to its resource.`
							: `Write the uuid of an agent, or "${byDefault}". To list the agents that exist:\n    fogform list agents`
					}`,
					[toSnake(name)],
				),
			];
		});
	});
}

/** Arguments that the Controller sets anew, where the configuration leaves them open, when others change. */
const FOLLOWS = [
	[
		["routerMode", "natsMode"],
		[
			"messagingPort",
			"edgeRouterPort",
			"interRouterPort",
			"upstreamRouters",
			"networkRouter",
			"natsServerPort",
			"natsLeafPort",
			"natsClusterPort",
			"natsMqttPort",
			"natsHttpPort",
			"jsStorageSize",
			"jsMemoryStoreSize",
			"upstreamNatsServers",
		],
	],
	[["latitude", "longitude"], ["gpsMode"]],
] as const;

const ROUTER: Need = {
	type: "iofog_router",
	detail:
		'An agent needs the default router, and the Controller has none. Add one to this stack, before the agent:\n    new Router(this, "router", { host: "HOST-NAME-OF-THE-ROUTER" });\nor in HCL:\n    resource "iofog_router" "router" { host = "HOST-NAME-OF-THE-ROUTER" }',
};

const NATS_HUB: Need = {
	type: "iofog_nats_hub",
	detail:
		'An agent with NATS needs the default NATS hub, and the Controller has none. Set nats_mode to "none", or add the hub to this stack, before the agent:\n    new NatsHub(this, "nats", { host: "HOST-NAME-OF-THE-HUB" });\nor in HCL:\n    resource "iofog_nats_hub" "nats" { host = "HOST-NAME-OF-THE-HUB" }',
};

function specOf({ uuid, forceDestroy, timeouts, ...rest }: Agent): AgentSpec {
	return { ...rest, architecture: rest.architecture ?? "auto" };
}

function withoutStatus({ status, system, gpsScanFrequency, ...live }: Live) {
	return live;
}
