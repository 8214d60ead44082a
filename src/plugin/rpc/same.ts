import type { CtyType } from "../../core/cty-type";
import { Dynamic } from "../../core/dynamic";
import { ExactNumber } from "../../core/exact-number";
import { UNKNOWN } from "../../core/unknown";
import { hasUnknown } from "../../core/values";

type Value = NonNullable<unknown> | null;
type Members = Readonly<Record<string, Value>>;

/** True where two values of a type are the same one to Terraform; unknown equals unknown. */
export function same(type: CtyType, a: unknown, b: unknown): boolean {
	return compare(type, a ?? null, b ?? null, false);
}

/** True where a value may stand where another one was planned: it is the same, and known, wherever the plan is known. */
export function fulfils(
	type: CtyType,
	planned: unknown,
	value: unknown,
): boolean {
	return compare(type, planned ?? null, value ?? null, true);
}

function compare(type: CtyType, a: Value, b: Value, filling: boolean): boolean {
	if (a === UNKNOWN && filling) return !hasUnknown(b);
	if (a === b) return true;
	if (a === null || b === null || a === UNKNOWN || b === UNKNOWN) return false;
	if (typeof type === "string") return samePrimitive(a, b, filling);
	switch (type[0]) {
		case "list":
			return pairwise(a, b, () => type[1], filling);
		case "tuple":
			return pairwise(a, b, (i) => type[1][i] as CtyType, filling);
		case "set":
			return sameMembers(type[1], a as Value[], b as Value[], filling);
		case "map": {
			const keys = Object.keys(a);
			return (
				keys.length === Object.keys(b).length &&
				keys.every(
					(key) =>
						Object.hasOwn(b, key) &&
						member(type[1], a as Members, b as Members, key, filling),
				)
			);
		}
		default:
			return Object.entries(type[1]).every(([name, inner]) =>
				member(inner, a as Members, b as Members, name, filling),
			);
	}
}

function member(
	type: CtyType,
	a: Members,
	b: Members,
	name: string,
	filling: boolean,
): boolean {
	return compare(type, a[name] ?? null, b[name] ?? null, filling);
}

function samePrimitive(a: unknown, b: unknown, filling: boolean): boolean {
	if (a instanceof Dynamic && b instanceof Dynamic)
		return (
			JSON.stringify(a.type) === JSON.stringify(b.type) &&
			compare(a.type, a.value ?? null, b.value ?? null, filling)
		);
	return (
		a instanceof ExactNumber && b instanceof ExactNumber && a.text === b.text
	);
}

function pairwise(
	a: unknown,
	b: unknown,
	typeAt: (index: number) => CtyType,
	filling: boolean,
): boolean {
	const [one, two] = [a as Value[], b as Value[]];
	return (
		one.length === two.length &&
		one.every((v, i) => compare(typeAt(i), v ?? null, two[i] ?? null, filling))
	);
}

function sameMembers(
	type: CtyType,
	a: readonly Value[],
	b: readonly Value[],
	filling: boolean,
): boolean {
	// Members that were unknown may turn out to be the same one.
	if (
		a.length !== b.length &&
		!(filling && a.length > b.length && a.some(hasUnknown))
	)
		return false;
	const rest = [...a];
	return b.every((v) => {
		const at = rest.findIndex((w) =>
			compare(type, w ?? null, v ?? null, filling),
		);
		if (at < 0) return false;
		rest.splice(at, 1);
		return true;
	});
}
