import * as fc from "fast-check";
import * as memories from "../../../src/agent/memory";
import { type Microservice, recipeOf } from "../../../src/agent/microservice";
import {
	type Action,
	type Container,
	containerName,
	decide,
	losesTooMuch,
	type Memory,
	runs,
	successorName,
} from "../../../src/agent/plan";
import { container, microservice } from "./support";

const NOW = 1_000_000_000;
const web = microservice();
const recipe = recipeOf(web);
const fault = (part = {}) => ({
	recipe,
	count: 1,
	message: "no",
	retryAt: NOW + 500,
	...part,
});
const ended = (part: Partial<Container> = {}) =>
	container(web, { state: "exited", detail: "Exited (1) now", ...part });
const starts = (count: number, last = NOW) =>
	Array.from({ length: count }, (_, i) => last - (count - 1 - i) * 1000);

interface Case {
	readonly containers?: readonly Container[];
	readonly desired?: readonly Microservice[];
	readonly memory?: Memory;
	readonly actions: readonly (Action["kind"] | [Action["kind"], string])[];
	readonly at?: number | undefined;
}

describe("what is done about one microservice", () => {
	const cases: Record<string, Case> = {
		"no container": { actions: ["create"] },
		"the right container": { containers: [container(web)], actions: [] },
		"another configuration": {
			desired: [microservice({ config: '{"n":2}' })],
			containers: [container(web)],
			actions: [],
		},
		"another image": {
			desired: [microservice({ image: "nginx:1.26" })],
			containers: [container(web)],
			actions: ["replace"],
		},
		"a wish for a new one": {
			memory: { rebuild: true },
			containers: [container(web)],
			actions: ["replace"],
		},
		"nobody wants it": {
			desired: [],
			containers: [container(web)],
			actions: [["remove", "c-u1"]],
		},
		"it has ended": { containers: [ended()], actions: ["start"] },
		"it was made and never started": {
			containers: [container(web, { state: "created" })],
			actions: ["start"],
		},
		"it is paused by somebody": {
			containers: [container(web, { state: "paused" })],
			actions: [],
		},
		"it is being removed": {
			containers: [container(web, { state: "removing" })],
			actions: [],
		},
		"it is dead": {
			containers: [container(web, { state: "dead" })],
			actions: ["replace"],
		},
		"it has ended again a moment ago": {
			containers: [ended()],
			memory: { starts: starts(3) },
			actions: [],
			at: NOW + 4_000,
		},
		"it has ended again long ago": {
			containers: [ended()],
			memory: { starts: starts(3, NOW - 5_000) },
			actions: ["start"],
		},
		"it has ended ten times": {
			containers: [ended()],
			memory: { starts: starts(10) },
			actions: ["give-up"],
		},
		"it has ended ten times in the hour": {
			containers: [ended()],
			memory: { starts: starts(10, NOW - 3_600_000) },
			actions: ["start"],
		},
		"it was given up": {
			containers: [ended()],
			memory: { stuck: recipe, starts: starts(10) },
			actions: [],
		},
		"it was given up and is to be another one": {
			desired: [microservice({ image: "nginx:1.26" })],
			containers: [ended()],
			memory: { stuck: recipe },
			actions: ["replace"],
		},
		"the engine refuses to start it": {
			containers: [ended()],
			memory: { refusals: 2 },
			actions: ["replace"],
		},
		"making it failed a moment ago": {
			memory: { fault: fault() },
			actions: [],
			at: NOW + 500,
		},
		"making it failed some time ago": {
			memory: { fault: fault({ retryAt: NOW }) },
			actions: ["create"],
		},
		"making something else failed": {
			memory: { fault: fault({ recipe: "other" }) },
			actions: ["create"],
		},
		"its update failed, the old one runs": {
			containers: [container(web, { recipe: "old" })],
			memory: { fault: fault() },
			actions: [],
			at: NOW + 500,
		},
		"its update failed, the old one has ended": {
			containers: [ended({ recipe: "old" })],
			memory: { fault: fault() },
			actions: ["start"],
		},
		"a replacement that was broken off before it ran": {
			containers: [
				container(web, { recipe: "old", state: "exited" }),
				container(web, {
					id: "n",
					name: successorName("u1"),
					state: "created",
				}),
			],
			actions: [["remove", "n"]],
		},
		"a replacement that was broken off after it ran": {
			containers: [
				container(web, { recipe: "old", state: "exited" }),
				container(web, { id: "n", name: successorName("u1") }),
			],
			actions: [["settle", "n"]],
		},
		"a replacement that was broken off before it had its name": {
			containers: [container(web, { id: "n", name: successorName("u1") })],
			actions: [["settle", "n"]],
		},
		"a container of its own under another name": {
			containers: [container(web), container(web, { id: "x", name: "mine" })],
			actions: [["remove", "x"]],
		},
	};
	test.each(Object.entries(cases))("%s", (_, given) => {
		const { actions, lookAgainAt } = decide(
			given.desired ?? [web],
			given.containers ?? [],
			() => given.memory ?? {},
			NOW,
		);
		expect(
			actions.map((action, i) => {
				if (typeof given.actions[i] === "string") return action.kind;
				if (action.kind === "remove") return [action.kind, action.container.id];
				if (action.kind === "settle") return [action.kind, action.successor.id];
				return [action.kind, action.microservice.uuid];
			}),
		).toEqual(given.actions);
		expect(lookAgainAt).toBe(given.at);
	});

	describe("a port that one microservice hands to another", () => {
		const on = (external: number) => ({
			ports: [{ internal: 80, external, protocol: "tcp" as const }],
		});
		const a = (external: number) =>
			microservice({ uuid: "a", ...on(external) });
		const b = (external: number) =>
			microservice({ uuid: "b", ...on(external) });
		const kinds = (
			desired: Microservice[],
			containers: Container[],
			memoryOf: (uuid: string) => Memory = () => ({}),
		) =>
			decide(desired, containers, memoryOf, NOW).actions.map((action) =>
				"microservice" in action
					? `${action.kind} ${action.microservice.uuid}`
					: action.kind,
			);
		test.each<[string, string[], string[]]>([
			[
				"that goes: the other waits for it",
				kinds([b(80)], [container(a(80))]),
				["remove"],
			],
			[
				"that is replaced: the other waits for it",
				kinds([a(81), b(80)], [container(a(80))]),
				["replace a"],
			],
			[
				"whose replacement has failed: the other is tried",
				kinds([a(81), b(80)], [container(a(80))], (uuid) =>
					uuid === "a" ? memories.failed({}, recipeOf(a(81)), "no", NOW) : {},
				),
				["create b"],
			],
			[
				"and gets its own for it: one of them begins",
				kinds([a(81), b(80)], [container(a(80)), container(b(81))]),
				["replace b"],
			],
			[
				"that is made anew itself waits for nobody",
				kinds(
					[microservice({ uuid: "a", image: "new", ...on(80) })],
					[container(a(80))],
				),
				["replace a"],
			],
		])("%s", (_, found, expected) => {
			expect(found).toEqual(expected);
		});
	});

	test("a clock that was set back holds up nothing", () => {
		const ended = container(web, { state: "exited" });
		const later = NOW + 3_600_000;
		const starts = [later - 2_000, later - 1_000];
		expect(decide([web], [ended], () => ({ starts }), NOW).actions).toEqual([
			{ kind: "start", microservice: web, container: ended },
		]);
		const memory = memories.failed({}, recipeOf(web), "no", later);
		expect(decide([web], [], () => memory, NOW).actions).toEqual([
			{ kind: "create", microservice: web },
		]);
	});

	test("removals come first, then the rest in the order of starting", () => {
		const list = ["b", "a", "c"].map((uuid) => microservice({ uuid }));
		const gone = microservice({ uuid: "gone" });
		const { actions } = decide(list, [container(gone)], () => ({}), NOW);
		expect(
			actions.map((a) => (a.kind === "create" ? a.microservice.uuid : a.kind)),
		).toEqual(["remove", "b", "a", "c"]);
	});
});

