import { DiagnosticError } from "../../core";
import type { Values } from "../../provider/types";
import { Faults } from "../config/faults";
import { readStack } from "../config/read";
import type { Run } from "../stack/run";
import { readStateFile } from "../state";
import type { Loaded } from "./load";

/** Objects, each as its type and its id with a blank between. */
export type Held = ReadonlySet<string>;

/**
 * The objects that the states of the project's other stacks hold: those that have an id of the Controller's making,
 * as a name that the user chooses may be that of another object on another Controller.
 */
export async function heldElsewhere(
	run: Run,
	{ project, stacks }: Loaded,
): Promise<Held> {
	const held = new Set<string>();
	for (const source of project.stacks) {
		if (stacks.some(({ name }) => name === source.name)) continue;
		const faults = new Faults(source.name);
		const path = readStack(source, run.schemas, faults)?.statePath;
		const state = path && (await readIfSound(path));
		if (!state) continue;
		for (const { address, current } of state.entries()) {
			const { type, mode } = address;
			if (mode === "data" || !current?.attributes || !isGiven(run, type))
				continue;
			const values = JSON.parse(current.attributes) as Values;
			const id = run.provider.idOf(type, values);
			if (id !== undefined) held.add(`${type} ${id}`);
		}
	}
	return held;
}

/** The state of a stack that is not worked on; one that cannot be read is no fault of this run. */
async function readIfSound(path: string) {
	try {
		return await readStateFile(path, { anyProvider: true });
	} catch (cause) {
		if (cause instanceof DiagnosticError) return undefined;
		throw cause;
	}
}

/** Whether the Controller gives objects of a type their ids. */
function isGiven({ provider, schemas }: Run, type: string): boolean {
	const attrs = schemas.of("managed", type)?.byName;
	if (!attrs || schemas.isBuiltin("managed", type)) return false;
	const { identity } = provider.facts(type);
	return identity.every(
		(name) =>
			attrs.get(name)?.optional === false && attrs.get(name)?.computed === true,
	);
}
