import {
	type Attribute,
	type Diagnostic,
	type Dialect,
	defaultOf,
	differingIn,
	encode,
	error,
	fill,
	isWhole,
	partialOf,
	sameValue,
	type Type,
	UNKNOWN,
} from "../core";
import type { AnyResource } from "../resources";
import { copyOf } from "./context";
import { decoded } from "./decoded";
import { diagnose } from "./diagnose";
import type { Configured, ReadResult, Stored, Values } from "./types";
import { resourceOf } from "./types-of";

/** Brings the state of one object up to date; another form of the same value leaves the state as it is. */
export async function read(
	configured: Configured,
	type: string,
	stored: Stored,
	signal: AbortSignal,
): Promise<ReadResult> {
	const resource = resourceOf(type);
	const state = decoded(resource.attributes, stored.state);
	const asked = { state, private: stored.private };
	const result = await readObject(configured, resource, asked, signal);
	return {
		...result,
		state:
			// The very state where nothing has changed, so that whoever compares them sees it at once.
			result.state === state && isWhole(resource.attributes, stored.state)
				? stored.state
				: result.state && encode(resource.attributes, result.state),
	};
}

/** The same with values in camelCase on both sides. */
export async function readObject(
	configured: Configured,
	resource: AnyResource,
	stored: Stored,
	signal: AbortSignal,
): Promise<ReadResult> {
	const kept = copyOf(stored.private);
	const diagnostics: Diagnostic[] = [];
	if (!configured.controller)
		return {
			...stored,
			diagnostics: [
				error(
					"Controller not known yet",
					`A stored ${resource.type} can only be read once the configuration of the provider is known. Apply what the provider depends on first, e.g. with --target.`,
				),
			],
		};
	try {
		const live = await resource.read(
			{
				controller: configured.controller,
				signal,
				private: kept,
				config: {},
				warn: (d) => diagnostics.push(d),
			},
			stored.state as never,
		);
		if (!live) return { state: null, private: kept, diagnostics };
		const dialect = await configured.dialect(signal);
		const state = refreshed(resource, stored.state, live, dialect);
		return { state, private: kept, diagnostics };
	} catch (cause) {
		return { ...stored, diagnostics: [...diagnostics, ...diagnose(cause)] };
	}
}

/** Merges what the Controller tells into stored values, attribute by attribute (camelCase); gives those back where it tells nothing new. */
export function refreshed(
	{ attributes }: AnyResource,
	stored: Values,
	live: Values,
	dialect: Dialect | undefined,
): Values {
	let next = stored;
	const set = (name: string, value: unknown) => {
		if (value === next[name]) return;
		if (next === stored) next = { ...stored };
		next[name] = value;
	};
	for (const { camel, attribute } of differingIn(attributes, stored, live)) {
		const prior = known(stored[camel]) ?? null;
		const told = live[camel];
		set(
			camel,
			told === undefined
				? // What the Controller does not tell stays; after an import the default is the best guess.
					(prior ?? known(defaultOf(attribute, dialect)))
				: refreshedValue(attribute.type, prior, told),
		);
	}
	for (const { camel, attribute } of partialOf(attributes))
		if (attribute.writeOnly || lacks(attribute, dialect)) set(camel, null);
	return next;
}

function refreshedValue(type: Type, prior: unknown, live: unknown): unknown {
	if (sameValue(type, prior, live)) return prior;
	const told = fill(type, live) ?? null;
	return sameValue(type, prior, told) ? prior : told;
}

/** Some Controllers tell what they do not let one set. */
const lacks = ({ only }: Attribute, dialect: Dialect | undefined) =>
	only !== undefined && dialect !== undefined && only !== dialect;

const known = (value: unknown) => (value === UNKNOWN ? null : value);
