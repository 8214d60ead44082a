import type { StackConfig } from "../config/model";
import { nodesOfStack } from "./references";

const NONE: ReadonlySet<string> = new Set();

const SEEN_THROUGH = /^(local|provider|ephemeral)\./;

const graphs = new WeakMap<StackConfig, StackGraph>();

/** Which resources of a stack need which others; locals, providers and ephemeral resources are seen through. */
export class StackGraph {
	#nodes: ReadonlyMap<string, ReadonlySet<string>>;
	#direct = new Map<string, ReadonlySet<string>>();
	#all = new Map<string, ReadonlySet<string>>();

	private constructor(readonly config: StackConfig) {
		this.#nodes = nodesOfStack(config);
	}

	/** The graph of a configuration, made once. */
	static of(config: StackConfig): StackGraph {
		let graph = graphs.get(config);
		if (!graph) {
			graph = new StackGraph(config);
			graphs.set(config, graph);
		}
		return graph;
	}

	/** A cycle among resources, ephemeral ones, locals and providers, the first again at its end; undefined where there is none. */
	cycle(): string[] | undefined {
		return findCycle(this.#nodes);
	}

	/** Resources that a node needs before it can be evaluated. */
	direct(node: string): ReadonlySet<string> {
		const known = this.#direct.get(node);
		if (known) return known;
		const found = new Set<string>();
		// Set before the walk, so that a cycle, which is reported elsewhere, does not run on.
		this.#direct.set(node, found);
		for (const next of this.#nodes.get(node) ?? NONE) {
			if (this.config.resources.has(next)) found.add(next);
			else if (SEEN_THROUGH.test(next))
				for (const inner of this.direct(next)) found.add(inner);
		}
		if (found.size === 0) this.#direct.set(node, NONE);
		return found;
	}

	/** Resources that an expression's nodes need. */
	needs(nodes: Iterable<string>): Set<string> {
		const found = new Set<string>();
		for (const node of nodes)
			if (this.config.resources.has(node)) found.add(node);
			else for (const inner of this.direct(node)) found.add(inner);
		return found;
	}

	/** Ephemeral resources that a node needs before it can be evaluated, each after those that it needs itself. */
	ephemerals(node: string): readonly string[] {
		if (this.config.ephemerals.size === 0) return [];
		const known = this.#ephemerals.get(node);
		if (known) return known;
		const found = new Set<string>();
		const seen = new Set<string>();
		const visit = (from: string) => {
			if (seen.has(from)) return;
			seen.add(from);
			for (const next of this.#nodes.get(from) ?? NONE) {
				if (!SEEN_THROUGH.test(next)) continue;
				visit(next);
				if (this.config.ephemerals.has(next)) found.add(next);
			}
		};
		visit(node);
		const list = [...found];
		this.#ephemerals.set(node, list);
		return list;
	}
	#ephemerals = new Map<string, readonly string[]>();

	/** Resources that a resource needs, directly or through others. */
	all(address: string): ReadonlySet<string> {
		const known = this.#all.get(address);
		if (known) return known;
		const direct = this.direct(address);
		if (direct.size === 0) {
			this.#all.set(address, NONE);
			return NONE;
		}
		const found = new Set<string>();
		this.#all.set(address, found);
		for (const next of direct) {
			found.add(next);
			for (const inner of this.all(next)) found.add(inner);
		}
		return found;
	}

	/** Resources that are replaced by creating first: as they say themselves, or because one of those that need them and are part of the plan says so. */
	createdFirst(isPart: (address: string) => boolean): ReadonlySet<string> {
		const found = new Set<string>();
		for (const {
			address,
			createBeforeDestroy,
		} of this.config.resources.values())
			if (createBeforeDestroy && isPart(address)) {
				found.add(address);
				for (const need of this.all(address)) found.add(need);
			}
		return found;
	}

	/** What the state file lists as dependencies: the resources, ephemeral ones included, that a resource refers to through expressions, depends_on and its provider, transitively. */
	dependencies(address: string): readonly string[] {
		const known = this.#dependencies.get(address);
		if (known) return known;
		const found = new Set<string>();
		const visit = (node: string) => {
			for (const next of this.#nodes.get(node) ?? NONE) {
				if (SEEN_THROUGH.test(next)) {
					if (!seen.has(next)) {
						seen.add(next);
						if (this.config.ephemerals.has(next)) found.add(next);
						visit(next);
					}
				} else if (this.config.resources.has(next) && !found.has(next)) {
					found.add(next);
					visit(next);
				}
			}
		};
		const seen = new Set<string>();
		visit(address);
		const list = [...found].sort();
		this.#dependencies.set(address, list);
		return list;
	}
	#dependencies = new Map<string, readonly string[]>();
}

/** Finds a cycle in a graph; the first node stands again at the end. */
export function findCycle(
	nodes: ReadonlyMap<string, Iterable<string>>,
): string[] | undefined {
	const done = new Set<string>();
	for (const start of nodes.keys()) {
		if (done.has(start)) continue;
		// An explicit stack: a chain of 10,000 resources must not overflow the call stack.
		const path: string[] = [];
		const onPath = new Set<string>();
		const iterators: Iterator<string>[] = [];
		const enter = (node: string) => {
			path.push(node);
			onPath.add(node);
			iterators.push((nodes.get(node) ?? NONE)[Symbol.iterator]());
		};
		enter(start);
		while (path.length > 0) {
			const { value, done: end } = (
				iterators.at(-1) as Iterator<string>
			).next();
			if (end) {
				iterators.pop();
				const node = path.pop() as string;
				onPath.delete(node);
				done.add(node);
			} else if (onPath.has(value)) {
				return [...path.slice(path.indexOf(value)), value];
			} else if (!done.has(value) && nodes.has(value)) enter(value);
		}
	}
	return undefined;
}
