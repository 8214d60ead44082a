import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	HOSTS,
	installPlugin,
	PROVIDER,
	readPlugin,
	thisPlatform,
} from "../../src/vendor";
import type { Binary } from "./binaries";
import type { TestController } from "./controllers";
import { type Ended, TfProject } from "./tf-project";

/** A diagnostic as Terraform prints it with `-json`; `code` is the line of the configuration that it points to. */
export interface Said {
	readonly severity: string;
	readonly summary: string;
	readonly detail: string;
	readonly address?: string;
	readonly code?: string;
}

/** A configuration folder in which every command starts the built plugin, as at a user's. */
export class InstalledProject extends TfProject {
	/** The file of settings by which commands find the plugin. */
	settings = "";

	/** Runs `validate`, `plan` or `apply` and gives what was said besides. */
	async said(command: string, ...args: string[]): Promise<Said[]> {
		const more = command === "apply" ? ["-auto-approve"] : [];
		const { stdout } = await this.run(command, "-json", ...more, ...args);
		const found =
			command === "validate"
				? JSON.parse(stdout).diagnostics
				: stdout
						.split("\n")
						.filter((line) => line.includes('"diagnostic"'))
						.map((line) => JSON.parse(line).diagnostic);
		return found.map((d: Said & { snippet?: { code: string } }) => ({
			severity: d.severity,
			summary: d.summary,
			detail: d.detail.replace(/\s+/g, " "),
			...(d.address && { address: d.address }),
			...(d.snippet && { code: d.snippet.code.trim() }),
		}));
	}

	init(): Promise<Ended> {
		return this.good("init", "-input=false");
	}
}

/** Projects that use the built plugin from a folder of their own; all of it goes with the tests. */
export function installedProjects() {
	const plugin = readPlugin();
	if (!plugin) throw new Error("The plugin is not built: run `npm run build`.");
	const folder = mkdtempSync(join(tmpdir(), "fogform-mirror-"));
	const mirror = join(folder, "mirror");
	mkdirSync(mirror);
	const addresses = HOSTS.map((host) => `${host}/${PROVIDER}`);
	installPlugin(mirror, plugin, addresses, [thisPlatform()]);
	const settings = join(folder, "cli.tfrc");
	writeFileSync(
		settings,
		`provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`,
	);
	const open: InstalledProject[] = [];
	afterAll(() => {
		for (const project of open) project.remove();
		rmSync(folder, { recursive: true });
	});
	return async (
		binary: Binary,
		controller: TestController,
		env: NodeJS.ProcessEnv = {},
	) => {
		const project = new InstalledProject(
			binary,
			controller,
			{ reattach: "", attach: "", close() {} },
			{ TF_CLI_CONFIG_FILE: settings, ...env },
		);
		open.push(project);
		project.settings = settings;
		project.main("");
		await project.init();
		return project;
	};
}
