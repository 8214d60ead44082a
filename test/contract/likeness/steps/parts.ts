import { port, volume } from "../bodies/microservice-parts";
import { spoil } from "../values";
import type { World } from "../world";

const at = "/microservices";

function read(world: World, uuid: string): void {
	world.add("GET", `${at}/${uuid}`, { route: `GET ${at}/:uuid` });
}

function portMappings(world: World): void {
	const { dice } = world;
	const { uuid } = world.microservice();
	const base = `${at}/${uuid}/port-mapping`;
	const route = `${at}/:uuid/port-mapping`;
	const show = () => world.add("GET", base, { route: `GET ${route}` });
	dice.weighted<() => void>([
		[
			3,
			() => {
				const body = port(world);
				world.add("POST", base, {
					route: `POST ${route}`,
					body: !world.calm && dice.chance(0.5) ? spoil(dice, body) : body,
				});
				if (dice.chance(0.7)) show();
			},
		],
		[
			1.5,
			() => {
				world.add(
					"DELETE",
					`${base}/${dice.pick([80, 81, 82, 83, 84, 85, "abc", -1])}`,
					{ route: `DELETE ${route}/:internal` },
				);
				if (dice.chance(0.5)) show();
			},
		],
		[1, show],
	])();
}

function volumeMappings(world: World): void {
	const { dice } = world;
	const { uuid } = world.microservice();
	const base = `${at}/${uuid}/volume-mapping`;
	const route = `${at}/:uuid/volume-mapping`;
	const show = () => world.add("GET", base, { route: `GET ${route}` });
	dice.weighted<() => void>([
		[
			3,
			() => {
				const body = volume(world);
				const call = world.add("POST", base, {
					route: `POST ${route}`,
					body: !world.calm && dice.chance(0.5) ? spoil(dice, body) : body,
				});
				world.remember(world.volumes, {
					microservice: uuid,
					id: world.ref(call, "id", 9999),
				});
				if (dice.chance(0.7)) show();
			},
		],
		[
			1.5,
			() => {
				const which = world.known(
					world.volumes,
					{ microservice: uuid, id: "9999" },
					0.2,
				);
				world.add(
					"DELETE",
					`${at}/${which.microservice}/volume-mapping/${which.id}`,
					{ route: `DELETE ${route}/:id` },
				);
				if (dice.chance(0.5))
					world.add(
						"DELETE",
						`${at}/${which.microservice}/volume-mapping/${which.id}`,
						{ route: `DELETE ${route}/:id` },
					);
			},
		],
		[1, show],
	])();
}

function only30(world: World): void {
	const { dice } = world;
	const from = world.microservice().uuid;
	const to = world.microservice().uuid;
	const method = dice.pick(["POST", "POST", "DELETE"]);
	dice.weighted<() => void>([
		[
			2,
			() => {
				world.add(method, `${at}/${from}/routes/${to}`, {
					route: `${method} ${at}/:uuid/routes/:receiver`,
				});
				read(world, from);
			},
		],
		[1, () => world.add("GET", `${at}/public-ports`)],
	])();
}

function only37(world: World): void {
	const { dice } = world;
	const { uuid } = world.microservice();
	const base = `${at}/${uuid}`;
	dice.weighted<() => void>([
		[
			2,
			() => {
				const what = dice.pick(["start", "stop", "rebuild"]);
				world.add("PATCH", `${base}/${what}`, {
					route: `PATCH ${at}/:uuid/${what}`,
					body: {},
				});
				if (dice.chance(0.7)) read(world, uuid);
			},
		],
		[
			2,
			() => {
				world.add("PATCH", `${base}/config`, {
					route: `PATCH ${at}/:uuid/config`,
					body: dice.pick<unknown>([
						{ a: 1 },
						{},
						{ t: `say "hi"` },
						{ x: { y: [1, null] } },
						[1],
						{ l: "{{ 1 }}" },
					]),
				});
				world.add("GET", `${base}/config`, { route: `GET ${at}/:uuid/config` });
			},
		],
		[
			1,
			() => {
				world.add("DELETE", `${base}/config`, {
					route: `DELETE ${at}/:uuid/config`,
				});
				read(world, uuid);
			},
		],
		[
			1,
			() =>
				world.add("GET", `${base}/config`, { route: `GET ${at}/:uuid/config` }),
		],
		[0.6, () => world.add("GET", `${at}/system`)],
		[
			0.4,
			() =>
				world.add("GET", `${at}/system/${uuid}`, {
					route: `GET ${at}/system/:uuid`,
				}),
		],
	])();
}

/** Calls about parts of a microservice: ports, volumes, and what only one dialect has. */
export function parts(world: World): void {
	const { dice } = world;
	dice.weighted<() => void>([
		[3, () => portMappings(world)],
		[3, () => volumeMappings(world)],
		[1.5, () => (world.is30 ? only30(world) : only37(world))],
		[1, () => diagnostics(world)],
	])();
}

function diagnostics(world: World): void {
	const { dice } = world;
	const { uuid } = world.microservice(0.15);
	const base = `${at}/${uuid}`;
	dice.weighted<() => void>([
		[
			2,
			() => {
				const body = { enable: dice.chance(0.7) };
				world.add("PATCH", `${base}/strace`, {
					route: `PATCH ${at}/:uuid/strace`,
					body: !world.calm && dice.chance(0.4) ? spoil(dice, body) : body,
				});
			},
		],
		[
			2,
			() =>
				world.add(
					"GET",
					`${base}/strace${dice.pick(["?format=string", "", "?format=bogus"])}`,
					{ route: `GET ${at}/:uuid/strace` },
				),
		],
		[
			1,
			() =>
				world.add("POST", `${base}/image-snapshot`, {
					route: `POST ${at}/:uuid/image-snapshot`,
				}),
		],
		[
			1,
			() =>
				world.add("GET", `${base}/image-snapshot`, {
					route: `GET ${at}/:uuid/image-snapshot`,
				}),
		],
	])();
}
