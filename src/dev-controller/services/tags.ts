import type { World } from "../world";

/** The ids of tags by value, made where they are new; a value given twice counts once. */
export function tagIds(world: World, values: string[]): number[] {
	const ids = values.map(
		(value) =>
			(
				world.tags.by("value", value)[0] ??
				world.tags.insert({ id: world.store.next("tag"), value })
			).id,
	);
	return [...new Set(ids)];
}

/** The text of a tag by its id. */
export const tagValue = (world: World, id: number): string | undefined =>
	world.tags.get(id)?.value;
