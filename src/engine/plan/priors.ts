import { sameObject, samePrivate } from "../objects/plain";
import type { TypeSchema } from "../objects/schema";
import {
	readStored,
	type StoredObject,
	storedInstance,
} from "../objects/stored";
import type { Stack } from "../stack/stack";
import { resourceRef } from "../stack/stack";
import type { InstanceAddress, State, StateEntry } from "../state";
import type { Drifted } from "./model";

/** A managed object of the state. */
export interface Prior {
	readonly address: string;
	readonly at: InstanceAddress;
	readonly schema: TypeSchema;
	readonly provider: string;
	/** As it is known by now; undefined once the refresh has found it gone. */
	object: StoredObject | undefined;
	readonly deposed: ReadonlyMap<string, StoredObject>;
}

/** Reads the managed objects of a state; what cannot be read is reported. */
export function readPriors(stack: Stack, state: State): Map<string, Prior> {
	const priors = new Map<string, Prior>();
	for (const entry of state.entries()) {
		if (entry.address.mode === "data") continue;
		const prior = readPrior(stack, entry);
		if (prior) priors.set(entry.text, prior);
	}
	return priors;
}

function readPrior(stack: Stack, entry: StateEntry): Prior | undefined {
	const { faults, run } = stack;
	const { address, text, provider } = entry;
	const schema = run.schemas.of("managed", address.type);
	if (schema === undefined) {
		faults.error(
			"Invalid resource type",
			`The state holds ${text}, and there is no resource type "${address.type}". Take it out of the state if it is no longer managed:\n    fogform state rm '${text}'`,
			text,
		);
		return undefined;
	}
	const door = run.schemas.isBuiltin("managed", address.type)
		? stack.builtin
		: run.provider;
	const read = (instance: NonNullable<StateEntry["current"]>) => {
		const { object, diagnostics } = readStored(
			instance,
			address.type,
			schema,
			door,
		);
		faults.addAll(diagnostics, text);
		return object;
	};
	const deposed = new Map<string, StoredObject>();
	for (const [key, instance] of entry.deposed ?? []) {
		const object = read(instance);
		if (object) deposed.set(key, object);
	}
	return {
		address: text,
		at: address,
		schema,
		provider,
		object: entry.current && read(entry.current),
		deposed,
	};
}

/** Brings one object up to date from the Controller; false after an error, which is reported. What has changed is told. */
export async function refreshPrior(
	stack: Stack,
	prior: Prior,
	state: State,
	report: (drifted: Drifted) => void,
	previousAddress?: string,
): Promise<boolean> {
	const before = prior.object;
	if (before === undefined) return true;
	const { address, at, schema, provider } = prior;
	const door = stack.doorOf(provider, at.type);
	if (door.configured === undefined) return false;
	const { configured } = door;
	const tell = (type: "refresh_start" | "refresh_complete") => {
		if (!stack.run.options.onEvent) return;
		const id = door.provider.idOf(at.type, before.values);
		const identified = id === undefined ? {} : { id_key: "id", id_value: id };
		const hook = { resource: resourceRef(address, at), ...identified };
		stack.run.emit({ stack: stack.config.name, type, hook });
	};
	tell("refresh_start");
	const result = await door.provider.read(
		configured,
		at.type,
		{ state: before.values, private: before.private },
		stack.run.kill,
	);
	stack.faults.addAll(result.diagnostics, address);
	if (result.diagnostics.some((d) => d.severity === "error")) return false;
	tell("refresh_complete");
	const drifted = { address, at, schema, provider, before };
	const moved = previousAddress === undefined ? {} : { previousAddress };
	if (result.state === null) {
		prior.object = undefined;
		state.set({ address, instance: null });
		report({ ...drifted, ...moved, after: undefined });
		return true;
	}
	if (
		sameObject(before.values, result.state, schema) &&
		samePrivate(before.private, result.private)
	)
		return true;
	const { instance, ...rest } = before;
	const after: StoredObject = {
		...rest,
		values: result.state,
		private: result.private,
		...(instance && { instance }),
	};
	prior.object = after;
	state.set({ address, provider, instance: storedInstance(after, schema) });
	if (!sameObject(before.values, result.state, schema))
		report({ ...drifted, ...moved, after });
	return true;
}
