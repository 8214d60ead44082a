import { builtinProvider } from "../builtin";
import { stateJson } from "../json/plan-json";
import { jsonOfValue } from "../objects/sensitive";
import { storedOutputs } from "../plan/outputs";
import { readStateFile, State } from "../state";
import type {
	EngineDiagnostic,
	OutputJson,
	Shown,
	StackOptions,
} from "../types";
import { type Loaded, load, read } from "./load";
import { DOCUMENT_FORMAT } from "./plan";
import { withRun } from "./run";

/** Finds what is wrong with stacks without any call. */
export function validateStacks(
	options: StackOptions,
): Promise<EngineDiagnostic[]> {
	return withRun(options, async (run) => [
		...(await read(run, options)).diagnostics,
	]);
}

/** Outputs by stack, as the states hold them. */
export function readOutputs(
	options: StackOptions,
): Promise<Record<string, Record<string, OutputJson>>> {
	return withRun(options, async (run) => {
		const found: Record<string, Record<string, OutputJson>> = {};
		for (const { name, statePath } of (await load(run, options)).stacks) {
			const state = await readStateFile(statePath, { anyProvider: true });
			const outputs: Record<string, OutputJson> = {};
			for (const [key, value] of state ? storedOutputs(state) : [])
				outputs[key] = {
					sensitive: value.isSensitive,
					type: value.type,
					value: jsonOfValue(value, [], true),
				};
			found[name] = outputs;
		}
		return found;
	});
}

/** The states of stacks in Terraform's representation. */
export function showStates(options: StackOptions): Promise<Shown> {
	return withRun(options, async (run) => {
		const { stacks } = await load(run, options);
		const shown: Record<string, Shown["stacks"][string]> = {};
		const builtin = builtinProvider();
		for (const { name, statePath } of stacks) {
			const state = (await readStateFile(statePath)) ?? State.empty();
			shown[name] = stateJson(state, { run, builtin });
		}
		return { format_version: DOCUMENT_FORMAT, stacks: shown };
	});
}

/** Where the states of stacks lie. */
export function findStateFiles(
	options: StackOptions,
): Promise<{ stack: string; path: string }[]> {
	return withRun(options, async (run) => {
		const { stacks }: Loaded = await load(run, options);
		return stacks.map(({ name, statePath }) => ({
			stack: name,
			path: statePath,
		}));
	});
}
