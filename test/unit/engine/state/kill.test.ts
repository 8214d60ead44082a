import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { withState } from "../../../../src/engine/state";
import { temporaryFolder } from "./support";

const folder = temporaryFolder();
const jiti = join(__dirname, "../../../../node_modules/jiti/lib/jiti-cli.mjs");
const ROUNDS = 8;

/** Runs the child and kills it so many milliseconds after it has started; gives what it said. */
async function runAndKill(path: string, first: number, delay: number) {
	const args = [jiti, join(__dirname, "kill-child.ts"), path, String(first)];
	const child = spawn(process.execPath, args);
	let said = "";
	let complaints = "";
	let started = false;
	child.stdout.on("data", (data) => {
		said += data;
		if (!started) setTimeout(() => child.kill("SIGKILL"), delay);
		started = true;
	});
	child.stderr.on("data", (data) => {
		complaints += data;
	});
	const signal = await new Promise((resolve) =>
		child.on("close", (_, by) => resolve(by)),
	);
	expect(complaints).toBe("");
	expect(signal).toBe("SIGKILL");
	return said
		.split("\n")
		.slice(1, -1)
		.map((line) => line.split(" ").map(Number) as [number, number]);
}

test("whenever a process is killed, all that it was told to be durable is in the state", async () => {
	const path = join(folder, "terraform.web.tfstate");
	const durable = new Map<number, number>();
	let recovered = 0;
	for (let round = 0; round < ROUNDS; round++) {
		const delay = round === 0 ? 0 : Math.random() * 400;
		for (const [slot, value] of await runAndKill(path, round * 1e6, delay)) {
			durable.set(slot, value);
		}
		await withState(path, { operation: "plan" }, async (session) => {
			if (session.recovered) recovered++;
			for (const [slot, value] of durable) {
				const address = `iofog_microservice.m[${slot}]`;
				const text = session.state.instance(address)?.attributes ?? "{}";
				expect(JSON.parse(text).value).toBeGreaterThanOrEqual(value);
			}
			for (const { address } of session.openIntents) {
				const instance = session.state.instance(address) ?? null;
				await session.append({ kind: "result", address, instance });
			}
		});
		for (const name of readdirSync(folder)) {
			expect(name).toMatch(
				/^(\.fogform|terraform\.web\.tfstate(\.backup(\.tmp)?)?|\..*\.tmp|\..*\.lock\.info\.[\w-]+)$/,
			);
		}
	}
	expect(durable.size).toBeGreaterThan(0);
	expect(recovered).toBeGreaterThan(0);
}, 120_000);
