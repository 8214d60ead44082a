import { spawn } from "node:child_process";
import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	installPlugin,
	pluginOf,
	readPlugin,
	thisPlatform,
} from "../src/vendor";
import { plainEnv } from "./measure";
import type { Project } from "./stack";

const ADDRESS = "registry.terraform.io/fogform/iofog";

/** What a command of Terraform took, in milliseconds; `plugins` says what each process of the plugin used, in ms of CPU time and MB. */
export interface Command {
	readonly wall: number;
	readonly plugins: readonly { readonly cpu: number; readonly peak: number }[];
	readonly text: string;
}

/** A folder in which Terraform runs, with the plugin where `init` finds it. */
export class Folder {
	readonly dir = mkdtempSync(join(tmpdir(), "fogform-bench-tf-"));
	readonly #probe = join(this.dir, "probe");

	constructor() {
		const plugin = readPlugin();
		if (!plugin) throw new Error("The plugin is not built.");
		const mirror = join(this.dir, "terraform.d/plugins");
		for (const version of [plugin.version, plugin.version.split("+")[0]]) {
			const installed = pluginOf(version as string, plugin.content);
			installPlugin(mirror, installed, [ADDRESS], [thisPlatform()]);
		}
	}

	/** Replaces the configuration, and prepares the folder for it. */
	async write(configuration: object): Promise<void> {
		mkdirSync(this.dir, { recursive: true });
		writeFileSync(
			join(this.dir, "main.tf.json"),
			JSON.stringify({
				terraform: { required_providers: { iofog: { source: ADDRESS } } },
				...configuration,
			}),
		);
		await this.run("init");
	}

	/** Takes the synthesized stack of a project as its configuration: both have the same state. */
	async adopt(project: Project): Promise<void> {
		copyFileSync(
			join(project.dir, "cdktf.out/stacks/bench/cdk.tf.json"),
			join(this.dir, "main.tf.json"),
		);
		await this.run("init");
	}

	/** Runs a command; `probe` measures the processes of the plugin, which costs them some milliseconds. */
	async run(
		command: string,
		args: readonly string[] = [],
		{ probe = false, env = {} as NodeJS.ProcessEnv } = {},
	): Promise<Command> {
		rmSync(this.#probe, { force: true });
		const begin = performance.now();
		const text = await terraform(this.dir, [command, ...args, "-no-color"], {
			...env,
			...(probe && {
				FOGFORM_BENCH_PROBE: this.#probe,
				NODE_OPTIONS: `--require ${join(__dirname, "plugin-probe.js")}`,
			}),
		});
		const wall = performance.now() - begin;
		const lines = probe ? readFileSync(this.#probe, "utf8").trim() : "";
		const plugins = lines ? lines.split("\n").map((l) => JSON.parse(l)) : [];
		return { wall, plugins, text };
	}

	remove(): void {
		rmSync(this.dir, { recursive: true, force: true });
	}
}

function terraform(
	cwd: string,
	args: readonly string[],
	more: NodeJS.ProcessEnv,
): Promise<string> {
	const env: NodeJS.ProcessEnv = {};
	for (const [name, value] of Object.entries(plainEnv()))
		if (!/^(TF_|IOFOG_)/.test(name)) env[name] = value;
	return new Promise((resolve, reject) => {
		const child = spawn("terraform", args, {
			cwd,
			env: { ...env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", ...more },
			stdio: ["ignore", "pipe", "pipe"],
		});
		let text = "";
		for (const stream of [child.stdout, child.stderr])
			stream.on("data", (chunk: Buffer) => {
				text += chunk;
			});
		child.on("error", reject);
		child.on("exit", (code) =>
			code === 0
				? resolve(text)
				: reject(new Error(`terraform ${args.join(" ")}: ${text}`)),
		);
	});
}
