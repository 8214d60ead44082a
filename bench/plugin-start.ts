import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { bundle } from "../src/plugin/bundle";
import { makeIdentity, pemOf } from "../src/plugin/server/certificate";
import { median, plainEnv, table } from "./measure";

const COOKIE =
	"d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** From the start of the plugin to its handshake line, beside the start of Node itself, alternating. */
export async function handshakes(rounds: number): Promise<void> {
	const path = bundle()?.path ?? "";
	const node: number[] = [];
	const line: number[] = [];
	const env = plainEnv();
	const client = pemOf(makeIdentity(randomBytes(16)).der);
	for (let i = 0; i < rounds; i++) {
		node.push(await until("end", process.execPath, ["-e", "0"], env));
		line.push(
			await until("line", path, [], {
				...env,
				TF_PLUGIN_MAGIC_COOKIE: COOKIE,
				PLUGIN_PROTOCOL_VERSIONS: "5,6",
				PLUGIN_CLIENT_CERT: client,
			}),
		);
	}
	const [least, ours] = [median(node), median(line)];
	table(
		`Start of the plugin (medians of ${rounds})`,
		["", "node -e 0 ms", "ours ms", "ratio", "limit"],
		[["handshake line", least, ours, ours / least, "1.90"]],
	);
}

/** Milliseconds until a program has ended, or has printed its first line and is then stopped. */
function until(
	what: "end" | "line",
	program: string,
	args: readonly string[],
	env: NodeJS.ProcessEnv,
): Promise<number> {
	return new Promise((resolve, reject) => {
		const begin = performance.now();
		const child = spawn(program, args, {
			env,
			stdio: ["ignore", "pipe", "inherit"],
		});
		let taken = 0;
		child.stdout.once("data", () => {
			taken = performance.now() - begin;
			if (what === "line") child.kill();
		});
		child.on("error", reject);
		child.on("exit", () =>
			resolve(what === "line" ? taken : performance.now() - begin),
		);
	});
}
