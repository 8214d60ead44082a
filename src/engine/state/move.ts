import { DiagnosticError, error } from "../../core";
import { compareStrings } from "../values/strings";
import { addressText, resourceText } from "./address";
import { readAddress } from "./commands";
import type { ReadonlyState, State } from "./state";
import type { InstanceAddress, StateEntry, StateInstance } from "./types";

/** An instance's address before and after. */
export interface Moved {
	readonly from: string;
	readonly to: string;
}

function refuse(summary: string, detail: string): never {
	throw new DiagnosticError([error(summary, detail)]);
}

/**
 * Gives a resource or instance another address; dependencies of others follow.
 * A resource moves with all its instances; an instance may get or lose its key. Throws DiagnosticError where it cannot.
 */
export function moveAddress(
	state: ReadonlyState,
	from: string,
	to: string,
): { state: State; moved: readonly Moved[] } {
	const [source, target] = [readAddress(from), readAddress(to)];
	if (source.mode !== target.mode || source.type !== target.type) {
		refuse(
			"Resource types differ",
			`${from} cannot become ${to}: an object stays of its resource type.`,
		);
	}
	const entries = chosen(state, source, target);
	const next = state.copy();
	for (const entry of entries) next.delete(entry.text);
	const whole = source.key === undefined && target.key === undefined;
	const moved = entries.map((entry) => {
		const { key } = whole ? entry.address : target;
		const text = addressText({
			...target,
			...(key !== undefined && { key }),
		});
		if (state.get(text) !== undefined) {
			refuse(
				"Address is taken",
				`The state already holds ${text}. Move or remove that first, or choose another address.`,
			);
		}
		place(next, text, entry);
		return { from: entry.text, to: text };
	});
	follow(next, resourceText(source), resourceText(target));
	return { state: next, moved };
}

function chosen(
	state: ReadonlyState,
	source: InstanceAddress,
	target: InstanceAddress,
): readonly StateEntry[] {
	const entries = entriesOf(state, source);
	const exact = entries.filter(({ address }) => address.key === source.key);
	const whole = source.key === undefined && target.key === undefined;
	if (whole && entries.length > 0) {
		if (entriesOf(state, target).length > 0) {
			refuse(
				"Address is taken",
				`The state already holds ${resourceText(target)}. Move or remove that first, or choose another address.`,
			);
		}
		return entries;
	}
	if (exact.length > 0) return exact;
	if (entries.length > 0 && source.key === undefined) {
		refuse(
			"Several instances",
			`${resourceText(source)} has instances with keys, which cannot all become ${addressText(target)}. Move one of them, or give a resource without key as the target.`,
		);
	}
	return refuse(
		"Not in the state",
		`The state holds nothing at ${addressText(source)}. The addresses that it holds are listed by:\n    fogform state list`,
	);
}

function entriesOf(
	state: ReadonlyState,
	address: InstanceAddress,
): readonly StateEntry[] {
	const resource = resourceText(address);
	const group = state
		.groups()
		.find((candidate) => resourceText(candidate.address) === resource);
	return group?.entries ?? [];
}

function place(state: State, address: string, entry: StateEntry): void {
	const { provider, current } = entry;
	if (current) state.set({ address, provider, instance: current });
	for (const [deposed, instance] of entry.deposed ?? []) {
		state.set({ address, deposed, provider, instance });
	}
}

// Dependencies name resources: whoever depended on the one depends on the other, and on both while both are there.
function follow(state: State, from: string, to: string): void {
	if (from === to) return;
	const stays = [...state.entries()].some(
		({ address }) => resourceText(address) === from,
	);
	const renew = (instance: StateInstance): StateInstance => {
		const { dependencies } = instance;
		if (!dependencies?.includes(from)) return instance;
		const others = dependencies.filter((name) => name !== from || stays);
		const renewed = [...new Set([...others, to])].sort(compareStrings);
		return { ...instance, dependencies: renewed };
	};
	for (const { text: address, current, deposed } of [...state.entries()]) {
		if (current) state.set({ address, instance: renew(current) });
		for (const [key, instance] of deposed ?? []) {
			state.set({ address, deposed: key, instance: renew(instance) });
		}
	}
}
