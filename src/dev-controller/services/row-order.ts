import type { World } from "../world";

function rank(value: unknown): number {
	if (value === null || value === undefined) return 0;
	return typeof value === "string" ? 2 : 1;
}

function compare(a: unknown, b: unknown): number {
	const byKind = rank(a) - rank(b);
	if (byKind !== 0 || rank(a) === 0) return byKind;
	if (typeof a === "string")
		return Buffer.compare(Buffer.from(a), Buffer.from(b as string));
	return Number(a) - Number(b);
}

/**
 * Parts in the order in which 3.0 reads them through an index that SQLite makes on the fly:
 * by their columns, in order of `columns`. 3.7 has indexes of its own and keeps the order of creation.
 */
export function inRowOrder<Part>(
	world: World,
	parts: Part[],
	...columns: (keyof Part)[]
): Part[] {
	if (world.dialect === "3.7") return parts;
	return [...parts].sort((a, b) => {
		for (const column of columns) {
			const order = compare(a[column], b[column]);
			if (order !== 0) return order;
		}
		return 0;
	});
}
