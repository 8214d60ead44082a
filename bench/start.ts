import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { median, plainEnv, table } from "./measure";

/** Start of the command beside the start of Node itself, alternating. */
export function start(rounds: number): void {
	const main = join(__dirname, "../lib/cli/main.js");
	const run = (args: string[]) => {
		const begin = performance.now();
		spawnSync(process.execPath, args, { env: plainEnv() });
		return performance.now() - begin;
	};
	const node: number[] = [];
	const version: number[] = [];
	for (let i = 0; i < rounds; i++) {
		node.push(run(["-e", "0"]));
		version.push(run([main, "--version"]));
	}
	table(
		`Start (medians of ${rounds})`,
		["", "node -e 0 ms", "fogform ms", "ratio", "limit"],
		[
			[
				"fogform --version",
				median(node),
				median(version),
				median(version) / median(node),
				"2.00",
			],
		],
	);
}
