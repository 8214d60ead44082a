import { createServer } from "node:net";
import { makeProject, type Project } from "../cli/support/project";
import { ref } from "../cli/support/stacks";
import {
	describeWithEngine,
	IMAGE,
	makeForeignImage,
	makeImage,
	testEngine,
} from "./support/engine";
import { eventually, Fleet } from "./support/fleet";
import { Work } from "./support/work";

jest.setTimeout(240_000);

/** A configuration near the 64 kB that a column of some databases has. */
const LARGE = JSON.stringify({ text: "é".repeat(30_000) });

describeWithEngine(["3.7"] as const)(
	"what apply and status say of microservices that an agent cannot run, with Controller %s",
	(dialect: "3.7") => {
		const engine = testEngine();
		const taken = createServer();
		let project: Project;
		let fleet: Fleet;
		let work: Work;
		let parts: Record<string, object>;

		const flags = () => {
			const { url, email, password } = project.controller;
			return ["--url", url, "--email", email, "--password", password];
		};
		const stack = (names: readonly string[]) => ({
			resource: {
				iofog_application: { shop: { name: "shop" } },
				iofog_microservice: Object.fromEntries(
					names.map((name) => [
						name,
						{
							name,
							application: ref("iofog_application.shop.name"),
							agent_uuid: fleet.agent,
							registry_id: 2,
							images: { amd64: IMAGE, arm: IMAGE },
							...parts[name],
						},
					]),
				),
				iofog_microservice_ready: Object.fromEntries(
					names.map((name) => [
						name,
						{
							microservice_uuid: ref(`iofog_microservice.${name}.uuid`),
							timeout: "45s",
						},
					]),
				),
			},
		});

		beforeAll(async () => {
			await makeImage(engine);
			const foreign = await makeForeignImage();
			await new Promise<void>((resolve) => taken.listen(0, resolve));
			const { port } = taken.address() as { port: number };
			project = await makeProject(dialect);
			fleet = await Fleet.at(project.controller, dialect, testEngine);
			work = new Work(engine, fleet);
			await fleet.start();
			const none = "fogform-test/nothing:1";
			parts = {
				fine: { config: LARGE },
				missing: { images: { amd64: none, arm: none } },
				foreign: { images: { amd64: foreign, arm: foreign } },
				port: { ports: [{ internal: 8080, external: port }] },
				crash: { command: ["/node", "-e", "process.exit(7)"] },
			};
		});

		afterAll(async () => {
			await fleet.daemon?.stop();
			await work.remove();
			await fleet.close();
			await project.close();
			taken.close();
			engine.close();
		});

		const said = {
			missing: /nothing:1 is not on this host/,
			foreign: /is for \w+, and this host is \w+/,
			port: /The port \d+ of this host is taken/,
			crash: /ended with exit code 7/,
		};

		test("each fault with its reason, and what runs is left alone", async () => {
			project.write({ shop: stack(Object.keys(parts)) });
			const { code, err } = await project.fogform([
				...["apply", "--auto-approve", "--no-color"],
			]);
			expect(code).toBe(1);
			const text = err.replace(/\s+/g, " ");
			for (const reason of Object.values(said)) expect(text).toMatch(reason);
			expect(text).not.toContain('"shop/fine"');
			const { out } = await project.fogform(["status", ...flags()]);
			for (const [name, reason] of Object.entries(said)) {
				const line = out.split("\n").find((l) => l.startsWith(`shop/${name}:`));
				expect(line).toMatch(reason);
			}
			expect(out).toMatch(/shop +fine .* RUNNING/);
			const [fine] = (await work.containers()).filter(
				({ State }) => State === "running",
			);
			const uuid = fine?.Names[0]?.replace("/iofog_", "") as string;
			const { config } = await work.ask(uuid);
			expect(config).toEqual(JSON.parse(LARGE));
		});

		test("the next apply takes away what is not wanted any more, and nothing else", async () => {
			const before = (await work.containers()).filter(
				({ State }) => State === "running",
			);
			project.write({ shop: stack(["fine"]) });
			const { code, err } = await project.fogform(["apply", "--auto-approve"]);
			expect([code, err]).toEqual([0, expect.not.stringContaining("Error")]);
			await eventually("the rest is gone", async () => {
				const left = await work.containers();
				return left.length === 1 && left[0]?.Id === before[0]?.Id;
			});
		});
	},
);
