import { text } from "../values";
import type { World } from "../world";
import { some } from "./some";

type Body = Record<string, unknown>;

/** Settings of an agent that may stand in a create or an update. */
export function agentExtras(world: World, p: number): Body {
	const { dice } = world;
	return {
		...some(
			world,
			{
				location: () => text(dice),
				description: () => text(dice),
				latitude: () =>
					dice.pick([0, 46.2, -90, 90, ...(world.calm ? [] : [90.5])]),
				longitude: () =>
					dice.pick([0, 6.15, -180, ...(world.calm ? [] : [180.5])]),
				dockerUrl: () =>
					dice.pick(["unix:///var/run/docker.sock", "tcp://10.0.0.1:2375"]),
				diskLimit: () => dice.pick([0, 1, 50]),
				diskDirectory: () => "/data/",
				memoryLimit: () => dice.pick([0, 512, 8192]),
				cpuLimit: () => dice.pick([5, 80, 100]),
				logLimit: () => dice.pick([1, 20]),
				logDirectory: () => "/logs/",
				logFileCount: () => dice.pick([1, 20]),
				statusFrequency: () => dice.pick([5, 30]),
				changeFrequency: () => dice.pick([5, 30]),
				deviceScanFrequency: () => dice.pick([5, 30]),
				watchdogEnabled: () => dice.chance(0.5),
				dockerPruningFrequency: () => dice.pick([0, 1, 12]),
				availableDiskThreshold: () => dice.pick([10, 90]),
				logLevel: () => dice.pick(["INFO", "SEVERE", "whatever"]),
				timeZone: () => dice.pick(["Europe/Zurich", "x"]),
				tags: () => dice.many(0, 3, () => dice.pick(["t1", "t2", "smart", ""])),
			},
			p,
		),
		...some(
			world,
			{
				bluetoothEnabled: () => dice.chance(0.6),
				abstractedHardwareEnabled: () => dice.chance(0.6),
				networkInterface: () => "eth7",
				messagingPort: () =>
					dice.pick([5672, 5680, ...(world.calm ? [] : [0, 70000])]),
				upstreamRouters: () =>
					dice.pick<unknown>([
						[],
						["default-router"],
						...(world.calm
							? []
							: [
									["nope"],
									[world.agent().uuid],
									["default-router", world.agent().uuid],
								]),
					]),
			},
			p / 2,
		),
		...(world.is30
			? {}
			: some(
					world,
					{
						containerEngine: () =>
							dice.pick(["docker", "podman", ...(world.calm ? [] : ["lxc"])]),
						deploymentType: () => dice.pick(["native", "container"]),
						gpsMode: () =>
							dice.pick([
								"manual",
								"auto",
								"off",
								...(world.calm ? [] : ["dynamic", "bogus"]),
							]),
						gpsDevice: () => "/dev/ttyUSB0",
						gpsScanFrequency: () => dice.pick([10, 60]),
						edgeGuardFrequency: () => dice.pick([0, 10]),
						natsMode: () => dice.pick(["none", "leaf", "none", "server"]),
						natsServerPort: () => dice.pick([4222, 4333]),
						jsStorageSize: () =>
							dice.pick(["5g", ...(world.calm ? [] : ["bad"])]),
					},
					p / 2,
				)),
	};
}

/** The router of an agent. */
export function routing(world: World): Body {
	const { dice } = world;
	return dice.weighted<Body>([
		[6, {}],
		[1, { routerMode: "edge" }],
		[
			1.2,
			{
				routerMode: "interior",
				interRouterPort: dice.pick([55671, 55672]),
				edgeRouterPort: dice.pick([45671, 45672]),
			},
		],
		[0.3, { routerMode: "interior" }],
		[0.8, { routerMode: "none" }],
		[
			0.5,
			{
				routerMode: "none",
				networkRouter: dice.pick([
					"default-router",
					world.agent().uuid,
					"nope",
				]),
			},
		],
	]);
}
