import type {
	ControllerError,
	Microservice as Live,
	MicroserviceSpec,
} from "../controller";
import {
	type Claim,
	canonicalJson,
	DiagnosticError,
	error,
	type Planned,
	parseExact,
	UNKNOWN,
	type ValuesOf,
} from "../core";
import { defineResource } from "./define";
import { attributes } from "./microservice-attributes";
import { judgeImages } from "./microservice-fit";
import { fromLive } from "./microservice-live";
import { planMicroservice, validateMicroservice } from "./microservice-plan";
import { restartingChanges } from "./restarts";
import { mergeJson, remember } from "./secrets";

export type Microservice = ValuesOf<typeof attributes>;

/** `iofog_microservice`: a container that an agent runs as part of an application. */
export const microservice = defineResource({
	type: "iofog_microservice",
	version: 0,
	summary: "A container that an agent runs as part of an application.",
	identity: ["uuid"],
	uniqueKey: ["application", "name"],
	importForms: ["UUID", "APPLICATION/NAME"],
	attributes,
	deletedWith: { application: "iofog_application", agentUuid: "iofog_agent" },
	readWith: "application",
	claims,
	fit: {
		attributes: ["agentUuid", "agentName", "images", "catalogItemId"],
		judge: judgeImages,
	},
	facts: ({ agentName, agentUuid }, prior) =>
		agentName !== null ||
		(prior && agentUuid !== UNKNOWN && agentUuid !== prior.agentUuid)
			? ["iofog_agent"]
			: [],
	validate: validateMicroservice,
	plan: planMicroservice,
	restarts: ({ action, prior, planned }) => {
		if (!prior || action === "create") return [];
		const stopped = prior.activated !== false && planned?.activated === false;
		return action !== "update" ||
			stopped ||
			(planned && restartingChanges(attributes, prior, planned).length > 0)
			? [`${prior.application}/${prior.name}`]
			: [];
	},
	find: async ({ controller, signal }, { application, name }) => {
		const live = await controller.microservices.findByName(
			{ application, name },
			signal,
		);
		return live && comparable(live);
	},
	create: async (
		{ controller, signal, config, private: store },
		planned,
		identified,
	) => {
		if (!planned.agentUuid) throw noAgent(planned, controller.url);
		const { spec, secrets } = withSecrets(planned, config);
		// Before the call: what a lost answer left behind is judged by it.
		keep(store, secrets);
		identified(await controller.microservices.create(spec, signal));
	},
	read: async ({ controller, signal, private: store, warn }, state) => {
		const imported = state.name === null;
		const live = await controller.microservices.get(
			{ uuid: state.uuid ?? "", application: state.application ?? undefined },
			signal,
			{ serviceAccount: imported || state.serviceAccount !== null },
		);
		if (!live) return undefined;
		const agents = imported ? await controller.agents.list(signal) : [];
		return {
			...fromLive(live, state, store, warn),
			...(imported && {
				agentName: agents.find((a) => a.uuid === live.agentUuid)?.name ?? null,
			}),
		};
	},
	update: async (
		{ controller, signal, config, private: store },
		prior,
		planned,
		identified,
	) => {
		if (!planned.agentUuid) throw noAgent(planned, controller.url);
		const application = planned.application;
		const renewed = {
			config: prior.configWoVersion !== planned.configWoVersion,
			env: prior.envWoVersion !== planned.envWoVersion,
		};
		const { spec, secrets } = withSecrets(planned, config);
		const before = specOf(prior);
		const open = specOf(planned);
		const writesConfig = renewed.config || before.config !== open.config;
		const writesEnv =
			renewed.env || JSON.stringify(before.env) !== JSON.stringify(open.env);
		try {
			await controller.microservices.update(
				{ uuid: prior.uuid ?? "", application },
				{
					...before,
					...(writesConfig && { config: null }),
					...(writesEnv && { env: null }),
				},
				{
					...spec,
					...(!writesConfig && { config: before.config }),
					...(!writesEnv && { env: before.env }),
				},
				signal,
				{ rebuild: rebuilds(prior, planned) },
			);
		} catch (cause) {
			// Only a microservice whose agent was replaced in this run is planned without a uuid.
			if (planned.uuid !== null || !isGone(cause)) throw cause;
			identified(await controller.microservices.create(spec, signal));
		}
		keep(store, {
			...(writesConfig && { config: secrets.config }),
			...(writesEnv && { env: secrets.env }),
		});
	},
	delete: ({ controller, signal }, { uuid, application }) =>
		controller.microservices.delete({ uuid: uuid ?? "", application }, signal),
	list: async ({ controller, signal }, within) =>
		(
			await controller.microservices.list(signal, {
				application: within?.application,
			})
		).map(comparable),
	import: async ({ controller, signal }, id) => {
		const [application, name, more] = id.split("/");
		const live =
			name !== undefined && more === undefined && application
				? await controller.microservices.findByName(
						{ application, name },
						signal,
					)
				: await controller.microservices.get({ uuid: id }, signal);
		return live ? [{ uuid: live.uuid, application: live.application }] : [];
	},
});

