import { computed, integer, number, string } from "../core";

/** What an agent reports about itself. */
export const agentStatus = {
	daemonStatus: computed(string(), {
		description: "State of the agent, e.g. `RUNNING` or `UNKNOWN`.",
		volatile: true,
	}),
	version: computed(string(), {
		description: "Version of the agent.",
		volatile: true,
	}),
	ipAddress: computed(string(), {
		description: "IP address in the agent's network.",
		volatile: true,
	}),
	ipAddressExternal: computed(string(), {
		description: "IP address seen from outside.",
		volatile: true,
	}),
	lastStatusTime: computed(integer, {
		description: "Last report, in milliseconds since 1970; 0: never.",
		volatile: true,
	}),
};

/** What an agent reports about a microservice. */
export const microserviceStatus = {
	status: computed(string(), {
		description: "State of the container, e.g. `RUNNING`.",
		volatile: true,
	}),
	errorMessage: computed(string(), {
		description: "What the agent says went wrong.",
		volatile: true,
	}),
	containerId: computed(string(), {
		description: "Identifier of the container.",
		volatile: true,
	}),
	percentage: computed(number(), {
		description: "Progress of the pull, in percent.",
		volatile: true,
	}),
	startTime: computed(integer, {
		description: "Start of the container, in milliseconds since 1970.",
		volatile: true,
	}),
	cpuUsage: computed(number(), {
		description: "Share of the CPU, in percent.",
		volatile: true,
	}),
	memoryUsage: computed(number(), {
		description: "Memory in use, as the agent reports it.",
		volatile: true,
	}),
};
