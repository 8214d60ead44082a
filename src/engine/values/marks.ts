import type { Path } from "./path";
import { setValue } from "./set";
import { elementOf } from "./types";
import { type Marks, Value } from "./value";

/** Gives the paths to the parts of a value that carry a mark; what lies inside a marked part is not listed again. */
export function markedPaths(value: Value, mark: Marks): Path[] {
	const found: Path[] = [];
	collect(value, mark, [], found);
	return found;
}

function collect(value: Value, mark: Marks, path: Path, found: Path[]): void {
	if ((value.deep & mark) === 0) return;
	if ((value.marks & mark) !== 0) {
		found.push(path);
	} else if (Array.isArray(value.raw)) {
		value.elements.forEach((inner, i) => {
			collect(inner, mark, [...path, i], found);
		});
	} else {
		for (const key of value.keys) {
			const inner = value.members.get(key) as Value;
			collect(inner, mark, [...path, key], found);
		}
	}
}

/** Puts a mark on the parts of a value to which the paths lead; a path through a set, an unknown or a null marks that one as a whole. */
export function markPaths(
	value: Value,
	paths: readonly Path[],
	mark: Marks,
): Value {
	return paths.reduce((marked, path) => markPath(marked, path, 0, mark), value);
}

function markPath(value: Value, path: Path, at: number, mark: Marks): Value {
	const step = path[at];
	if (step === undefined || (value.marks & mark) === mark) {
		return value.withMarks(mark);
	}
	const { raw } = value;
	const whole =
		raw === null || !value.isKnown || (value.type as string[])[0] === "set";
	if (whole) return value.withMarks(mark);
	if (raw instanceof Map) {
		const inner = raw.get(String(step));
		if (inner === undefined) return value;
		const members = new Map(raw);
		members.set(String(step), markPath(inner, path, at + 1, mark));
		return new Value(value.type, members, value.marks);
	}
	if (!Array.isArray(raw) || raw[step as number] === undefined) return value;
	const elements = raw.slice();
	elements[step as number] = markPath(raw[step as number], path, at + 1, mark);
	return new Value(value.type, elements, value.marks);
}

/**
 * Rebuilds a value from its leaves up: `change` gets each part, with the changed parts in it, and its path, and gives what stands there instead.
 * A change that alters a type inside a list, set or map must alter it alike in every element.
 */
export function transform(
	value: Value,
	change: (value: Value, path: Path) => Value,
	path: Path = [],
): Value {
	const { raw } = value;
	if (raw instanceof Map) {
		const members = new Map<string, Value>();
		for (const [key, inner] of raw) {
			members.set(key, transform(inner, change, [...path, key]));
		}
		return change(rebuild(value, members), path);
	}
	if (Array.isArray(raw)) {
		const elements = raw.map((inner, i) =>
			transform(inner, change, [...path, i]),
		);
		return change(rebuild(value, elements), path);
	}
	return change(value, path);
}

function rebuild(
	value: Value,
	parts: readonly Value[] | ReadonlyMap<string, Value>,
): Value {
	const { type } = value;
	const kind = type[0];
	if (kind === "object" || kind === "tuple") {
		return new Value(undefined, parts, value.marks);
	}
	const all = Array.isArray(parts)
		? (parts as readonly Value[])
		: [...(parts as ReadonlyMap<string, Value>).values()];
	const element = all[0]?.type ?? elementOf(type);
	if (kind === "set") return setValue(element, all).withMarks(value.marks);
	return new Value([kind as "list", element], parts, value.marks);
}
