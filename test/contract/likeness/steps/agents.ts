import { agentExtras, routing } from "../bodies/agent";
import { oneOrAll } from "../bodies/some";
import { spoil } from "../values";
import { forget, type World } from "../world";

type Body = Record<string, unknown>;

function read(world: World, uuid: string): void {
	world.add("GET", `/iofog/${uuid}`, { route: "GET /iofog/:uuid" });
}

/** Creates an agent; `tame` ones are those a sequence starts with. */
export function createAgent(world: World, tame: boolean): void {
	const { dice } = world;
	const fogType = dice.weighted([
		[6, 1],
		[3, 2],
		[tame ? 0 : 1, 0],
		[tame || world.calm ? 0 : 0.3, 3],
	]);
	const name = dice.weighted([
		[12, world.name("agent")],
		[tame || world.calm ? 0 : 1, world.agent().name],
		[tame || world.calm ? 0 : 0.5, dice.pick(["Agent Ünï <b>", "", "a b"])],
	]);
	const body: Body = {
		name,
		fogType,
		...(dice.chance(tame || world.calm ? 1 : 0.85)
			? { host: dice.pick(["10.0.0.1", "10.0.0.2", "h.example"]) }
			: {}),
		...(tame ? {} : { ...routing(world), ...agentExtras(world, 0.12) }),
		...(!tame && dice.chance(0.03) ? { isSystem: true } : {}),
	};
	const bad = !tame && !world.calm && dice.chance(0.6);
	const call = world.add("POST", "/iofog", {
		body: bad ? spoil(dice, body) : body,
		settle: true,
	});
	const uuid = world.ref(call, "uuid");
	if ((world.calm || (!bad && dice.chance(0.3))) && /^agent\d+$/.test(name))
		world.remember(world.agents, { uuid, name, fogType });
	if (dice.chance(0.7)) read(world, uuid);
}

function patch(world: World): void {
	const { dice } = world;
	const which = world.agent(0.08);
	const body: Body = {
		...oneOrAll(world, 0.12, (p) => agentExtras(world, p)),
		...(dice.chance(0.25) ? routing(world) : {}),
		...(dice.chance(0.15)
			? { host: dice.pick(["10.0.0.9", "new.example"]) }
			: {}),
		...(dice.chance(0.08)
			? {
					name: world.calm
						? which.name
						: dice.pick([which.name, world.name("agent"), world.agent().name]),
				}
			: {}),
		...(!world.calm && dice.chance(0.2)
			? { fogType: dice.pick([0, 1, 2]) }
			: {}),
	};
	world.add("PATCH", `/iofog/${which.uuid}`, {
		route: "PATCH /iofog/:uuid",
		body: !world.calm && dice.chance(0.5) ? spoil(dice, body) : body,
		settle: true,
	});
	if (dice.chance(0.8)) read(world, which.uuid);
}

function remove(world: World): void {
	const { dice } = world;
	const which = world.agent(0.2);
	if (world.agents.length < 3 && which.uuid !== "nope") return;
	forget(world.agents, which);
	const route = { route: "DELETE /iofog/:uuid", settle: true };
	world.add("DELETE", `/iofog/${which.uuid}`, route);
	if (dice.chance(0.5)) world.add("DELETE", `/iofog/${which.uuid}`, route);
	if (dice.chance(0.5)) read(world, which.uuid);
	if (dice.chance(0.5)) world.add("GET", "/application");
}

function list(world: World): void {
	const { dice } = world;
	const filter = (key: string, value: string, condition: string) =>
		`filters[0][key]=${key}&filters[0][value]=${value}&filters[0][condition]=${condition}`;
	world.add(
		"GET",
		`/iofog-list${dice.weighted([
			[4, ""],
			[1, "?system=true"],
			[1, `?${filter("name", "agent1", "equals")}`],
			[1, `?${filter("name", "agent", "has")}`],
			[0.6, `?${filter("host", "10.0", "has")}`],
			[0.5, `?${filter("bluetoothEnabled", "true", "equals")}`],
			[0.5, `?${filter("name", "x", "like")}`],
			[0.4, "?filters[0][key]=name&filters[0][condition]=has"],
			[0.4, `?${filter("bogus", "x", "has")}`],
		])}`,
		{ route: "GET /iofog-list" },
	);
}

/** Calls about agents as the user sees them. */
export function agents(world: World): void {
	const { dice } = world;
	const uuid = () => world.agent(0.12).uuid;
	const post = (what: string) =>
		world.add("POST", `/iofog/${uuid()}/${what}`, {
			route: `POST /iofog/:uuid/${what}`,
		});
	dice.weighted<() => void>([
		[world.is30 ? 2.5 : 1.3, () => createAgent(world, false)],
		[world.is30 ? 5 : 3, () => patch(world)],
		[0.5, () => remove(world)],
		[1.6, () => list(world)],
		[1.5, () => read(world, uuid())],
		[
			0.7,
			() =>
				world.add("GET", `/iofog/${uuid()}/provisioning-key`, {
					route: "GET /iofog/:uuid/provisioning-key",
				}),
		],
		[0.5, () => post("reboot")],
		[0.5, () => post("prune")],
		[
			0.7,
			() => post(`version/${dice.pick(["upgrade", "rollback", "sideways"])}`),
		],
		[
			0.6,
			() => {
				const what = dice.pick(["hw", "usb"]);
				world.add("GET", `/iofog/${uuid()}/hal/${what}`, {
					route: `GET /iofog/:uuid/hal/${what}`,
				});
			},
		],
		[
			0.5,
			() => {
				const which = uuid();
				world.add("PATCH", `/iofog/${which}/tunnel`, {
					route: "PATCH /iofog/:uuid/tunnel",
					body: dice.pick<unknown>([
						{ action: "close" },
						{ action: "bogus" },
						{},
					]),
				});
				world.add("GET", `/iofog/${which}/tunnel`, {
					route: "GET /iofog/:uuid/tunnel",
				});
			},
		],
	])();
}

/** Calls about the default router and, on 3.7, the NATS hub. */
export function network(world: World): void {
	const { dice } = world;
	const nats = !world.is30 && dice.chance(0.35);
	const path = nats ? "/nats/hub" : "/router";
	const body: Body = nats
		? {
				host: "127.0.0.1",
				...(dice.chance(0.6)
					? { serverPort: dice.pick([4222, 4333, 0]), leafPort: 7422 }
					: {}),
			}
		: {
				host: dice.pick(["127.0.0.1", "router.example"]),
				...(dice.chance(0.6)
					? {
							messagingPort: dice.pick([5671, 5672, 0]),
							edgeRouterPort: 45671,
							interRouterPort: 55671,
						}
					: {}),
			};
	if (dice.chance(0.6))
		world.add("PUT", path, {
			body: !world.calm && dice.chance(0.5) ? spoil(dice, body) : body,
			settle: true,
		});
	if (dice.chance(0.7)) world.add("GET", path);
}
