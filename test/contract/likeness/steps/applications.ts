import { microservice } from "../bodies/microservice";
import { spoil, text, wrong } from "../values";
import { forget, type World } from "../world";
import { applicationFile } from "../yaml-files";

type Body = Record<string, unknown>;

function read(world: World, name: string): void {
	world.add("GET", `/application/${name}`, { route: "GET /application/:name" });
}

function names(world: World): string {
	const { dice } = world;
	return dice.weighted([
		[12, world.name("app")],
		[world.calm ? 0 : 1.5, world.application()],
		[
			world.calm ? 0 : 1,
			dice.pick([
				"Upper",
				"a_b",
				"-x",
				"x-",
				"a..b",
				"",
				"é",
				"0x",
				"a.b",
				"a".repeat(120),
				"{{ self.description }}",
			]),
		],
	]);
}

function bulk(world: World, existing: readonly string[]): Body[] {
	const { dice } = world;
	const list = dice.many(0, 3, (index) =>
		microservice(
			world,
			world.calm
				? (existing[index] ?? `b${index}`)
				: dice.pick([`b${index}`, `b${index}`, ...existing]),
		),
	);
	if (!world.calm && dice.chance(0.15) && list[0] !== undefined)
		return [...list, { ...list[0] }];
	return !world.calm && dice.chance(0.3) && list[0] !== undefined
		? [spoil(dice, list[0]), ...list.slice(1)]
		: list;
}

function routes(world: World): Body[] {
	const { dice } = world;
	return dice.many(0, 2, (index) => ({
		...(dice.chance(0.6) ? { name: `br${index}` } : {}),
		from: dice.pick(["b0", "b1", ...(world.calm ? [] : ["zz"])]),
		to: dice.pick(["b0", "b1"]),
	}));
}

function members(world: World, p: number): Body {
	const { dice } = world;
	return {
		...(dice.chance(p) ? { description: text(dice) } : {}),
		...(dice.chance(p) ? { isActivated: dice.chance(0.6) } : {}),
		...(dice.chance(p / 12) ? { isSystem: dice.chance(0.6) } : {}),
		...(!world.is30 && dice.chance(p / 10)
			? {
					natsConfig: dice.pick<unknown>([
						{ natsAccess: false },
						{},
						{ bogus: 1 },
					]),
				}
			: {}),
		...(!world.is30 && dice.chance(p / 15) ? { natsAccess: true } : {}),
	};
}

function create(world: World): void {
	const { dice } = world;
	const name = names(world);
	const body: Body = { name, ...members(world, 0.5) };
	if (dice.chance(0.35)) body.microservices = bulk(world, []);
	if (world.is30 && dice.chance(0.2)) body.routes = routes(world);
	if (world.templates.length > 0 && dice.chance(0.3))
		body.template = {
			name: world.known(world.templates, "nope"),
			...(dice.chance(0.6)
				? {
						variables: dice.pick<unknown>([
							[{ key: "port", value: 25081 }],
							[
								{ key: "port", value: "25082" },
								{ key: "bogus", value: null },
							],
							[],
							[{ key: "ag", value: world.agent().name }],
							wrong(dice),
						]),
					}
				: {}),
		};
	const bad = !world.calm && dice.chance(0.4);
	const call = world.add("POST", "/application", {
		body: bad ? spoil(dice, body) : body,
	});
	world.flows.push(world.ref(call, "id", 99));
	if ((world.calm || (!bad && dice.chance(0.3))) && /^app\d+$/.test(name))
		world.remember(world.applications, name);
	if (dice.chance(0.6)) read(world, encodeURIComponent(name || "x"));
}

function put(world: World): void {
	const { dice } = world;
	const name = world.application(0.1);
	const own = world.microservices
		.filter((it) => it.application === name)
		.map((it) => it.name);
	const body: Body = members(world, 0.4);
	if (dice.chance(0.3)) body.name = dice.chance(0.6) ? name : names(world);
	if (dice.chance(0.7)) body.microservices = bulk(world, own);
	if (world.is30 && dice.chance(0.2)) body.routes = routes(world);
	world.add("PUT", `/application/${name}`, {
		route: "PUT /application/:name",
		body: !world.calm && dice.chance(0.3) ? spoil(dice, body) : body,
	});
	if (dice.chance(0.8)) read(world, name);
}

