import {
	microservice,
	microserviceExtras,
	placement,
} from "../bodies/microservice";
import { images } from "../bodies/microservice-parts";
import { oneOrAll } from "../bodies/some";
import { spoil } from "../values";
import { forget, type KnownMicroservice, type World } from "../world";
import { microserviceFile } from "../yaml-files";

type Body = Record<string, unknown>;
const at = "/microservices";

function read(world: World, uuid: string): void {
	world.add("GET", `${at}/${uuid}`, { route: `GET ${at}/:uuid` });
}

function create(world: World): void {
	const { dice } = world;
	const application = world.application(0.04);
	const name = dice.weighted([
		[10, world.name("ms")],
		[world.calm ? 0 : 1, world.microservice().name],
		[
			world.calm ? 0 : 0.7,
			dice.pick(["UPPER", "a b", "", "x_y", "{{ self.application }}"]),
		],
	]);
	const body = microservice(
		world,
		name,
		world.calm || dice.chance(0.96) ? application : undefined,
	);
	const bad = !world.calm && dice.chance(0.5);
	const call = world.add("POST", dice.chance(0.97) ? at : `${at}/`, {
		route: `POST ${at}`,
		body: bad ? spoil(dice, body) : body,
	});
	const uuid = world.ref(call, "uuid");
	if (world.calm || (!bad && dice.chance(0.3)))
		world.remember(world.microservices, { uuid, name, application });
	if (dice.chance(world.calm ? 0.75 : 0.25)) read(world, uuid);
}

function patch(world: World): void {
	const { dice } = world;
	const which = world.microservice();
	const body: Body = {
		...(world.calm || dice.chance(0.86) ? placement(world) : {}),
		...oneOrAll(world, 0.28, (p) => microserviceExtras(world, p)),
		...(dice.chance(0.15) ? { images: images(world) } : {}),
		...(dice.chance(0.08)
			? { catalogItemId: world.known(world.catalogItems, "⟦0.none|9999⟧", 0.2) }
			: {}),
		...(dice.chance(0.12)
			? {
					registryId: dice.pick<unknown>([
						1,
						2,
						...(world.calm ? [] : [9999]),
						...world.registries,
					]),
				}
			: {}),
		...(dice.chance(0.08)
			? {
					name: dice.pick([
						world.name("ms"),
						which.name,
						world.microservice().name,
					]),
				}
			: {}),
		...(dice.chance(0.05) ? { application: world.application() } : {}),
	};
	world.add("PATCH", `${at}/${which.uuid}`, {
		route: `PATCH ${at}/:uuid`,
		body: !world.calm && dice.chance(0.44) ? spoil(dice, body) : body,
	});
	if (dice.chance(0.8)) read(world, which.uuid);
	else if (dice.chance(0.5))
		world.add("GET", `/application/${which.application}`, {
			route: "GET /application/:name",
		});
}

function remove(world: World): void {
	const { dice } = world;
	const which = world.microservice(0.15);
	const route = { route: `DELETE ${at}/:uuid` };
	world.add(
		"DELETE",
		`${at}/${which.uuid}`,
		dice.chance(0.15)
			? {
					...route,
					body: { withCleanup: dice.pick<unknown>([true, false, "yes"]) },
				}
			: route,
	);
	if (dice.chance(0.3)) world.add("DELETE", `${at}/${which.uuid}`, route);
	if (dice.chance(0.4)) read(world, which.uuid);
	if (dice.chance(0.9)) forget<KnownMicroservice>(world.microservices, which);
}

function list(world: World): void {
	const { dice } = world;
	world.add(
		"GET",
		`${at}${dice.weighted([
			[6, `?application=${world.application()}`],
			[1, `?flowId=${dice.int(1, 5)}`],
			[0.7, ""],
			[0.5, "/"],
			[0.4, "?application=%3Cb%3Ex"],
			[0.3, "?application="],
			[0.3, "?application=1"],
		])}`,
		{ route: `GET ${at}` },
	);
}

function upload(world: World): void {
	const { dice } = world;
	const field = dice.chance(0.93) ? "microservice" : "application";
	if (dice.chance(0.6)) {
		const application = world.application(0.03);
		const name = world.name("ym");
		const file = microserviceFile(
			world,
			dice.chance(0.4) ? `${application}/${name}` : name,
		);
		const call = world.add(
			"POST",
			`${at}/yaml`,
			dice.chance(0.95) ? { file: { field, text: file } } : { body: {} },
		);
		if (file.includes("  images:"))
			world.remember(world.microservices, {
				uuid: world.ref(call, "uuid"),
				name,
				application,
			});
		if (dice.chance(0.8)) read(world, world.ref(call, "uuid"));
		return;
	}
	const which = world.microservice(0.1);
	world.add("PATCH", `${at}/yaml/${which.uuid}`, {
		route: `PATCH ${at}/yaml/:uuid`,
		file: {
			field,
			text: microserviceFile(
				world,
				dice.chance(0.7) ? which.name : world.name("ym"),
			),
		},
	});
	if (dice.chance(0.8)) read(world, which.uuid);
}

/** Calls about microservices themselves, uploads of files included. */
export function microservices(world: World): void {
	const { dice } = world;
	if (world.microservices.length < 3 && dice.chance(0.7)) {
		create(world);
		return;
	}
	dice.weighted<() => void>([
		[6, () => create(world)],
		[9, () => patch(world)],
		[0.8, () => remove(world)],
		[1.5, () => list(world)],
		[1.5, () => read(world, world.microservice(0.1).uuid)],
		[1.8, () => upload(world)],
	])();
}
