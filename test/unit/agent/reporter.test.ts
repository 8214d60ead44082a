import { tmpdir } from "node:os";
import { setImmediate as turn } from "node:timers/promises";
import { Reporter, type ReporterOptions } from "../../../src/agent/reporter";
import { container, microservice } from "./support";

const STARTED = "2026-11-29T12:00:00.000Z";

test("containers that are touched or found while a report is made have a start time in it, and the touched are asked again for the next", async () => {
	const wanted = ["u1", "u2", "u3"].map((uuid) => microservice({ uuid }));
	const containers = wanted.map((m) => container(m));
	const [first, second, third] = containers.map(({ id }) => id);
	const reconciler = {
		containers: containers.slice(0, 2),
		phases: new Map(),
		memory: new Map(),
		unsettled: false,
		engineFault: undefined,
	};
	const asked: string[] = [];
	let reported: (body: unknown) => void = () => {};
	const reporter: Reporter = new Reporter({
		engine: {
			stats: () => Promise.reject(new Error("none")),
			inspect: async (id: string) => {
				asked.push(id);
				if (id === second) {
					await turn();
					reporter.touched(first as string);
					reconciler.containers = containers;
				}
				return { State: { StartedAt: STARTED } };
			},
		},
		link: {
			now: Date.now,
			is37: false,
			put: async (_path: string, body: unknown) => reported(body),
		},
		desired: {
			microservices: wanted,
			registries: [],
			settings: { statusFrequency: 1 },
		},
		reconciler,
		folder: tmpdir(),
		version: "0",
		onResult: () => {},
		fault: () => undefined,
		noteOn: () => "",
	} as unknown as ReporterOptions);
	const report = () =>
		new Promise<{ microserviceStatus: string }>((resolve) => {
			reported = (body) => resolve(body as { microserviceStatus: string });
			reporter.poke();
		});
	const { microserviceStatus } = await report();
	expect(JSON.parse(microserviceStatus)).toMatchObject(
		containers.map(() => ({ startTime: Date.parse(STARTED) })),
	);
	expect(asked).toEqual([first, second, third]);
	await report();
	expect(asked.slice(3)).toContain(first);
	await reporter.stop();
});
