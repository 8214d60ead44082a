import fc from "fast-check";
import { apply, type EngineError, plan } from "../../src/engine";
import {
	type Fault,
	MemoryFleet,
	memoryProvider,
} from "../support/memory-provider";
import { StackFolder } from "../support/stack-folder";

interface Service {
	application: number;
	/** By reference or by name alone. */
	byName: boolean;
	registry: number | undefined;
	image: string | undefined;
	env: Record<string, string>;
	first: boolean;
}

interface Fleet {
	applications: number;
	registries: number;
	services: Service[];
}

const service: fc.Arbitrary<Service> = fc.record({
	application: fc.nat(2),
	byName: fc.boolean(),
	registry: fc.option(fc.nat(1), { nil: undefined }),
	image: fc.option(fc.constantFrom("a", "b"), { nil: undefined }),
	env: fc.dictionary(fc.constantFrom("A", "B"), fc.constantFrom("1", "2")),
	first: fc.boolean(),
});

const fleetOf: fc.Arbitrary<Fleet> = fc.record({
	applications: fc.integer({ min: 1, max: 3 }),
	registries: fc.integer({ min: 1, max: 2 }),
	services: fc.array(service, { maxLength: 8 }),
});

function stackOf({ applications, registries, services }: Fleet) {
	const named = (n: number, one: (i: number) => [string, unknown]) =>
		Object.fromEntries(Array.from({ length: n }, (_, i) => one(i)));
	const blocks = {
		mem_application: named(applications, (i) => [
			`a${i}`,
			{ name: `app-${i}` },
		]),
		mem_registry: named(registries, (i) => [`r${i}`, { url: `https://r${i}` }]),
		mem_service: named(services.length, (i) => {
			const { application, byName, registry, image, env } = services[
				i
			] as Service;
			const a = application % applications;
			return [
				`s${i}`,
				{
					name: `service-${i}`,
					application: byName ? `app-${a}` : `\${mem_application.a${a}.name}`,
					...(registry !== undefined && {
						registry: `\${mem_registry.r${registry % registries}.id}`,
					}),
					...(image !== undefined && { image }),
					env,
				},
			];
		}),
	};
	return {
		// A type without blocks is an error.
		resource: Object.fromEntries(
			Object.entries(blocks).filter(
				([, named]) => Object.keys(named).length > 0,
			),
		),
		...(services.length > 0 && {
			output: named(services.length, (i) => [
				`id${i}`,
				{ value: `\${mem_service.s${i}.id}` },
			]),
		}),
	};
}

async function withFolder<T>(
	work: (
		folder: StackFolder,
		fleet: MemoryFleet,
		options: Options,
	) => Promise<T>,
): Promise<T> {
	const folder = new StackFolder();
	const fleet = new MemoryFleet();
	try {
		return await work(folder, fleet, {
			dir: folder.dir,
			provider: memoryProvider(fleet),
			env: {},
		});
	} finally {
		folder.remove();
	}
}

type Options = Parameters<typeof plan>[0];

/** The state without IDs and serials. */
function gist(folder: StackFolder) {
	const { resources } = folder.state;
	return resources.map(({ type, name, instances }) => ({
		type,
		name,
		instances: instances.map(({ attributes, ...rest }) => {
			const {
				id: _,
				registry,
				...others
			} = attributes as Record<string, unknown>;
			return { ...rest, ...others, registry: registry ? "set" : null };
		}),
	}));
}

/** Every object is in the state, and everything in the state is an object; after a failure the state may still have what is gone. */
function expectOwned(folder: StackFolder, fleet: MemoryFleet, failed = false) {
	const live = [...fleet.objects].flatMap(([type, objects]) =>
		[...objects.keys()].map((id) => `${type} ${id}`),
	);
	const stored = folder.state.resources.flatMap(({ type, instances }) =>
		instances.map(({ attributes }) => {
			const { id, name } = attributes as { id?: string; name?: string };
			return `${type} ${type === "mem_application" ? name : id}`;
		}),
	);
	if (failed) expect(stored).toEqual(expect.arrayContaining(live));
	else expect(stored.sort()).toEqual(live.sort());
}

