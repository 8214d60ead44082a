import { spoil, text } from "../values";
import type { World } from "../world";

const guarded = [
	"/application",
	"/iofog-list",
	"/registries",
	"/catalog/microservices",
	"/microservices?application=app1",
	"/routes",
	"/config",
	"/applicationTemplates",
	"/edgeResources",
	"/router",
	"/user/profile",
];

/** Calls that are wrong as HTTP: no route, no token, no JSON, too big, another content type. */
export function transport(world: World): void {
	const { dice } = world;
	const json = "application/json";
	const raw = (type: string, body: string, path = "/application") =>
		world.add("POST", path, { raw: { type, text: body } });
	dice.weighted<() => void>([
		[1.5, () => oddPath(world)],
		[1, () => world.add("GET", "/status", { as: dice.pick(["none", "user"]) })],
		[0.7, () => world.add("GET", "/fog-types/", { as: "none" })],
		[
			2,
			() => {
				const path = dice.pick(
					world.is30 ? guarded : guarded.filter((it) => it !== "/user/profile"),
				);
				world.add("GET", path, {
					as: dice.pick(["none", "wrong", "raw"]),
					route: `GET ${path.replace(/\?.*/, "")}`,
				});
			},
		],
		[
			1,
			() =>
				world.add(
					dice.pick(["POST", "PATCH", "DELETE"]),
					dice.pick([
						"/application",
						"/iofog/x",
						"/registries/1",
						"/microservices/x",
					]),
					{
						as: dice.pick(["none", "wrong"]),
						route: "write without a token",
						body: { name: "x" },
					},
				),
		],
		[
			1.5,
			() =>
				world.add(
					dice.pick(["GET", "POST", "PUT", "DELETE", "PATCH"]),
					dice.pick([
						"/nope",
						"/registries/1/x",
						"/iofog",
						"/application/a/b",
						"/microservices/x/y/z",
						"",
					]),
					{ route: "no such route", body: undefined },
				),
		],
		[
			1,
			() =>
				raw(
					json,
					dice.pick([
						`{"name":"x",`,
						"{",
						`"str"`,
						"5",
						"nul",
						"[",
						`{"a":1}}`,
					]),
				),
		],
		[
			0.5,
			() =>
				raw(
					json,
					JSON.stringify({
						name: world.name("app"),
						description: "x".repeat(dice.pick([101000, 103000, 120000])),
					}),
				),
		],
		[0.7, () => raw("text/plain", `{"name":"ct-plain"}`)],
		[
			0.7,
			() =>
				raw(
					"application/x-www-form-urlencoded",
					dice.pick([
						`name=${world.name("form")}`,
						"a=1",
						"name=A&description=x+y",
						"name=f1&microservices[]=1",
					]),
				),
		],
		[
			0.7,
			() => raw(json, dice.pick([`["x"]`, "[]", "{}", `[{"name":"a"}]`, ""])),
		],
		[
			0.5,
			() =>
				world.add(
					"HEAD",
					dice.pick([
						"/capabilities/edgeResources",
						"/capabilities/applicationTemplates",
						"/capabilities/nats",
						"/capabilities/bogus",
						"/status",
					]),
					{},
				),
		],
	])();
}

/** Paths and methods that are odd but known to the Controller's HTTP library. */
function oddPath(world: World): void {
	const { dice } = world;
	const name = world.application();
	const [method, path] = dice.pick<[string, string]>([
		["GET", "/APPLICATION"],
		["GET", `/Application/${name}`],
		["GET", "/application/"],
		["GET", `/application/${name}/`],
		["GET", "//application"],
		["GET", "/application/%zz"],
		["GET", "/iofog/%E0%A4%A"],
		["GET", "/application?x=1&y[]=2"],
		["GET", `/microservices?application=${name}&application=${name}`],
		["GET", `/microservices?application[]=${name}`],
		["GET", `/microservices?application[a]=${name}`],
		["HEAD", "/application"],
		["HEAD", `/application/${name}`],
		["HEAD", "/nope"],
		["OPTIONS", "/application"],
		["OPTIONS", "/nope"],
		["GET", "/iofog-list?filters=x"],
		["GET", "/iofog-list?filters[key]=name"],
		["GET", "/iofog-list?filters[0]=x"],
		["GET", "/iofog-list?system=false"],
	]);
	world.add(method, path, { route: "odd path" });
}

/** Calls about the Controller's own settings. */
export function settings(world: World): void {
	const { dice } = world;
	const key = dice.pick([
		"router-image-1",
		"proxy-image-1",
		"public-port-range",
		"x-y",
		"UPPER key",
	]);
	dice.weighted<() => void>([
		[
			3,
			() => {
				const body = { key, value: text(dice) };
				world.add("PUT", "/config", {
					body: !world.calm && dice.chance(0.6) ? spoil(dice, body) : body,
				});
				world.add("GET", `/config/${encodeURIComponent(key)}`, {
					route: "GET /config/:key",
				});
			},
		],
		[1, () => world.add("GET", "/config")],
		[
			1,
			() =>
				world.add("GET", `/config/${encodeURIComponent(key)}`, {
					route: "GET /config/:key",
				}),
		],
	])();
}
