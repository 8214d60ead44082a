import { resolve } from "node:path";
import { DiagnosticError, error } from "../../core";
import type { RemoteState } from "../builtin";
import type { StackConfig } from "../config/model";
import { objectValue, type Value } from "../language";
import type { OutputPlan } from "../plan/model";
import { storedOutputs } from "../plan/outputs";
import { readStateFile } from "../state";

/** The outputs that stacks of the same call are going to have, by the path of their state. */
export class PlannedOutputs {
	#byPath = new Map<string, ReadonlyMap<string, OutputPlan>>();

	add(config: StackConfig, outputs: ReadonlyMap<string, OutputPlan>): void {
		this.#byPath.set(config.statePath, outputs);
	}

	/** What `terraform_remote_state` reads in a stack: planned outputs of a stack that is planned too, else what its state file holds. */
	reader(
		config: StackConfig,
		all: readonly { name: string; statePath?: string }[],
	): RemoteState {
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
			const other = all.find(({ statePath }) => statePath === path);
			const name =
				other?.name ?? /terraform\.(.+)\.tfstate$/.exec(path)?.[1] ?? "STACK";
			return {
				outputs: undefined,
				diagnostics: [
					error(
						"Stack not applied",
						`There is no state at ${path}: the stack "${name}", whose outputs this one reads, is neither selected nor applied. Apply it first, or select both:\n    fogform apply ${name}\n    fogform apply ${name} ${config.name}`,
					),
				],
			};
		};
	}
}
