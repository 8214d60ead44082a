import { config, text } from "./values";
import type { World } from "./world";

type Body = Record<string, unknown>;

/** Keeps each member of `all` with probability `p`. */
function some(
	world: World,
	all: Record<string, () => unknown>,
	p: number,
): Body {
	const body: Body = {};
	for (const [key, make] of Object.entries(all))
		if (world.dice.chance(p)) body[key] = make();
	return body;
}

/** One member of a body, or all of it. */
export function oneOrAll(
	world: World,
	p: number,
	make: (p: number) => Body,
): Body {
	if (!world.dice.chance(0.35)) return make(p);
	const entries = Object.entries(make(1));
	return entries.length === 0
		? {}
		: Object.fromEntries([world.dice.pick(entries)]);
}

/** Images with which a microservice can be created for any agent of this sequence. */
export function images(world: World): Body[] {
	const { dice } = world;
	const both = [
		{
			containerImage: dice.pick([
				"nginx:1.25",
				"nginx:1.26",
				"same:1",
				"img",
				"",
			]),
			fogTypeId: 1,
		},
		{
			containerImage: dice.pick(["arm/nginx:1.25", "same:1", "img"]),
			fogTypeId: 2,
		},
	];
	if (world.calm) return both;
	return dice.weighted([
		[5, both],
		[3, both.slice(0, 1)],
		[1, both.slice(1)],
		[0.5, both.slice().reverse()],
		[0.2, []],
	]);
}

/** One port, with a public side now and then on 3.0. */
export function port(world: World): Body {
	const { dice } = world;
	if (world.calm)
		return {
			internal: dice.int(80, 90),
			external: dice.int(5000, 5900),
			...(dice.chance(0.4) ? { protocol: dice.pick(["tcp", "udp"]) } : {}),
			...publicSide(world),
		};
	return {
		internal: dice.weighted([
			[5, dice.int(80, 90)],
			[1, dice.int(0, 70000)],
		]),
		external: dice.weighted([
			[8, dice.int(5000, 5040)],
			[0.4, 54321],
			[0.4, 54322],
			[0.6, dice.int(0, 99999)],
		]),
		...some(
			world,
			{ protocol: () => dice.pick(["tcp", "udp", "tcp", "TCP"]) },
			0.4,
		),
		...publicSide(world),
	};
}

function publicSide(world: World): Body {
	const { dice } = world;
	if (!world.is30 || !dice.chance(0.12)) return {};
	return {
		public: {
			schemes: dice.pick([["http"], ["https"], ["http", "https"], ["tcp"], []]),
			protocol: dice.pick(["http", "tcp"]),
			...some(
				world,
				{
					enabled: () => dice.chance(0.7),
					router: () =>
						dice.pick([{ host: "r.example", port: 6050 }, { port: 6051 }, {}]),
				},
				0.3,
			),
		},
	};
}

/** One volume mapping. */
export function volume(world: World): Body {
	const { dice } = world;
	const kind = dice.weighted([
		[5, "bind"],
		[2, "volume"],
		[world.calm ? 0 : 0.3, "other"],
	]);
	return {
		hostDestination:
			kind === "volume"
				? dice.pick([
						"data",
						"vol_1",
						"a.b",
						...(world.calm ? [] : ["/not/local", "bad name"]),
					])
				: dice.pick(["/var/data", "/tmp", "rel", ""]),
		containerDestination: dice.pick(["/data", "/mnt/x", "/"]),
		accessMode: dice.pick(["rw", "ro", "z", ""]),
		...(dice.chance(0.6) || kind !== "bind" ? { type: kind } : {}),
	};
}

function address(world: World): string {
	const { dice } = world;
	const odd = world.calm ? 0 : 1;
	const local = () => {
		const { application, name } = world.microservice();
		return name === "nope"
			? "10.0.0.8"
			: `\${Apps.${application}.${name}.local}`;
	};
	return dice.weighted([
		[4, "10.0.0.9"],
		[odd, "${Apps"],
		[2, `\${Agents.${world.agent().name}}`],
		[
			odd * 2,
			`\${Apps.${world.microservice().application}.${world.microservice().name}.local}`,
		],
		[2, local()],
		[
			odd,
			`\${Apps.${world.application()}.${world.microservice().name}.public.5000}`,
		],
		[odd, "${Bogus.x}"],
		[0.5, ""],
	]);
}

