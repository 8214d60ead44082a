import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CtyType } from "../../core";
import { Faults } from "../config/faults";
import { fail } from "../config/files";
import { readStack } from "../config/read";
import { type GivenVariables, gatherVariables } from "../config/variables";
import type { PlanJson } from "../json-types";
import {
	fromJson,
	type JsonValue,
	parseJson,
	printJson,
	toJson,
	type Value,
} from "../language";
import type { PlannedStack } from "../plan/stack-plan";
import { checkStack } from "../stack/check";
import type { Run } from "../stack/run";
import { type PlanFile, readPlanFile, reasonOf, writePlanFile } from "../state";
import type { Plan, PlanOptions, Summary } from "../types";
import { type Approved, actionsOf, fingerprint } from "./approved";
import { type Loaded, throwFaults } from "./load";
import { insideOf, register } from "./plan";

const FORMAT = 1;
const SUFFIX = ".fogplan";

/** What a plan file holds of one stack. */
interface Payload {
	readonly format: number;
	readonly project: string;
	readonly file: string;
	readonly directory: string;
	readonly stacks: readonly { name: string; statePath: string }[];
	readonly options: Pick<
		PlanOptions,
		"targets" | "replace" | "refresh" | "destroy"
	>;
	readonly startedAt: string;
	readonly variables: Record<string, { type: CtyType; value: JsonValue }>;
	readonly actions: Record<string, string>;
	readonly fingerprints: Record<string, string>;
	readonly summary: Summary;
	readonly hasChanges: boolean;
	readonly plan: PlanJson;
}

/** A plan that was read from files. */
export interface SavedPlan {
	readonly files: readonly {
		readonly file: PlanFile;
		readonly payload: Payload;
	}[];
}

/** Writes a plan of one stack to a file, of several to a folder. */
export async function writeSaved(plan: Plan, path: string): Promise<void> {
	const inside = insideOf(plan);
	if (inside?.made === undefined)
		fail(
			"Not a plan",
			"Only a plan that was made by this process can be saved.",
		);
	const { planned, loaded, options } = inside.made;
	if (planned.length === 0) fail("Nothing to save", "The plan holds no stack.");
	const single = planned.length === 1;
	if (!single) emptyFolder(path);
	for (const [i, one] of planned.entries()) {
		const { config, serial, base } = one.plan;
		const name = `${String(i + 1).padStart(3, "0")}-${config.name}${SUFFIX}`;
		await writePlanFile(single ? path : join(path, name), {
			stack: config.name,
			configHash: config.digest,
			stateLineage: base.header.lineage,
			stateSerial: serial,
			payload: printJson(payloadOf(one, plan, loaded, options)),
		});
	}
}

/** Makes the folder, or takes older plans out of one that is there: applying it would take them for parts of this plan. */
function emptyFolder(path: string): void {
	try {
		mkdirSync(path, { recursive: true, mode: 0o700 });
		for (const name of readdirSync(path))
			if (name.endsWith(SUFFIX)) rmSync(join(path, name));
	} catch (cause) {
		fail(
			"Plan cannot be saved",
			`The plans of several stacks go into a folder, and ${path} cannot be one: ${reasonOf(cause)}.`,
		);
	}
}

function payloadOf(
	{ plan: stackPlan }: PlannedStack,
	plan: Plan,
	loaded: Loaded,
	options: PlanOptions,
): Payload {
	const { config, changes, summary, hasChanges, startedAt } = stackPlan;
	const variables: Payload["variables"] = {};
	for (const { name, ephemeral } of config.variables.values()) {
		const value = stackPlan.variables.get(name);
		if (!ephemeral && value !== undefined)
			variables[name] = {
				type: value.type,
				value: toJson(value.unmarkedDeep()),
			};
	}
	const fingerprints: Record<string, string> = {};
	for (const [key, one] of changes)
		if (one.action !== "no-op") fingerprints[key] = fingerprint(one);
	const { targets, replace, refresh, destroy } = options;
	return {
		format: FORMAT,
		project: loaded.project.directory,
		file: config.file,
		directory: config.directory,
		stacks: loaded.stacks.map(({ name, statePath }) => ({ name, statePath })),
		options: {
			...(targets && { targets }),
			...(replace && { replace }),
			...(refresh !== undefined && { refresh }),
			...(destroy !== undefined && { destroy }),
		},
		startedAt: startedAt.toISOString(),
		variables,
		actions: Object.fromEntries(actionsOf(changes)),
		fingerprints,
		summary,
		hasChanges,
		plan: plan.stacks[config.name] as PlanJson,
	};
}

