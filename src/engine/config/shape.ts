import type { JsonValue } from "../language";
import type { Faults } from "./faults";

/** A JSON object of a configuration. */
export type JsonObject = { [key: string]: JsonValue };

/** Says whether a JSON value is an object. */
export function isObject(json: JsonValue | undefined): json is JsonObject {
	return (
		typeof json === "object" &&
		json !== null &&
		!Array.isArray(json) &&
		Object.getPrototypeOf(json) === Object.prototype
	);
}

/** The bodies of a block that may be written once or as a list of blocks. */
export function bodiesOf(
	json: JsonValue | undefined,
	what: string,
	faults: Faults,
	address?: string,
): JsonObject[] {
	if (json === undefined || json === null) return [];
	if (isObject(json)) return [json];
	if (Array.isArray(json))
		return json.flatMap((inner) => bodiesOf(inner, what, faults, address));
	faults.error(
		"Incorrect JSON value type",
		`Either a JSON object or a JSON array is required, representing the contents of one or more "${what}" blocks.`,
		address,
	);
	return [];
}

/** The labelled blocks of a kind: `resource` has two labels, `variable` one. */
export function labelled(
	json: JsonValue | undefined,
	what: string,
	labels: number,
	faults: Faults,
): { labels: string[]; body: JsonObject }[] {
	if (json === undefined) return [];
	let level = [{ labels: [] as string[], json }];
	for (let i = 0; i < labels; i++)
		level = level.flatMap(({ labels: before, json }) => {
			const members = bodiesOf(json, what, faults).flatMap(Object.entries);
			if (members.length === 0)
				faults.error(
					"Missing block label",
					`"${[what, ...before].join(".")}" is empty. At least one object property is required, whose name represents the ${what} block's name.`,
				);
			return members.map(([key, inner]) => ({
				labels: [...before, key],
				json: inner,
			}));
		});
	return level.flatMap(({ labels, json }) =>
		bodiesOf(json, what, faults).map((body) => ({ labels, body })),
	);
}

/** Reports keys that a block does not have. */
export function onlyKeys(
	body: JsonObject,
	allowed: readonly string[],
	faults: Faults,
	address: string | undefined,
): void {
	for (const key of Object.keys(body))
		if (key !== "//" && !allowed.includes(key))
			faults.error(
				"Extraneous JSON object property",
				`No argument or block type is named "${key}".${suggestion(key, allowed)}`,
				address,
			);
}

/** ` Did you mean "…"?` where a name is near one that exists, else nothing. */
export function suggestion(name: string, known: Iterable<string>): string {
	let best = "";
	let least = 3;
	for (const one of known) {
		const distance = editDistance(name, one, least);
		if (distance < least) {
			least = distance;
			best = one;
		}
	}
	return best === "" ? "" : ` Did you mean "${best}"?`;
}

function editDistance(a: string, b: string, limit: number): number {
	if (Math.abs(a.length - b.length) >= limit) return limit;
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++)
			next[j] = Math.min(
				(row[j] as number) + 1,
				(next[j - 1] as number) + 1,
				(row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
			);
		row = next;
	}
	return row[b.length] as number;
}

const NAME = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** Reports a name that is no identifier. */
export function checkName(name: string, what: string, faults: Faults): void {
	if (!NAME.test(name))
		faults.error(
			`Invalid ${what} name`,
			`"${name}" is not a valid name: a name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.`,
		);
}
