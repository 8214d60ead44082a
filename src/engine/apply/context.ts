import type { Values } from "../../provider/types";
import type { StoredObject } from "../objects/stored";
import {
	type CheckResult,
	ends,
	type InstancePlan,
	type StackPlan,
} from "../plan/model";
import type { Stack } from "../stack/stack";
import { resourceRef } from "../stack/stack";
import type { StateInstance, StateSession } from "../state";
import type { HookAction } from "../types";
import { Ephemerals } from "./ephemerals";

/** How often a long call is told of, in milliseconds. */
const PROGRESS_INTERVAL = 10_000;

/** What carrying out one plan works with. */
export class ApplyContext {
	readonly checks: CheckResult[] = [];
	/** Instances that were made or changed, by address, as they are stored. */
	readonly touched = new Map<
		string,
		{ plan: InstancePlan; object: StoredObject; config: Values }
	>();
	readonly done = { add: 0, change: 0, remove: 0, import: 0, forget: 0 };
	/** Identities (`type id`) of all that this plan deletes. */
	readonly deleting: ReadonlySet<string>;
	readonly ephemerals: Ephemerals;
	/** What would be created first whatever the targets are: this the state notes, though an action is planned by the targets. */
	readonly createdFirst: ReadonlySet<string>;
	#running = new Map<
		string,
		{ plan: InstancePlan; action: HookAction; since: number; status?: string }
	>();
	#timer: NodeJS.Timeout | undefined;

	constructor(
		readonly stack: Stack,
		readonly plan: StackPlan,
		readonly session: StateSession,
		/** Configurations at the time of planning, in the same process. */
		readonly configs: ReadonlyMap<string, Values>,
	) {
		this.ephemerals = new Ephemerals(stack);
		this.createdFirst = stack.graph.createdFirst(() => true);
		const deleting = new Set<string>();
		for (const one of plan.changes.values()) {
			if (!ends(one.action) || !one.prior) continue;
			const { provider } = stack.run;
			if (stack.run.schemas.isBuiltin("managed", one.at.type)) continue;
			const id = provider.idOf(one.at.type, one.prior.values);
			if (id !== undefined) deleting.add(`${one.at.type} ${id}`);
		}
		this.deleting = deleting;
	}

	get name(): string {
		return this.stack.config.name;
	}

	/** Records what became of an object; resolves once that survives a crash. */
	record(
		plan: Pick<InstancePlan, "address" | "provider">,
		instance: StateInstance | null,
		deposed?: string,
	): Promise<void> {
		return this.session.append({
			kind: "result",
			address: plan.address,
			...(deposed !== undefined && { deposed }),
			provider: plan.provider,
			instance,
		});
	}

	/** Tells that a call begins. */
	begin(plan: InstancePlan, action: HookAction): void {
		this.#tell("apply_start", plan, action);
		this.#running.set(`${plan.address} ${action}`, {
			plan,
			action,
			since: Date.now(),
		});
		this.#timer ??= setInterval(
			() => this.#progress(),
			PROGRESS_INTERVAL,
		).unref();
	}

	/** Tells how far a call is that waits for something, in a few words. */
	note(plan: InstancePlan, action: HookAction, status: string): void {
		const running = this.#running.get(`${plan.address} ${action}`);
		if (!running) return;
		running.status = status;
		this.#tell("apply_progress", plan, action, null, running.since, status);
	}

	/** Tells how a call ended. */
	end(
		plan: InstancePlan,
		action: HookAction,
		ok: boolean,
		values: Values | null = null,
	): void {
		const key = `${plan.address} ${action}`;
		const since = this.#running.get(key)?.since ?? Date.now();
		this.#forget(key);
		this.#tell(
			ok ? "apply_complete" : "apply_errored",
			plan,
			action,
			values,
			since,
		);
	}

	/** Takes back that a call begins: the run was stopped before anything was sent. */
	drop(plan: InstancePlan, action: HookAction): void {
		this.#forget(`${plan.address} ${action}`);
	}

	#forget(key: string): void {
		this.#running.delete(key);
		if (this.#running.size > 0) return;
		clearInterval(this.#timer);
		this.#timer = undefined;
	}

	#progress(): void {
		for (const { plan, action, since, status } of this.#running.values())
			if (Date.now() - since >= PROGRESS_INTERVAL)
				this.#tell("apply_progress", plan, action, null, since, status);
	}

	#tell(
		type: "apply_start" | "apply_progress" | "apply_complete" | "apply_errored",
		plan: InstancePlan,
		action: HookAction,
		values: Values | null = null,
		since?: number,
		status?: string,
	): void {
		const { run } = this.stack;
		if (!run.options.onEvent) return;
		const known = values ?? plan.prior?.values;
		const builtin = run.schemas.isBuiltin(plan.at.mode, plan.at.type);
		const id =
			known && plan.at.mode === "managed"
				? (builtin ? this.stack.builtin : run.provider).idOf(
						plan.at.type,
						known,
					)
				: undefined;
		run.emit({
			stack: this.name,
			type,
			hook: {
				resource: resourceRef(plan.address, plan.at),
				action,
				...(id !== undefined && { id_key: "id", id_value: id }),
				...(since !== undefined && {
					elapsed_seconds: Math.round((Date.now() - since) / 1000),
				}),
				...(status !== undefined && { status }),
			},
		});
	}
}