/** Members of a microservice that may stand in a create, an update or an application. */
export function microserviceExtras(world: World, p: number): Body {
	const { dice } = world;
	const word = (list: string[]) => () => dice.many(0, 3, () => dice.pick(list));
	return {
		...some(
			world,
			{
				config: () => config(dice),
				env: () =>
					dice.many(0, 3, () => ({
						key: dice.pick(["A", "B", "PATH", "a b", ""]),
						value: text(dice),
					})),
				cmd: () =>
					dice.many(0, 3, () =>
						dice.weighted([
							[3, dice.pick(["-c", "run", "--x=1"])],
							[1, text(dice)],
						]),
					),
				ports: () => dice.many(0, 3, () => port(world)),
				volumeMappings: () => dice.many(0, 3, () => volume(world)),
				logSize: () => dice.pick([0, 1, 5, 50, 1000]),
			},
			p,
		),
		...some(
			world,
			{
				extraHosts: () =>
					dice.many(0, 2, () => ({
						name: dice.pick(["h1", "h2", "x.y"]),
						address: address(world),
					})),
				rebuild: () => dice.chance(0.5),
				imageSnapshot: () => dice.pick(["get_image", ""]),
				...(world.is30
					? {
							rootHostAccess: () => dice.chance(0.5),
							routes: () =>
								dice.pick([[], ["nope"], [world.microservice().uuid]]),
						}
					: {
							rootHostAccess: () => dice.chance(0.5),
							hostNetworkMode: () => dice.chance(0.5),
							isPrivileged: () => dice.chance(0.5),
							annotations: () => config(dice),
							capAdd: word(["NET_ADMIN", "SYS_TIME"]),
							capDrop: word(["ALL", "MKNOD"]),
							cdiDevices: word(["nvidia.com/gpu=all"]),
							runAsUser: () => dice.pick(["", "1000", "root"]),
							platform: () => dice.pick(["", "linux/amd64"]),
							runtime: () => dice.pick(["", "runc"]),
							cpuSetCpus: () => dice.pick(["", "0-1"]),
							pidMode: () => dice.pick(["", "host"]),
							ipcMode: () => dice.pick(["", "host"]),
							memoryLimit: () => dice.pick([0, 64, 1024]),
							schedule: () =>
								dice.pick(world.calm ? [6, 50, 100] : [0, 5, 6, 50, 100, 101]),
							healthCheck: () =>
								dice.pick<unknown>([
									{},
									{ test: [] },
									{ test: ["CMD", "x"], interval: 5, timeout: 2, retries: 3 },
									{ test: ["NONE"], startPeriod: 1, startInterval: 2 },
									{ interval: 3 },
								]),
							serviceAccount: () =>
								dice.pick<unknown>([
									{},
									{ roleRef: { kind: "Role", name: "microservice" } },
									{ roleRef: { kind: "Role", name: "admin" } },
									...(world.calm
										? []
										: [
												{ roleRef: { kind: "Role", name: "nope" } },
												{ bogus: 1 },
											]),
								]),
						}),
			},
			p / 2.5,
		),
	};
}

/** The agent of a microservice: by name, by uuid, both, or unknown. */
export function placement(world: World): Body {
	const agent = world.agent(0.03);
	return world.dice.weighted<Body>([
		[6, { agentName: agent.name }],
		[3, { iofogUuid: agent.uuid }],
		[0.5, { agentName: agent.name, iofogUuid: world.agent().uuid }],
		[world.calm ? 0 : 0.3, {}],
	]);
}

/** A microservice to create, from images or a catalog item. */
export function microservice(
	world: World,
	name: string,
	application?: string,
): Body {
	const { dice } = world;
	const source: Body = dice.weighted<() => Body>([
		[8, () => ({ images: images(world) })],
		[
			world.calm && world.catalogItems.length === 0 ? 0 : 1.2,
			() => ({
				catalogItemId: world.known(world.catalogItems, "⟦0.none|9999⟧", 0.1),
			}),
		],
		[
			world.calm ? 0 : 0.4,
			() => ({
				images: images(world),
				catalogItemId: world.known(world.catalogItems, "⟦0.none|9999⟧", 0.1),
			}),
		],
	])();
	return {
		name,
		...(application === undefined ? {} : { application }),
		...placement(world),
		...source,
		...(dice.chance(0.35)
			? {
					registryId: dice.pick<unknown>([
						0,
						1,
						2,
						...(world.calm ? [] : [9999]),
						...world.registries,
					]),
				}
			: {}),
		...microserviceExtras(world, 0.3),
	};
}

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

