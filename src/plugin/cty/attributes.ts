import type { CtyType } from "../../core/cty-type";
import { Writer } from "./writer";

/** What is prepared once for an object type: most attributes of most objects are null, and runs of them are read and written at once. */
export interface Prepared {
	/** In Terraform's order. */
	readonly attributes: readonly {
		readonly name: string;
		readonly type: CtyType;
	}[];
	/** The members of an object in which every attribute is null, as MessagePack. */
	readonly nulls: Buffer;
	/** Where each attribute begins in `nulls`, and where the last one ends. */
	readonly starts: readonly number[];
	/** The attribute after the run of nulls that an object had at each place when one was last read: its neighbours mostly have the same. */
	readonly runs: number[];
	/** Null for each, to be copied: where many are set one by one, V8 makes a slow dictionary of an object. */
	readonly blank: Readonly<Record<string, null>>;
}

const known = new WeakMap<object, Prepared>();

/** Prepares an object type for the walks over its values. */
export function prepared(types: Readonly<Record<string, CtyType>>): Prepared {
	let found = known.get(types);
	if (!found) {
		found = prepare(types);
		known.set(types, found);
	}
	return found;
}

function prepare(types: Readonly<Record<string, CtyType>>): Prepared {
	const attributes = Object.entries(types)
		.map(([name, type]) => ({ name, type }))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
	const writer = new Writer();
	const starts = attributes.map(({ name }) => {
		const start = writer.length;
		writer.string(name).nil();
		return start;
	});
	return {
		attributes,
		nulls: writer.take(),
		starts: [...starts, writer.length],
		runs: attributes.map((_, i) => i),
		blank: Object.fromEntries(attributes.map(({ name }) => [name, null])),
	};
}
