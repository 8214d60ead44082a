import type { AgentSpec } from "../../../src/controller";
import {
	decodeAgent,
	encodeAgent,
	encodeAgentChanges,
} from "../../../src/controller/agent-wire";

const spec: AgentSpec = { name: "edge", architecture: "arm", host: "10.0.0.1" };

test("an architecture goes as its number and comes back as its name", () => {
	for (const [architecture, fogType] of [
		["auto", 0],
		["amd64", 1],
		["arm", 2],
	] as const) {
		expect(encodeAgent({ ...spec, architecture }, "3.0")).toEqual({
			name: "edge",
			host: "10.0.0.1",
			fogType,
		});
		expect(
			decodeAgent({ uuid: "g", name: "edge", fogTypeId: fogType }, "3.0")
				.architecture,
		).toBe(architecture);
	}
});

describe("an update on 3.0", () => {
	const prior: AgentSpec = {
		...spec,
		tags: ["a", "b"],
		routerMode: "edge",
		messagingPort: 5672,
		upstreamRouters: ["default-router"],
		latitude: 1,
		longitude: 2,
		gpsMode: "manual",
		networkInterface: "eth0",
	};
	const cases: [string, Partial<AgentSpec>, object][] = [
		["nothing", {}, {}],
		["the order of tags", { tags: ["b", "a"] }, {}],
		["all tags away", { tags: [] }, { tags: [] }],
		["a description", { description: "d" }, { description: "d" }],
		[
			"what is not set, which stays",
			{ latitude: null, messagingPort: null },
			{},
		],
		[
			"the router mode, with what the new router takes from the body",
			{ routerMode: "interior", edgeRouterPort: 1, interRouterPort: 2 },
			{
				routerMode: "interior",
				host: "10.0.0.1",
				messagingPort: 5672,
				edgeRouterPort: 1,
				interRouterPort: 2,
				upstreamRouters: ["default-router"],
			},
		],
	];
	test.each(cases)("of %s", (_, change, body) => {
		expect(encodeAgentChanges(prior, { ...prior, ...change }, "3.0")).toEqual(
			body,
		);
	});

	test("keeps the router that an agent without one of its own is connected to", () => {
		const none = {
			...prior,
			routerMode: "none",
			networkRouter: "r1",
			messagingPort: null,
			upstreamRouters: null,
		};
		expect(
			encodeAgentChanges(none, { ...none, description: "d" }, "3.0"),
		).toEqual({ description: "d", networkRouter: "r1" });
	});

	test("gives a router to an agent that has used another's", () => {
		const none = {
			...spec,
			routerMode: "none",
			networkRouter: "default-router",
		};
		expect(
			encodeAgentChanges(
				none,
				{ ...none, routerMode: "edge", networkRouter: null },
				"3.0",
			),
		).toEqual({ routerMode: "edge", host: "10.0.0.1" });
	});
});

describe("an update on 3.7", () => {
	const leaf: AgentSpec = {
		...spec,
		routerMode: "edge",
		natsMode: "leaf",
		natsServerPort: 4333,
		natsLeafPort: 7422,
		jsStorageSize: "10g",
		upstreamNatsServers: ["default-nats-hub"],
		gpsMode: "dynamic",
		gpsDevice: "/dev/gps",
		latitude: 1,
		longitude: 2,
		gpsScanFrequency: 60,
	};

	test("carries the NATS settings, which the Controller would set up anew", () => {
		expect(
			encodeAgentChanges(leaf, { ...leaf, description: "d" }, "3.7"),
		).toEqual({
			description: "d",
			natsMode: "leaf",
			natsServerPort: 4333,
			natsLeafPort: 7422,
			jsStorageSize: "10g",
			upstreamNatsServers: ["default-nats-hub"],
		});
	});

	test("carries the mode alone where there is no NATS", () => {
		const none = { ...leaf, natsMode: "none" };
		expect(
			encodeAgentChanges(none, { ...none, description: "d" }, "3.7"),
		).toEqual({ description: "d", natsMode: "none" });
	});

	test("carries the GPS mode with a position, which would become manual", () => {
		const none = { ...leaf, natsMode: "none" };
		expect(encodeAgentChanges(none, { ...none, latitude: 5 }, "3.7")).toEqual({
			natsMode: "none",
			latitude: 5,
			longitude: 2,
			gpsMode: "dynamic",
			gpsDevice: "/dev/gps",
		});
	});
});

test.each([
	["3.0", "networkInterface", "eth7"],
	["3.0", "gpsMode", "off"],
	["3.0", "natsMode", "leaf"],
	["3.7", "gpsScanFrequency", 5],
] as const)(
	"on %s %s cannot be set, and is not dropped without a word",
	(dialect, attribute, value) => {
		expect(() => encodeAgent({ ...spec, [attribute]: value }, dialect)).toThrow(
			expect.objectContaining({ kind: "unsupported", attribute }),
		);
	},
);

test("a GPS mode that follows from the position is no error on 3.0", () => {
	expect(
		encodeAgent({ ...spec, latitude: 1, gpsMode: "manual" }, "3.0"),
	).toEqual({ name: "edge", fogType: 2, host: "10.0.0.1", latitude: 1 });
});

test("reading fills every attribute of the dialect and no other", () => {
	const raw = {
		uuid: "g",
		name: "edge",
		fogTypeId: 1,
		tags: ["a"],
		isSystem: true,
		version: "3.0.1",
	};
	const on30 = decodeAgent(raw, "3.0");
	const on37 = decodeAgent(raw, "3.7");
	expect(on30).toMatchObject({
		system: true,
		tags: ["a"],
		host: null,
		networkInterface: null,
		status: { version: "3.0.1" },
	});
	const more = Object.keys(on37).filter((key) => !(key in on30));
	expect(more.sort()).toEqual([
		"containerEngine",
		"deploymentType",
		"edgeGuardFrequency",
		"gpsDevice",
		"gpsScanFrequency",
		"jsMemoryStoreSize",
		"jsStorageSize",
		"natsClusterPort",
		"natsHttpPort",
		"natsLeafPort",
		"natsMode",
		"natsMqttPort",
		"natsServerPort",
		"upstreamNatsServers",
	]);
});
