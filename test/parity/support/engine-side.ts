import { copyFileSync, existsSync } from "node:fs";
import {
	apply,
	EngineError,
	importResource,
	type Plan,
	type PlanJson,
	type PlanOptions,
	plan,
} from "../../../src/engine";
import { StackFolder } from "../../support/stack-folder";
import type { Stack, Step } from "./case";
import type { Said, Side } from "./side";

/** The embedded engine. */
export class EngineSide implements Side {
	readonly #folder = new StackFolder();
	readonly statePath = this.#folder.statePath;
	#plan: Plan | undefined;

	constructor(
		readonly url: string,
		readonly withProvider: (stack: Stack, url: string) => Stack,
	) {}

	write(stack: Stack): void {
		this.#folder.write(this.withProvider(stack, this.url));
	}

	async plan(step: Step) {
		try {
			this.#plan = await plan(this.#options(step));
			const json = this.#plan.stacks.test as PlanJson;
			return { json: structuredClone(json), said: this.#said(this.#plan) };
		} catch (cause) {
			return { json: undefined, said: saidBy(cause) };
		}
	}

	async apply(): Promise<Said> {
		try {
			return this.#said(await apply(this.#plan as Plan));
		} catch (cause) {
			return saidBy(cause);
		}
	}

	async import(target: NonNullable<Step["import"]>): Promise<Said> {
		try {
			await importResource({ dir: this.#folder.dir, env: {}, ...target });
			return [];
		} catch (cause) {
			return saidBy(cause);
		}
	}

	async takeOver(
		{ statePath, recorder }: Parameters<Side["takeOver"]>[0],
		stack: Stack,
		step: Step,
	): Promise<string[]> {
		const folder = new StackFolder();
		try {
			folder.write(this.withProvider(stack, recorder.url));
			if (existsSync(statePath)) copyFileSync(statePath, folder.statePath);
			const found = await plan({ ...this.#options(step), dir: folder.dir });
			return found.hasChanges ? changesOf(found.stacks.test as PlanJson) : [];
		} catch (cause) {
			return [...saidBy(cause)];
		} finally {
			folder.remove();
		}
	}

	remove(): void {
		this.#folder.remove();
	}

	#options({ vars, destroy, targets, replace, refresh }: Step): PlanOptions {
		return {
			dir: this.#folder.dir,
			env: {},
			...(vars && { vars }),
			...(destroy && { destroy }),
			...(targets && { targets }),
			...(replace && { replace }),
			...(refresh === false && { refresh }),
		};
	}

	#said({ diagnostics }: Pick<Plan, "diagnostics">): Said {
		return diagnostics.map((d) => `${d.severity}: ${d.summary}`);
	}
}

function saidBy(cause: unknown): Said {
	if (!(cause instanceof EngineError)) throw cause;
	return cause.diagnostics.map((d) => `${d.severity}: ${d.summary}`);
}

/** What a plan would do, outputs included. */
export function changesOf(json: PlanJson): string[] {
	return [
		...(json.resource_changes ?? []),
		...Object.entries(json.output_changes ?? {}).map(([name, change]) => ({
			address: `output.${name}`,
			change,
		})),
	].flatMap(({ address, change }) =>
		change.actions[0] === "no-op"
			? []
			: [`${change.actions.join("-")} ${address}`],
	);
}
