import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DiagnosticError, error } from "../../core";
import type { RemoteState } from "../builtin";
import { Faults } from "../config/faults";
import type { StackConfig } from "../config/model";
import { otherProviders, parseStack } from "../config/read";
import { objectValue, type Value } from "../language";
import type { OutputPlan } from "../plan/model";
import { storedOutputs } from "../plan/outputs";
import { readStateFile } from "../state";
import type { Loaded } from "./load";

/** The stacks that a call works on, and all of the project where they are known. */
export type KnownStacks = Pick<Loaded, "stacks"> &
	Partial<Pick<Loaded, "project">>;

/** The outputs that stacks of the same call are going to have, by the path of their state. */
export class PlannedOutputs {
	#byPath = new Map<string, ReadonlyMap<string, OutputPlan>>();

	add(config: StackConfig, outputs: ReadonlyMap<string, OutputPlan>): void {
		this.#byPath.set(config.statePath, outputs);
	}

	/** What `terraform_remote_state` reads in a stack: planned outputs of a stack that is planned too, else what its state file holds. */
	reader(config: StackConfig, { stacks, project }: KnownStacks): RemoteState {
		return async (given) => {
			const path = resolve(config.directory, given);
			const planned = this.#byPath.get(path);
			if (planned)
				return {
					diagnostics: [],
					outputs: objectValue(
						[...planned.values()].flatMap(({ name, after }) =>
							after ? [[name, after.unmarkedDeep()] as [string, Value]] : [],
						),
					),
				};
			try {
				const state = await readStateFile(path, { anyProvider: true });
				if (state)
					return {
						diagnostics: [],
						outputs: objectValue(
							[...storedOutputs(state)].map(
								([name, value]) => [name, value.unmarkedDeep()] as const,
							),
						),
					};
			} catch (cause) {
				if (!(cause instanceof DiagnosticError)) throw cause;
				return { outputs: undefined, diagnostics: [...cause.diagnostics] };
			}
			const other = stacks.find(({ statePath }) => statePath === path);
			const name =
				other?.name ?? /terraform\.(.+)\.tfstate$/.exec(path)?.[1] ?? "STACK";
			return {
				outputs: undefined,
				diagnostics: [
					error(
						"Stack not applied",
						`There is no state at ${path}: the stack "${name}", whose outputs this one reads, is ${
							needsOthers(name, project)
								? `not deployed. It needs other providers than iofog; deploy it first:\n    cdktf deploy ${name}`
								: `neither selected nor applied. Apply it first, or select both:\n    fogform apply ${name}\n    fogform apply ${name} ${config.name}`
						}`,
					),
				],
			};
		};
	}
}

/** Whether a stack of the project has resources of other providers. */
function needsOthers(name: string, project: KnownStacks["project"]): boolean {
	const source = project?.stacks.find((stack) => stack.name === name);
	if (!source) return false;
	const { file } = source;
	const json = parseStack(readFileSync(file, "utf8"), file, new Faults(name));
	return json !== undefined && otherProviders(json).length > 0;
}
