import { MAX_BODY_BYTES } from "../controller";
import { leastBytes } from "../controller/least-size";
import {
	type Diagnostic,
	error,
	hasUnknown,
	type Named,
	sameValue,
	toSnake,
} from "../core";
import type { AnyResource } from "../resources";
import type { Values } from "./types";

// Less than a twentieth of the limit in one argument is not worth the count: no type has so many that hold texts.
const SMALL = MAX_BODY_BYTES / 20;

/**
 * Reports values that cannot fit into one request, whatever else it holds; values are camelCase, `set` are the attributes that `config` sets. What
 * is a little larger than the limit shows only when it is sent.
 */
export function judgeSize(
	{ type }: AnyResource,
	set: readonly Named[],
	config: Values,
	prior: Values | undefined,
	planned: Values,
): Diagnostic[] {
	let total = 0;
	let most = 0;
	let largest = "";
	for (const { camel: name, attribute } of set) {
		const { type, writeOnly } = attribute;
		if (writeOnly) {
			// What it replaces of another argument is not counted twice.
			const bytes = leastBytes(config[name], type.kind === "json", SMALL);
			if (bytes > MAX_BODY_BYTES && !prior && !hasUnknown(config[name]))
				[total, most, largest] = [Math.max(total, bytes), bytes, name];
			continue;
		}
		const value = planned[name] ?? null;
		if (value === null) continue;
		const bytes = leastBytes(value, type.kind === "json", SMALL);
		if (bytes === 0 || hasUnknown(value)) continue;
		if (prior && sameValue(type, prior[name], value)) continue;
		total += bytes;
		if (bytes > most) [most, largest] = [bytes, name];
	}
	if (total <= MAX_BODY_BYTES) return [];
	const name = toSnake(largest);
	return [
		error(
			"Request too large",
			`The arguments of this ${type} take ${total} bytes and a Controller accepts ${MAX_BODY_BYTES} (100 KiB) in one request. Most of it, ${most} bytes, is the argument ${name}: make it smaller. What a container needs beyond that can come from files in a volume.`,
			[name],
		),
	];
}
