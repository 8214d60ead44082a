import { deprovisionAgent, type Engine, Store } from "../../src/agent";
import {
	describeWithEngine,
	IMAGE,
	imagesOf,
	makeImage,
	testEngine,
} from "./support/engine";
import { eventually, Fleet } from "./support/fleet";
import { Work } from "./support/work";

jest.setTimeout(240_000);

const FOREIGN = "iofog_of-somebody-else";

describeWithEngine([["3.0", "3.7"]] as const)(
	"agents of Controllers %s and %s on one engine",
	(...dialects: ("3.0" | "3.7")[]) => {
		let engine: Engine;
		let fleets: Fleet[];
		let works: Work[];
		let uuids: string[];
		let foreign: string;

		beforeAll(async () => {
			engine = testEngine();
			await makeImage(engine);
			foreign = await engine.create(
				FOREIGN,
				{ Image: IMAGE, Labels: { "iofog-router": "true" } },
				"",
			);
			fleets = [];
			uuids = [];
			for (const dialect of dialects) {
				const fleet = await Fleet.open(dialect, testEngine);
				fleets.push(fleet);
				await fleet.start();
				const [uuid] = await fleet.deploy("shop", [
					{ ...imagesOf(IMAGE), config: `{"n":${fleets.length}}` },
				]);
				uuids.push(uuid as string);
			}
			works = fleets.map((fleet) => new Work(engine, fleet));
		});

		afterAll(async () => {
			for (const [i, fleet] of fleets.entries()) {
				await fleet.daemon?.stop();
				await works[i]?.remove();
				await fleet.close();
			}
			await engine.remove(foreign);
			engine.close();
		});

		test("each give their own microservice its configuration, on a network of its own", async () => {
			for (const [i, work] of works.entries())
				await work.serves(uuids[i] as string, i + 1);
			const networks = (await Promise.all(works.map((w) => w.containers())))
				.flat()
				.map((c) => c.HostConfig?.NetworkMode);
			expect(networks).toEqual(fleets.map(({ agent }) => `iofog-${agent}`));
		});

		test("tell of a port that the other one has, and take it once it is free", async () => {
			const ports = [{ internal: 8080, external: 28_080 }];
			const take = (fleet: Fleet) =>
				fleet.deploy("ports", [{ ...imagesOf(IMAGE), ports }]);
			const [first, second] = fleets as [Fleet, Fleet];
			const [holder] = (await take(first)) as [string];
			await works[0]?.told(holder, "RUNNING");
			const [loser] = (await take(second)) as [string];
			await works[1]?.told(loser, "FAILED", /port 28080 of this host is taken/);
			await first.call("DELETE", `/microservices/${holder}`);
			await works[1]?.told(loser, "RUNNING");
			await second.call("DELETE", `/microservices/${loser}`);
			await eventually("it is gone", async () => {
				return (await works[1]?.containers())?.length === 1;
			});
		});

		test("one leaves, and touches nothing that is not its own", async () => {
			const [first] = fleets as [Fleet];
			const before = await works[1]?.container(uuids[1] as string);
			await deprovisionAgent({
				store: new Store(first.folder),
				engine,
				version: "test",
				log: () => {},
			});
			expect(await works[0]?.containers()).toEqual([]);
			expect(await works[1]?.container(uuids[1] as string)).toEqual(before);
			expect((await engine.inspect(foreign)).Id).toBe(foreign);
		});
	},
);
