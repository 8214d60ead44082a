import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../src/agent";
import {
	describeWithEngine,
	IMAGE,
	imagesOf,
	makeImage,
	pushImage,
	removeImage,
	testEngine,
} from "./support/engine";
import { eventually, Fleet } from "./support/fleet";

jest.setTimeout(240_000);

const [user, password] = ["robot", "s3cret+/="];

function missing(): string | undefined {
	for (const [program, ...args] of [
		["docker-registry", "--version"],
		["htpasswd", "-nbB", "u", "p"],
	] as const)
		try {
			execFileSync(program, args, { stdio: "ignore" });
		} catch {
			return `${program} is not installed (Debian: docker-registry, apache2-utils)`;
		}
	return undefined;
}

const reason = missing();
if (reason) console.warn(`skipped: ${reason}`);
const cases = reason ? [] : (["3.0", "3.7"] as const);

if (cases.length === 0) test.skip("images of a private registry", () => {});
else
	describeWithEngine(cases)(
		"images of a private registry, with Controller %s",
		(which: "3.0" | "3.7") => {
			let engine: Engine;
			let fleet: Fleet;
			let folder: string;
			let port: number;
			let registry: ChildProcess;
			let image: string;
			let uuid: string;
			let registryId: number;

			const startRegistry = async () => {
				registry = spawn("docker-registry", [
					"serve",
					join(folder, "config.yml"),
				]);
				await eventually("the registry answers", async () => {
					const { status } = await fetch(`http://127.0.0.1:${port}/v2/`);
					return status === 401;
				});
			};
			const container = async () =>
				(await engine.containers(`iofog-uuid=${fleet.agent}`)).find(
					(c) => c.State === "running",
				)?.Id;

			beforeAll(async () => {
				engine = testEngine();
				await makeImage(engine);
				folder = mkdtempSync(join(tmpdir(), "fogform-registry-"));
				const probe = createServer().listen(0, "127.0.0.1");
				await new Promise((resolve) => probe.once("listening", resolve));
				port = (probe.address() as AddressInfo).port;
				await new Promise((resolve) => probe.close(resolve));
				const passwords = execFileSync("htpasswd", ["-nbB", user, password]);
				writeFileSync(join(folder, "passwords"), passwords);
				writeFileSync(
					join(folder, "config.yml"),
					`version: 0.1
log: { level: error }
storage: { filesystem: { rootdirectory: ${folder}/data } }
http: { addr: "127.0.0.1:${port}" }
auth: { htpasswd: { realm: test, path: ${folder}/passwords } }
`,
				);
				await startRegistry();
				image = `127.0.0.1:${port}/shop/web:1`;
				await pushImage(engine, IMAGE, image, user, password);
				fleet = await Fleet.open(which, testEngine);
				await fleet.start();
				const made = await fleet.call("POST", "/registries", {
					url: `127.0.0.1:${port}`,
					isPublic: false,
					username: user,
					password: "wrong",
					email: "r@example.com",
				});
				registryId = made.id;
			});

			afterAll(async () => {
				registry.kill();
				await fleet?.daemon?.stop();
				for (const { Id } of await engine.containers(
					`iofog-uuid=${fleet.agent}`,
				))
					await engine.remove(Id);
				await engine.removeNetwork(`iofog-${fleet.agent}`).catch(() => {});
				await removeImage(engine, image);
				await fleet.close();
				engine.close();
				rmSync(folder, { recursive: true, force: true });
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
				registry.kill();
				await new Promise((resolve) => registry.once("close", resolve));
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
				await startRegistry();
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
