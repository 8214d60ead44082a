import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Bare } from "./bare";
import { table } from "./measure";
import { Project } from "./stack";

interface Login {
	readonly url: string;
	readonly email: string;
	readonly password: string;
}

/** Peak memory of the commands, as a user runs them, on a large fleet. */
export async function memory(
	controller: Login,
	microservices: number,
): Promise<void> {
	const bare = new Bare(controller);
	const { agentUuid } = await bare.prepare();
	bare.close();
	const project = new Project(controller, agentUuid);
	project.fleet({ applications: microservices / 100, microservices });
	const file = join(project.dir, "peak");
	const rows = [
		["apply", "--auto-approve"],
		["plan"],
		["drift"],
		["destroy", "--auto-approve"],
	].map((args) => {
		const { status } = spawnSync(
			process.execPath,
			[
				"-r",
				join(__dirname, "peak.js"),
				join(__dirname, "../lib/cli/main.js"),
				...args,
				"--skip-synth",
			],
			{
				cwd: project.dir,
				env: { ...process.env, PEAK_FILE: file },
				stdio: "ignore",
			},
		);
		if (status !== 0) throw new Error(`${args[0]} ended with ${status}`);
		return [
			`fogform ${args[0]}`,
			String(Math.round(Number(readFileSync(file, "utf8")) / 1024)),
			"400",
		];
	});
	project.remove();
	table(
		`Peak memory with ${microservices} microservices`,
		["", "MB", "limit"],
		rows,
	);
}