function patch(world: World): void {
	const { dice } = world;
	const name = world.application(0.1);
	const body: Body = members(world, 0.4);
	if (!world.calm && dice.chance(0.3))
		body.name = dice.chance(0.4) ? name : names(world);
	if (dice.chance(0.05)) body.microservices = [];
	world.add("PATCH", `/application/${name}`, {
		route: "PATCH /application/:name",
		body: !world.calm && dice.chance(0.5) ? spoil(dice, body) : body,
	});
	const renamed =
		world.is30 && typeof body.name === "string" && /^app\d+$/.test(body.name)
			? body.name
			: name;
	if (renamed !== name) {
		forget(world.applications, name);
		world.remember(world.applications, renamed);
	}
	if (dice.chance(0.7)) read(world, renamed);
}

function remove(world: World): void {
	const { dice } = world;
	const name = world.application(0.2);
	if (world.applications.length < 2 && name !== "nope") return;
	forget(world.applications, name);
	world.add("DELETE", `/application/${name}`, {
		route: "DELETE /application/:name",
	});
	if (dice.chance(0.4))
		world.add("DELETE", `/application/${name}`, {
			route: "DELETE /application/:name",
		});
	if (dice.chance(0.4)) read(world, name);
	for (const gone of world.microservices.filter(
		(it) => it.application === name,
	))
		if (dice.chance(0.8)) forget(world.microservices, gone);
}

function upload(world: World): void {
	const { dice } = world;
	const field = dice.chance(0.93)
		? "application"
		: dice.pick(["microservice", "file"]);
	if (dice.chance(0.6)) {
		const name = world.name("app");
		const text = applicationFile(world, name);
		world.add(
			"POST",
			"/application/yaml",
			dice.chance(0.95) ? { file: { field, text } } : { body: {} },
		);
		if (world.calm && text.includes("microservices:"))
			world.remember(world.applications, name);
		if (dice.chance(0.8)) read(world, name);
		return;
	}
	const name = world.application(0.1);
	world.add("PUT", `/application/yaml/${name}`, {
		route: "PUT /application/yaml/:name",
		file: {
			field,
			text: applicationFile(world, dice.chance(0.8) ? name : world.name("app")),
		},
	});
	if (dice.chance(0.8)) read(world, name);
}

/** Calls about applications, uploads of files included. */
export function applications(world: World): void {
	const { dice } = world;
	dice.weighted<() => void>([
		[5, () => create(world)],
		[3, () => put(world)],
		[3.5, () => patch(world)],
		[0.7, () => remove(world)],
		[2, () => upload(world)],
		[1, () => world.add("GET", "/application")],
		[
			1.5,
			() =>
				read(
					world,
					dice.chance(0.9)
						? world.application()
						: dice.pick(["1", "999", "%3Cb%3Ex", "a%20b"]),
				),
		],
		[world.is30 ? 0 : 0.5, () => world.add("GET", "/application/system")],
		[
			world.is30 ? 0 : 0.5,
			() =>
				world.add(
					"GET",
					`/application/system/${dice.chance(0.6) ? `system-${world.agent().name}` : world.application()}`,
					{ route: "GET /application/system/:name" },
				),
		],
	])();
}

/** Calls about applications by their numbers, the older form of the API. */
export function flows(world: World): void {
	const { dice } = world;
	const id = () =>
		dice.chance(0.85)
			? world.known(world.flows, "99")
			: dice.pick(["99", "abc", "0"]);
	const body = () => {
		const whole: Body = { name: names(world), ...members(world, 0.4) };
		return !world.calm && dice.chance(0.5) ? spoil(dice, whole) : whole;
	};
	const route = (method: string) => ({ route: `${method} /flow/:id` });
	dice.weighted<() => void>([
		[1, () => world.add("GET", "/flow")],
		[
			2,
			() => {
				const sent = body();
				world.add("POST", "/flow", { body: sent });
				if (typeof sent.name === "string" && /^app\d+$/.test(sent.name))
					world.remember(world.applications, sent.name);
			},
		],
		[2, () => world.add("GET", `/flow/${id()}`, route("GET"))],
		[
			2,
			() => {
				const which = id();
				const { name, ...rest } = body();
				world.add("PATCH", `/flow/${which}`, {
					...route("PATCH"),
					body: dice.chance(0.4) ? { name, ...rest } : rest,
				});
				if (dice.chance(0.6)) world.add("GET", `/flow/${which}`, route("GET"));
			},
		],
		[
			0.5,
			() => {
				const which = id();
				world.add("DELETE", `/flow/${which}`, route("DELETE"));
				world.add("GET", `/flow/${which}`, route("GET"));
			},
		],
	])();
}
