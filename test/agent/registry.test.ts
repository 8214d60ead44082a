import type { Engine } from "../../src/agent";
import { removeImage } from "../support/docker-calls";
import { noRegistry, PrivateRegistry } from "../support/private-registry";
import {
	describeWithEngine,
	IMAGE,
	imagesOf,
	makeImage,
	pushImage,
	testEngine,
} from "./support/engine";
import { eventually, Fleet } from "./support/fleet";

jest.setTimeout(240_000);

const reason = noRegistry();
if (reason) console.warn(`skipped: ${reason}`);
const cases = reason ? [] : (["3.0", "3.7"] as const);

if (cases.length === 0) test.skip("images of a private registry", () => {});
else
	describeWithEngine(cases)(
		"images of a private registry, with Controller %s",
		(which: "3.0" | "3.7") => {
			let engine: Engine;
			let fleet: Fleet;
			let registry: PrivateRegistry;
			let image: string;
			let uuid: string;
			let registryId: number;

			const container = async () =>
				(await engine.containers(`iofog-uuid=${fleet.agent}`)).find(
					(c) => c.State === "running",
				)?.Id;

			beforeAll(async () => {
				engine = testEngine();
				await makeImage(engine);
				registry = await PrivateRegistry.open();
				const { host, username, password } = registry;
				image = `${host}/shop/web:1`;
				await pushImage(engine, IMAGE, image, username, password);
				fleet = await Fleet.open(which, testEngine);
				await fleet.start();
				const made = await fleet.call("POST", "/registries", {
					url: host,
					isPublic: false,
					username,
					password: "wrong",
					email: "r@example.com",
				});
				registryId = made.id;
			});

			afterAll(async () => {
				await fleet?.daemon?.stop();
				for (const { Id } of await engine.containers(
					`iofog-uuid=${fleet.agent}`,
				))
					await engine.remove(Id);
				await engine.removeNetwork(`iofog-${fleet.agent}`).catch(() => {});
				await removeImage(image);
				await fleet.close();
				engine.close();
				await registry.remove();
			});

			test("a wrong password is told", async () => {
				[uuid] = (await fleet.deploy("shop", [
					{ ...imagesOf(image), registryId },
				])) as [string];
				const { errorMessage } = await eventually("it failed", async () => {
					const status = await fleet.status(uuid);
					return status.status === "FAILED" && status;
				});
				expect(errorMessage).toMatch(
					/Cannot pull .*shop\/web:1: .*(auth|unauthorized)/i,
				);
				expect(errorMessage).not.toContain("wrong");
			});

			test("the right one pulls it", async () => {
				const { password } = registry;
				await fleet.call("PATCH", `/registries/${registryId}`, { password });
				await eventually(
					"it runs",
					async () => {
						const { status } = await fleet.status(uuid);
						return status === "RUNNING";
					},
					60_000,
				);
			});

			test("a lost container comes back without the registry", async () => {
				await registry.stop();
				const before = await container();
				await engine.remove(before ?? "");
				await eventually("it is back", async () => {
					const now = await container();
					return now !== undefined && now !== before;
				});
			});

			test("a wished rebuild waits for the registry, and the old one runs on", async () => {
				const before = await container();
				await fleet.update(uuid, { rebuild: true });
				await eventually("it is told", async () => {
					const { errorMessage } = await fleet.status(uuid);
					return /Cannot pull/.test(errorMessage ?? "");
				});
				expect(await container()).toBe(before);
				await registry.start();
				await eventually(
					"it is made anew",
					async () => {
						const now = await container();
						return now !== undefined && now !== before;
					},
					60_000,
				);
			});
		},
	);