/** Reads a plan from a file or a folder. */
export async function readSaved(
	path: string,
	options: Pick<PlanOptions, "provider">,
): Promise<Plan> {
	const full = resolve(path);
	const stat = statSync(full, { throwIfNoEntry: false });
	if (stat === undefined)
		fail("No such plan", `There is no file or folder ${full}.`);
	const names = stat?.isDirectory()
		? readdirSync(full)
				.filter((name) => name.endsWith(SUFFIX))
				.sort()
				.map((name) => join(full, name))
		: [full];
	if (names.length === 0)
		fail("No such plan", `${full} holds no saved plans (*${SUFFIX}).`);
	const files: { file: PlanFile; payload: Payload }[] = [];
	for (const name of names) {
		const file = await readPlanFile(name);
		const payload = parseJson(file.payload) as unknown as Payload;
		if (payload.format !== FORMAT)
			fail(
				"Saved plan of another version",
				`${name} was written by another version of fogform. Plan again with this one.`,
				name,
			);
		files.push({ file, payload });
	}
	const first = files[0]?.payload as Payload;
	return register(
		{
			order: files.map(({ file }) => file.stack),
			skipped: [],
			summaries: Object.fromEntries(
				files.map(({ file, payload }) => [file.stack, payload.summary]),
			),
			hasChanges: files.some(({ payload }) => payload.hasChanges),
			diagnostics: [],
			destroy: first.options.destroy === true,
		},
		() =>
			Object.fromEntries(
				files.map(({ file, payload }) => [file.stack, payload.plan]),
			),
		{
			options: { ...options, dir: first.project, ...first.options },
			saved: { files },
		},
	);
}

/** What was approved in a saved plan, with the configuration as it is now, which must be the same. */
export function openSaved(
	run: Run,
	{ files }: SavedPlan,
	options: PlanOptions,
): { loaded: Loaded; approved: Approved[] } {
	const approved: Approved[] = [];
	const values = new Map<string, string | Value>();
	for (const [i, { file, payload }] of files.entries()) {
		const faults = new Faults(file.stack);
		const config = statSync(payload.file, { throwIfNoEntry: false })
			? readStack(
					{
						name: file.stack,
						file: payload.file,
						directory: payload.directory,
					},
					run.schemas,
					faults,
				)
			: undefined;
		if (config?.digest !== file.configHash)
			fail(
				"Saved plan is stale",
				`The configuration of stack "${file.stack}" (${payload.file}) was changed after the plan was made. Plan again:\n    fogform plan ${file.stack}`,
			);
		if (config === undefined) continue;
		checkStack(run, config, faults);
		throwFaults(faults.list);
		for (const [name, { type, value }] of Object.entries(payload.variables))
			values.set(name, fromJson(value, type));
		approved.push({
			config,
			startedAt: new Date(payload.startedAt),
			serial: file.stateSerial,
			lineage: file.stateLineage,
			actions: new Map(Object.entries(payload.actions)),
			// What later stacks plan may become known while earlier ones are applied.
			...(i === 0 && {
				fingerprints: new Map(Object.entries(payload.fingerprints)),
			}),
		});
	}
	const fresh = gatherVariables(options, []);
	const given: GivenVariables = {
		...fresh,
		values: new Map([...fresh.values, ...values]),
	};
	return {
		approved,
		loaded: {
			project: { directory: options.dir, stacks: [] },
			stacks: approved.map(({ config }) => config),
			skipped: [],
			given,
			diagnostics: [],
		},
	};
}
