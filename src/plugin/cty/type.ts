import type { CtyType } from "../../core/cty-type";
import { CtyFault } from "./fault";

const PRIMITIVES = new Set(["string", "number", "bool", "dynamic"]);
const bytesOf = new WeakMap<object, Buffer>();
const primitives = new Map<string, Buffer>();

/** Writes a type as JSON, as schemas and dynamic values carry it. */
export function encodeType(type: CtyType): Buffer {
	if (typeof type === "string") {
		let bytes = primitives.get(type);
		if (!bytes) {
			bytes = Buffer.from(JSON.stringify(type));
			primitives.set(type, bytes);
		}
		return bytes;
	}
	let bytes = bytesOf.get(type);
	if (!bytes) {
		bytes = Buffer.from(JSON.stringify(type));
		bytesOf.set(type, bytes);
	}
	return bytes;
}

/** Reads a type from its JSON; throws a CtyFault for anything else. */
export function decodeType(bytes: Uint8Array | string): CtyType {
	const text =
		typeof bytes === "string" ? bytes : Buffer.from(bytes).toString();
	try {
		return checked(JSON.parse(text));
	} catch (cause) {
		if (cause instanceof CtyFault) throw cause;
		throw new CtyFault("the JSON of a type was expected");
	}
}

function checked(given: unknown): CtyType {
	if (typeof given === "string" && PRIMITIVES.has(given))
		return given as CtyType;
	if (Array.isArray(given)) {
		const [kind, inner] = given;
		if (kind === "list" || kind === "set" || kind === "map")
			return [kind, checked(inner)];
		if (kind === "tuple" && Array.isArray(inner))
			return ["tuple", inner.map(checked)];
		if (kind === "object" && typeof inner === "object" && inner !== null) {
			const attributes = Object.fromEntries(
				Object.entries(inner).map(([name, type]) => [name, checked(type)]),
			);
			return Array.isArray(given[2])
				? ["object", attributes, given[2].map(String)]
				: ["object", attributes];
		}
	}
	throw new CtyFault(`there is no type ${JSON.stringify(given)}`);
}