describe("what a container is made anew for", () => {
	const base = recipeOf(web);
	const same: [string, Partial<Microservice>][] = [
		["the configuration", { config: "[]" }],
		["the order of starting", { schedule: 1 }],
		["the routes", { routes: ["x"] }],
		["the name", { name: "other", application: "store" }],
		["the registry", { registryId: 2 }],
		["the size of its log", { logSize: 5 }],
		["the health check", { healthCheck: { test: ["CMD", "x"] } }],
	];
	test.each(same)("not for %s", (_, part) => {
		expect(recipeOf(microservice(part))).toBe(base);
	});
	const other: [string, Partial<Microservice>][] = [
		["the image", { image: "x" }],
		["the environment", { env: [{ key: "A", value: "1" }] }],
		["a port", { ports: [{ internal: 80, external: 81, protocol: "tcp" }] }],
		["the command", { command: ["a"] }],
		["the memory", { memoryLimit: 5 }],
	];
	test.each(other)("for %s", (_, part) => {
		expect(recipeOf(microservice(part))).not.toBe(base);
	});
	test("not for another order where order means nothing, but for that of the command", () => {
		const env = [
			{ key: "A", value: "1" },
			{ key: "B", value: "2" },
		];
		const command = ["a", "b"];
		const one = recipeOf(microservice({ env, command }));
		expect(recipeOf(microservice({ env: env.toReversed(), command }))).toBe(
			one,
		);
		expect(
			recipeOf(microservice({ env, command: command.toReversed() })),
		).not.toBe(one);
	});
});

