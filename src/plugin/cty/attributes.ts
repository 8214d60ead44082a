import type { CtyType } from "../../core/cty-type";
import { Writer } from "./writer";

/** An attribute of an object type, and its name as MessagePack. */
export interface NamedType {
	readonly name: string;
	readonly type: CtyType;
	readonly bytes: Buffer;
}

const known = new WeakMap<object, readonly NamedType[]>();

/** The attributes of an object type in Terraform's order, prepared once for a type. */
export function attributesOf(
	types: Readonly<Record<string, CtyType>>,
): readonly NamedType[] {
	let list = known.get(types);
	if (!list) {
		const writer = new Writer();
		list = Object.entries(types)
			.map(([name, type]) => ({
				name,
				type,
				bytes: writer.reset().string(name).take(),
			}))
			.sort((a, b) => (a.name < b.name ? -1 : 1));
		known.set(types, list);
	}
	return list;
}
