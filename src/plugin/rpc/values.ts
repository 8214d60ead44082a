import type { CtyType } from "../../core/cty-type";
import type { Private } from "../../core/resource";
import type { Values } from "../../provider/types";
import { decode, decodeJson, encode } from "../cty";
import type { Body } from "../wire/message";
import type { DynamicValue } from "../wire/messages";

type Carried = Body<typeof DynamicValue>;

/** The object in a message; null where there is none. */
export function decodeValues(
	type: CtyType,
	carried: Carried | undefined,
): Values | null {
	return decodeAny(type, carried) as Values | null;
}

/** The value in a message, whatever its type. */
export function decodeAny(
	type: CtyType,
	carried: Carried | undefined,
): unknown {
	if (carried?.msgpack?.length) return decode(type, carried.msgpack);
	if (carried?.json?.length)
		return decodeJson(type, Buffer.from(carried.json).toString());
	return null;
}

/** Puts an object into a message. */
export function encodeValues(type: CtyType, values: unknown): Carried {
	return { msgpack: encode(type, values) };
}

/** What the provider keeps beside a state; Terraform hands it back as bytes. */
export function decodePrivate(bytes: Uint8Array | undefined): Private {
	return bytes?.length
		? (JSON.parse(Buffer.from(bytes).toString()) as Private)
		: {};
}

/** Nothing to keep takes no bytes: Terraform writes the whole state after every resource. */
export function encodePrivate(kept: Private): Uint8Array | undefined {
	return Object.keys(kept).length > 0
		? Buffer.from(JSON.stringify(kept))
		: undefined;
}
