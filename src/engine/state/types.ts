import type { JsonText } from "./json-text";

/** A resource block's address in the state; `module` is the path of modules in Terraform's spelling, absent at the root. */
export interface ResourceAddress {
	readonly module?: string;
	readonly mode: "managed" | "data";
	readonly type: string;
	readonly name: string;
}

/** A resource instance's address: a number is an index of `count`, a string a key of `for_each`. */
export interface InstanceAddress extends ResourceAddress {
	readonly key?: number | string;
}

/** One step of a sensitive path: an attribute, an index or map key, or a step of another sort as found in the file. */
export type StateStep =
	| { readonly attribute: string }
	| { readonly index: number | string }
	| { readonly raw: JsonText };

/** A member that this version does not know, kept as found after the member it followed ("" for none). */
export interface UnknownMember {
	readonly after: string;
	readonly name: string;
	readonly value: JsonText;
}

/** One object of a resource instance, current or deposed; a change makes a new one (`{ ...instance, tainted: true }`). */
export interface StateInstance {
	readonly schemaVersion: number;
	/** Attributes as compact JSON: read with `parseJson`, made with `jsonText`; absent only in files of other programs. */
	readonly attributes?: JsonText;
	/** Paths of sensitive values; Terraform 1.11 always writes the list. */
	readonly sensitiveAttributes?: readonly (readonly StateStep[])[];
	/** Base64, as the provider gave it. */
	readonly private?: string;
	/** Addresses of resources, without keys, in order. */
	readonly dependencies?: readonly string[];
	readonly tainted?: boolean;
	readonly createBeforeDestroy?: boolean;
	readonly unknown?: readonly UnknownMember[];
}

/** A resource instance in the state: its current object, its deposed objects by their keys, or both. */
export interface StateEntry {
	/** The address in Terraform's spelling. */
	readonly text: string;
	readonly address: InstanceAddress;
	/** The provider configuration, e.g. `provider["registry.terraform.io/fogform/iofog"].edge`. */
	readonly provider: string;
	readonly current?: StateInstance;
	readonly deposed?: ReadonlyMap<string, StateInstance>;
}

/** An output value: value and type as compact JSON. */
export interface StateOutput {
	readonly value: JsonText;
	readonly type: JsonText;
	readonly sensitive: boolean;
	readonly unknown?: readonly UnknownMember[];
}

/** Change of one object: `instance` null takes it out of the state. */
export interface InstanceChange {
	readonly address: string;
	readonly deposed?: string;
	/** Needed where there is an instance. */
	readonly provider?: string;
	readonly instance: StateInstance | null;
}
