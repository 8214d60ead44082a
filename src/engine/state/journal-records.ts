import type { JsonText } from "./json-text";
import type { InstanceChange, StateOutput } from "./types";

/** A create is about to be sent: written before it, so that after a crash the object is known to be ours. */
export interface IntentRecord {
	readonly kind: "intent";
	readonly address: string;
	readonly deposed?: string;
	/** Resource type. */
	readonly type: string;
	/** The natural key that was free just before, e.g. `{ application: "shop", name: "web" }`. */
	readonly key: Readonly<Record<string, string | number | boolean | null>>;
	/** IDs of the objects that were there before, for types without a natural key. */
	readonly seen?: readonly (string | number)[];
}

/** The Controller has created the object: its identity attributes, before anything else is known. */
export interface IdentityRecord {
	readonly kind: "identity";
	readonly address: string;
	readonly deposed?: string;
	readonly identity: Readonly<Record<string, string | number | boolean | null>>;
}

/** What became of an object; closes its intent. `instance` null: it is gone, or was never created. */
export interface ResultRecord extends InstanceChange {
	readonly kind: "result";
}

/** All outputs, in place of those before. */
export interface OutputsRecord {
	readonly kind: "outputs";
	readonly outputs: ReadonlyMap<string, StateOutput>;
}

/** The check results, in place of those before. */
export interface ChecksRecord {
	readonly kind: "checks";
	readonly checkResults: JsonText;
}

/**
 * What a journal records. It holds what the state file would hold and nothing more:
 * who appends sees to it that no write-only and no ephemeral value is among the attributes, keys and identities.
 */
export type JournalRecord =
	| IntentRecord
	| IdentityRecord
	| ResultRecord
	| OutputsRecord
	| ChecksRecord;

/** A create of which no result is known: to be adopted by its identity, or looked up by its key, or reported. */
export interface OpenIntent extends Omit<IntentRecord, "kind"> {
	/** Where the Controller's answer still came through. */
	readonly identity?: IdentityRecord["identity"];
}
