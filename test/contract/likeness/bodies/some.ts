import type { World } from "../world";

type Body = Record<string, unknown>;

/** Keeps each member of `all` with probability `p`. */
export function some(
	world: World,
	all: Record<string, () => unknown>,
	p: number,
): Body {
	const body: Body = {};
	for (const [key, make] of Object.entries(all))
		if (world.dice.chance(p)) body[key] = make();
	return body;
}

/** One member of a body, or all of it. */
export function oneOrAll(
	world: World,
	p: number,
	make: (p: number) => Body,
): Body {
	if (!world.dice.chance(0.35)) return make(p);
	const entries = Object.entries(make(1));
	return entries.length === 0
		? {}
		: Object.fromEntries([world.dice.pick(entries)]);
}
