import type { CtyType } from "../../core/cty-type";
import { attributesOf, elementOf, kindOf, type TupleType } from "./types";

/** Gives the indices of types from the most general one down; the order is arbitrary among types that cannot be compared. */
export function byGenerality(types: readonly CtyType[]): number[] {
	const moreGeneral = types.map(() => [] as number[]);
	const incoming = types.map(() => 0);
	for (let i = 0; i < types.length; i++) {
		for (let j = i + 1; j < types.length; j++) {
			const order = compareGenerality(types[i] as CtyType, types[j] as CtyType);
			if (order === 0) continue;
			const [from, to] = order < 0 ? [i, j] : [j, i];
			moreGeneral[from]?.push(to);
			incoming[to] = (incoming[to] as number) + 1;
		}
	}
	const queue = [...incoming.keys()].filter((i) => incoming[i] === 0);
	for (let at = 0; at < queue.length; at++) {
		for (const next of moreGeneral[queue[at] as number] ?? []) {
			incoming[next] = (incoming[next] as number) - 1;
			if (incoming[next] === 0) queue.push(next);
		}
	}
	return queue;
}

/** Negative where the first type is the more general one, positive where the second is, 0 where that cannot be said. */
function compareGenerality(a: CtyType, b: CtyType): number {
	if (a === "dynamic" || b === "dynamic") {
		return Number(a === "dynamic") - Number(b === "dynamic");
	}
	const [x, y] = [kindOf(a), kindOf(b)];
	if (x === "string" || y === "string") {
		if (typeof a !== "string" || typeof b !== "string" || x === y) return 0;
		return x === "string" ? -1 : 1;
	}
	if (typeof a === "string" || typeof b === "string") return 0;
	if (x !== y) return compareKinds(x, y);
	if (x === "object") {
		const [left, right] = [attributesOf(a), attributesOf(b)];
		const names = Object.keys(left);
		if (names.length !== Object.keys(right).length) return 0;
		if (!names.every((name) => Object.hasOwn(right, name))) return 0;
		return agree(
			names.map((name) =>
				compareGenerality(left[name] as CtyType, right[name] as CtyType),
			),
		);
	}
	if (x === "tuple") {
		const [left, right] = [(a as TupleType)[1], (b as TupleType)[1]];
		if (left.length !== right.length) return 0;
		return agree(
			left.map((type, i) => compareGenerality(type, right[i] as CtyType)),
		);
	}
	return compareGenerality(elementOf(a), elementOf(b));
}

function compareKinds(x: string, y: string): number {
	const sequences = ["list", "set", "tuple"];
	if (x === "map" && y === "object") return -1;
	if (x === "object" && y === "map") return 1;
	if (!sequences.includes(x) || !sequences.includes(y)) return 0;
	// A list is more general than a set or a tuple, a tuple more than a set.
	const order = ["list", "tuple", "set"];
	return order.indexOf(x) - order.indexOf(y);
}

function agree(orders: number[]): number {
	const first = orders.some((order) => order < 0);
	const second = orders.some((order) => order > 0);
	return first === second ? 0 : first ? -1 : 1;
}
