import { microserviceExtras, placement } from "../bodies/microservice";
import { port, volume } from "../bodies/microservice-parts";
import { spoil } from "../values";
import type { World } from "../world";

const at = "/microservices";

/** Calls of 3.7 about the microservices and applications of the Controller itself, and about sessions of a shell. */
export function system(world: World): void {
	const { dice } = world;
	if (world.is30) return;
	const list = world.add("GET", `${at}/system`);
	const uuid = dice.chance(0.85)
		? world.ref(list, `microservices.${dice.int(0, 3)}.uuid`)
		: world.microservice().uuid;
	const base = `${at}/system/${uuid}`;
	const call = (method: string, what: string, body?: unknown) =>
		world.add(method, `${base}${what}`, {
			route: `${method} ${at}/system/:uuid${what.replace(/\/\d+$/, "/:id")}`,
			...(body === undefined ? {} : { body }),
		});
	const odd = (body: Record<string, unknown>) =>
		!world.calm && dice.chance(0.4) ? spoil(dice, body) : body;
	const show = () => call("GET", "");
	dice.weighted<() => void>([
		[2, show],
		[
			3,
			() => {
				call(
					"PATCH",
					"",
					odd({ ...placement(world), ...microserviceExtras(world, 0.15) }),
				);
				show();
			},
		],
		[
			1,
			() => {
				call("PATCH", "/rebuild", {});
				show();
			},
		],
		[
			1.5,
			() => {
				call(
					"PATCH",
					"/config",
					dice.pick<unknown>([{ a: 1 }, {}, { t: `say "hi"` }]),
				);
				call("GET", "/config");
			},
		],
		[0.7, () => call("DELETE", "/config")],
		[1, () => call("POST", "/port-mapping", odd(port(world)))],
		[0.7, () => call("DELETE", `/port-mapping/${dice.pick([4222, 5671, 80])}`)],
		[1, () => call("POST", "/volume-mapping", odd(volume(world)))],
		[0.7, () => call("DELETE", `/volume-mapping/${dice.pick([1, 2, 9999])}`)],
		[1, () => call(dice.pick(["POST", "DELETE"]), "/exec")],
		[1, () => world.add("GET", `${at}/${uuid}`, { route: `GET ${at}/:uuid` })],
		[
			0.5,
			() =>
				world.add("DELETE", `${at}/${uuid}`, { route: `DELETE ${at}/:uuid` }),
		],
		[
			0.5,
			() =>
				world.add("PATCH", `${at}/${uuid}`, {
					route: `PATCH ${at}/:uuid`,
					body: { ...placement(world), logSize: 2 },
				}),
		],
		[
			1.5,
			() => {
				const own = world.microservice().uuid;
				const method = dice.pick(["POST", "DELETE"]);
				world.add(method, `${at}/${own}/exec`, {
					route: `${method} ${at}/:uuid/exec`,
				});
				world.add("GET", `${at}/${own}`, { route: `GET ${at}/:uuid` });
			},
		],
		[
			0.6,
			() => {
				const name = dice.pick([
					`system-${world.agent().name}`,
					world.application(),
					"nope",
				]);
				world.add(
					"DELETE",
					`/application/${dice.pick(["", "system/"])}${name}`,
					{ route: "DELETE /application/system/:name" },
				);
				world.add("GET", "/application/system");
			},
		],
	])();
}
