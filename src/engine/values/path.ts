import { isWhole } from "./number";
import type { Value } from "./value";

/** The way to a part of a value: attribute names and map keys as strings, list and tuple indices as numbers. A path ends at a set as a whole. */
export type Path = readonly (string | number)[];

/** Follows a path as far as values are known; gives nothing where a step leads nowhere, the unknown or null value where one is met. */
export function valueAt(value: Value, path: Path): Value | undefined {
	let current: Value | undefined = value;
	let marks = 0;
	for (const step of path) {
		marks |= current.marks;
		if (!current.isKnown || current.isNull) break;
		if (current.raw instanceof Map) {
			current = current.members.get(String(step));
		} else if (Array.isArray(current.raw) && isWhole(step as number)) {
			current = current.elements[step as number];
		} else current = undefined;
		if (current === undefined) return undefined;
	}
	return current.withMarks(marks);
}

/** Prints a path as messages and addresses do: `.name[0]["key"]`; steps that are identifiers are written as attributes. */
export function printPath(path: Path): string {
	return path
		.map((step) =>
			typeof step === "number"
				? `[${step}]`
				: /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(step)
					? `.${step}`
					: `[${JSON.stringify(step)}]`,
		)
		.join("");
}
