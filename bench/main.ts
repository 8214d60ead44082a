import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { agent } from "./agent";
import { agents } from "./agents";
import { fleet } from "./fleet";
import { memory } from "./memory";
import { ownWork } from "./own-work";
import { plugin } from "./plugin";
import { start } from "./start";

const { values } = parseArgs({
	options: {
		size: { type: "string", default: "1000" },
		applications: { type: "string", default: "10" },
		rounds: { type: "string", default: "3" },
		only: { type: "string" },
		largest: { type: "string", default: "10000" },
	},
});

const size = {
	applications: Number(values.applications),
	microservices: Number(values.size),
};
const rounds = Number(values.rounds);
const wanted = (name: string) =>
	!values.only || values.only.split(",").includes(name);

/** A dev Controller in a process of its own, so that its work is not counted as ours. */
async function controller(dialect: string, settleMs: number) {
	const child: ChildProcess = spawn(
		process.execPath,
		[
			join(__dirname, "../lib/cli/main.js"),
			"controller",
			"--dialect",
			dialect,
			"--port",
			"0",
			"--settle-ms",
			String(settleMs),
			"--email",
			"bench@example.com",
			"--password",
			"benchBench1",
		],
		{ stdio: ["ignore", "pipe", "inherit"] },
	);
	const url = await new Promise<string>((resolve, reject) => {
		let text = "";
		child.stdout?.on("data", (d: Buffer) => {
			text += d;
			const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
			if (found) resolve(found[0]);
		});
		child.on("exit", (code) => reject(new Error(`controller ended: ${code}`)));
	});
	return {
		login: { url, email: "bench@example.com", password: "benchBench1" },
		stop: () => {
			child.removeAllListeners("exit");
			child.kill();
		},
	};
}

async function main(): Promise<void> {
	if (wanted("start")) start(15);
	const real = process.env.IOFOG_CONTROLLER_URL;
	if (real) {
		const login = {
			url: real,
			email: process.env.IOFOG_EMAIL ?? "",
			password: process.env.IOFOG_PASSWORD ?? "",
		};
		for (const name of ["URL", "EMAIL", "PASSWORD"])
			delete process.env[
				name === "URL" ? "IOFOG_CONTROLLER_URL" : `IOFOG_${name}`
			];
		await fleet(`Controller at ${real}`, login, size, rounds, true);
		return;
	}
	for (const dialect of ["3.0", "3.7"]) {
		const { login, stop } = await controller(dialect, 0);
		try {
			if (wanted("fleet"))
				await fleet(`dev Controller ${dialect}`, login, size, rounds, false);
			if (wanted("work") && dialect === "3.0")
				await ownWork(
					login,
					[100, 1000, 10_000].filter((n) => n <= Number(values.largest)),
				);
			if (wanted("plugin") && dialect === "3.0")
				await plugin(
					login,
					size,
					Math.min(5000, Number(values.largest)),
					rounds,
				);
			if (wanted("memory") && dialect === "3.0")
				await memory(login, Number(values.largest));
		} finally {
			stop();
		}
	}
	if (wanted("agent")) {
		const { login, stop } = await controller("3.7", 0);
		try {
			await agent("dev Controller 3.7", login);
		} finally {
			stop();
		}
	}
	if (wanted("agents")) {
		const { login, stop } = await controller("3.7", 2000);
		try {
			await agents("dev Controller 3.7", login, size.microservices, 2000);
		} finally {
			stop();
		}
	}
}

main().catch((cause) => {
	console.error(cause);
	process.exitCode = 1;
});
