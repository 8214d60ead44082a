import type { World } from "../world";
import { some } from "./some";

type Body = Record<string, unknown>;

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
