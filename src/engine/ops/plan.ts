import { Faults } from "../config/faults";
import type { StackConfig } from "../config/model";
import { type GivenVariables, variableValues } from "../config/variables";
import { planJson } from "../json/plan-json";
import type { PlanJson } from "../json-types";
import { Fleet } from "../plan/fleet";
import { type PlannedStack, planStack } from "../plan/stack-plan";
import type { Run } from "../stack/run";
import { functionContext, resourceRef } from "../stack/stack";
import { type StateSession, withState } from "../state";
import type {
	EngineDiagnostic,
	HookAction,
	Plan,
	PlanOptions,
	Summary,
} from "../types";
import { unknownAddresses } from "./known-addresses";
import { folded, type Loaded, load, throwFaults } from "./load";
import { type KnownStacks, PlannedOutputs } from "./remote-state";
import { withRun } from "./run";
import type { SavedPlan } from "./saved";

/** Version of the document that holds the plans of several stacks. */
export const DOCUMENT_FORMAT = "1.0";

/** What a Plan carries beside its data, for `apply`. */
export interface PlanInside {
	readonly options: PlanOptions;
	/** Of a plan that was made in this process. */
	readonly made?: {
		readonly options: PlanOptions;
		readonly planned: readonly PlannedStack[];
		readonly loaded: Loaded;
	};
	/** Of a plan that was read from files. */
	readonly saved?: SavedPlan;
}

const insides = new WeakMap<Plan, PlanInside>();

/** What a plan was made of; undefined for one that was not made here. */
export const insideOf = (plan: Plan) => insides.get(plan);

/** Plans the selected stacks. */
export async function makePlan(options: PlanOptions): Promise<Plan> {
	return withRun(options, async (run) => {
		const loaded = await load(run, options);
		const planned = await planStacks(run, loaded, options);
		return toPlan(options, loaded, planned);
	});
}

/** Plans stacks one after the other, each on its locked state. */
export async function planStacks(
	run: Run,
	loaded: Loaded,
	options: PlanOptions,
): Promise<PlannedStack[]> {
	const planned: PlannedStack[] = [];
	let restarts = 0;
	const plans = planEach(run, loaded, new Fleet(run.provider), {
		operation: "plan",
		options,
	});
	for await (const one of plans) {
		planned.push(one);
		restarts += one.plan.summary.restarts;
		announce(run, one);
	}
	throwFaults(unknownAddresses(planned, options));
	if (options.allowRestarts !== undefined && restarts > options.allowRestarts)
		throwFaults([
			{
				severity: "error",
				summary: "Too many restarts",
				detail: `This plan restarts ${restarts} ${restarts === 1 ? "microservice" : "microservices"}, and at most ${options.allowRestarts} may (--allow-restarts): ${planned
					.flatMap(({ restarts: names }) => [...names.keys()])
					.slice(0, 10)
					.join(", ")}${restarts > 10 ? ", …" : ""}.`,
			},
		]);
	return planned;
}

/** Plans stacks one after the other, each on its locked state and with the outputs of those before; throws EngineError where one cannot be planned. */
export async function* planEach(
	run: Run,
	loaded: Loaded,
	fleet: Fleet,
	{
		operation,
		options,
		live,
	}: {
		readonly operation: "plan" | "drift";
		readonly options: PlanOptions;
		/** As for `planOne`. */
		readonly live?: boolean;
	},
): AsyncGenerator<PlannedStack> {
	const outputs = new PlannedOutputs();
	const diagnostics: EngineDiagnostic[] = [];
	const order = options.destroy ? [...loaded.stacks].reverse() : loaded.stacks;
	for (const config of order) {
		const faults = new Faults(config.name);
		const one = await withState(
			config.statePath,
			{
				operation,
				...(options.lockTimeout !== undefined && {
					lockTimeoutSeconds: options.lockTimeout,
				}),
				signal: run.stop,
			},
			(session) =>
				planOne({
					run,
					config,
					faults,
					session,
					fleet,
					outputs,
					loaded,
					options,
					...(live !== undefined && { live }),
				}),
		);
		diagnostics.push(...faults.list);
		throwFaults(diagnostics, run.stop.aborted);
		if (one === undefined) continue;
		outputs.add(config, one.plan.outputs);
		yield one;
	}
}

