import { execFile, execFileSync } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { type Binary, cleanEnvironment, terraformBinary } from "./binaries";
import type { Ended, PlannedChange } from "./tf-project";

export const { engineHost, noEngine } =
	require("../../scripts/docker-engine") as {
		engineHost(): string;
		noEngine(): string | undefined;
	};

const root = join(__dirname, "../..");

// Synthesis asks it which socket agents are given.
process.env.DOCKER_HOST = engineHost();

const provider = require("../../scripts/docker-provider") as {
	readonly VERSION: string;
	readonly mirror: string;
	isInstalled(): boolean;
};

/** The version of the Docker provider that tests ask for. */
export const DOCKER_PROVIDER = provider.VERSION;

/** Why stacks with the Docker provider cannot be deployed here; undefined where they can. */
export function noDockerStacks(): string | undefined {
	if (!terraformBinary) return "no terraform is on the PATH";
	if (!provider.isInstalled())
		return "the Docker provider is not built; with Go on the PATH, build it: node scripts/docker-provider.js";
	return noEngine();
}

/** `describe` where stacks with the Docker provider can be deployed; elsewhere the tests are skipped, and the reason is printed. */
export const describeDockerStacks: (title: string, body: () => void) => void = (
	title,
	body,
) => {
	const reason = noDockerStacks();
	if (reason) console.log(`skipped: ${title}, as ${reason}`);
	(reason ? describe.skip : describe)(title, body);
};

type Stacks = Readonly<Record<string, (stack: TerraformStack) => void>>;

/** A folder with synthesized stacks, in which real Terraform runs with the real Docker provider and the built plugin of ours. */
export class DockerProject {
	readonly dir = mkdtempSync(join(tmpdir(), "fogform-docker-"));
	private readonly config = join(this.dir, "terraform.rc");

	constructor(
		readonly env: NodeJS.ProcessEnv = {},
		private readonly binary: Binary | undefined = terraformBinary,
	) {
		// An explicit installation replaces the folders that are looked at otherwise, among them the one beside the stack.
		writeFileSync(
			this.config,
			`provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(provider.mirror)}
    include = ["registry.terraform.io/kreuzwerker/*", "registry.opentofu.org/kreuzwerker/*"]
  }
  filesystem_mirror {
    path    = "terraform.d/plugins"
    include = ["registry.terraform.io/fogform/*", "registry.opentofu.org/fogform/*"]
  }
}
`,
		);
	}

	/** Synthesizes stacks; each keeps its state from one synthesis to the next. The warnings of the synthesis are returned. */
	synth(stacks: Stacks): string[] {
		const app = new App({ outdir: join(this.dir, "cdktf.out") });
		for (const [name, body] of Object.entries(stacks)) {
			const stack = new TerraformStack(app, name);
			new LocalBackend(stack, { path: this.statePath(name) });
			body(stack);
		}
		app.synth();
		const manifest = JSON.parse(
			readFileSync(join(this.dir, "cdktf.out/manifest.json"), "utf8"),
		) as { stacks: Record<string, { annotations: { message: string }[] }> };
		return Object.values(manifest.stacks).flatMap(({ annotations }) =>
			annotations.map(({ message }) => message),
		);
	}

	/** Copies files and folders of this repository, one of them `cdktf.json`, and puts what they import beside them. */
	copy(folder: string, ...names: string[]): void {
		const modules = join(this.dir, "node_modules");
		mkdirSync(modules);
		for (const name of ["cdktf", "constructs", "@cdktf", ".bin"])
			symlinkSync(join(root, "node_modules", name), join(modules, name));
		symlinkSync(root, join(modules, "fogform"));
		for (const name of names)
			cpSync(join(root, folder, name), join(this.dir, name), {
				recursive: true,
			});
	}

	/** Runs the program of the project's `cdktf.json`, as cdktf does; the names of the stacks, in order of their dependence. */
	synthProgram(): string[] {
		const read = (file: string) =>
			JSON.parse(readFileSync(join(this.dir, file), "utf8"));
		const PATH = `${join(this.dir, "node_modules/.bin")}:${process.env.PATH}`;
		execFileSync("sh", ["-c", read("cdktf.json").app], {
			cwd: this.dir,
			env: { ...process.env, ...this.env, PATH },
			stdio: "pipe",
		});
		const { stacks } = read("cdktf.out/manifest.json") as {
			stacks: Record<string, { dependencies: string[] }>;
		};
		const order: string[] = [];
		const visit = (name: string) => {
			if (order.includes(name)) return;
			stacks[name]?.dependencies.forEach(visit);
			order.push(name);
		};
		Object.keys(stacks).forEach(visit);
		return order;
	}