jest.setTimeout(180_000);
const RUNS = { numRuns: Number(process.env.RUNS ?? 20) };

test("after apply the plan is empty, from any fleet to any other, and destroy leaves nothing", () =>
	fc.assert(
		fc.asyncProperty(fleetOf, fleetOf, (one, other) =>
			withFolder(async (folder, fleet, options) => {
				for (const wanted of [one, other]) {
					folder.write(stackOf(wanted));
					await apply(await plan(options));
					expectOwned(folder, fleet);
					const again = await plan(options);
					expect(again.hasChanges).toBe(false);
				}
				await apply(await plan({ ...options, destroy: true }));
				expectOwned(folder, fleet);
				expect(fleet.of("mem_service").size).toBe(0);
			}),
		),
		RUNS,
	));

test("any order of the walk gives the same state", () =>
	fc.assert(
		fc.asyncProperty(
			fleetOf,
			fleetOf,
			fc.array(fc.nat(3), { minLength: 1, maxLength: 30 }),
			fc.integer({ min: 1, max: 12 }),
			async (one, other, delays, parallelism) => {
				const results = await Promise.all(
					[false, true].map((shuffled) =>
						withFolder(async (folder, fleet, options) => {
							let i = 0;
							if (shuffled)
								fleet.delay = async () => {
									const turns = delays[i++ % delays.length] as number;
									for (let turn = 0; turn < turns; turn++)
										await new Promise((done) => setImmediate(done));
								};
							for (const wanted of [one, other]) {
								folder.write(stackOf(wanted));
								await apply(
									await plan({
										...options,
										...(shuffled && { parallelism }),
									}),
								);
							}
							return { state: gist(folder), live: fleet.dump() };
						}),
					),
				);
				expect(results[1]).toEqual(results[0]);
			},
		),
		RUNS,
	));

test("whatever fails, the next apply completes it: nothing twice, nothing lost", () =>
	fc.assert(
		fc.asyncProperty(
			fleetOf,
			fleetOf,
			fc.array(
				fc.constantFrom<(Fault | undefined)[]>(
					undefined,
					undefined,
					"before",
					"after",
					"partial",
				),
				{ minLength: 1, maxLength: 20 },
			),
			(one, other, faults) =>
				withFolder(async (folder, fleet, options) => {
					let i = 0;
					const unreliable = () => faults[i++ % faults.length];
					for (const wanted of [one, other]) {
						folder.write(stackOf(wanted));
						fleet.fault = unreliable;
						await plan(options).then(apply).catch(expected);
						expectOwned(folder, fleet, true);
						fleet.fault = () => undefined;
						await apply(await plan(options));
						expectOwned(folder, fleet);
						expect((await plan(options)).hasChanges).toBe(false);
					}
					expect(fleet.of("mem_service").size).toBe(other.services.length);
				}),
		),
		RUNS,
	));

test("stopped or killed at any moment, the next apply completes it", () =>
	fc.assert(
		fc.asyncProperty(
			fleetOf,
			fc.nat(40),
			fc.constantFrom("signal" as const, "kill" as const),
			fc.constantFrom<Fault>("before", "after", "partial"),
			(wanted, moment, kind, fault) =>
				withFolder(async (folder, fleet, options) => {
					folder.write(stackOf(wanted));
					const controller = new AbortController();
					let calls = 0;
					fleet.delay = () => {
						if (++calls === moment) {
							controller.abort();
							// A call that is cut off may have been carried out.
							if (kind === "kill") fleet.fault = () => fault;
						}
					};
					const interrupted = await plan(options)
						.then((p) => apply(p, { [kind]: controller.signal }))
						.then(() => undefined, expected);
					if (controller.signal.aborted && interrupted)
						expect(interrupted.interrupted).toBe(true);
					fleet.fault = () => undefined;
					fleet.delay = () => {};
					await apply(await plan(options));
					expectOwned(folder, fleet);
					expect((await plan(options)).hasChanges).toBe(false);
					expect(fleet.of("mem_service").size).toBe(wanted.services.length);
				}),
		),
		RUNS,
	));

function expected(error: unknown): EngineError {
	expect((error as Error).name).toBe("EngineError");
	return error as EngineError;
}
