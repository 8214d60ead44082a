import { type Path, pathText, UNKNOWN } from "../../core";
import type { Values } from "../../provider/types";
import { Value } from "../language";
import { samePlain } from "./plain";
import type { Attr } from "./schema";

/** Finds where a planned state contradicts the configuration: a set argument must be planned as it is set, or stay as it was. */
export function planFaults(
	attrs: readonly Attr[],
	prior: Values | null,
	config: Values,
	planned: Values,
	path: Path = [],
): string[] {
	const faults: string[] = [];
	for (const attr of attrs) {
		const { name } = attr;
		const after = planned[name] ?? null;
		const given = config[name] ?? null;
		const at = path.length === 0 ? [name] : [...path, name];
		if (attr.writeOnly) {
			if (after !== null)
				faults.push(
					`${pathText(at)}: planned a value for a write-only argument`,
				);
			continue;
		}
		if (given === null && attr.computed) continue;
		if (after === given) continue;
		const before = prior === null ? null : (prior[name] ?? null);
		if (
			given !== null &&
			before !== null &&
			samePlain(after, before, attr.type)
		)
			continue;
		if (attr.nested && isKnownObject(given) && isKnownObject(after)) {
			faults.push(...nestedFaults(attr, before, given, after, at));
			continue;
		}
		if (!samePlain(after, given, attr.type))
			faults.push(
				given === null
					? `${pathText(at)}: planned a value where none is set`
					: `${pathText(at)}: planned another value than the one that is set`,
			);
	}
	return faults;
}

const isKnownObject = (value: unknown): value is object =>
	typeof value === "object" && value !== null && !(value instanceof Value);

function nestedFaults(
	attr: Attr,
	before: unknown,
	given: object,
	after: object,
	path: Path,
): string[] {
	const { mode, attrs } = attr.nested as NonNullable<Attr["nested"]>;
	if (mode === "single")
		return planFaults(
			attrs,
			before === UNKNOWN ? null : (before as Values | null),
			given as Values,
			after as Values,
			path,
		);
	const keys = Object.keys(given);
	if (mode === "set")
		return keys.length < Object.keys(after).length
			? [`${pathText(path)}: planned more elements than are set`]
			: [];
	if (keys.length !== Object.keys(after).length)
		return [`${pathText(path)}: planned another number of elements`];
	return keys.flatMap((key) => {
		const config = (given as Values)[key];
		const planned = (after as Values)[key];
		const step = mode === "list" ? Number(key) : key;
		if (!isKnownObject(config) || !isKnownObject(planned))
			return config === planned
				? []
				: [`${pathText([...path, step])}: planned another value`];
		return planFaults(
			attrs,
			((before as Values | null)?.[key] ?? null) as Values | null,
			config as Values,
			planned as Values,
			[...path, step],
		);
	});
}

/** Finds where a new state is not what was planned: a value known in the plan must not change. */
export function resultFaults(
	attrs: readonly Attr[],
	planned: Values,
	actual: Values,
	path: Path = [],
): string[] {
	const faults: string[] = [];
	for (const attr of attrs) {
		const before = planned[attr.name] ?? null;
		const after = actual[attr.name] ?? null;
		if (before === after || before === UNKNOWN) {
			if (after === UNKNOWN)
				faults.push(
					`${pathText([...path, attr.name])}: still unknown after apply`,
				);
			continue;
		}
		if (!compatible(before, after, attr))
			faults.push(
				`${pathText([...path, attr.name])}: ${
					attr.sensitive ? "other than" : "not as"
				} planned`,
			);
	}
	return faults;
}

function compatible(before: unknown, after: unknown, attr: Attr): boolean {
	if (before instanceof Value)
		return (
			!before.isWhollyKnown ||
			(after instanceof Value && samePlain(before, after, attr.type))
		);
	if (attr.nested && isKnownObject(before) && isKnownObject(after)) {
		const { mode, attrs } = attr.nested;
		if (mode === "single")
			return (
				resultFaults(attrs, before as Values, after as Values).length === 0
			);
		const keys = Object.keys(before);
		if (mode === "set") return keys.length >= Object.keys(after).length;
		return (
			keys.length === Object.keys(after).length &&
			keys.every((key) => {
				const [x, y] = [(before as Values)[key], (after as Values)[key]];
				return isKnownObject(x) && isKnownObject(y)
					? resultFaults(attrs, x as Values, y as Values).length === 0
					: x === UNKNOWN || x === y;
			})
		);
	}
	return matches(before, after, attr);
}

function matches(before: unknown, after: unknown, attr: Attr): boolean {
	if (samePlain(before, after, attr.type)) return true;
	if (!isKnownObject(before) || !isKnownObject(after)) return false;
	const keys = Object.keys(before);
	return (
		keys.length === Object.keys(after).length &&
		(attr.type[0] === "set"
			? Object.values(before).includes(UNKNOWN)
			: keys.every((key) => {
					const x = (before as Values)[key];
					return x === UNKNOWN || x === (after as Values)[key];
				}))
	);
}