	/** Changes a text of a file that has it once. */
	edit(name: string, before: string, after: string): void {
		const text = readFileSync(join(this.dir, name), "utf8");
		if (text.split(before).length !== 2)
			throw new Error(`${name} has not one ${before}`);
		this.write(name, text.replace(before, after));
	}

	write(name: string, text: string): string {
		const path = join(this.dir, name);
		mkdirSync(join(path, ".."), { recursive: true });
		writeFileSync(path, text);
		return path;
	}

	/** Runs a command in the folder of a stack; `init` first, which takes no time. */
	async run(stack: string, ...args: string[]): Promise<Ended> {
		const init = await this.execute(stack, ["init", "-input=false"]);
		return init.status === 0 ? this.execute(stack, args) : init;
	}

	/** Runs a command that must succeed. */
	async good(stack: string, ...args: string[]): Promise<Ended> {
		const ended = await this.run(stack, ...args);
		if (ended.status !== 0)
			throw new Error(`${args.join(" ")} of ${stack}: ${ended.text}`);
		return ended;
	}

	apply = (stack: string) =>
		this.good(stack, "apply", "-input=false", "-auto-approve");

	destroy = (stack: string) =>
		this.good(stack, "destroy", "-input=false", "-auto-approve");

	/** What would change: actions such as `create` or `create-delete` by address; empty where nothing would. */
	async plan(stack: string): Promise<Record<string, string>> {
		await this.good(stack, "plan", "-input=false", "-out=tfplan");
		const { stdout } = await this.execute(stack, ["show", "-json", "tfplan"]);
		const changes = (JSON.parse(stdout).resource_changes ??
			[]) as PlannedChange[];
		return Object.fromEntries(
			changes
				.map(({ address, change }) => [address, change.actions.join("-")])
				.filter(
					([address = "", actions]) =>
						actions !== "no-op" && !address.startsWith("data."),
				),
		);
	}

	/** Plans, and fails with the plan where it is not empty, outputs included. */
	async emptyPlan(stack: string): Promise<Ended> {
		return this.good(stack, "plan", "-input=false", "-detailed-exitcode");
	}

	/** Outputs of a stack by name. */
	async outputs(stack: string): Promise<Record<string, unknown>> {
		const { stdout } = await this.good(stack, "output", "-json");
		return Object.fromEntries(
			Object.entries(
				JSON.parse(stdout) as Record<string, { value: unknown }>,
			).map(([name, { value }]) => [name, value]),
		);
	}

	/** The text of the state file; empty where there is none. */
	state(stack: string): string {
		const path = this.statePath(stack);
		return existsSync(path) ? readFileSync(path, "utf8") : "";
	}

	remove(): void {
		rmSync(this.dir, { recursive: true, force: true });
	}

	private statePath = (stack: string) =>
		join(this.dir, `terraform.${stack}.tfstate`);

	/** Runs a program in the project's folder, with all that Terraform needs in its environment. */
	program = (path: string, ...args: string[]) =>
		this.spawn(this.dir, path, args);

	private execute = (stack: string, args: readonly string[]) =>
		this.spawn(
			join(this.dir, "cdktf.out/stacks", stack),
			this.binary?.path ?? "terraform",
			args,
		);

	private spawn(
		cwd: string,
		program: string,
		args: readonly string[],
	): Promise<Ended> {
		return new Promise((resolve) =>
			execFile(
				program,
				args,
				{
					cwd,
					maxBuffer: 1 << 26,
					env: cleanEnvironment({
						TF_CLI_CONFIG_FILE: this.config,
						TF_CLI_ARGS: "-no-color",
						DOCKER_HOST: process.env.DOCKER_HOST,
						// The provider writes to the folder of the Docker client.
						DOCKER_CONFIG: join(this.dir, "docker"),
						...this.env,
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
}
