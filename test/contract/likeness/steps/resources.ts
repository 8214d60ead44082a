import { edgeResource, template } from "../bodies/resources";
import { spoil, text } from "../values";
import { forget, type World } from "../world";
import { templateFile } from "../yaml-files";

type Body = Record<string, unknown>;

/** Calls about routes between microservices (3.0; 3.7 has none, which is asked now and then too). */
export function routes(world: World): void {
	const { dice } = world;
	const one = () =>
		world.known(
			world.routes,
			{ application: world.application(), name: "nope" },
			0.12,
		);
	const at = "/routes/:application/:name";
	const read = (it: { application: string; name: string }) =>
		world.add(
			"GET",
			`/routes/${it.application}/${encodeURIComponent(it.name)}`,
			{
				route: `GET ${at}`,
			},
		);
	const ends = (application: string): Body => {
		const near = world.microservices.filter(
			(it) => it.application === application,
		);
		const any = () =>
			near.length > 0 && dice.chance(0.9)
				? dice.pick(near)
				: world.microservice();
		return dice.weighted<() => Body>([
			[5, () => ({ from: any().name, to: any().name, application })],
			[
				3,
				() => ({
					sourceMicroserviceUuid: any().uuid,
					destMicroserviceUuid: any().uuid,
				}),
			],
			[0.5, () => ({ from: any().name, to: any().name })],
		])();
	};
	const list = () => world.add("GET", "/routes");
	dice.weighted<() => void>([
		[
			5,
			() => {
				const application = world.application(0.05);
				const name = dice.weighted([
					[8, world.name("route")],
					[1, one().name],
					[0.5, "Bad Name"],
				]);
				const body = { name, ...ends(application) };
				const bad = !world.calm && dice.chance(0.4);
				world.add("POST", "/routes", { body: bad ? spoil(dice, body) : body });
				if (!bad) world.remember(world.routes, { application, name });
				if (dice.chance(0.5)) list();
				if (dice.chance(0.3))
					world.add("GET", `/application/${application}`, {
						route: "GET /application/:name",
					});
			},
		],
		[
			3,
			() => {
				const it = one();
				const name = dice.chance(0.3) ? world.name("route") : it.name;
				const body: Body = {
					...(dice.chance(0.6) ? { name } : {}),
					...(dice.chance(0.85) ? ends(it.application) : {}),
				};
				world.add(
					"PATCH",
					`/routes/${it.application}/${encodeURIComponent(it.name)}`,
					{
						route: `PATCH ${at}`,
						body: !world.calm && dice.chance(0.4) ? spoil(dice, body) : body,
					},
				);
				if (dice.chance(0.6)) read(it);
			},
		],
		[
			1.2,
			() => {
				const it = one();
				world.add(
					"DELETE",
					`/routes/${it.application}/${encodeURIComponent(it.name)}`,
					{
						route: `DELETE ${at}`,
					},
				);
				if (dice.chance(0.4))
					world.add(
						"DELETE",
						`/routes/${it.application}/${encodeURIComponent(it.name)}`,
						{
							route: `DELETE ${at}`,
						},
					);
				if (dice.chance(0.7)) forget(world.routes, it);
			},
		],
		[1, list],
		[1.5, () => read(one())],
	])();
}

