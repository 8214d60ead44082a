import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Faults } from "../config/faults";
import type { StackConfig } from "../config/model";
import {
	type Project,
	readProject,
	reportOthers,
	selectStacks,
} from "../config/project";
import { otherProviders, parseStack, readConfig } from "../config/read";
import {
	type GivenVariables,
	gatherVariables,
	reportUndeclared,
} from "../config/variables";
import { checkStack } from "../stack/check";
import type { Run } from "../stack/run";
import {
	type EngineDiagnostic,
	EngineError,
	type StackOptions,
} from "../types";

/** The stacks that an operation works on, read and checked. */
export interface Loaded {
	readonly project: Project;
	readonly stacks: readonly StackConfig[];
	/** All stacks of the project by the path of their state: name, and names of the stacks they need. */
	readonly skipped: readonly string[];
	readonly given: GivenVariables;
	/** Warnings. */
	readonly diagnostics: readonly EngineDiagnostic[];
}

/** Reads and checks the selected stacks; throws EngineError with all that is wrong in them. */
export async function load(run: Run, options: StackOptions): Promise<Loaded> {
	const loaded = await read(run, options);
	throwFaults(loaded.diagnostics);
	return loaded;
}

/** As `load`, with what is wrong among the diagnostics. */
export async function read(run: Run, options: StackOptions): Promise<Loaded> {
	const project = await readProject(options);
	const faults = new Faults();
	const named = (options.stacks?.length ?? 0) > 0;
	const others = new Map<string, readonly string[]>();
	const stacks: StackConfig[] = [];
	const diagnostics: EngineDiagnostic[] = [];
	for (const source of selectStacks(project, options.stacks)) {
		const stackFaults = new Faults(source.name);
		refuseWorkspace(source.directory, options, stackFaults);
		const text = readFileSync(source.file, "utf8");
		const json = parseStack(text, source.file, stackFaults);
		const foreign = json ? otherProviders(json) : [];
		if (foreign.length > 0) {
			others.set(source.name, foreign);
			continue;
		}
		const config =
			json && readConfig(json, text, source, run.schemas, stackFaults);
		if (config) {
			stacks.push(config);
			checkStack(run, config, stackFaults);
		}
		diagnostics.push(...stackFaults.list);
	}
	reportOthers(others, named || stacks.length === 0, faults);
	const given = gatherVariables(options, [
		project.directory,
		...stacks.map(({ directory }) => directory),
	]);
	reportUndeclared(given, stacks, faults);
	return {
		project,
		stacks,
		skipped: [...others.keys()],
		given,
		diagnostics: [...faults.list, ...diagnostics],
	};
}

/** Terraform would use another state where another workspace is chosen, so doing as if none were would make everything a second time. */
function refuseWorkspace(
	directory: string,
	{ env = process.env }: StackOptions,
	faults: Faults,
): void {
	const file = join(directory, ".terraform", "environment");
	const chosen =
		env.TF_WORKSPACE ||
		(existsSync(file) ? readFileSync(file, "utf8").trim() : "");
	if (chosen === "" || chosen === "default") return;
	faults.error(
		"Unsupported workspace",
		`The workspace "${chosen}" is chosen (by ${env.TF_WORKSPACE ? "the environment variable TF_WORKSPACE" : file}), and there is only "default" here. ${env.TF_WORKSPACE ? "Unset that variable" : "Remove that file"}, write a stack for each environment, or run this one with \`cdktf deploy\`.`,
	);
}

/** Throws EngineError where an error is among diagnostics. */
export function throwFaults(
	diagnostics: readonly EngineDiagnostic[],
	interrupted = false,
): void {
	if (interrupted || diagnostics.some(({ severity }) => severity === "error"))
		throw new EngineError(folded(diagnostics), { interrupted });
}

/** The same error at many addresses is told once: a Controller that is down fails every read alike. */
export function folded(
	diagnostics: readonly EngineDiagnostic[],
): EngineDiagnostic[] {
	const groups = new Map<string, EngineDiagnostic[]>();
	for (const diagnostic of diagnostics) {
		const { severity, summary, detail, stack } = diagnostic;
		const key = JSON.stringify([severity, summary, detail, stack]);
		const group = groups.get(key);
		if (group) group.push(diagnostic);
		else groups.set(key, [diagnostic]);
	}
	return [...groups.values()].flatMap((group) => {
		// In whatever order they were found, the same one is named first.
		if (group.length > 2)
			group.sort((a, b) => ((a.address ?? "") < (b.address ?? "") ? -1 : 1));
		const [first, ...rest] = group as [EngineDiagnostic, ...EngineDiagnostic[]];
		if (rest.length < 2) return group;
		const named = rest.slice(0, 3).map(({ address }) => address);
		return [
			{
				...first,
				detail: `${first.detail}\n(The same holds for ${rest.length} more: ${named.join(", ")}${rest.length > named.length ? ", …" : ""}.)`,
			},
		];
	});
}
