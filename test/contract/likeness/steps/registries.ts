import { catalogItem, registry } from "../bodies/resources";
import { spoil } from "../values";
import type { World } from "../world";

const never = "9999";

/** Calls about registries. */
export function registries(world: World): void {
	const { dice } = world;
	const id = () =>
		world.known(
			world.registries,
			dice.pick([never, "abc", "1", "2", "0", "-1", "1.5"]),
			0.2,
		);
	const list = () => world.add("GET", "/registries");
	dice.weighted<() => void>([
		[
			4,
			() => {
				const body = registry(world);
				const bad = !world.calm && dice.chance(0.8);
				const call = world.add("POST", "/registries", {
					body: bad ? spoil(dice, body) : body,
				});
				if (!bad || dice.chance(0.3))
					world.remember(world.registries, world.ref(call, "id", 9999));
				if (dice.chance(0.6)) list();
			},
		],
		[
			3,
			() => {
				const full = registry(world);
				const keys = Object.keys(full).filter(() => dice.chance(0.4));
				const body = Object.fromEntries(keys.map((key) => [key, full[key]]));
				world.add("PATCH", `/registries/${id()}`, {
					route: "PATCH /registries/:id",
					body: !world.calm && dice.chance(0.6) ? spoil(dice, body) : body,
				});
				if (dice.chance(0.7)) list();
			},
		],
		[
			1.5,
			() => {
				const which = id();
				world.add("DELETE", `/registries/${which}`, {
					route: "DELETE /registries/:id",
				});
				if (dice.chance(0.3))
					world.add("DELETE", `/registries/${which}`, {
						route: "DELETE /registries/:id",
					});
				if (dice.chance(0.5)) list();
			},
		],
		[1, list],
		[
			1.5,
			() =>
				world.add("GET", `/registries/${id()}`, {
					route: "GET /registries/:id",
				}),
		],
	])();
}

/** Calls about catalog items. */
export function catalog(world: World): void {
	const { dice } = world;
	const at = "/catalog/microservices";
	const id = () =>
		world.known(
			world.catalogItems,
			dice.pick([never, "abc", "1", "4", "5", "6"]),
			0.2,
		);
	const read = (which: string) =>
		world.add("GET", `${at}/${which}`, { route: `GET ${at}/:id` });
	dice.weighted<() => void>([
		[
			4,
			() => {
				const body = catalogItem(
					world,
					world.dice.chance(0.85)
						? world.name("item")
						: dice.pick(["item1", "Common Logging", "UPPER name", ""]),
				);
				const bad = !world.calm && dice.chance(0.7);
				const call = world.add("POST", at, {
					body: bad ? spoil(dice, body) : body,
				});
				if (!bad)
					world.remember(world.catalogItems, world.ref(call, "id", 9999));
				if (dice.chance(0.6)) read(world.ref(call, "id", 9999));
			},
		],
		[
			3.5,
			() => {
				const which = id();
				const full = catalogItem(
					world,
					dice.chance(0.7) ? world.name("item") : "item1",
				);
				const body = Object.fromEntries(
					Object.entries(full).filter(() => dice.chance(0.4)),
				);
				world.add("PATCH", `${at}/${which}`, {
					route: `PATCH ${at}/:id`,
					body: !world.calm && dice.chance(0.6) ? spoil(dice, body) : body,
				});
				if (dice.chance(0.7)) read(which);
			},
		],
		[
			1.2,
			() => {
				const which = id();
				world.add("DELETE", `${at}/${which}`, { route: `DELETE ${at}/:id` });
				if (dice.chance(0.4))
					world.add("DELETE", `${at}/${which}`, { route: `DELETE ${at}/:id` });
				if (dice.chance(0.4)) read(which);
			},
		],
		[0.7, () => world.add("GET", at)],
		[1, () => read(id())],
	])();
}
