import { configMap, file, secret } from "../bodies/data-objects";
import { spoil } from "../values";
import { forget, type World } from "../world";

type Body = Record<string, unknown>;

/** One kind of object by name: how it is called, and what it holds. */
interface Kind {
	readonly path: string;
	readonly file: string;
	readonly kind: string;
	readonly known: { name: string; type?: string }[];
	body(type?: string): Body;
}

function objects(world: World, kind: Kind): void {
	const { dice } = world;
	const { path } = kind;
	const route = (method: string) => `${method} ${path}/:name`;
	const one = () => world.known(kind.known, { name: "nope" }, 0.12);
	const at = (name: string) => `${path}/${encodeURIComponent(name)}`;
	const read = (name: string) =>
		world.add("GET", at(name), { route: route("GET") });
	const spoilt = (body: Body, chance: number) =>
		!world.calm && dice.chance(chance) ? spoil(dice, body) : body;
	dice.weighted<() => void>([
		[
			4,
			() => {
				const name = dice.weighted([
					[8, world.name(kind.file.toLowerCase())],
					[1, one().name],
					[0.7, dice.pick(["My Odd/1", "UPPER_x", ""])],
				]);
				const body = kind.body();
				const sent = spoilt({ name, ...body }, 0.3);
				if (dice.chance(0.15))
					world.add("POST", `${path}/yaml`, {
						file: { field: kind.file, text: file(kind.kind, name, body) },
					});
				else world.add("POST", path, { body: sent });
				if (sent.name === name && name !== "")
					world.remember(kind.known, {
						name,
						...(body.type === undefined ? {} : { type: String(body.type) }),
					});
				if (dice.chance(0.6)) read(name);
			},
		],
		[
			4,
			() => {
				const it = one();
				const full = kind.body(dice.chance(0.85) ? it.type : undefined);
				const body = spoilt(
					{ ...full, ...(dice.chance(0.1) ? { name: "other" } : {}) },
					0.3,
				);
				if (dice.chance(0.1))
					world.add("PATCH", `${path}/yaml/${encodeURIComponent(it.name)}`, {
						route: `PATCH ${path}/yaml/:name`,
						file: {
							field: kind.file,
							text: file(kind.kind, dice.pick([it.name, "other"]), full),
						},
					});
				else world.add("PATCH", at(it.name), { route: route("PATCH"), body });
				if (dice.chance(0.5)) read(it.name);
				if (dice.chance(0.5)) world.add("GET", "/volumeMounts");
				if (dice.chance(0.3))
					world.add("GET", `/microservices/${world.microservice().uuid}`, {
						route: "GET /microservices/:uuid",
					});
			},
		],
		[
			1,
			() => {
				const it = one();
				world.add("DELETE", at(it.name), { route: route("DELETE") });
				forget(kind.known, it);
				if (dice.chance(0.5)) world.add("GET", "/volumeMounts");
				if (dice.chance(0.2)) read(it.name);
			},
		],
		[0.7, () => world.add("GET", path)],
		[
			0.3,
			() => world.add("PUT", at(one().name), { route: route("PUT"), body: {} }),
		],
	])();
}

function mounts(world: World): void {
	const { dice } = world;
	const path = "/volumeMounts";
	const one = () => world.known(world.mounts, "nope", 0.12);
	const at = (name: string, more = "") => ({
		path: `${path}/${name}${more}`,
		route: (method: string) => `${method} ${path}/:name${more}`,
	});
	const read = (name: string, more = "") => {
		const where = at(name, more);
		world.add("GET", where.path, { route: where.route("GET") });
	};
	const source = (): Body =>
		dice.weighted<() => Body>([
			[
				4,
				() => ({
					secretName: world.known(world.secrets, { name: "nope" }).name,
				}),
			],
			[
				4,
				() => ({
					configMapName: world.known(world.configMaps, { name: "nope" }).name,
				}),
			],
			[world.calm ? 0 : 0.7, () => ({ secretName: "a", configMapName: "b" })],
			[world.calm ? 0 : 0.4, () => ({})],
			[world.calm ? 0 : 0.4, () => ({ secretName: "" })],
		])();
	const agents = () =>
		dice.many(world.calm ? 1 : 0, 2, () => world.agent().uuid);
	dice.weighted<() => void>([
		[
			4,
			() => {
				const name = dice.weighted([
					[8, world.name("mount")],
					[1, one()],
					[0.7, dice.pick(["Bad_Name", "a.b", ""])],
				]);
				const body = { name, ...source() };
				if (dice.chance(0.15))
					world.add("POST", `${path}/yaml`, {
						file: {
							field: "volumeMount",
							text: file("VolumeMount", name, source()),
						},
					});
				else
					world.add("POST", path, {
						body: !world.calm && dice.chance(0.3) ? spoil(dice, body) : body,
					});
				world.remember(world.mounts, name || "nope");
				if (dice.chance(0.5)) read(name || "nope");
			},
		],
		[
			2,
			() => {
				const where = at(one());
				world.add("PATCH", where.path, {
					route: where.route("PATCH"),
					body: { ...source(), ...(dice.chance(0.2) ? { name: "other" } : {}) },
				});
			},
		],
		[
			3,
			() => {
				const name = one();
				const where = at(name, "/link");
				const method = dice.pick(["POST", "POST", "DELETE"]);
				const body = { fogUuids: agents() };
				world.add(method, where.path, {
					route: where.route(method),
					body: !world.calm && dice.chance(0.2) ? spoil(dice, body) : body,
				});
				if (dice.chance(0.5)) world.add("GET", "/iofog-list");
			},
		],
		[1, () => read(one())],
		[1, () => read(one(), "/link")],
		[
			0.8,
			() => {
				const name = one();
				const where = at(name);
				world.add("DELETE", where.path, { route: where.route("DELETE") });
				forget(world.mounts, name);
				if (dice.chance(0.4)) world.add("GET", path);
			},
		],
		[
			3,
			() => {
				const key = dice.pick(["", "/key", "/nope", "/dir", "/"]);
				const { uuid } = world.microservice();
				world.add("PATCH", `/microservices/${uuid}`, {
					route: "PATCH /microservices/:uuid",
					body: {
						volumeMappings: [
							{
								hostDestination: `${one()}${key}`,
								containerDestination: "/m",
								accessMode: "ro",
								type: "volumeMount",
							},
						],
						env: [
							{
								key: "A",
								valueFromSecret: `${world.known(world.secrets, { name: "nope" }).name}/key`,
							},
							{
								key: "B",
								valueFromConfigMap: `${world.known(world.configMaps, { name: "nope" }).name}/key`,
							},
							{ key: "C", value: "plain" },
						].filter(() => dice.chance(0.5)),
					},
				});
				if (dice.chance(0.6))
					world.add("GET", `/microservices/${uuid}`, {
						route: "GET /microservices/:uuid",
					});
			},
		],
	])();
}

/** Calls about secrets, config maps and volume mounts (3.7). */
export function dataObjects(world: World): void {
	const { dice } = world;
	dice.weighted<() => void>([
		[
			3,
			() =>
				objects(world, {
					path: "/secrets",
					file: "secret",
					kind: "Secret",
					known: world.secrets,
					body: (type) => secret(world, type),
				}),
		],
		[
			3,
			() =>
				objects(world, {
					path: "/configmaps",
					file: "configMap",
					kind: "ConfigMap",
					known: world.configMaps,
					body: () => configMap(world),
				}),
		],
		[5, () => mounts(world)],
	])();
}
