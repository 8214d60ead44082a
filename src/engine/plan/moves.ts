import type { Faults } from "../config/faults";
import type { StackConfig } from "../config/model";
import {
	addressText,
	type InstanceAddress,
	parseAddress,
	resourceText,
	type State,
} from "../state";

/** Moves objects of a state to their new addresses, as `moved` blocks say and as a changed `count` implies; the former addresses by the new ones. */
export function applyMoves(
	state: State,
	config: StackConfig,
	faults: Faults,
): Map<string, string> {
	const moves = config.moved.map(({ from, to }) => ({
		from: parseAddress(from) as InstanceAddress,
		to: parseAddress(to) as InstanceAddress,
	}));
	const moved = new Map<string, string>();
	if (moves.length === 0 && !mayImply(state, config)) return moved;
	for (const entry of [...state.entries()]) {
		if (entry.address.mode === "data" || entry.address.module) continue;
		const target = destination(entry.address, moves, config, state);
		const to = addressText(target);
		if (to === entry.text) continue;
		if (state.get(to)) {
			faults.warning(
				"Unresolved resource instance address changes",
				`${entry.text} could not move to ${to}, because the state has an object there already. It is planned at its old address.`,
				entry.text,
			);
			continue;
		}
		for (const [deposed, instance] of [
			[undefined, entry.current] as const,
			...(entry.deposed ?? []),
		]) {
			if (instance === undefined) continue;
			const at = deposed === undefined ? {} : { deposed };
			state.set({ address: entry.text, ...at, instance: null });
			state.set({ address: to, ...at, provider: entry.provider, instance });
		}
		moved.set(to, entry.text);
	}
	return moved;
}

/** Says whether a block's `count` can have come or gone since its objects were stored. */
function mayImply(state: State, config: StackConfig): boolean {
	for (const { address } of state.entries()) {
		if (address.mode === "data") continue;
		const resource = config.resources.get(resourceText(address));
		if (
			resource &&
			(address.key === 0 ? !resource.count : address.key === undefined) &&
			(address.key === 0 || resource.count)
		)
			return true;
	}
	return false;
}

function destination(
	address: InstanceAddress,
	moves: readonly { from: InstanceAddress; to: InstanceAddress }[],
	config: StackConfig,
	state: State,
): InstanceAddress {
	let at = address;
	for (let round = 0; round <= moves.length; round++) {
		const move = moves.find(({ from, to }) => fits(at, from, to));
		if (move === undefined) break;
		const { from, to } = move;
		const key =
			from.key === undefined && to.key === undefined ? at.key : to.key;
		const { key: _, ...rest } = to;
		at = { ...rest, ...(key !== undefined && { key }) };
	}
	return at === address ? implied(at, config, state) : at;
}

function fits(at: InstanceAddress, from: InstanceAddress, to: InstanceAddress) {
	return (
		at.type === from.type &&
		at.name === from.name &&
		(from.key === undefined && to.key === undefined
			? true
			: at.key === from.key)
	);
}

function implied(
	at: InstanceAddress,
	config: StackConfig,
	state: State,
): InstanceAddress {
	const text = resourceText(at);
	const resource = config.resources.get(text);
	if (resource === undefined) return at;
	const { key, ...rest } = at;
	if (key === 0 && !resource.count && !resource.forEach)
		return state.get(text) ? at : rest;
	if (key === undefined && resource.count)
		return state.get(`${text}[0]`) ? at : { ...rest, key: 0 };
	return at;
}