/** Calls about application templates. */
export function templates(world: World): void {
	const { dice } = world;
	const at = "/applicationTemplate";
	const one = () => world.known(world.templates, "nope", 0.12);
	const read = (name: string) =>
		world.add("GET", `${at}/${name}`, { route: `GET ${at}/:name` });
	dice.weighted<() => void>([
		[
			4,
			() => {
				const name = dice.weighted([
					[8, world.name("tpl")],
					[1, one()],
					[0.5, "Bad Name"],
				]);
				const body = { name, ...template(world) };
				const bad = !world.calm && dice.chance(0.5);
				world.add("POST", at, { body: bad ? spoil(dice, body) : body });
				if (!bad && name.startsWith("tpl"))
					world.remember(world.templates, name);
				if (dice.chance(0.6)) read(name === "Bad Name" ? "nope" : name);
			},
		],
		[
			2.5,
			() => {
				const name = dice.chance(0.75) ? one() : world.name("tpl");
				const body: Body = {
					...(dice.chance(0.2)
						? { name: dice.chance(0.5) ? name : world.name("tpl") }
						: {}),
					...template(world),
				};
				world.add("PUT", `${at}/${name}`, {
					route: `PUT ${at}/:name`,
					body: !world.calm && dice.chance(0.4) ? spoil(dice, body) : body,
				});
				if (dice.chance(0.7)) read(name);
			},
		],
		[
			2,
			() => {
				const name = one();
				const renamed = dice.chance(0.2) ? world.name("tpl") : name;
				const body: Body = {
					...(dice.chance(0.7) ? { description: text(dice) } : {}),
					...(renamed !== name ? { name: renamed } : {}),
				};
				world.add("PATCH", `${at}/${name}`, {
					route: `PATCH ${at}/:name`,
					body: !world.calm && dice.chance(0.5) ? spoil(dice, body) : body,
				});
				if (dice.chance(0.7)) read(renamed);
			},
		],
		[
			1,
			() => {
				const name = one();
				world.add("DELETE", `${at}/${name}`, { route: `DELETE ${at}/:name` });
				if (dice.chance(0.4))
					world.add("DELETE", `${at}/${name}`, { route: `DELETE ${at}/:name` });
				forget(world.templates, name);
			},
		],
		[1.3, () => world.add("GET", "/applicationTemplates")],
		[1, () => read(one())],
		[
			1.5,
			() => {
				const put = dice.chance(0.4);
				const name = put ? one() : world.name("tpl");
				const file = {
					field: dice.chance(0.94) ? "template" : "application",
					text: templateFile(world, name),
				};
				if (put)
					world.add("PUT", `${at}/yaml/${name}`, {
						route: `PUT ${at}/yaml/:name`,
						file,
					});
				else
					world.add(
						"POST",
						`${at}/yaml`,
						dice.chance(0.95) ? { file } : { body: {} },
					);
				if (!put) world.remember(world.templates, name);
				read(name);
			},
		],
	])();
}

/** Calls about edge resources and their links to agents. */
export function edgeResources(world: World): void {
	const { dice } = world;
	const at = "/edgeResource";
	const one = () =>
		world.known(world.edgeResources, { name: "nope", version: "v1.0.0" }, 0.1);
	const path = (it: { name: string; version: string }) =>
		`${at}/${it.name}/${encodeURIComponent(it.version)}`;
	const read = (it: { name: string; version: string }) =>
		world.add("GET", path(it), { route: `GET ${at}/:name/:version` });
	dice.weighted<() => void>([
		[
			4,
			() => {
				const it = {
					name: dice.weighted([
						[6, world.name("er")],
						[3, one().name],
						[0.4, "Bad Name"],
					]),
					version: dice.pick([
						"v1.0.0",
						"v1.0.0",
						"1.2.3",
						"v2.0.0",
						"v10.0.0",
						"banana",
						"v1.0.0-rc1",
						"2.0.0+b",
					]),
				};
				const body = { ...it, ...edgeResource(world) };
				const bad = !world.calm && dice.chance(0.5);
				world.add("POST", at, { body: bad ? spoil(dice, body) : body });
				if (!bad && it.name !== "Bad Name")
					world.remember(world.edgeResources, it);
				if (dice.chance(0.6))
					read(it.name === "Bad Name" ? { ...it, name: "x" } : it);
			},
		],
		[
			2.5,
			() => {
				const it = dice.chance(0.85)
					? one()
					: { name: world.name("er"), version: "v1.0.0" };
				const body: Body = {
					...edgeResource(world),
					...(dice.chance(0.15) ? { version: "v3.0.0" } : {}),
					...(dice.chance(0.15)
						? { name: dice.chance(0.5) ? it.name : world.name("er") }
						: {}),
				};
				world.add("PUT", path(it), {
					route: `PUT ${at}/:name/:version`,
					body: !world.calm && dice.chance(0.4) ? spoil(dice, body) : body,
				});
				if (dice.chance(0.7)) read(it);
			},
		],
		[
			3,
			() => {
				const it = one();
				const agent = world.agent(0.08);
				const method = dice.pick(["POST", "POST", "DELETE"]);
				world.add(method, `${path(it)}/link`, {
					route: `${method} ${at}/:name/:version/link`,
					body: dice.chance(0.1) ? { id: 1 } : { uuid: agent.uuid },
				});
				if (dice.chance(0.7))
					world.add("GET", `/iofog/${agent.uuid}`, {
						route: "GET /iofog/:uuid",
					});
			},
		],
		[
			1,
			() => {
				const it = one();
				world.add("DELETE", path(it), { route: `DELETE ${at}/:name/:version` });
				if (dice.chance(0.4))
					world.add("DELETE", path(it), {
						route: `DELETE ${at}/:name/:version`,
					});
				if (dice.chance(0.4)) read(it);
				forget(world.edgeResources, it);
			},
		],
		[1.2, () => world.add("GET", "/edgeResources")],
		[
			1,
			() =>
				world.add("GET", `${at}/${one().name}`, { route: `GET ${at}/:name` }),
		],
		[1, () => read(one())],
	])();
}
