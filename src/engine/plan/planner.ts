import type { Values } from "../../provider/types";
import type { ResourceConfig } from "../config/model";
import { expand } from "../eval/expand";
import type { Place } from "../eval/places";
import { placesOf, stateExpansion } from "../eval/places";
import { nodesOf, resourceNodes } from "../graph/references";
import { walk } from "../graph/walk";
import type { Expression } from "../language";
import { withoutWriteOnly } from "../objects/plain";
import {
	readStored,
	type StoredObject,
	storedInstance,
} from "../objects/stored";
import type { Stack } from "../stack/stack";
import {
	addressText,
	type InstanceAddress,
	resourceText,
	type State,
} from "../state";
import { planData } from "./data";
import { planEnd, reportPrevented } from "./ends";
import { type ImportTarget, importPrior } from "./imports";
import { planInstance } from "./instance";
import {
	type CheckResult,
	type Drifted,
	ends,
	type InstancePlan,
	planKey,
} from "./model";
import { keepPlace } from "./place";
import { type Prior, refreshPrior } from "./priors";
import type { Targets } from "./targets";
import { isTriggered } from "./triggers";

/** What planning the instances of a stack is given. */
export interface PlannerOptions {
	readonly refresh: boolean;
	readonly destroy: boolean;
	/** Addresses of instances to replace. */
	readonly replace: ReadonlySet<string>;
	readonly targets: Targets;
	readonly moved: ReadonlyMap<string, string>;
	readonly imports: ReadonlyMap<string, ImportTarget>;
}

/** Plans all instances of one stack. */
export class Planner {
	readonly changes = new Map<string, InstancePlan>();
	/** Configurations with write-only values, for those who apply in the same process. */
	readonly configs = new Map<string, Values>();
	readonly drift: Drifted[] = [];
	readonly checks: CheckResult[] = [];
	/** Resources that could not be planned. */
	readonly failed = new Set<string>();
	#refreshed = new Set<string>();
	#byResource = new Map<string, Prior[]>();
	#plans = new Map<string, InstancePlan[]>();
	#early = new Set<string>();
	#createdFirst: ReadonlySet<string>;

