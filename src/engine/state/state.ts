import {
	addressText,
	compareKeys,
	compareResources,
	parseAddress,
	resourceText,
} from "./address";
import type { JsonText } from "./json-text";
import type {
	InstanceChange,
	ResourceAddress,
	StateEntry,
	StateInstance,
	StateOutput,
	UnknownMember,
} from "./types";

/** What the state says of a resource block beside its instances. */
export interface ResourceHead {
	readonly address: ResourceAddress;
	readonly provider: string;
	readonly unknown?: readonly UnknownMember[];
}

/** A resource block with its instances in order. */
export interface ResourceGroup extends ResourceHead {
	readonly entries: readonly StateEntry[];
}

/** What a state file says beside resources and outputs. */
export interface StateHeader {
	readonly terraformVersion: string;
	readonly serial: number;
	readonly lineage: string;
	/** The list of check results as found, or `null`. */
	readonly checkResults: JsonText;
	readonly unknown?: readonly UnknownMember[];
}

/** The state as those see it who do not change it. */
export type ReadonlyState = Pick<
	State,
	| "header"
	| "outputs"
	| "size"
	| "get"
	| "instance"
	| "entries"
	| "groups"
	| "copy"
>;

/** The version that new state files name: they are written as this Terraform would. */
export const TERRAFORM_VERSION = "1.11.4";

/**
 * A state snapshot in memory. Entries, instances and outputs are immutable, the state is not:
 * a change costs the same for any number of instances, and a copy shares all of them.
 */
export class State {
	#heads = new Map<string, ResourceHead>();
	#entries = new Map<string, StateEntry>();
	#husks = new Set<string>();
	#outputs: ReadonlyMap<string, StateOutput> = new Map();

	constructor(public header: StateHeader) {}

	/** A state without anything, before its first write, which gives it a lineage. */
	static empty(lineage = ""): State {
		return new State({
			terraformVersion: TERRAFORM_VERSION,
			serial: 0,
			lineage,
			checkResults: "null",
		});
	}

	/** A state that can be changed apart from this one. */
	copy(): State {
		const copy = new State(this.header);
		copy.#heads = new Map(this.#heads);
		copy.#entries = new Map(this.#entries);
		copy.#husks = new Set(this.#husks);
		copy.#outputs = this.#outputs;
		return copy;
	}

	get outputs(): ReadonlyMap<string, StateOutput> {
		return this.#outputs;
	}

	set outputs(outputs: ReadonlyMap<string, StateOutput>) {
		this.#outputs = outputs;
	}

	/** Number of resource instances, those with deposed objects only included. */
	get size(): number {
		return this.#entries.size;
	}

	/** The entry at an instance's address. */
	get(address: string): StateEntry | undefined {
		return this.#entries.get(address);
	}

	/** The current object at an address, or the deposed one of a key. */
	instance(address: string, deposed?: string): StateInstance | undefined {
		const entry = this.#entries.get(address);
		return deposed === undefined
			? entry?.current
			: entry?.deposed?.get(deposed);
	}

	/** All entries, in no order. */
	entries(): IterableIterator<StateEntry> {
		return this.#entries.values();
	}

	/** All resources and their instances in the order of the file; those without instances are there where the file had them. */
	groups(): ResourceGroup[] {
		const entries = new Map<string, StateEntry[]>();
		for (const entry of this.#entries.values()) {
			const text = resourceText(entry.address);
			const group = entries.get(text);
			if (group === undefined) entries.set(text, [entry]);
			else group.push(entry);
		}
		const groups: ResourceGroup[] = [];
		for (const [text, head] of this.#heads) {
			const group = entries.get(text);
			if (group === undefined && !this.#husks.has(text)) continue;
			group?.sort((a, b) => compareKeys(a.address.key, b.address.key));
			groups.push({ ...head, entries: group ?? [] });
		}
		return groups.sort((a, b) => compareResources(a.address, b.address));
	}

	/** Records a resource as found in a file, with or without instances. */
	addHead(head: ResourceHead, husk: boolean): void {
		const text = resourceText(head.address);
		this.#heads.set(text, head);
		if (husk) this.#husks.add(text);
	}

	/** Puts or removes one object; the address must be one that `parseAddress` reads. */
	set(change: InstanceChange): void {
		const entry = this.#entries.get(change.address);
		const address = entry?.address ?? parseAddress(change.address);
		if (address === undefined) {
			throw new Error(`not a resource instance's address: ${change.address}`);
		}
		const provider = change.provider ?? entry?.provider;
		if (change.instance === null) {
			if (entry !== undefined) this.#remove(entry, change.deposed);
			return;
		}
		if (provider === undefined) {
			throw new Error(`${change.address} has no provider`);
		}
		this.#setHead(address, provider);
		const text = entry?.text ?? addressText(address);
		this.#entries.set(text, {
			...place(
				entry ?? { text, address, provider },
				change.deposed,
				change.instance,
			),
			provider,
		});
	}

	/** Takes an instance out, its deposed objects included. */
	delete(address: string): void {
		this.#entries.delete(address);
	}

	#setHead(address: ResourceAddress, provider: string): void {
		const text = resourceText(address);
		const head = this.#heads.get(text);
		this.#husks.delete(text);
		if (head?.provider === provider) return;
		if (head !== undefined) this.#rewire(text, provider);
		const { module, mode, type, name } = address;
		this.#heads.set(text, {
			...head,
			address: { ...(module && { module }), mode, type, name },
			provider,
		});
	}

	// A state file has one provider configuration for all instances of a resource.
	#rewire(resource: string, provider: string): void {
		for (const [text, entry] of this.#entries) {
			if (resourceText(entry.address) === resource) {
				this.#entries.set(text, { ...entry, provider });
			}
		}
	}

	#remove(entry: StateEntry, deposed: string | undefined): void {
		const rest = place(entry, deposed, undefined);
		if (rest.current === undefined && rest.deposed === undefined) {
			this.#entries.delete(entry.text);
		} else {
			this.#entries.set(entry.text, rest);
		}
	}
}

function place(
	entry: StateEntry,
	deposed: string | undefined,
	instance: StateInstance | undefined,
): StateEntry {
	if (deposed === undefined) {
		const { current: _, ...rest } = entry;
		return instance === undefined ? rest : { ...rest, current: instance };
	}
	const others = new Map(entry.deposed);
	if (instance === undefined) others.delete(deposed);
	else others.set(deposed, instance);
	const { deposed: _, ...rest } = entry;
	return others.size === 0 ? rest : { ...rest, deposed: others };
}
