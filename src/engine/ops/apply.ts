import { applyStack } from "../apply/stack";
import { Faults } from "../config/faults";
import { fail } from "../config/files";
import { jsonOfValue } from "../objects/sensitive";
import { Fleet } from "../plan/fleet";
import { storedOutputs } from "../plan/outputs";
import type { PlannedStack } from "../plan/stack-plan";
import type { Run } from "../stack/run";
import { type StateSession, withState } from "../state";
import {
	type Applied,
	type ApplyOptions,
	type EngineDiagnostic,
	EngineError,
	type OutputJson,
	type Plan,
	type PlanOptions,
	type Summary,
} from "../types";
import { type Approved, approvedOf, otherThan } from "./approved";
import { folded, type Loaded, throwFaults } from "./load";
import { counts, insideOf, planOne, toPlan } from "./plan";
import { PlannedOutputs } from "./remote-state";
import { withRun } from "./run";
import { openSaved } from "./saved";

/** Carries out a plan, stack by stack. */
export async function applyPlan(
	plan: Plan,
	options: ApplyOptions,
): Promise<Applied> {
	const inside = insideOf(plan);
	if (inside === undefined)
		fail(
			"Not a plan",
			"What was given to apply is not a plan that this process has made or loaded.",
		);
	const { made, saved } = inside;
	const merged: PlanOptions = { ...inside.options, ...given(options) };
	const { straightAway = false } = options;
	return withRun({ ...merged, straightAway }, async (run) => {
		const { loaded, approved } = saved
			? openSaved(run, saved, merged)
			: {
					loaded: (made as NonNullable<typeof made>).loaded,
					approved: (made as NonNullable<typeof made>).planned.map(approvedOf),
				};
		return new Applier(run, loaded, merged, options, approved).run();
	});
}

function given(options: ApplyOptions): Partial<PlanOptions> {
	const { confirm: _, straightAway: __, ...rest } = options;
	return Object.fromEntries(
		Object.entries(rest).filter(([, value]) => value !== undefined),
	);
}

class Applier {
	readonly #diagnostics: EngineDiagnostic[] = [];
	readonly #done: Record<
		string,
		{ summary: Summary; outputs: Record<string, OutputJson> }
	> = {};
	readonly #outputs = new PlannedOutputs();

	constructor(
		readonly runner: Run,
		readonly loaded: Loaded,
		readonly options: PlanOptions,
		readonly applyOptions: ApplyOptions,
		readonly approved: readonly Approved[],
	) {}

	async run(): Promise<Applied> {
		for (const [i, one] of this.approved.entries()) {
			await this.#applyOne(one, i === 0);
			if (this.runner.stop.aborted)
				throw new EngineError(this.#diagnostics, { interrupted: true });
		}
		return {
			stacks: this.#done,
			diagnostics: folded(this.#diagnostics).filter(
				({ severity }) => severity === "warning",
			),
		};
	}

	async #applyOne(approved: Approved, isFirst: boolean): Promise<void> {
		const { config } = approved;
		const faults = new Faults(config.name);
		const { lockTimeout } = this.options;
		await withState(
			config.statePath,
			{
				operation: this.options.destroy ? "destroy" : "apply",
				...(lockTimeout !== undefined && { lockTimeoutSeconds: lockTimeout }),
				signal: this.runner.stop,
			},
			async (session) => {
				if (isFirst) refuseStale(approved, session);
				const planned =
					isFirst && approved.planned
						? approved.planned
						: await this.#planAgain(approved, session, faults);
				if (planned === undefined) return;
				const summary = await applyStack({
					run: this.runner,
					plan: planned.plan,
					session,
					faults,
					configs: planned.configs,
					variables: planned.plan.variables,
					remoteState: this.#outputs.reader(config, this.loaded),
				});
				this.#tell(config.name, session, summary);
			},
		);
		this.#diagnostics.push(...faults.list);
		throwFaults(this.#diagnostics, this.runner.stop.aborted);
	}

	/** Plans a stack whose turn has come, now that earlier stacks are as they shall be; another plan than the approved one must be approved too. */
	async #planAgain(
		approved: Approved,
		session: StateSession,
		faults: Faults,
	): Promise<PlannedStack | undefined> {
		this.runner.forget();
		const { config, startedAt } = approved;
		const planned = await planOne({
			run: this.runner,
			config,
			faults,
			session,
			fleet: new Fleet(this.runner.provider),
			outputs: this.#outputs,
			loaded: this.loaded,
			options: { ...this.options, startedAt },
		});
		if (planned === undefined) return undefined;
		const others = otherThan(approved, planned.plan);
		if (others.length === 0) return planned;
		const { confirm } = this.applyOptions;
		const agreed =
			confirm !== undefined &&
			(await confirm(
				config.name,
				toPlan(this.options, this.loaded, [planned]),
			));
		if (agreed) return planned;
		faults.error(
			"Plan has changed",
			`The plan of stack "${config.name}" is no longer the one that was approved (${others.slice(0, 5).join(", ")}${others.length > 5 ? ", …" : ""}), and nothing of this stack was changed. Plan again, look at it, and apply:\n    fogform apply ${config.name}`,
		);
		return undefined;
	}

	#tell(stack: string, session: StateSession, summary: Summary): void {
		const outputs: Record<string, OutputJson> = {};
		for (const [name, value] of storedOutputs(session.state))
			outputs[name] = {
				sensitive: value.isSensitive,
				type: value.type,
				value: value.isSensitive ? null : jsonOfValue(value),
			};
		this.#done[stack] = { summary, outputs };
		this.runner.emit({
			stack,
			type: "change_summary",
			changes: {
				...counts(summary),
				operation: this.options.destroy ? "destroy" : "apply",
			},
		});
		this.runner.emit({
			stack,
			type: "outputs",
			outputs: Object.fromEntries(
				Object.entries(outputs).map(([name, { sensitive, type, value }]) => [
					name,
					sensitive ? { sensitive, type } : { sensitive, type, value },
				]),
			),
		});
	}
}

/** A plan is good for the state that it was made on, and no other. */
function refuseStale(
	{ config, serial, lineage }: Approved,
	session: StateSession,
): void {
	const { header, size } = session.state;
	const same =
		serial === 0
			? header.serial === 0 && size === 0
			: header.serial === serial && header.lineage === lineage;
	if (!same)
		fail(
			"Saved plan is stale",
			`The state of stack "${config.name}" ${
				serial !== 0 && header.lineage !== lineage
					? `is another one than the plan was made on (lineage ${lineage}, now ${header.lineage || "none"})`
					: `was changed after the plan was made (serial ${serial}, now ${header.serial})`
			}. Plan again:\n    fogform plan ${config.name}`,
		);
}