	constructor(
		readonly stack: Stack,
		readonly state: State,
		readonly priors: ReadonlyMap<string, Prior>,
		readonly options: PlannerOptions,
	) {
		this.#createdFirst = stack.graph.createdFirst((address) =>
			options.targets.hasResource(address),
		);
		for (const prior of priors.values()) {
			const resource = resourceText(prior.at);
			const list = this.#byResource.get(resource);
			if (list) list.push(prior);
			else this.#byResource.set(resource, [prior]);
		}
	}

	async run(): Promise<void> {
		const { stack, options } = this;
		this.#seed();
		if (options.refresh) await this.#refreshEarly();
		// A Controller that fails here fails everything else too, perhaps slowly.
		if (stack.faults.failed) return;
		if (!options.destroy) {
			const steps = new Map<string, Iterable<string>>();
			for (const address of stack.config.resources.keys())
				if (options.targets.hasResource(address))
					steps.set(address, stack.graph.direct(address));
			await walk(
				steps,
				(address) =>
					this.#planResource(
						stack.config.resources.get(address) as ResourceConfig,
					),
				{
					parallelism: stack.run.parallelism,
					signal: stack.run.stop,
					onSkipped: (address) => this.failed.add(address),
				},
			);
		}
		await this.#planGone();
	}

	/** Plans of the instances of a resource block. */
	plansOf(resource: string): readonly InstancePlan[] {
		return this.#plans.get(resource) ?? [];
	}

	/** What is not planned anew is seen as the state has it. */
	#seed(): void {
		const { stack, options } = this;
		const { evaluator, config } = stack;
		for (const resource of config.resources.values()) {
			if (!options.destroy && options.targets.hasResource(resource.address))
				continue;
			const objects =
				resource.mode === "managed"
					? (this.#byResource.get(resource.address) ?? []).flatMap((prior) =>
							prior.object ? [[prior.at, prior.object] as const] : [],
						)
					: this.#storedData(resource);
			if (objects.length === 0) continue;
			evaluator.expansions.set(
				resource.address,
				stateExpansion(
					resource,
					objects.map(([at]) => at),
				),
			);
			for (const [at, { values, sensitive }] of objects)
				evaluator.objects.set(addressText(at), { values, sensitive });
		}
	}

	#storedData(resource: ResourceConfig): [InstanceAddress, StoredObject][] {
		const found: [InstanceAddress, StoredObject][] = [];
		for (const { address, current } of this.state.entries()) {
			if (address.mode !== "data" || resourceText(address) !== resource.address)
				continue;
			const object =
				current &&
				readStored(
					current,
					resource.type,
					resource.schema,
					this.stack.run.provider,
				).object;
			if (object) found.push([address, object]);
		}
		return found;
	}

	/** True for a provider whose configuration waits for resources of this stack. */
	#isLate(prior: Prior): boolean {
		if (this.options.destroy) return false;
		const alias = /\]\.([^.]+)$/.exec(prior.provider)?.[1];
		for (const { key, alias: given } of this.stack.config.providers.values())
			if (given === alias)
				return this.stack.graph.direct(`provider.${key}`).size > 0;
		return false;
	}

	async #refreshEarly(): Promise<void> {
		const wanted = [...this.priors.values()].filter(
			(prior) => this.options.targets.has(prior.at) && !this.#isLate(prior),
		);
		await Promise.all(wanted.map((prior) => this.#refresh(prior)));
	}

	async #refresh(prior: Prior): Promise<boolean> {
		const { address } = prior;
		if (this.#refreshed.has(address)) return !this.#early.has(address);
		this.#refreshed.add(address);
		if (!this.options.refresh || this.stack.run.stop.aborted) return true;
		const ok = await refreshPrior(
			this.stack,
			prior,
			this.state,
			(drifted) => this.drift.push(drifted),
			this.options.moved.get(address),
		);
		if (!ok) this.#early.add(address);
		return ok;
	}

	#planResource(resource: ResourceConfig): Promise<boolean> | boolean {
		const { stack } = this;
		const expansion = expand(resource, stack.evaluator.scope(), stack.faults);
		if (expansion === undefined) {
			this.failed.add(resource.address);
			return false;
		}
		stack.evaluator.expansions.set(resource.address, expansion);
		const places = placesOf(expansion);
		const work = places.map((place) => this.#planOne(resource, place));
		return Promise.all(work).then((results) => {
			const ok = results.every(Boolean);
			if (!ok) this.failed.add(resource.address);
			return ok;
		});
	}

	async #planOne(resource: ResourceConfig, place: Place): Promise<boolean> {
		const { stack, options } = this;
		const { mode, type, name } = resource;
		const at: InstanceAddress = {
			mode,
			type,
			name,
			...(place.key !== undefined && { key: place.key }),
		};
		const address =
			place.key === undefined ? resource.address : addressText(at);
		const check = (result: CheckResult) => this.checks.push(result);
		if (mode === "data") {
			const pending = this.#waitsFor(resource).some((node) =>
				this.plansOf(node).some(
					({ at, action }) => at.mode === "managed" && action !== "no-op",
				),
			);
			const plan = await planData(stack, {
				resource,
				address,
				at,
				place,
				pending,
				check,
			});
			if (plan === undefined) return false;
			this.#record(resource, plan);
			if (plan.prior) this.#keepData(plan, plan.prior);
			// As in Terraform, nothing is known of what is to be read anew.
			else this.state.set({ address, instance: null });
			return true;
		}
		const prior = this.priors.get(address);
		if (!options.targets.has(at)) {
			if (prior?.object) stack.evaluator.objects.set(address, prior.object);
			return true;
		}
		if (prior && !(await this.#refresh(prior))) return false;
		let object = prior?.object;
		const target = options.imports.get(address);
		let importing: { id: string } | undefined;
		if (target && object === undefined) {
			object = await importPrior(stack, resource, address, target);
			if (object === undefined) return false;
			importing = { id: target.id };
			// From here on it is managed, whatever becomes of its changes.
			this.state.set({
				address,
				provider: stack.door(resource.provider).name,
				instance: storedInstance(object, resource.schema),
			});
		}
		const previousAddress = options.moved.get(address);
		const planned = await planInstance(stack, {
			resource,
			address,
			at,
			place,
			prior: object,
			createBeforeDestroy: this.#createdFirst.has(resource.address),
			...this.#forced(resource, address, place),
			...(importing && { importing }),
			...(previousAddress !== undefined && { previousAddress }),
			check,
		});
		if (planned === undefined) return false;
		if (ends(planned.plan.action) && resource.preventDestroy) {
			reportPrevented(stack, address);
			return false;
		}
		if (object)
			keepPlace(this.state, planned.plan, object, {
				refreshed: importing === undefined && options.refresh,
			});
		this.#record(resource, planned.plan);
		this.configs.set(address, planned.config);
		return true;
	}

	/** Resources whose pending changes defer a data source: those that it refers to directly; with conditions of its own, all that it depends on. */
	#waitsFor(resource: ResourceConfig): readonly string[] {
		return resource.preconditions.length > 0 ||
			resource.postconditions.length > 0
			? this.stack.graph.dependencies(resource.address)
			: [...resourceNodes(resource)];
	}

	#forced(
		resource: ResourceConfig,
		address: string,
		place: Place,
	): { forced?: "replace_by_request" | "replace_by_triggers" } {
		const { replace } = this.options;
		if (
			resource.replaceTriggeredBy.length > 0 &&
			isTriggered(resource, place, (node) => this.plansOf(node))
		)
			return { forced: "replace_by_triggers" };
		return replace.has(address) || replace.has(resource.address)
			? { forced: "replace_by_request" }
			: {};
	}

	#record(resource: ResourceConfig, plan: InstancePlan): void {
		this.changes.set(plan.address, plan);
		const list = this.#plans.get(resource.address);
		if (list) list.push(plan);
		else this.#plans.set(resource.address, [plan]);
		if (plan.planned)
			this.stack.evaluator.objects.set(plan.address, {
				values: withoutWriteOnly(plan.planned, plan.schema),
				sensitive: plan.sensitive,
			});
	}

	#keepData(plan: InstancePlan, object: StoredObject): void {
		const instance = storedInstance(object, plan.schema);
		const present = this.state.instance(plan.address);
		if (present?.attributes !== instance.attributes)
			this.state.set({
				address: plan.address,
				provider: plan.provider,
				instance,
			});
	}

	/** Plans the end of objects that the configuration no longer has, and of deposed ones. */
	async #planGone(): Promise<void> {
		const { options } = this;
		const gone: Prior[] = [];
		for (const prior of this.priors.values()) {
			if (!options.targets.has(prior.at)) continue;
			const resource = resourceText(prior.at);
			const known = options.destroy
				? false
				: this.changes.has(prior.address) || this.failed.has(resource);
			if (!known && (await this.#refresh(prior)) && prior.object)
				gone.push(prior);
			for (const [deposed, object] of prior.deposed)
				await this.#planEnd(prior, object, deposed);
		}
		await Promise.all(
			gone.map((prior) => this.#planEnd(prior, prior.object as StoredObject)),
		);
		for (const { text: address, address: at } of [...this.state.entries()])
			if (
				at.mode === "data" &&
				options.targets.all &&
				(options.destroy || !this.#hasData(address, at))
			)
				this.state.set({ address, instance: null });
	}

	#hasData(address: string, at: InstanceAddress): boolean {
		return this.changes.has(address) || this.failed.has(resourceText(at));
	}

	async #planEnd(
		prior: Prior,
		object: StoredObject,
		deposed?: string,
	): Promise<void> {
		const { stack, options } = this;
		const plan = await planEnd({
			stack,
			prior,
			object,
			deposed,
			destroy: options.destroy,
			previousAddress: options.moved.get(prior.address),
		});
		if (plan) this.changes.set(planKey(prior.address, deposed), plan);
	}

	/** Resources that an expression needs. */
	needsOf(expression: Expression): Set<string> {
		return this.stack.graph.needs(nodesOf(expression));
	}

	/** Says whether all that an expression needs could be planned. */
	canEvaluate(expression: Expression): boolean {
		for (const need of this.needsOf(expression))
			if (this.failed.has(need)) return false;
		return true;
	}
}
