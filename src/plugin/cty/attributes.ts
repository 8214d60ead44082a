import type { CtyType } from "../../core/cty-type";
import { Writer } from "./writer";

/** An attribute of an object type, and its name as MessagePack. */
export interface NamedType {
	readonly name: string;
	readonly type: CtyType;
	readonly bytes: Buffer;
}

/** What is prepared once for an object type. */
interface Prepared {
	/** In Terraform's order. */
	readonly attributes: readonly NamedType[];
	/** Null for each, to be copied: where many are set one by one, V8 makes a slow dictionary of an object. */
	readonly blank: Readonly<Record<string, null>>;
}

const known = new WeakMap<object, Prepared>();

/** Prepares an object type for the walks over its values. */
export function prepared(types: Readonly<Record<string, CtyType>>): Prepared {
	let found = known.get(types);
	if (!found) {
		const writer = new Writer();
		const attributes = Object.entries(types)
			.map(([name, type]) => ({
				name,
				type,
				bytes: writer.reset().string(name).take(),
			}))
			.sort((a, b) => (a.name < b.name ? -1 : 1));
		const blank = Object.fromEntries(
			attributes.map(({ name }) => [name, null]),
		);
		found = { attributes, blank };
		known.set(types, found);
	}
	return found;
}
