import { deepEqual } from "../../core";

// Beyond this many comparisons lists are paired by position: the longest common part of two lists takes time by the product of their lengths.
const LIMIT = 4_000_000;

/** Pairs of positions (before, after), -1 where the element is on one side only, in the order in which a reader expects them. */
export type Pairs = readonly (readonly [number, number])[];

/** Pairs the elements of two lists so that what is common is paired and what is between is deleted or added; objects between are paired with each other. */
export function alignLists(
	before: readonly unknown[],
	after: readonly unknown[],
	isObject: (value: unknown) => boolean,
): Pairs {
	const pairs: [number, number][] = [];
	if (
		(before.length === after.length && !isReordered(before, after)) ||
		before.length * after.length > LIMIT
	) {
		for (let i = 0; i < Math.max(before.length, after.length); i++)
			pairs.push([i < before.length ? i : -1, i < after.length ? i : -1]);
		return pairs;
	}
	const [a, b] = classes(before, after);
	let i = 0;
	let j = 0;
	for (const [commonI, commonJ] of [
		...common(a, b),
		[before.length, after.length] as const,
	]) {
		while (i < commonI)
			if (j < commonJ && isObject(before[i]) && isObject(after[j]))
				pairs.push([i++, j++]);
			else pairs.push([i++, -1]);
		while (j < commonJ) pairs.push([-1, j++]);
		if (commonI < before.length) pairs.push([i++, j++]);
	}
	return pairs;
}

/** Pairs equal elements of two sets; `same` also weighs what is known about two positions beside their values. */
export function alignSets(
	before: readonly unknown[],
	after: readonly unknown[],
	same: (i: number, j: number) => boolean,
): Pairs {
	const [a, b] = classes(before, after);
	const open = new Map<number, number[]>();
	b.forEach((kind, j) => {
		const list = open.get(kind);
		if (list) list.push(j);
		else open.set(kind, [j]);
	});
	const taken = new Set<number>();
	const pairs: [number, number][] = a.map((kind, i) => {
		const j = open.get(kind)?.find((j) => !taken.has(j) && same(i, j)) ?? -1;
		if (j >= 0) taken.add(j);
		return [i, j];
	});
	b.forEach((_, j) => {
		if (!taken.has(j)) pairs.push([-1, j]);
	});
	return pairs;
}

/** Numbers the elements of both lists so that equal elements have equal numbers. */
function classes(
	before: readonly unknown[],
	after: readonly unknown[],
): [number[], number[]] {
	const simple = new Map<unknown, number>();
	const objects: [unknown, number][] = [];
	let next = 0;
	const number = (value: unknown) => {
		if (typeof value !== "object" || value === null) {
			if (!simple.has(value)) simple.set(value, next++);
			return simple.get(value) as number;
		}
		const known = objects.find(([other]) => deepEqual(other, value));
		if (known) return known[1];
		objects.push([value, next]);
		return next++;
	};
	return [before.map(number), after.map(number)];
}

function isReordered(
	before: readonly unknown[],
	after: readonly unknown[],
): boolean {
	const [a, b] = classes(before, after);
	const kinds = new Set(b);
	return a.every((kind) => kinds.has(kind));
}

/** The longest common subsequence, as pairs of positions. */
function common(a: readonly number[], b: readonly number[]) {
	const width = b.length + 1;
	const lengths = new Uint32Array((a.length + 1) * width);
	for (let i = a.length - 1; i >= 0; i--)
		for (let j = b.length - 1; j >= 0; j--)
			lengths[i * width + j] =
				a[i] === b[j]
					? (lengths[(i + 1) * width + j + 1] as number) + 1
					: Math.max(
							lengths[(i + 1) * width + j] as number,
							lengths[i * width + j + 1] as number,
						);
	const pairs: (readonly [number, number])[] = [];
	for (let i = 0, j = 0; i < a.length && j < b.length; )
		if (a[i] === b[j]) pairs.push([i++, j++]);
		else if (
			(lengths[(i + 1) * width + j] as number) >=
			(lengths[i * width + j + 1] as number)
		)
			i++;
		else j++;
	return pairs;
}
