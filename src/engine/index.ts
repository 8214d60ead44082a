import { synthesize as runProgram } from "./config/synth";
import { applyPlan } from "./ops/apply";
import { findDrift } from "./ops/drift";
import { importOne } from "./ops/import";
import { makePlan } from "./ops/plan";
import {
	findStateFiles,
	readOutputs,
	showStates,
	validateStacks,
} from "./ops/read-only";
import { withRun } from "./ops/run";
import { readSaved, writeSaved } from "./ops/saved";
import type {
	Applied,
	ApplyOptions,
	Drift,
	EngineDiagnostic,
	OutputJson,
	Plan,
	PlanOptions,
	Shown,
	StackOptions,
} from "./types";

export type * from "./json-types";
export * from "./types";

/** Plans stacks: what applying them would do; touches nothing but the log-in. Throws EngineError. */
export async function plan(options: PlanOptions): Promise<Plan> {
	return makePlan(options);
}

/** Carries out a plan, stack by stack. Throws EngineError; what was done up to then is in the state. */
export async function apply(
	plan: Plan,
	options: ApplyOptions = {},
): Promise<Applied> {
	return applyPlan(plan, options);
}

/** Compares configuration, state and Controller, by reading alone. Throws EngineError. */
export async function drift(options: PlanOptions): Promise<Drift> {
	return findDrift(options);
}

/** Finds what is wrong with stacks without any call; errors and warnings are returned. */
export async function validate(
	options: StackOptions,
): Promise<EngineDiagnostic[]> {
	return validateStacks(options);
}

/** Outputs by stack, as the state holds them; sensitive values included. Throws EngineError. */
export async function output(
	options: StackOptions,
): Promise<Record<string, Record<string, OutputJson>>> {
	return readOutputs(options);
}

/** The state of stacks in Terraform's representation, sensitive values null. Throws EngineError. */
export async function show(options: StackOptions): Promise<Shown> {
	return showStates(options);
}

/** Takes a live object under the management of a resource; the state is written. Throws EngineError. */
export async function importResource(
	options: StackOptions & {
		readonly address: string;
		readonly id: string;
	},
): Promise<{ stack: string; address: string }> {
	return importOne(options);
}

/** Runs the program of `cdktf.json`; the stacks that it wrote. Throws EngineError. */
export async function synthesize(options: {
	readonly dir: string;
	readonly output?: string;
	readonly env?: StackOptions["env"];
	readonly signal?: AbortSignal;
	readonly onEvent?: StackOptions["onEvent"];
}): Promise<{ readonly stacks: readonly string[]; readonly output: string }> {
	return runProgram(options);
}

/** Writes a plan of one stack to a file, of several stacks to a folder (mode 0600, no write-only or ephemeral values). */
export async function savePlan(plan: Plan, path: string): Promise<void> {
	return withRun({}, () => writeSaved(plan, path));
}

/** Reads what `savePlan` wrote; the state and the configuration must not have moved on when it is applied. Throws EngineError. */
export async function loadPlan(
	path: string,
	options: {
		readonly provider?: PlanOptions["provider"];
	} = {},
): Promise<Plan> {
	return withRun({}, () => readSaved(path, options));
}

/** Where the state of each selected stack lies, for the commands that work on state files; nothing is synthesized with `skipSynth`. Throws EngineError. */
export async function stateFiles(
	options: StackOptions,
): Promise<{ readonly stack: string; readonly path: string }[]> {
	return findStateFiles(options);
}
