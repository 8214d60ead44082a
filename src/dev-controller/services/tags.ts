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

/** The ids that stand after `ids` were set in place of `before`: the Controller keeps the rows that stay, in their order, and adds the new ones. */
export function tagsAfter(before: number[], ids: number[]): number[] {
	return [
		...before.filter((id) => ids.includes(id)),
		...ids.filter((id) => !before.includes(id)),
	];
}

/** The text of a tag by its id. */
export const tagValue = (world: World, id: number): string | undefined =>
	world.tags.get(id)?.value;
