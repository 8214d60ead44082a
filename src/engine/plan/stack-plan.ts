import type { Values } from "../../provider/types";
import type { RemoteState } from "../builtin";
import type { Faults } from "../config/faults";
import type { StackConfig } from "../config/model";
import type { Expression, Value } from "../language";
import { outputValue } from "../stack/outputs";
import type { Run } from "../stack/run";
import { Stack } from "../stack/stack";
import {
	addressText,
	parseAddress,
	type ReadonlyState,
	resourceText,
	type StateSession,
} from "../state";
import type { Summary } from "../types";
import { unjudged, variableChecks } from "./checks";
import { crossCheck } from "./cross";
import { judgeEphemerals } from "./ephemerals";
import type { Fleet } from "./fleet";
import { importTargets } from "./imports";
import {
	type CheckResult,
	type InstancePlan,
	isReplace,
	type OutputPlan,
	type StackPlan,
} from "./model";
import { applyMoves } from "./moves";
import {
	isOutputChange,
	mayBeSet,
	refreshedOutputs,
	storedOutputs,
} from "./outputs";
import { Planner } from "./planner";
import { readPriors } from "./priors";
import { recoverIntents } from "./recover";
import { countRestarts } from "./restarts";
import { Targets } from "./targets";

/** What planning one stack is given. */
export interface StackRequest {
	readonly run: Run;
	readonly config: StackConfig;
	readonly variables: ReadonlyMap<string, Value>;
	readonly session: StateSession;
	readonly fleet: Fleet;
	readonly remoteState: RemoteState;
	readonly faults: Faults;
	readonly refresh: boolean;
	readonly destroy: boolean;
	readonly targets: readonly string[];
	readonly replace: readonly string[];
	readonly startedAt?: Date;
	/** False: names and objects of the Controller are not looked at beyond the refresh. */
	readonly live: boolean;
}

/** A plan with what those need who carry it out in the same process. */
export interface PlannedStack {
	readonly plan: StackPlan;
	/** Microservices that restart, with the addresses that cause it. */
	readonly restarts: ReadonlyMap<string, readonly string[]>;
	/** Configurations of instances at the time of planning, write-only values included; none where the plan comes from a file. */
	readonly configs: ReadonlyMap<string, Values>;
}

/** Plans one stack on its locked state; undefined after an error, which is reported. */
export async function planStack(
	request: StackRequest,
): Promise<PlannedStack | undefined> {
	const { run, config, variables, session, faults, destroy } = request;
	const stack = new Stack(run, config, variables, "plan", {
		faults,
		remoteState: request.remoteState,
		...(request.startedAt && { startedAt: request.startedAt }),
	});
	await recoverIntents(stack, session);
	if (faults.failed) return undefined;
	// What was recovered is in the file before anything is planned on it.
	const { serial } = await session.commit();
	const base = session.state.copy();
	const state = session.state.copy();
	const moved = destroy
		? new Map<string, string>()
		: applyMoves(state, config, faults);
	const priors = readPriors(stack, state);
	const targets = new Targets(
		request.targets,
		stack.graph,
		state,
		destroy,
		faults,
	);
	const planner = new Planner(stack, state, priors, {
		refresh: request.refresh,
		destroy,
		targets,
		moved,
		replace: new Set(request.replace.map((text) => readReplace(text, faults))),
		imports: destroy ? new Map() : importTargets(stack),
	});
	if (faults.failed) return undefined;
	await planner.run();
	if (!destroy) judgeEphemerals(stack);
	const checks = [...variableChecks(config, destroy), ...planner.checks];
	const outputs = planOutputs(stack, planner, session.state, request, checks);
	if (faults.failed || run.stop.aborted) return undefined;
	checks.push(...unjudged(config, checks, targets, destroy));
	state.outputs = refreshedOutputs(state.outputs, outputs.values());
	const placed = request.fleet.add(stack, planner.changes.values());
	await crossCheck({
		stack,
		fleet: request.fleet,
		placed,
		live: request.live && request.refresh,
	});
	const restarts = faults.failed
		? new Map<string, string[]>()
		: await countRestarts(stack, placed);
	if (faults.failed || run.stop.aborted) return undefined;
	if (!targets.all)
		faults.warning(
			"Resource targeting is in effect",
			"This plan was made with --target, so it may not show everything that the configuration asks for.",
		);
	const changes = sorted(planner.changes);
	// What is to go is shown as it is now.
	const drift = destroy
		? []
		: [...planner.drift].sort((a, b) => (a.address < b.address ? -1 : 1));
	const summary = summarize(changes.values(), restarts.size);
	return {
		restarts,
		configs: planner.configs,
		plan: {
			serial,
			name: config.name,
			config,
			variables,
			changes,
			drift,
			outputs,
			checks,
			base,
			refreshed: state,
			summary,
			hasChanges:
				moved.size > 0 ||
				[...changes.values()].some(
					({ action, importing }) =>
						action !== "no-op" || importing !== undefined,
				) ||
				[...outputs.values()].some(isOutputChange),
			destroy,
			targeted: !targets.all,
			startedAt: request.startedAt ?? run.startedAt,
			diagnostics: faults.list,
			stack,
		},
	};
}

