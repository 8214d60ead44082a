import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { EngineError, type StackOptions } from "../types";
import { fail, outputFolder } from "./files";

/** How many of the last lines of a failed program an error shows. */
const SHOWN_LINES = 30;

/** Runs the program of `cdktf.json` as cdktf-cli does; what it prints becomes log events. The stacks that it wrote. */
export async function synthesize(options: {
	readonly dir: string;
	readonly output?: string | undefined;
	readonly env?: StackOptions["env"];
	readonly signal?: AbortSignal | undefined;
	readonly onEvent?: StackOptions["onEvent"];
}): Promise<{ readonly stacks: readonly string[]; readonly output: string }> {
	const dir = resolve(options.dir);
	const file = join(dir, "cdktf.json");
	if (!existsSync(file))
		fail(
			"No project",
			`${dir} holds no cdktf.json. Go to the folder of your project, or begin one:\n    fogform init`,
		);
	const output = outputFolder(dir, options.output);
	const { app, context } = JSON.parse(readFileSync(file, "utf8")) as {
		app?: unknown;
		context?: Record<string, unknown>;
	};
	if (typeof app !== "string" || app === "")
		fail(
			"No program to synthesize",
			`${file} has no "app": name the program that defines the stacks, e.g. "app": "tsx main.ts".`,
			file,
		);
	const env: NodeJS.ProcessEnv = {};
	// Variables are given to the plan, not to the program: cdktf-cli takes them out as well.
	for (const [name, value] of Object.entries(options.env ?? process.env))
		if (value !== undefined && !name.startsWith("TF_VAR_")) env[name] = value;
	env.CDKTF_OUTDIR = output;
	env.CDKTF_CONTEXT_JSON = JSON.stringify(context ?? {});
	env.NODE_OPTIONS =
		`--max-old-space-size=4096 ${env.NODE_OPTIONS ?? ""}`.trim();
	env.PATH = `${join(dir, "node_modules", ".bin")}:${env.PATH ?? ""}`;
	await run(directly(app as string, dir), dir, env, options);
	const manifest = join(output, "manifest.json");
	if (!existsSync(manifest))
		fail(
			"Synthesis wrote nothing",
			`\`${app}\` ended without writing ${manifest}. Does the program call app.synth()?`,
		);
	const { stacks } = JSON.parse(readFileSync(manifest, "utf8")) as {
		stacks: Record<string, unknown>;
	};
	return { stacks: Object.keys(stacks), output };
}

/** The program without `npx` where it is installed right here: npx costs half a second, only to find it. */
function directly(app: string, dir: string): string {
	const [, name, rest] = /^npx ([\w@][\w.-]*)( .*)?$/.exec(app) ?? [];
	return name && existsSync(join(dir, "node_modules", ".bin", name))
		? `${name}${rest ?? ""}`
		: app;
}

function run(
	app: string,
	cwd: string,
	env: NodeJS.ProcessEnv,
	{
		signal,
		onEvent,
	}: {
		readonly signal?: AbortSignal | undefined;
		readonly onEvent?: StackOptions["onEvent"];
	},
): Promise<void> {
	return new Promise((done, reject) => {
		if (signal?.aborted) {
			reject(new EngineError([], { interrupted: true }));
			return;
		}
		// A group of its own, so that what the shell started ends with it.
		const child = spawn(app, {
			cwd,
			env,
			shell: true,
			detached: true,
			stdio: ["ignore", "pipe", "pipe"],
		});
		const lines: string[] = [];
		let rest = "";
		const take = (chunk: Buffer) => {
			const parts = (rest + chunk.toString("utf8")).split("\n");
			rest = parts.pop() as string;
			for (const line of parts) keep(line);
		};
		const keep = (line: string) => {
			if (line === "") return;
			lines.push(line);
			if (lines.length > SHOWN_LINES) lines.shift();
			onEvent?.({ type: "log", message: line });
		};
		const stop = () => {
			if (child.pid !== undefined)
				try {
					process.kill(-child.pid, "SIGTERM");
				} catch {
					child.kill("SIGTERM");
				}
		};
		signal?.addEventListener("abort", stop, { once: true });
		child.stdout.on("data", take);
		child.stderr.on("data", take);
		child.on("error", reject);
		child.on("close", (code) => {
			signal?.removeEventListener("abort", stop);
			keep(rest);
			if (signal?.aborted) reject(new EngineError([], { interrupted: true }));
			else if (code === 0) done();
			else
				reject(
					new EngineError([
						{
							severity: "error",
							summary: "Synthesis failed",
							// Whoever is told of every line has them already.
							detail: `\`${app}\` ended with exit code ${code}${
								onEvent
									? `. ${lines.length > 0 ? "What it said stands above." : "It said nothing."}`
									: `:\n${lines.join("\n")}`
							}`,
						},
					]),
				);
		});
	});
}
