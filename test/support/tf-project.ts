import { execFile } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type DebugServer, debug } from "../../src/plugin/debug";
import {
	HOSTS,
	installPlugin,
	readPlugin,
	thisPlatform,
} from "../../src/vendor";
import { type Binary, cleanEnvironment } from "./binaries";
import type { TestController } from "./controllers";

/** How a command of Terraform ended: its exit code, and all that it printed on lines as long as they are meant to be. */
export interface Ended {
	readonly status: number;
	readonly text: string;
	readonly stdout: string;
}

/** A planned change of `terraform show -json`. */
export interface PlannedChange {
	readonly address: string;
	readonly change: {
		readonly actions: readonly string[];
		readonly before: Record<string, unknown> | null;
		readonly after: Record<string, unknown> | null;
		readonly after_unknown: Record<string, unknown>;
		readonly replace_paths?: unknown;
		readonly importing?: { readonly id: string };
	};
	readonly previous_address?: string;
	readonly action_reason?: string;
}

const HEAD = `terraform {
  required_providers {
    iofog = { source = "fogform/iofog" }
  }
}
`;

/** The errors of an output, without the plan before them. */
const faultOf = (text: string) =>
	text.slice(Math.max(0, text.search(/\bError: /)));

/** A provider block for a Controller, with an alias or without. */
export function providerBlock(
	{ login }: TestController,
	more: Record<string, unknown> = {},
): string {
	const lines = Object.entries({ ...login, ...more }).map(
		([name, value]) => `  ${name} = ${JSON.stringify(value)}\n`,
	);
	return `provider "iofog" {\n${lines.join("")}}\n`;
}

/** A configuration folder in which Terraform or OpenTofu runs against a Controller, with a plugin that runs in this process. */
export class TfProject {
	readonly dir = mkdtempSync(join(tmpdir(), "fogform-tf-"));
	private installed = false;

	constructor(
		readonly binary: Binary,
		readonly controller: TestController,
		private readonly plugin: DebugServer,
		private readonly more: NodeJS.ProcessEnv = {},
	) {}

	/** Writes `main.tf` from a configuration, which needs no `terraform` block; the plugin is told of the Controller in a file of its own, as it does not see the environment of the command. */
	main(hcl: string): void {
		this.write("main.tf", `${HEAD}${hcl}\n`);
		this.write("provider.tf", providerBlock(this.controller));
	}

	write(name: string, text: string): void {
		const path = join(this.dir, name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
	}

	read(name: string): string {
		return readFileSync(join(this.dir, name), "utf8");
	}

	drop(...names: string[]): void {
		for (const name of names)
			rmSync(join(this.dir, name), { recursive: true, force: true });
	}

	/** From now on commands start the plugin that the build has made, installed beside the configuration, instead of using the one in this process. */
	async install(): Promise<void> {
		const built = readPlugin();
		if (!built)
			throw new Error("The plugin is not built: run `npm run build`.");
		const folder = join(this.dir, "terraform.d/plugins");
		installPlugin(
			folder,
			built,
			HOSTS.map((host) => `${host}/fogform/iofog`),
			[thisPlatform()],
		);
		this.installed = true;
		await this.good("init", "-input=false");
	}

	/** Runs a command. Output is not wrapped or framed for a terminal. */
	run(...args: string[]): Promise<Ended> {
		return new Promise((resolve) =>
			execFile(
				this.binary.path,
				args,
				{
					cwd: this.dir,
					maxBuffer: 1 << 26,
					env: cleanEnvironment({
						...(!this.installed && {
							TF_REATTACH_PROVIDERS: this.plugin.reattach,
						}),
						TF_CLI_ARGS: "-no-color",
						...this.more,
					}),
				},
				(error, stdout, stderr) =>
					resolve({
						status: error ? Number(error.code ?? 1) : 0,
						text: `${stdout}${stderr}`.replace(/[\s│╷╵]+/g, " "),
						stdout,
					}),
			),
		);
	}

	/** Plans into `tfplan`; what would change, by address, or the error as it was printed. */
	async plan(...args: string[]): Promise<{
		readonly text: string;
		readonly changes: Record<string, PlannedChange>;
		readonly actions: Record<string, string>;
		readonly outputs: Record<string, { actions: string[]; after?: unknown }>;
	}> {
		const { status, text } = await this.run(
			"plan",
			"-input=false",
			"-out=tfplan",
			...args,
		);
		if (status === 1) throw new Error(`plan: ${faultOf(text)}`);
		const json = await this.json("show", "-json", "tfplan");
		const all = (json.resource_changes ?? []) as PlannedChange[];
		const changes = Object.fromEntries(
			all
				.filter(({ address }) => !address.startsWith("data."))
				.map((change) => [change.address, change]),
		);
		return {
			text,
			changes,
			actions: Object.fromEntries(
				Object.values(changes)
					.filter(({ change }) => change.actions[0] !== "no-op")
					.map(({ address, change }) => [address, change.actions.join("-")]),
			),
			outputs: (json.output_changes ?? {}) as never,
		};
	}

	/** Plans and applies; an error is thrown as it was printed. */
	async apply(...args: string[]): Promise<Ended> {
		return this.good("apply", "-input=false", "-auto-approve", ...args);
	}

	async destroy(): Promise<Ended> {
		return this.good("destroy", "-input=false", "-auto-approve");
	}

	/** Runs a command that must succeed. */
	async good(...args: string[]): Promise<Ended> {
		const ended = await this.run(...args);
		if (ended.status !== 0)
			throw new Error(`${args.join(" ")}: ${faultOf(ended.text)}`);
		return ended;
	}

	/** What a command prints as JSON. */
	async json(...args: string[]): Promise<Record<string, unknown>> {
		return JSON.parse((await this.good(...args)).stdout);
	}

	/** The exit code of `plan -detailed-exitcode` with what it printed: 0 is an empty plan. */
	emptyPlan(...args: string[]): Promise<Ended> {
		return this.run("plan", "-input=false", "-detailed-exitcode", ...args);
	}

	/** Attributes by address, as the state file holds them. */
	get state(): Record<string, Record<string, unknown>> {
		if (!existsSync(join(this.dir, "terraform.tfstate"))) return {};
		const { resources } = JSON.parse(this.read("terraform.tfstate"));
		const found: Record<string, Record<string, unknown>> = {};
		for (const { mode, type, name, instances } of resources)
			for (const { index_key: key, attributes } of instances) {
				const index = key === undefined ? "" : `[${JSON.stringify(key)}]`;
				found[`${mode === "data" ? "data." : ""}${type}.${name}${index}`] =
					attributes;
			}
		return found;
	}

	remove(): void {
		rmSync(this.dir, { recursive: true, force: true });
	}
}

/** One plugin for all tests of a file, and the projects that use it; both end with the tests. */
export function tfProjects() {
	let plugin: DebugServer;
	const open: TfProject[] = [];
	beforeAll(async () => {
		plugin = await debug();
	});
	afterAll(() => {
		plugin.close();
		for (const project of open) project.remove();
	});
	return (
		binary: Binary,
		controller: TestController,
		env?: NodeJS.ProcessEnv,
	) => {
		const project = new TfProject(binary, controller, plugin, env);
		open.push(project);
		return project;
	};
}