function readReplace(text: string, faults: Faults): string {
	const at = parseAddress(text);
	if (at === undefined || at.mode === "data" || at.module)
		faults.error(
			"Invalid force-replace address",
			`"${text}" is not the address of a managed resource or of an instance.`,
		);
	return at === undefined ? text : addressText(at);
}

function sorted(
	changes: ReadonlyMap<string, InstancePlan>,
): Map<string, InstancePlan> {
	const order = (plan: InstancePlan) =>
		`${plan.at.mode === "data" ? 1 : 0} ${resourceText(plan.at)}`;
	const keyed = [...changes].map(
		([key, plan]) => ({ key, plan, order: order(plan) }) as const,
	);
	keyed.sort((a, b) => {
		if (a.order !== b.order) return a.order < b.order ? -1 : 1;
		const [x, y] = [a.plan.at.key, b.plan.at.key];
		if (typeof x === "number" && typeof y === "number" && x !== y) return x - y;
		const [one, two] = [String(x ?? ""), String(y ?? "")];
		if (one !== two) return one < two ? -1 : 1;
		return (a.plan.deposed ?? "") < (b.plan.deposed ?? "") ? -1 : 1;
	});
	return new Map(keyed.map(({ key, plan }) => [key, plan]));
}

function planOutputs(
	stack: Stack,
	planner: Planner,
	state: ReadonlyState,
	{ destroy, targets }: StackRequest,
	checks: CheckResult[],
): Map<string, OutputPlan> {
	const { config, faults, evaluator } = stack;
	const planned = new Map<string, OutputPlan>();
	const before = storedOutputs(state);
	const names = [
		...new Set([...config.outputs.keys(), ...before.keys()]),
	].sort();
	for (const name of names) {
		const output = config.outputs.get(name);
		const prior = before.get(name);
		const wasSensitive = prior?.isSensitive ?? false;
		const was = prior && { before: prior };
		if (output === undefined || destroy) {
			if (prior && targets.length === 0)
				planned.set(name, {
					name,
					...was,
					sensitive: wasSensitive,
					wasSensitive,
				});
			continue;
		}
		if (
			!planner.canEvaluate(output.value) ||
			(targets.length > 0 && !isTargeted(planner, output.value))
		)
			continue;
		if (!mayBeSet(output, evaluator, faults, checks)) continue;
		const after = outputValue(output, evaluator, faults);
		if (after)
			planned.set(name, {
				name,
				...was,
				after,
				sensitive: output.sensitive,
				wasSensitive,
			});
	}
	return planned;
}

function isTargeted(planner: Planner, expression: Expression): boolean {
	const needs = [...planner.needsOf(expression)];
	// Outputs of nothing but variables and locals are no target.
	return (
		needs.length > 0 &&
		needs.every((need) => planner.options.targets.hasResource(need))
	);
}

/** Counts the changes of a plan. */
export function summarize(
	plans: Iterable<InstancePlan>,
	restarts: number,
): Summary {
	const summary = {
		add: 0,
		change: 0,
		remove: 0,
		import: 0,
		forget: 0,
		restarts,
	};
	for (const { action, importing } of plans) {
		if (importing) summary.import++;
		if (action === "create" || isReplace(action)) summary.add++;
		if (action === "update") summary.change++;
		if (action === "delete" || isReplace(action)) summary.remove++;
		if (action === "forget") summary.forget++;
	}
	return summary;
}
