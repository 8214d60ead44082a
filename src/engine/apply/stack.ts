import type { Values } from "../../provider/types";
import type { RemoteState } from "../builtin";
import type { Faults } from "../config/faults";
import { nodesOf } from "../graph/references";
import { type Outcome, type Release, walk } from "../graph/walk";
import type { Value } from "../language";
import type { CheckResult, StackPlan } from "../plan/model";
import { mayBeSet, storedOutput } from "../plan/outputs";
import { outputValue } from "../stack/outputs";
import type { Run } from "../stack/run";
import { Stack } from "../stack/stack";
import type { JournalRecord, StateOutput, StateSession } from "../state";
import type { Summary } from "../types";
import { checksText } from "./checks";
import { ApplyContext } from "./context";
import { endInstance } from "./end";
import { makeInstance } from "./make";
import { type Gate, madeStep, orderOf, type Step } from "./order";
import { Verifier } from "./verify";

/** What carrying out the plan of one stack is given. */
export interface ApplyRequest {
	readonly run: Run;
	readonly plan: StackPlan;
	readonly session: StateSession;
	readonly faults: Faults;
	readonly configs: ReadonlyMap<string, Values>;
	/** Values of variables, ephemeral ones included. */
	readonly variables: ReadonlyMap<string, Value>;
	readonly remoteState: RemoteState;
	/** Puts steps that could begin into another order; for tests. */
	readonly order?: (ready: string[]) => void;
}

/** Carries out the plan of one stack; errors are reported, and what was done is in the state. */
export async function applyStack(request: ApplyRequest): Promise<Summary> {
	const { run, plan, session, faults } = request;
	const stack = new Stack(run, plan.config, request.variables, "apply", {
		faults,
		remoteState: request.remoteState,
		startedAt: plan.startedAt,
	});
	seed(stack, plan);
	const context = new ApplyContext(stack, plan, session, request.configs);
	await recordRefreshed(plan, session);
	await forget(context);
	const { steps, needs } = orderOf(plan, stack.graph, run.provider);
	const verifier = new Verifier(context, steps.values());
	const carryOut = async (step: Exclude<Step, Gate>, release: Release) => {
		const ok =
			step.kind === "make"
				? await makeInstance(context, step.plan, release)
				: await endInstance(context, step.plan, step.goesWith);
		if (ok) verifier.done(step.plan);
		return ok;
	};
	const work = () =>
		walk(
			needs,
			(name, release) => {
				const step = steps.get(name);
				if (step === undefined || step.kind === "gate") return true;
				return carryOut(step, release);
			},
			{
				parallelism: aheadOf(run.parallelism),
				signal: run.stop,
				...(request.order && { order: request.order }),
			},
		);
	const outcomes = await work().finally(() => context.ephemerals.close());
	await verifier.end();
	await recordOutputs(context, outcomes);
	await recordChecks(context, outcomes);
	if (plan.targeted)
		faults.warning(
			"Applied changes may be incomplete",
			`The plan was made with --target, so something of what the configuration asks for may be left, and outputs may not be up to date. To see what is left:\n    fogform plan ${plan.name}`,
		);
	for (const { importing, action } of plan.changes.values())
		if (importing && (action === "no-op" || context.touched.size > 0))
			context.done.import++;
	return { ...context.done, restarts: plan.summary.restarts };
}

/** Steps under way at a time: besides those whose calls run, as many that are ready to call when one of them is answered, and that many that are being recorded. One by one stays one by one. */
function aheadOf(parallelism: number): number {
	return 3 * parallelism - 2;
}

/** Names stand for what is not going to change. */
function seed(stack: Stack, plan: StackPlan): void {
	const { evaluator } = stack;
	const planned = plan.stack.evaluator;
	for (const [address, expansion] of planned.expansions)
		evaluator.expansions.set(address, expansion);
	for (const [address, object] of planned.objects) {
		const change = plan.changes.get(address);
		if (change === undefined || change.action === "no-op")
			evaluator.objects.set(address, object);
		else if (change.planned === null && change.prior)
			evaluator.objects.set(address, change.prior);
	}
}

