import { createHash, randomBytes } from "node:crypto";
import { canonicalJson, deepEqual, ExactNumber, type Private } from "../core";

type Json = unknown;
type JsonObject = Record<string, Json>;

const isObject = (value: Json): value is JsonObject =>
	typeof value === "object" &&
	value !== null &&
	!Array.isArray(value) &&
	!(value instanceof ExactNumber);

/** Merges one JSON value over another: objects key by key at every depth, anything else as a whole. */
export function mergeJson(base: Json, over: Json): Json {
	if (!isObject(base) || !isObject(over)) return over;
	const out: JsonObject = { ...base };
	for (const [key, value] of Object.entries(over))
		out[key] = Object.hasOwn(base, key) ? mergeJson(base[key], value) : value;
	return out;
}

/** The paths of all leaves (whatever is no object, and empty objects) with their values. */
function leaves(value: Json, path: string[] = []): [string[], Json][] {
	if (!isObject(value) || Object.keys(value).length === 0)
		return [[path, value]];
	return Object.entries(value).flatMap(([key, v]) => leaves(v, [...path, key]));
}

const digest = (salt: string, value: Json) =>
	createHash("sha256")
		.update(salt)
		.update(canonicalJson(value))
		.digest("base64");

/** Remembers in private data which leaves of a value are secret, each with a salted hash; the values themselves are not kept. */
export function remember(
	store: Private,
	key: string,
	secret: Json | undefined,
): void {
	delete store[key];
	if (secret === undefined) return;
	store[key] = leaves(secret).map(([path, value]) => {
		const salt = randomBytes(12).toString("base64");
		return [path, salt, digest(salt, value)];
	});
}

/** Takes the remembered leaves out of a live value; `intact` is false where one of them is missing or another than was written. */
export function withhold(
	store: Private,
	key: string,
	live: Json,
	known: Json,
): { value: Json; intact: boolean } {
	const entries = (store[key] ?? []) as [string[], string, string][];
	let value = live;
	let intact = true;
	for (const [path, salt, hash] of entries) {
		const taken = take(value, path, known);
		intact &&= taken.found && digest(salt, taken.secret) === hash;
		value = taken.rest;
	}
	return { value, intact };
}

/** Removes the value at a path, and objects that become empty by it unless they stand in the known value too. */
function take(
	value: Json,
	path: readonly string[],
	known: Json,
): { rest: Json; found: boolean; secret?: Json } {
	const [step, ...deeper] = path;
	if (step === undefined)
		return { rest: known ?? {}, found: true, secret: value };
	if (!isObject(value) || !Object.hasOwn(value, step))
		return { rest: value, found: false };
	const { [step]: inner, ...others } = value;
	const knownInner = isObject(known) ? known[step] : undefined;
	if (deeper.length === 0) {
		// The secret was written over a value of the open configuration: put that back.
		const rest =
			knownInner === undefined ? others : { ...value, [step]: knownInner };
		return { rest, found: true, secret: inner };
	}
	const taken = take(inner, deeper, knownInner);
	const emptied =
		taken.found && deepEqual(taken.rest, {}) && knownInner === undefined;
	return {
		rest: emptied ? others : { ...value, [step]: taken.rest },
		found: taken.found,
		secret: taken.secret,
	};
}
