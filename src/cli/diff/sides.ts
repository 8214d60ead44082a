import type { Path } from "../../core";

/**
 * The two sides of a planned change of one value, with what is known about them. `undefined` says that a side has no such value,
 * `null` that it has one which is null; the marks are `true` for the whole value or nested like the value itself.
 */
export interface Sides {
	readonly before: unknown;
	readonly after: unknown;
	readonly unknown: unknown;
	readonly beforeSensitive: unknown;
	readonly afterSensitive: unknown;
	/** Paths, relative to this value, of sensitive values that differ. */
	readonly hidden: readonly Path[];
	/** Paths, relative to this value, whose change replaces the object. */
	readonly replace: readonly Path[];
}

/** How one value changes. */
export type Action = "no-op" | "create" | "update" | "delete";

/** The sides of a change as a plan writes it, where null stands for "none" on the outermost level. */
export function sidesOf(change: {
	actions: readonly string[];
	before?: unknown;
	after?: unknown;
	after_unknown?: unknown;
	before_sensitive?: unknown;
	after_sensitive?: unknown;
	sensitive_changes?: readonly Path[];
	replace_paths?: readonly unknown[];
}): Sides {
	const [only] = change.actions.length === 1 ? change.actions : [];
	return {
		before: change.before ?? undefined,
		after: change.after ?? undefined,
		unknown: change.after_unknown,
		// Terraform marks outputs as sensitive on the side on which they do not exist, too.
		beforeSensitive: only === "create" ? undefined : change.before_sensitive,
		afterSensitive: only === "delete" ? undefined : change.after_sensitive,
		hidden: change.sensitive_changes ?? [],
		replace: (change.replace_paths ?? []) as readonly Path[],
	};
}

/** Both sides equal to `value`, as where a stored object is shown. */
export function unchanged(value: unknown, sensitive?: unknown): Sides {
	return {
		before: value ?? undefined,
		after: value ?? undefined,
		unknown: undefined,
		beforeSensitive: sensitive,
		afterSensitive: sensitive,
		hidden: [],
		replace: [],
	};
}

/** The part under a key of an object or map. */
export function under(sides: Sides, key: string): Sides {
	return {
		before: member(sides.before, key),
		after: member(sides.after, key),
		unknown: inherited(sides.unknown, key),
		beforeSensitive: inherited(sides.beforeSensitive, key),
		afterSensitive: inherited(sides.afterSensitive, key),
		hidden: below(sides.hidden, (step) => String(step) === key),
		replace: below(sides.replace, (step) => String(step) === key),
	};
}

/** The part that stands at one position before and at another after; -1 where a side lacks it. */
export function at(sides: Sides, before: number, after: number): Sides {
	return {
		before: before < 0 ? undefined : (sides.before as unknown[])[before],
		after: after < 0 ? undefined : (sides.after as unknown[])[after],
		unknown: after < 0 ? undefined : element(sides.unknown, after),
		beforeSensitive:
			before < 0 ? undefined : element(sides.beforeSensitive, before),
		afterSensitive:
			after < 0 ? undefined : element(sides.afterSensitive, after),
		hidden: below(sides.hidden, (step) => step === after),
		replace: below(sides.replace, (step) => step === before || step === after),
	};
}

/** The attribute of an object whose type is known: it is there on both sides, null means that it is not set. */
export function attributeOf(sides: Sides, name: string): Sides {
	const child = under(sides, name);
	return {
		...child,
		before: child.before ?? undefined,
		after: child.after ?? undefined,
	};
}

/** The old side alone, as if the value were deleted. */
export function asDelete(sides: Sides): Sides {
	return {
		...sides,
		after: undefined,
		unknown: undefined,
		afterSensitive: undefined,
	};
}

/** The new side alone, as if the value were created. */
export function asCreate(sides: Sides): Sides {
	return { ...sides, before: undefined, beforeSensitive: undefined };
}

/** True where the change of the value as a whole replaces the object. */
export function replaces(sides: Sides): boolean {
	return sides.replace.some((path) => path.length === 0);
}

/** The keys that either side, or a mark, has. */
export function keysOf(sides: Sides): string[] {
	const keys = new Set<string>();
	for (const part of [
		sides.before,
		sides.after,
		sides.unknown,
		sides.beforeSensitive,
		sides.afterSensitive,
	])
		if (isRecord(part)) for (const key of Object.keys(part)) keys.add(key);
	return [...keys];
}

/** The action of a value that has parts, before the actions of the parts are known. */
export function startOf(sides: Sides): Action {
	const before = sides.before ?? null;
	const after = sides.after ?? null;
	if (before === null && after === null) return "no-op";
	if (before === null) return "create";
	return after === null ? "delete" : "no-op";
}

/** Adds the action of a part to that of the whole. */
export function combine(whole: Action, part: Action): Action {
	if (part === "no-op" || part === whole) return whole;
	return "update";
}

/** True for objects that are neither null nor a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function below(
	paths: readonly Path[],
	matches: (step: string | number) => boolean,
): readonly Path[] {
	if (paths.length === 0) return paths;
	return paths
		.filter(([step]) => step !== undefined && matches(step))
		.map((path) => path.slice(1));
}

function member(value: unknown, key: string): unknown {
	return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function inherited(mark: unknown, key: string): unknown {
	return mark === true ? true : member(mark, key);
}

function element(mark: unknown, index: number): unknown {
	if (mark === true) return true;
	return Array.isArray(mark) ? mark[index] : undefined;
}
