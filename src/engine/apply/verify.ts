import { hasErrors, UNKNOWN } from "../../core";
import type { Values } from "../../provider/types";
import { samePlain } from "../objects/plain";
import { type StoredObject, storedInstance } from "../objects/stored";
import type { InstancePlan } from "../plan/model";
import type { ApplyContext } from "./context";
import type { Step } from "./order";

/** Objects of one application that this plan changes. */
interface Group {
	readonly application: string;
	readonly addresses: string[];
	left: number;
}

/**
 * Reads what was made or changed once more, an application as soon as nothing more happens to it, so that its read overlaps with the
 * writes of others. What the Controller stored otherwise is reported at the end: until then all goes on with the values that were planned.
 */
export class Verifier {
	readonly #context: ApplyContext;
	readonly #groups = new Map<string, Group>();
	readonly #read = new Set<string>();
	readonly #reads: Promise<void>[] = [];
	readonly #findings: (() => Promise<void>)[] = [];

	constructor(context: ApplyContext, steps: Iterable<Step>) {
		this.#context = context;
		for (const step of steps) {
			if (step.kind === "gate") continue;
			const group = this.#groupOf(step.plan, true);
			if (!group) continue;
			group.left++;
			if (step.kind === "make") group.addresses.push(step.plan.address);
		}
	}

	/** To be called when a step is done. */
	done(plan: InstancePlan): void {
		const { run } = this.#context.stack;
		const group = this.#groupOf(plan);
		if (!group || --group.left > 0 || run.stop.aborted) return;
		const { addresses, application } = group;
		const door = this.#doorOf(plan);
		if (addresses.length === 0 || door.configured === undefined) return;
		door.configured.forget(application);
		for (const address of addresses) this.#begin(address);
	}

	/** Reads what is left and reports what was found; errors tell of all that is not as it was applied. */
	async end(): Promise<void> {
		const { stack, touched } = this.#context;
		const { run } = stack;
		if (!run.stop.aborted) {
			const left = [...touched].filter(
				([address, { plan }]) =>
					!this.#read.has(address) &&
					!run.schemas.isBuiltin("managed", plan.at.type),
			);
			if (left.length > 0) run.forget();
			for (const [address] of left) this.#begin(address);
		}
		await Promise.all(this.#reads);
		for (const report of this.#findings) await report();
	}

	#doorOf({ provider, at }: InstancePlan) {
		return this.#context.stack.doorOf(provider, at.type);
	}

	/** The group that an object is read with; none where it is read by itself, or its application is not known before. */
	#groupOf(plan: InstancePlan, make = false): Group | undefined {
		const { run } = this.#context.stack;
		if (run.schemas.isBuiltin(plan.at.mode, plan.at.type)) return;
		if (plan.at.mode !== "managed") return;
		const { readWith } = run.provider.facts(plan.at.type);
		if (readWith === undefined) return;
		const application = (plan.planned ?? plan.prior?.values)?.[readWith];
		if (typeof application !== "string") return;
		const key = `${plan.provider} ${application}`;
		let group = this.#groups.get(key);
		if (!group && make) {
			group = { application, addresses: [], left: 0 };
			this.#groups.set(key, group);
		}
		return group;
	}

	#begin(address: string): void {
		this.#read.add(address);
		const reading = this.#verify(address);
		// Awaited at the end: until then a failure must not count as unhandled.
		reading.catch(() => {});
		this.#reads.push(reading);
	}

	async #verify(address: string): Promise<void> {
		const made = this.#context.touched.get(address);
		if (made === undefined) return;
		const { stack } = this.#context;
		const { plan, object, config } = made;
		const door = this.#doorOf(plan);
		if (door.configured === undefined) return;
		const result = await door.provider.read(
			door.configured,
			plan.at.type,
			{ state: object.values, private: object.private },
			stack.run.kill,
		);
		const { state, diagnostics } = result;
		if (diagnostics.length > 0)
			this.#findings.push(async () =>
				stack.faults.addAll(diagnostics, address),
			);
		if (hasErrors(diagnostics)) return;
		if (state === null) {
			this.#findings.push(() => this.#gone(plan));
			return;
		}
		const differing = differences(plan, object, state);
		if (differing.length > 0)
			this.#findings.push(() =>
				this.#stored(plan, config, differing, object.values, {
					...object,
					values: state,
					private: result.private,
				}),
			);
	}

	async #gone(plan: InstancePlan): Promise<void> {
		this.#context.stack.faults.error(
			"Object gone",
			`${plan.address} was applied, and the Controller does not have it any more: somebody else has deleted it. The next plan creates it again.`,
			plan.address,
		);
		await this.#context.record(plan, null);
	}

	async #stored(
		plan: InstancePlan,
		config: Values,
		differing: InstancePlan["schema"]["attrs"],
		written: Values,
		read: StoredObject,
	): Promise<void> {
		const { stack } = this.#context;
		const { schema, address } = plan;
		const { volatile } = stack.run.provider.facts(plan.at.type);
		for (const { name, computed, sensitive } of differing) {
			const set = (config[name] ?? null) !== null && config[name] !== UNKNOWN;
			if (!set && (volatile.includes(name) || computed)) continue;
			const told = sensitive
				? "another value than the one that was written"
				: `${show(read.values[name])} instead of ${show(written[name])}`;
			stack.faults.error(
				"Stored otherwise than applied",
				`The Controller stored ${told} for "${name}" of ${address}. The state has what the Controller has, so that the next plan shows the difference.`,
				address,
				[name],
			);
		}
		await this.#context.record(plan, storedInstance(read, schema));
		stack.evaluator.objects.set(address, read);
	}
}

function differences(
	{ schema }: InstancePlan,
	written: StoredObject,
	read: Values,
): InstancePlan["schema"]["attrs"] {
	return schema.attrs.filter(
		({ name, type, writeOnly }) =>
			!writeOnly && !samePlain(written.values[name], read[name], type),
	);
}

function show(value: unknown): string {
	const text = JSON.stringify(value) ?? "null";
	return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