/** Plans one stack in a session that is open already. */
export async function planOne({
	run,
	config,
	faults,
	session,
	fleet,
	outputs,
	loaded,
	options,
	live = true,
}: {
	readonly run: Run;
	readonly config: StackConfig;
	readonly faults: Faults;
	readonly session: StateSession;
	readonly fleet: Fleet;
	readonly outputs: PlannedOutputs;
	readonly loaded: KnownStacks & { readonly given: GivenVariables };
	readonly options: PlanOptions & { readonly startedAt?: Date };
	/** False: claims and names of live objects are not looked at. */
	readonly live?: boolean;
}): Promise<PlannedStack | undefined> {
	const startedAt = options.startedAt ?? run.startedAt;
	const variables = variableValues(
		config,
		loaded.given,
		functionContext(config, true, startedAt),
		faults,
	);
	if (faults.failed) return undefined;
	return planStack({
		run,
		config,
		variables,
		session,
		fleet,
		faults,
		startedAt,
		remoteState: outputs.reader(config, loaded),
		refresh: options.refresh !== false,
		destroy: options.destroy === true,
		targets: options.targets ?? [],
		replace: options.replace ?? [],
		live,
	});
}

const HOOKS: Record<string, HookAction> = {
	"no-op": "noop",
	create: "create",
	read: "read",
	update: "update",
	"delete-create": "replace",
	"create-delete": "replace",
	delete: "delete",
	forget: "forget",
};

const REASONS: Record<string, string> = {
	replace_because_tainted: "tainted",
	replace_because_cannot_update: "cannot_update",
	replace_by_request: "requested",
	replace_by_triggers: "replace_triggered_by",
};

/** What messages call a planned action. */
export const hookAction = (action: string): HookAction =>
	HOOKS[action] as HookAction;

/** Tells of the planned changes of a stack. */
function announce(run: Run, { plan }: PlannedStack): void {
	const stack = plan.name;
	for (const { address, at, before, after } of plan.drift)
		if (after !== before)
			run.emit({
				stack,
				type: "resource_drift",
				change: {
					resource: resourceRef(address, at),
					action: after ? "update" : "delete",
				},
			});
	for (const one of plan.changes.values()) {
		const moved = one.previousAddress !== undefined;
		if (one.action === "no-op" && !moved && !one.importing) continue;
		run.emit({
			stack,
			type: "planned_change",
			change: {
				resource: resourceRef(one.address, one.at),
				action:
					one.action === "no-op"
						? moved
							? "move"
							: "import"
						: hookAction(one.action),
				...(one.reason !== undefined && {
					reason: REASONS[one.reason] ?? one.reason,
				}),
				...(one.importing && { importing: one.importing }),
			},
		});
	}
	run.emit({
		stack,
		type: "change_summary",
		changes: { ...counts(plan.summary), operation: "plan" },
	});
	if (plan.outputs.size > 0)
		run.emit({
			stack,
			type: "outputs",
			outputs: Object.fromEntries(
				[...plan.outputs.values()].map(({ name, sensitive, before, after }) => [
					name,
					{
						sensitive,
						action:
							before === undefined
								? ("create" as const)
								: after === undefined
									? ("delete" as const)
									: ("noop" as const),
					},
				]),
			),
		});
}

/** The counts of a summary as messages tell them. */
export function counts(summary: Summary) {
	const { add, change, remove, import: imported, restarts } = summary;
	return { add, change, remove, import: imported, restarts };
}

/** A plan as it is given to the caller. */
export function toPlan(
	options: PlanOptions,
	loaded: Loaded,
	planned: readonly PlannedStack[],
): Plan {
	return register(
		{
			order: planned.map(({ plan: { name } }) => name),
			skipped: loaded.skipped,
			summaries: Object.fromEntries(
				planned.map(({ plan: { name, summary } }) => [name, summary]),
			),
			hasChanges: planned.some(({ plan: { hasChanges } }) => hasChanges),
			diagnostics: folded([
				...loaded.diagnostics,
				...planned.flatMap(({ plan: { diagnostics } }) => diagnostics),
			]).filter(({ severity }) => severity === "warning"),
			destroy: options.destroy === true,
		},
		() =>
			Object.fromEntries(planned.map((one) => [one.plan.name, planJson(one)])),
		{ options, made: { options, planned, loaded } },
	);
}

/** Makes a Plan of its hidden parts, the function that makes its data, and what `apply` needs. */
export function register(
	hidden: Omit<Plan, "format_version" | "stacks">,
	data: () => Record<string, PlanJson>,
	inside: PlanInside,
): Plan {
	let stacks: WeakRef<Record<string, PlanJson>> | undefined;
	const plan = { format_version: DOCUMENT_FORMAT } as Plan;
	Object.defineProperty(plan, "stacks", {
		enumerable: true,
		// Made when it is looked at, and kept for as long as somebody does: of a large fleet it takes as much memory as all the rest.
		get: () => {
			const made = stacks?.deref() ?? data();
			stacks = new WeakRef(made);
			return made;
		},
	});
	for (const [name, value] of Object.entries(hidden))
		Object.defineProperty(plan, name, { value, enumerable: false });
	insides.set(plan, inside);
	return plan;
}
