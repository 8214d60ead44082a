import type { Faults } from "../config/faults";
import type { StackGraph } from "../graph/graph";
import {
	addressText,
	type InstanceAddress,
	parseAddress,
	type ReadonlyState,
	resourceText,
} from "../state";

/** Which resources and instances a plan is about. */
export class Targets {
	/** Resources with all their instances. */
	#whole = new Set<string>();
	#instances = new Set<string>();
	/** Resources of which something is targeted. */
	#resources = new Set<string>();

	/** With no targets, everything is. */
	constructor(
		readonly given: readonly string[],
		graph: StackGraph,
		state: ReadonlyState,
		destroy: boolean,
		faults: Faults,
	) {
		const direct: string[] = [];
		for (const text of given) {
			const address = parseAddress(text);
			if (address === undefined || address.module) {
				faults.error(
					"Invalid target",
					`"${text}" is not the address of a resource or of an instance, such as iofog_microservice.web or 'iofog_microservice.web["eu"]'.`,
				);
				continue;
			}
			const resource = resourceText(address);
			direct.push(resource);
			this.#resources.add(resource);
			if (address.key === undefined) this.#whole.add(resource);
			else this.#instances.add(addressText(address));
		}
		if (destroy) this.#addDependents(direct, graph, state);
		else
			for (const resource of direct)
				for (const need of closure(resource, graph)) this.#add(need);
	}

	get all(): boolean {
		return this.given.length === 0;
	}

	#add(resource: string): void {
		this.#whole.add(resource);
		this.#resources.add(resource);
	}

	/** What depends on a destroyed object cannot stay. */
	#addDependents(
		direct: readonly string[],
		graph: StackGraph,
		state: ReadonlyState,
	): void {
		const gone = new Set(direct);
		for (let grown = true; grown; ) {
			grown = false;
			for (const { address, current } of state.entries()) {
				const resource = resourceText(address);
				if (gone.has(resource)) continue;
				const needs = [
					...(current?.dependencies ?? []),
					...graph.direct(resource),
				];
				if (!needs.some((need) => gone.has(need))) continue;
				gone.add(resource);
				this.#add(resource);
				grown = true;
			}
		}
	}

	hasResource(resource: string): boolean {
		return this.all || this.#resources.has(resource);
	}

	has(address: InstanceAddress): boolean {
		return (
			this.all ||
			this.#whole.has(resourceText(address)) ||
			this.#instances.has(addressText(address))
		);
	}
}

function closure(start: string, graph: StackGraph): Set<string> {
	const found = new Set<string>();
	const queue = [start];
	for (let node = queue.pop(); node !== undefined; node = queue.pop())
		for (const need of graph.direct(node))
			if (!found.has(need)) {
				found.add(need);
				queue.push(need);
			}
	return found;
}