function claims(values: Planned<Microservice>): Claim[] {
	const { application, name, agentUuid, agentName, engine, ports } = values;
	const out: Claim[] = [];
	if (application !== UNKNOWN && name !== UNKNOWN)
		out.push({
			key: `microservice:${application}/${name}`,
			label: `microservice "${name}" in application "${application}"`,
			attribute: "name",
		});
	if (ports !== UNKNOWN && agentUuid !== UNKNOWN && agentUuid !== null)
		for (const p of ports ?? [])
			if (typeof p?.external === "number")
				out.push({
					// The Controller counts external ports without regard to the protocol.
					key: `port:${agentUuid}:${p.external}`,
					label: `external port ${p.external} on agent ${typeof agentName === "string" ? `"${agentName}"` : agentUuid}`,
					attribute: "ports",
				});
	// Ports of the same agent clash whatever the engine.
	if (ports !== UNKNOWN && typeof engine === "string")
		for (const p of ports ?? [])
			if (typeof p?.external === "number")
				out.push({
					key: `engine-port:${engine}:${p.external}/${p.protocol ?? "tcp"}`,
					label: `port ${p.external} of the host of engine "${engine}"`,
					attribute: "ports",
				});
	return out;
}

const isGone = (cause: unknown) =>
	(cause as ControllerError).kind === "not-found";

/** A live microservice in the shape of a state without secrets of its own, for lists and comparisons. */
function comparable({ status, duplicateEnvKeys, ...live }: Live) {
	return live;
}

/** Terraform does not know before apply that nobody makes the agent of that name. */
const noAgent = ({ agentName }: Microservice, url: string) =>
	new DiagnosticError([
		error(
			"Agent not found",
			`The Controller at ${url} has no agent ${JSON.stringify(agentName)}. Where the same configuration creates it, refer to its name instead of writing it; else list the agents that exist:\n    fogform list agents`,
			["agent_name"],
		),
	]);

function rebuilds(prior: Microservice, planned: Microservice): boolean {
	return (
		JSON.stringify(prior.rebuildTriggers ?? {}) !==
		JSON.stringify(planned.rebuildTriggers ?? {})
	);
}

/** What the Controller is told of a microservice, secrets apart; the client leaves out what else is there. */
function specOf(planned: Microservice): MicroserviceSpec {
	const { serviceAccount, natsConfig } = planned;
	return {
		...planned,
		agentUuid: planned.agentUuid ?? "",
		images: planned.images as MicroserviceSpec["images"],
		// The item's own registry holds.
		registryId: planned.catalogItemId === null ? planned.registryId : null,
		serviceAccount: serviceAccount && {
			kind: serviceAccount.kind ?? "Role",
			name: serviceAccount.name,
		},
		natsConfig: natsConfig && {
			...natsConfig,
			natsAccess: natsConfig.natsAccess ?? false,
		},
	};
}

interface Secrets {
	config?: unknown;
	env?: Record<string, string>;
}

function withSecrets(
	planned: Microservice,
	config: Partial<Microservice>,
): { spec: MicroserviceSpec; secrets: Secrets } {
	const spec = specOf(planned);
	const secrets: Secrets = {};
	if (config.configWo) {
		secrets.config = parseExact(config.configWo);
		spec.config = canonicalJson(
			mergeJson(parseExact(spec.config || "{}"), secrets.config),
		);
	}
	if (config.envWo) {
		secrets.env = config.envWo;
		spec.env = { ...spec.env, ...config.envWo };
	}
	return { spec, secrets };
}

function keep(store: Record<string, unknown>, secrets: Secrets): void {
	for (const key of ["config", "env"] as const)
		if (key in secrets || !(key in store)) remember(store, key, secrets[key]);
}