/** A registry. */
export function registry(world: World): Body {
	const { dice } = world;
	return {
		url: dice.weighted([
			[4, dice.pick(["reg.example.com", "https://r.io/v2"])],
			[1, text(dice)],
		]),
		isPublic: dice.chance(0.5),
		username: dice.pick(["u1", "üser", "a b"]),
		password: dice.pick(["pw", "", "p{{x}}"]),
		email: dice.pick([
			"a@b.co",
			"first.last@example.org",
			...(world.calm ? [] : ["nope", "a@b"]),
		]),
		...some(
			world,
			{
				requiresCert: () => dice.chance(0.6),
				certificate: () => dice.pick(["-----BEGIN", ""]),
			},
			0.25,
		),
	};
}

/** A catalog item. */
export function catalogItem(world: World, name: string): Body {
	const { dice } = world;
	return {
		name,
		registryId: dice.pick<unknown>([
			1,
			1,
			2,
			...(world.calm ? [] : [0, 9999]),
			...world.registries,
		]),
		images: images(world),
		...some(
			world,
			{
				description: () => text(dice),
				category: () => dice.pick(["UTILITIES", "SYSTEM", "x"]),
				publisher: () =>
					dice.pick(["me", ...(world.calm ? [] : ["Eclipse ioFog", ""])]),
				diskRequired: () => dice.pick([0, 100]),
				ramRequired: () => dice.pick([0, 64]),
				picture: () => dice.pick(["none.png", ""]),
				isPublic: () => dice.chance(0.5),
				configExample: () => config(dice),
				inputType: () =>
					dice.pick<unknown>([
						{},
						{ infoType: "t", infoFormat: "f" },
						{ infoType: "only" },
					]),
				outputType: () =>
					dice.pick<unknown>([{}, { infoType: "o", infoFormat: "g" }]),
			},
			0.3,
		),
	};
}

/** An edge resource apart from its name and version. */
export function edgeResource(world: World): Body {
	const { dice } = world;
	const endpoint = () => ({
		name: dice.pick(["get", "set"]),
		method: dice.pick(["GET", "PUT", "DELETE"]),
		url: dice.pick(["/x", "/y/{id}"]),
		...some(
			world,
			{
				description: () => text(dice),
				requestType: () => "json",
				responseType: () => "json",
				requestPayloadExample: () => "{}",
				responsePayloadExample: () => "{}",
			},
			0.3,
		),
	});
	return {
		...(world.calm || dice.chance(0.9)
			? {
					interfaceProtocol: dice.pick([
						"http",
						"https",
						"ws",
						"wss",
						...(world.calm ? [] : ["mqtt"]),
					]),
				}
			: {}),
		...(world.calm || dice.chance(0.85)
			? { interface: { endpoints: dice.many(0, 2, endpoint) } }
			: {}),
		...some(
			world,
			{
				description: () => text(dice),
				display: () =>
					dice.pick<unknown>([
						{},
						{ name: "N", icon: "i", color: "#ff0000" },
						{ color: "bad" },
						{ color: "" },
					]),
				custom: () => dice.pick<unknown>([{}, { a: 1, b: { c: "x" } }]),
				orchestrationTags: () =>
					dice.pick<unknown>([[], ["smart"], ["smart", "door"], ["t1"]]),
			},
			0.5,
		),
	};
}

/** An application template's content. */
export function template(world: World): Body {
	const { dice } = world;
	const agent = world.agent().name;
	return {
		...some(world, { description: () => text(dice) }, 0.5),
		...(dice.chance(0.8)
			? {
					variables: dice.pick<unknown>([
						[],
						[
							{ key: "port", description: "d", defaultValue: 25080 },
							{ key: "ag", defaultValue: agent },
						],
						[{ key: "ag", defaultValue: agent }, { key: "port" }],
						[
							{ key: "obj", defaultValue: { a: [1] } },
							{ key: "no", defaultValue: false },
							{ key: "port", defaultValue: "25090" },
						],
						...(world.calm ? [] : [[{ key: "BAD_KEY" }]]),
					]),
				}
			: {}),
		...(dice.chance(0.85)
			? {
					application: dice.pick<unknown>([
						{},
						{ description: "td", microservices: [] },
						{
							microservices: [
								{
									name: "tm",
									agentName: "{{ag}}",
									images: [
										{ containerImage: "nginx", fogTypeId: 1 },
										{ containerImage: "nginx", fogTypeId: 2 },
									],
									config: `{"p":"{{port}}"}`,
									ports: [{ internal: 80, external: "{{port}}" }],
									env: [{ key: "P", value: "{{port | toString}}" }],
								},
							],
							...(world.is30 ? { routes: [] } : {}),
						},
						{
							microservices: [
								{
									name: "tm",
									agentName: agent,
									images: [
										{ containerImage: "a{{port}}", fogTypeId: 1 },
										{ containerImage: "b", fogTypeId: 2 },
									],
								},
							],
						},
					]),
				}
			: {}),
	};
}