test.each<[string, string, boolean]>([
	["abcd", "abcd", false],
	["abcd", "ab", false],
	["abcd", "a", true],
	["abcd", "", true],
	["abcd", "wxyz", true],
	["a", "", true],
	["", "", false],
	["", "ab", false],
])(
	"a list that has %j run and then wants %j loses too much: %s",
	(a, b, too) => {
		expect(losesTooMuch([...a], [...b])).toBe(too);
	},
);

describe("whatever the engine and the agent's end leave behind", () => {
	const uuids = ["a", "b", "c"];
	const images = fc.constantFrom("one", "two");
	const wanted = fc
		.uniqueArray(fc.constantFrom(...uuids))
		.chain((list) =>
			fc.tuple(
				...list.map((uuid) =>
					images.map((image) => microservice({ uuid, image })),
				),
			),
		) as fc.Arbitrary<Microservice[]>;
	const existing = fc
		.array(
			fc.record({
				uuid: fc.constantFrom(...uuids, "d"),
				image: images,
				successor: fc.boolean(),
				state: fc.constantFrom("running", "exited", "created", "dead"),
			}),
			{ maxLength: 6 },
		)
		.map((list) => {
			const names = new Set<string>();
			return list.flatMap(({ uuid, image, successor, state }, i) => {
				const name = successor ? successorName(uuid) : containerName(uuid);
				if (names.has(name)) return [];
				names.add(name);
				const of = microservice({ uuid, image });
				return [container(of, { id: `c${i}`, name, state })];
			});
		});

	/** What an engine does that may break off a replacement at any of its steps. */
	function perform(
		action: Action,
		containers: Container[],
		memory: Map<string, Memory>,
		breakAt: number,
		now: number,
	): Container[] {
		const without = (id: string | undefined) =>
			containers.filter((c) => c.id !== id);
		switch (action.kind) {
			case "remove":
				return without(action.container.id);
			case "settle":
				return without(action.old?.id).map((c) =>
					c.id === action.successor.id
						? { ...c, name: containerName(c.microservice) }
						: c,
				);
			case "start": {
				const { uuid } = action.microservice;
				memory.set(uuid, memories.restarted(memory.get(uuid) ?? {}, now));
				return containers.map((c) =>
					c.id === action.container.id ? { ...c, state: "running" } : c,
				);
			}
			case "give-up":
				return containers;
			case "create":
			case "replace": {
				const { microservice: m } = action;
				const old = action.kind === "replace" ? action.old : undefined;
				const name = old ? successorName(m.uuid) : containerName(m.uuid);
				const id = `n${now}${m.uuid}`;
				const made = container(m, { id, name, state: "created" });
				const steps: (() => Container[])[] = [
					() => containers,
					() => [...containers, made],
					() => [
						...containers.map((c) =>
							c.id === old?.id ? { ...c, state: "exited" } : c,
						),
						made,
					],
					() => [
						...containers.map((c) =>
							c.id === old?.id ? { ...c, state: "exited" } : c,
						),
						{ ...made, state: "running" },
					],
					() => [...without(old?.id), { ...made, state: "running" }],
				];
				const step = steps[breakAt];
				if (step) return step();
				memory.set(m.uuid, memories.deployed(recipeOf(m), "i"));
				return [
					...without(old?.id),
					{ ...made, state: "running", name: containerName(m.uuid) },
				];
			}
		}
	}

	test("it comes to run exactly what is wanted, and then nothing is done any more", () => {
		fc.assert(
			fc.property(
				wanted,
				existing,
				fc.array(fc.nat(7), { maxLength: 12 }),
				(desired, left, breaks) => {
					let containers = [...left];
					const memory = new Map<string, Memory>();
					let now = NOW;
					const turns = [...breaks];
					for (let round = 0; round < 60; round++) {
						now += 120_000;
						const { actions } = decide(
							desired,
							containers,
							(uuid) => memory.get(uuid) ?? {},
							now,
						);
						const touched = actions.map((a) =>
							a.kind === "remove"
								? a.container.id
								: a.kind === "settle"
									? a.successor.microservice
									: a.microservice.uuid,
						);
						expect(new Set(touched).size).toBe(touched.length);
						if (actions.length === 0) break;
						for (const action of actions)
							containers = perform(
								action,
								containers,
								memory,
								turns.pop() ?? 9,
								now,
							);
					}
					expect(
						containers
							.filter(runs)
							.map((c) => `${c.name} ${c.recipe}`)
							.sort(),
					).toEqual(
						desired
							.map((m) => `${containerName(m.uuid)} ${recipeOf(m)}`)
							.sort(),
					);
					expect(containers).toHaveLength(desired.length);
				},
			),
			{ numRuns: 400 },
		);
	});

	test("a running container that is right is never touched", () => {
		fc.assert(
			fc.property(wanted, existing, (desired, left) => {
				const right = desired.map((m) => container(m));
				const names = new Set(right.map(({ name }) => name));
				const others = left.filter(
					(c) => !names.has(c.name) && c.name === containerName(c.microservice),
				);
				const { actions } = decide(
					desired,
					[...right, ...others],
					() => ({}),
					NOW,
				);
				const ids = new Set(right.map(({ id }) => id));
				for (const action of actions)
					expect(
						action.kind === "remove" && !ids.has(action.container.id),
					).toBe(true);
			}),
		);
	});
});

describe("memory", () => {
	test("waits longer after each failure of the same, and anew for something else", () => {
		let memory: Memory = {};
		const waits: number[] = [];
		for (let i = 0; i < 9; i++) {
			memory = memories.failed(memory, "r", "no", NOW);
			waits.push(((memory.fault?.retryAt ?? 0) - NOW) / 1000);
		}
		expect(waits).toEqual([2, 4, 8, 15, 30, 60, 120, 120, 120]);
		const other = memories.failed(memory, "s", "no", NOW);
		expect(other.fault).toMatchObject({ count: 1, retryAt: NOW + 2_000 });
	});

	test("a wish for a new container ends the wait, a container ends the wish", () => {
		const failed = memories.failed({ stuck: "r" }, "r", "no", NOW);
		const wished = memories.rebuildWanted(failed);
		expect(wished).toMatchObject({ rebuild: true, fault: undefined });
		expect(memories.deployed("r", "i")).toEqual({
			deployed: { recipe: "r", imageId: "i" },
		});
	});
});
