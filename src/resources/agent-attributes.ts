import { z } from "zod";
import {
	bool,
	computed,
	integer,
	number,
	optional,
	reported,
	required,
	set,
	string,
} from "../core";
import { filled, port, timeouts } from "./types";

/** Attributes of `iofog_agent`. What an agent may report by itself is never drift where the configuration does not set it. */
export const attributes = {
	uuid: computed(string(), {
		description: "Identifier that the Controller assigned.",
	}),
	name: required(filled, {
		description:
			"Name of the agent, unique in the Controller. Controllers 3.7 cannot rename: there a change forces replacement.",
	}),
	architecture: reported(string(z.enum(["auto", "amd64", "arm"])), {
		description:
			"Architecture of the agent: `amd64`, `arm`, or `auto` (as if it were not set) for what the agent reports when it is provisioned.",
	}),
	host: reported(string(), {
		description:
			"Host name or IP address of the agent; required on Controllers 3.0, and on 3.7 for an agent with a router.",
	}),
	description: reported(string(), { description: "What the agent is for." }),
	location: reported(string(), { description: "Where the agent stands." }),
	latitude: reported(number(), { description: "Latitude in degrees." }),
	longitude: reported(number(), { description: "Longitude in degrees." }),
	gpsMode: reported(string(), {
		description:
			"How the position is found: `manual`, `dynamic`, `auto` or `off`.",
		only: "3.7",
	}),
	gpsDevice: reported(string(), {
		description: "Device of the GPS receiver, for `dynamic`.",
		only: "3.7",
	}),
	tags: reported(set(string()), { description: "Tags to select agents by." }),
	routerMode: reported(string(z.enum(["none", "edge", "interior"])), {
		description: "Role of the agent's router: `edge`, `interior` or `none`.",
	}),
	messagingPort: reported(port, {
		description: "Port of the agent's router for microservices.",
	}),
	edgeRouterPort: reported(port, {
		description:
			"Port of the agent's router for routers in edge mode; needed in interior mode.",
	}),
	interRouterPort: reported(port, {
		description:
			"Port of the agent's router for routers in interior mode; needed in interior mode.",
	}),
	upstreamRouters: reported(set(string()), {
		description:
			"Routers that the agent's router connects to: UUIDs of agents, or `default-router`.",
	}),
	networkRouter: reported(string(), {
		description: "Router that microservices use where the agent has none.",
	}),
	natsMode: reported(string(z.enum(["none", "leaf", "server"])), {
		description: "Role of the agent's NATS server: `leaf`, `server` or `none`.",
		only: "3.7",
	}),
	natsServerPort: reported(port, {
		description: "Port of the agent's NATS server for clients.",
		only: "3.7",
	}),
	natsLeafPort: reported(port, {
		description: "Port of the agent's NATS server for leaf nodes.",
		only: "3.7",
	}),
	natsClusterPort: reported(port, {
		description: "Port of the agent's NATS server for other servers.",
		only: "3.7",
	}),
	natsMqttPort: reported(port, {
		description: "Port of the agent's NATS server for MQTT clients.",
		only: "3.7",
	}),
	natsHttpPort: reported(port, {
		description: "Port of the agent's NATS server for its monitoring page.",
		only: "3.7",
	}),
	jsStorageSize: reported(string(), {
		description: "Disk space of JetStream, e.g. `10g`.",
		only: "3.7",
	}),
	jsMemoryStoreSize: reported(string(), {
		description: "Memory of JetStream, e.g. `1g`.",
		only: "3.7",
	}),
	upstreamNatsServers: reported(set(string()), {
		description:
			"NATS servers that the agent's server connects to: UUIDs of agents, or `default-nats-hub`.",
		only: "3.7",
	}),
	networkInterface: reported(string(), {
		description: "Network interface of the agent; `dynamic` finds it.",
		only: "3.7",
	}),
	dockerUrl: reported(string(), {
		description: "Address of the agent's Docker Engine.",
	}),
	containerEngine: reported(string(z.enum(["docker", "podman"])), {
		description: "Container engine: `docker` or `podman`.",
		only: "3.7",
	}),
	deploymentType: reported(string(z.enum(["native", "container"])), {
		description: "How the agent itself runs: `native` or `container`.",
		only: "3.7",
	}),
	diskLimit: reported(number(), {
		description: "Disk space that the agent may use, in GB.",
	}),
	diskDirectory: reported(string(), {
		description: "Directory of the agent's data.",
	}),
	memoryLimit: reported(number(), {
		description: "Memory that the agent may use, in MB.",
	}),
	cpuLimit: reported(number(), {
		description: "Share of the CPU that the agent may use, in percent.",
	}),
	logLimit: reported(number(), {
		description: "Disk space of the agent's logs, in GB.",
	}),
	logDirectory: reported(string(), {
		description: "Directory of the agent's logs.",
	}),
	logFileCount: reported(integer, {
		description: "Number of log files that are kept.",
	}),
	logLevel: reported(string(), {
		description: "Lowest level that is logged, e.g. `INFO`.",
	}),
	statusFrequency: reported(number(), {
		description: "Seconds between two reports to the Controller.",
	}),
	changeFrequency: reported(number(), {
		description: "Seconds between two questions for changes.",
	}),
	deviceScanFrequency: reported(number(), {
		description: "Seconds between two scans for devices.",
	}),
	edgeGuardFrequency: reported(integer, {
		description:
			"Seconds between two checks of the hardware signature; 0 is never.",
		only: "3.7",
	}),
	bluetoothEnabled: reported(bool, {
		description: "Whether Bluetooth is offered to microservices.",
	}),
	abstractedHardwareEnabled: reported(bool, {
		description: "Whether hardware is offered to microservices through REST.",
	}),
	watchdogEnabled: reported(bool, {
		description: "Whether the agent removes containers that are not its own.",
	}),
	dockerPruningFrequency: reported(number(), {
		description: "Hours between two prunings of unused images; 0 is never.",
	}),
	availableDiskThreshold: reported(number(), {
		description:
			"Share of free disk space, in percent, below which images are pruned.",
	}),
	timeZone: reported(string(), {
		description: "Time zone of the containers, e.g. `Europe/Berlin`.",
	}),
	forceDestroy: optional(bool, {
		description:
			"Whether destroying the agent may delete microservices that this configuration does not manage.",
		default: false,
	}),
	timeouts: optional(timeouts, {
		description: "How long the agent may take to settle.",
	}),
};