/** Writes what moves, refresh and data sources have changed in the state. */
async function recordRefreshed(
	plan: StackPlan,
	session: StateSession,
): Promise<void> {
	const records: JournalRecord[] = [];
	const { base, refreshed } = plan;
	for (const entry of base.entries()) {
		const now = refreshed.get(entry.text);
		if (entry.current && !now?.current)
			records.push({ kind: "result", address: entry.text, instance: null });
		for (const key of entry.deposed?.keys() ?? [])
			if (!now?.deposed?.has(key))
				records.push({
					kind: "result",
					address: entry.text,
					deposed: key,
					instance: null,
				});
	}
	for (const entry of refreshed.entries()) {
		const before = base.get(entry.text);
		if (before === entry) continue;
		const { text: address, provider } = entry;
		if (entry.current && entry.current !== before?.current)
			records.push({
				kind: "result",
				address,
				provider,
				instance: entry.current,
			});
		for (const [deposed, instance] of entry.deposed ?? [])
			if (instance !== before?.deposed?.get(deposed))
				records.push({ kind: "result", address, deposed, provider, instance });
	}
	if (refreshed.outputs !== base.outputs)
		records.push({ kind: "outputs", outputs: refreshed.outputs });
	if (records.length > 0) await session.append(...records);
}

async function forget(context: ApplyContext): Promise<void> {
	for (const plan of context.plan.changes.values())
		if (plan.action === "forget") {
			await context.record(plan, null, plan.deposed);
			context.done.forget++;
		}
}

/** Evaluates the outputs with final values; those whose resources failed stay as they were. */
async function recordOutputs(
	{ stack, plan, session, checks }: ApplyContext,
	outcomes: ReadonlyMap<string, Outcome>,
): Promise<void> {
	const outputs = new Map<string, StateOutput>(session.state.outputs);
	const { config, evaluator, faults, graph } = stack;
	let changed = false;
	for (const name of plan.outputs.keys()) {
		const output = config.outputs.get(name);
		if (output === undefined || plan.destroy) {
			if (plan.destroy && faults.failed) continue;
			changed = outputs.delete(name) || changed;
			continue;
		}
		const ready = [...graph.needs(nodesOf(output.value))].every(
			(need) => (outcomes.get(madeStep(need)) ?? "done") === "done",
		);
		if (!ready) continue;
		if (!mayBeSet(output, evaluator, faults, checks)) continue;
		const value = outputValue(output, evaluator, faults);
		if (value === undefined || !value.isWhollyKnown) continue;
		if (value.isNull) {
			changed = outputs.delete(name) || changed;
			continue;
		}
		const stored = storedOutput(value);
		const before = outputs.get(name);
		if (
			before?.value === stored.value &&
			before.type === stored.type &&
			before.sensitive === stored.sensitive
		)
			continue;
		outputs.set(name, stored);
		changed = true;
	}
	if (changed) await session.append({ kind: "outputs", outputs });
}

async function recordChecks(
	{ stack, plan, checks, session }: ApplyContext,
	outcomes: ReadonlyMap<string, Outcome>,
): Promise<void> {
	const isDone = (resource: string) =>
		(outcomes.get(madeStep(resource)) ?? "done") === "done";
	// As in Terraform: data sources that were read while planning count no more, nor does what the apply did not get to.
	const counts = ({ kind, config }: CheckResult) =>
		kind === "var" ||
		(kind === "resource" &&
			!config.startsWith("data.") &&
			[config, ...stack.graph.all(config)].every(isDone));
	const last = new Map<string, CheckResult>();
	const keep = (check: CheckResult) =>
		last.set(check.object ?? check.config, check);
	for (const check of plan.checks)
		keep(counts(check) ? check : { ...check, status: "unknown", messages: [] });
	for (const check of checks) keep(check);
	const text = checksText([...last.values()]);
	if (text !== session.state.header.checkResults)
		await session.append({ kind: "checks", checkResults: text });
}
