import { z } from "zod";
import type { ProvisioningPlace } from "../controller";
import {
	bool,
	DiagnosticError,
	error,
	optional,
	type Planned,
	required,
	string,
	UNKNOWN,
	type ValuesOf,
} from "../core";
import { defineResource } from "./define";
import { filled, seconds, timeouts } from "./types";

const dockerHost = string(
	z
		.string()
		.regex(
			/^(\/|unix:\/\/\/|tcp:\/\/[^/]|https?:\/\/[^/]|ssh:\/\/[^/])/,
			"must be unix:///PATH, tcp://HOST:PORT or ssh://USER@HOST",
		),
);

const httpUrl = string(
	z
		.string()
		.regex(
			/^https?:\/\/[^/@\s]+(\/\S*)?$/,
			"must be a URL such as http://controller:51121",
		),
);

const attributes = {
	agentUuid: required(filled, {
		description: "UUID of the agent that the container becomes.",
		references: "iofog_agent.uuid",
		requiresReplace: true,
	}),
	container: required(filled, {
		description:
			"Name or ID of the container in which the agent runs. A container that takes the place of another keeps the provisioning if it has the same data volume, so that a change makes no call.",
	}),
	dockerHost: optional(dockerHost, {
		description:
			"Docker Engine that the container runs on, written as for the Docker provider: `unix:///var/run/docker.sock`, `ssh://user@host` (the program `ssh` with its settings and keys, without a password) or `tcp://host:2376`. Without it `DOCKER_HOST` of the environment holds, else `unix:///var/run/docker.sock`. Another engine forces replacement.",
	}),
	dockerCertPath: optional(filled, {
		description:
			"Folder with `ca.pem`, `cert.pem` and `key.pem` for a `docker_host` with TLS. Without it `DOCKER_CERT_PATH` of the environment holds where `DOCKER_TLS_VERIFY` is set.",
	}),
	kind: optional(string(z.enum(["dev", "official"])), {
		description:
			"`dev` for the agent of fogform (`fogform agent`), which reads the key from standard input; `official` for the agent of Eclipse ioFog, which takes the key as an argument only: while the command runs, processes of that host can see it, and it is then used up.",
		default: "dev",
		requiresReplace: true,
	}),
	controllerUrl: optional(httpUrl, {
		description:
			"URL at which the agent reaches the Controller, where that is not the URL of the provider, e.g. `http://controller:51121` on a Docker network.",
	}),
	dataFolder: optional(filled, {
		description:
			"Data folder of the agent inside the container (`dev` only). Without it the one that the container's command names with `--data`, else that of `fogform agent`.",
	}),
	removeVolumes: optional(bool, {
		description:
			"Whether destroying removes the named volumes of the agent's microservices, too (`dev` only).",
		default: false,
	}),
	skipCleanup: optional(bool, {
		description:
			"Whether destroying leaves engine and agent alone, for a host that is gone for good. What runs there runs on.",
		default: false,
	}),
	timeouts: optional(timeouts, {
		description: "Limits of time for bringing the agent into the fleet.",
	}),
};

type Provisioning = ValuesOf<typeof attributes>;

/** Seconds that a container and its agent may take to start. */
const LIMITS = { create: 120, update: 120 };

/** `iofog_agent_provisioning`: an agent in a container, brought into the fleet. */
export const agentProvisioning = defineResource({
	type: "iofog_agent_provisioning",
	version: 0,
	summary:
		"Brings an agent that runs in a container into the fleet: a provisioning key is made and handed over inside the container, and is kept nowhere. The credentials that the agent gets for it live in its data volume: replacing the container does not touch them. Destroying takes the agent out of the fleet, and waits until none of its containers and networks is left.",
	identity: ["agentUuid"],
	uniqueKey: ["agentUuid"],
	importForms: ["AGENT-UUID/CONTAINER", "AGENT-UUID/CONTAINER@DOCKER-HOST"],
	attributes,
	timeouts: LIMITS,
	// The container that gets a key last is the agent; whoever takes the other one out takes out both.
	claims: ({ agentUuid }) =>
		agentUuid === UNKNOWN
			? []
			: [
					{
						key: `agent-provisioning:${agentUuid}`,
						label: `the container of agent "${agentUuid}"`,
						attribute: "agentUuid",
					},
				],
	plan: ({ prior, planned, replace }) => {
		if (!prior) return;
		if (moves(prior, planned)) replace("dockerHost");
		// An agent that was imported may well know its Controller by this URL.
		if (
			prior.controllerUrl !== null &&
			planned.controllerUrl !== prior.controllerUrl
		)
			replace("controllerUrl");
	},
	create: async ({ controller, signal }, planned, identified) => {
		const { agentUuid } = planned;
		await controller.provisionings.create(placeOf(planned), signal, {
			timeout: seconds(planned.timeouts?.create) ?? LIMITS.create,
			onIdentity: () => identified({ agentUuid }),
		});
	},
	read: async ({ controller, signal }, { agentUuid }) =>
		(await controller.provisionings.exists({ agentUuid }, signal))
			? { agentUuid }
			: undefined,
	// Credentials live in the data volume: another container has them, and finds its containers by their labels.
	update: async () => {},
	delete: async ({ controller, signal }, state) => {
		if (state.skipCleanup) return;
		await controller.provisionings.delete(placeOf(state), signal, {
			removeVolumes: state.removeVolumes === true,
		});
	},
	// What else is provisioned came into the fleet by other means, and needs no resource.
	list: async () => [],
	import: async ({ controller, signal }, id) => {
		const [, agentUuid = "", container = "", dockerHost] =
			/^([^/]+)\/([^@]+)(?:@(.+))?$/.exec(id) ?? [];
		if (container === "")
			throw refused(
				`"${id}" names no container. Write AGENT-UUID/CONTAINER, with @DOCKER-HOST after it where the engine is not this machine's.`,
			);
		if (!(await controller.provisionings.exists({ agentUuid }, signal)))
			throw refused(
				`The Controller at ${controller.url} has no agent with the UUID ${agentUuid} that is provisioned. List the agents that exist:\n    fogform list agents`,
			);
		return [{ agentUuid, container, dockerHost: dockerHost ?? null }];
	},
});

const refused = (detail: string) =>
	new DiagnosticError([error("Nothing to import", detail)]);

/** Whether another engine is meant; without a host the environment decides, which may be either. */
function moves(prior: Provisioning, planned: Planned<Provisioning>): boolean {
	const [from, to] = [prior.dockerHost, planned.dockerHost];
	if (from === null || to === null) return false;
	return to === UNKNOWN || written(from) !== written(to as string);
}

/** One way to write each address. */
const written = (host: string) =>
	(host.startsWith("/") ? `unix://${host}` : host).replace(/\/+$/, "");

function placeOf({
	agentUuid,
	container,
	dockerHost,
	dockerCertPath,
	kind,
	controllerUrl,
	dataFolder,
}: Provisioning): ProvisioningPlace {
	return {
		agentUuid,
		container,
		dockerHost,
		dockerCertPath,
		kind: kind === "official" ? "official" : "dev",
		controllerUrl: controllerUrl?.replace(/\/+$/, "") ?? null,
		dataFolder,
	};
}
