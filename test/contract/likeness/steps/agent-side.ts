import { agentExtras } from "../bodies/agent";
import { spoil } from "../values";
import type { World } from "../world";

type Body = Record<string, unknown>;

/** Far in the future, so that no clean-up job calls the agent lost while a sequence runs. */
const later = 4102444800000;

function provision(world: World): void {
	const { dice } = world;
	const agent = world.agent(0.05);
	const key = world.add("GET", `/iofog/${agent.uuid}/provisioning-key`, {
		route: "GET /iofog/:uuid/provisioning-key",
	});
	const body: Body = {
		type: dice.weighted([
			[8, agent.fogType === 3 ? 1 : agent.fogType],
			[1, 1],
			[1, 2],
		]),
		key: world.ref(key, "key"),
	};
	const bad = !world.calm && dice.chance(0.3);
	const call = world.add("POST", "/agent/provision", {
		as: "none",
		body: bad ? spoil(dice, body) : body,
	});
	if (!bad) world.remember(world.provisionings, call);
	if (dice.chance(0.15))
		world.add("POST", "/agent/provision", { as: "none", body });
}

function status(world: World): Body {
	const { dice } = world;
	const state = () => ({
		id: world.microservice().uuid,
		status: dice.pick(["RUNNING", "STARTING", "STOPPED", "FAILED"]),
		containerId: "c0ffee",
		startTime: 1700000000000,
		operatingDuration: 1000,
		cpuUsage: 1.5,
		memoryUsage: 2048,
		...(dice.chance(0.3) ? { percentage: 50, errorMessage: "boom" } : {}),
	});
	return {
		daemonStatus: dice.pick(["RUNNING", "RUNNING", "STARTING", "UNKNOWN"]),
		daemonOperatingDuration: 5000,
		daemonLastStart: 1700000000000,
		memoryUsage: 10.5,
		diskUsage: 3,
		cpuUsage: 7.25,
		memoryViolation: false,
		diskViolation: dice.chance(0.5),
		cpuViolation: false,
		systemAvailableDisk: 1000000,
		systemAvailableMemory: 2000000,
		systemTotalCpu: 12.5,
		securityStatus: "OK",
		securityViolationInfo: "none",
		repositoryCount: 2,
		repositoryStatus: "[]",
		systemTime: later,
		lastStatusTime: later,
		ipAddress: "10.1.1.1",
		ipAddressExternal: "4.4.4.4",
		processedMessages: 0,
		microserviceMessageCounts: "[]",
		messageSpeed: 0,
		lastCommandTime: 1700000000000,
		tunnelStatus: "{}",
		version: dice.pick(["3.0.1", "3.1.0"]),
		isReadyToUpgrade: dice.chance(0.5),
		isReadyToRollback: dice.chance(0.5),
		microserviceStatus: JSON.stringify(dice.many(0, 2, state)),
		...(world.is30 ? {} : { warningMessage: "HEALTHY", gpsStatus: "OK" }),
	};
}

/** Calls that an agent makes, with the token that it got when it was provisioned. */
export function agentSide(world: World): void {
	const { dice } = world;
	if (world.provisionings.length === 0 || dice.chance(0.12)) {
		provision(world);
		return;
	}
	const as = dice.chance(0.94)
		? `agent:${dice.pick(world.provisionings)}`
		: dice.pick(["wrong", "none", "user"]);
	const get = (path: string, route?: string) =>
		world.add("GET", `/agent/${path}`, { as, ...(route ? { route } : {}) });
	const put = (method: string, path: string, body: Body, p = 0.2) =>
		world.add(method, `/agent/${path}`, {
			as,
			body: dice.chance(p) ? spoil(dice, body) : body,
		});
	const seen = () => world.add("GET", "/iofog-list");
	dice.weighted<() => void>([
		[1.5, () => get("config")],
		[
			1.5,
			() => {
				put(
					"PATCH",
					"config",
					{
						...agentExtras(world, 0.15),
						...(dice.chance(0.3) ? { networkInterface: "wlan0" } : {}),
					},
					0.3,
				);
				if (dice.chance(0.6)) seen();
			},
		],
		[2, () => get("config/changes")],
		[
			1.2,
			() => {
				const changes = get("config/changes");
				put(
					"PATCH",
					"config/changes",
					{ lastUpdated: world.ref(changes, "lastUpdated") },
					0.15,
				);
				get("config/changes");
			},
		],
		[
			3,
			() => {
				put("PUT", "status", status(world), 0.25);
				if (dice.chance(0.6)) seen();
				if (dice.chance(0.5))
					world.add("GET", `/microservices/${world.microservice().uuid}`, {
						route: "GET /microservices/:uuid",
					});
			},
		],
		[1, () => get("edgeResources")],
		[2.5, () => get("microservices")],
		[
			1.2,
			() =>
				get(
					`microservices/${world.microservice().uuid}`,
					"GET /agent/microservices/:uuid",
				),
		],
		[1, () => get("registries")],
		[0.7, () => get("tunnel")],
		[0.7, () => get("strace")],
		[
			0.7,
			() =>
				put("PUT", "strace", {
					straceData: dice.many(0, 1, () => ({
						microserviceUuid: world.microservice().uuid,
						buffer: "trace",
					})),
				}),
		],
		[0.8, () => get("version")],
		[
			1.2,
			() => {
				const what = dice.pick(["hw", "usb"]);
				put("PUT", `hal/${what}`, {
					info: dice.pick(["{}", `{"a":1}`, "text"]),
				});
				world.add("GET", `/iofog/${world.agent().uuid}/hal/${what}`, {
					route: `GET /iofog/:uuid/hal/${what}`,
				});
			},
		],
		[0.5, () => get("image-snapshot")],
		[
			0.3,
			() =>
				put("POST", "deprovision", {
					microserviceUuids: dice.many(0, 2, () => world.microservice().uuid),
				}),
		],
		[
			0.12,
			() => {
				world.add("DELETE", "/agent/delete-node", { as, settle: true });
				seen();
			},
		],
		...(world.is30
			? []
			: ([
					[
						0.8,
						() => put("PATCH", "config/gps", { latitude: 1.5, longitude: 2.5 }),
					],
					[0.5, () => get("volumeMounts")],
				] as [number, () => void][])),
	])();
}
