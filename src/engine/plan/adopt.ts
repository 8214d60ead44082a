import { hasErrors, UNKNOWN } from "../../core";
import type { Configured, Provider, Values } from "../../provider/types";
import type { Faults } from "../config/faults";
import type { TypeSchema } from "../objects/schema";
import type { StoredObject } from "../objects/stored";
import type { IntentRecord, OpenIntent } from "../state";
import type { InstancePlan } from "./model";

/** The key of an object that is about to be created, as the journal holds it: what `find` tells objects by. */
export function intentOf(
	provider: Provider,
	plan: Pick<InstancePlan, "address" | "at">,
	planned: Values,
): IntentRecord {
	const { type } = plan.at;
	const key: Record<string, string | number | boolean | null> = {};
	for (const name of provider.facts(type).uniqueKey) {
		const value = planned[name] ?? null;
		if (value === null || (typeof value !== "object" && value !== UNKNOWN))
			key[name] = value as string;
	}
	return { kind: "intent", address: plan.address, type, key };
}

/** What an open intent is looked up with. */
export interface Search {
	readonly provider: Provider;
	readonly configured: Configured;
	readonly schema: TypeSchema;
	readonly signal: AbortSignal;
	readonly faults: Faults;
	/** The planned state, where the configuration still has the instance. */
	readonly planned?: Values;
	/** Paths that are sensitive by more than the schema. */
	readonly sensitive?: StoredObject["sensitive"];
	readonly dependencies?: readonly string[];
}

/** What became of a create of which no result is known: the object where there is one, null where there is none, undefined where that cannot be told now. */
export async function lookUp(
	intent: Pick<OpenIntent, "address" | "type" | "key" | "identity" | "seen">,
	search: Search,
): Promise<StoredObject | null | undefined> {
	const { provider, configured, schema, signal, faults, planned } = search;
	const { type, address } = intent;
	const empty: Values = {};
	for (const attr of schema.attrs) empty[attr.name] = null;
	const known = withoutUnknown({ ...empty, ...planned }, schema);
	let identity: Values | undefined = intent.identity;
	if (identity === undefined) {
		const live = await provider.find(
			configured,
			type,
			{ ...known, ...intent.key },
			signal,
		);
		if (live === null) return null;
		const id = provider.idOf(type, live);
		// What was there before cannot be what this create has made.
		if (intent.seen?.some((seen) => String(seen) === id)) return null;
		identity = Object.fromEntries(
			provider.facts(type).identity.map((name) => [name, live[name] ?? null]),
		);
	}
	const read = await provider.read(
		configured,
		type,
		{ state: { ...known, ...intent.key, ...identity }, private: {} },
		signal,
	);
	faults.addAll(
		read.diagnostics.map((d) => ({ ...d, severity: "warning" as const })),
		address,
	);
	if (hasErrors(read.diagnostics)) return undefined;
	if (read.state === null) return null;
	// Without a plan nobody can say that it is as it was meant to be.
	const complete =
		planned !== undefined && provider.matches(type, planned, read.state);
	return {
		values: read.state,
		private: read.private,
		sensitive: search.sensitive ?? [],
		tainted: !complete,
		dependencies: search.dependencies ?? [],
		createBeforeDestroy: false,
	};
}

function withoutUnknown(values: Values, schema: TypeSchema): Values {
	const out: Values = {};
	for (const attr of schema.attrs) {
		const value = values[attr.name];
		out[attr.name] =
			value === UNKNOWN || value === undefined || attr.writeOnly ? null : value;
	}
	return out;
}
