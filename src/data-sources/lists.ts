import { computed, number, optional, set, string } from "../core";
import { type AnyResource, resources } from "../resources";
import { defineDataSource } from "../resources/define";
import { name } from "../resources/types";
import { listOf } from "./derive";
import { spreadAgent, spreadMicroservice } from "./single";
import { agentStatus, microserviceStatus } from "./status";

const byType = (type: string) =>
	resources.find((r) => r.type === type) as AnyResource;

/** `iofog_controller`: the Controller itself. */
export const controller = defineDataSource({
	type: "iofog_controller",
	summary: "The Controller itself: its version and how long it has been up.",
	attributes: {
		version: computed(string(), { description: "Version, e.g. `3.7.3`." }),
		dialect: computed(string(), {
			description: "Generation of its API: `3.0` or `3.7`.",
		}),
		uptime: computed(number(), { description: "Seconds since its start." }),
	},
	read: async ({ controller, signal }) => {
		const { version, dialect, uptime } = await controller.info(signal);
		return { version, dialect, uptime };
	},
});

/** `iofog_registries`: all registries, the two built-in ones included. */
export const registries = defineDataSource({
	type: "iofog_registries",
	summary: "All registries of the Controller, the two built-in ones included.",
	attributes: { registries: listOf(byType("iofog_registry")) },
	read: async ({ controller, signal }) => ({
		registries: await controller.registries.list(signal),
	}),
});

/** `iofog_applications`: all applications. */
export const applications = defineDataSource({
	type: "iofog_applications",
	summary: "All applications of the Controller.",
	attributes: { applications: listOf(byType("iofog_application")) },
	read: async ({ controller, signal }) => ({
		applications: await controller.applications.list(signal),
	}),
});

/** `iofog_agents`: all agents, or those that have all of some tags. */
export const agents = defineDataSource({
	type: "iofog_agents",
	summary: "All agents of the Controller, or those with given tags.",
	attributes: {
		tags: optional(set(string()), {
			description: "Only agents that have all of these tags.",
		}),
		agents: listOf(byType("iofog_agent"), agentStatus),
	},
	read: async ({ controller, signal }, { tags }) => ({
		agents: (await controller.agents.list(signal))
			.filter((a) => !a.system && (tags ?? []).every((t) => a.tags.includes(t)))
			.map(spreadAgent),
	}),
});

/** `iofog_microservices`: all microservices, or those of one application. */
export const microservices = defineDataSource({
	type: "iofog_microservices",
	summary:
		"All microservices of the Controller, or those of one application, with their run-time status.",
	attributes: {
		application: optional(name, {
			description: "Only microservices of this application.",
		}),
		microservices: listOf(byType("iofog_microservice"), microserviceStatus),
	},
	read: async ({ controller, signal }, { application }) => ({
		microservices: (
			await controller.microservices.list(signal, {
				application: application ?? undefined,
			})
		).map(spreadMicroservice),
	}),
});
