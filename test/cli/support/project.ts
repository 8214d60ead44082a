import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../src/cli/run";
import {
	type DevController,
	startDevController,
} from "../../../src/dev-controller";
import { fakeStreams } from "../../unit/cli/support/streams";

/** What one command line did. */
export interface Done {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

/** A folder with stacks as synthesized JSON, and a dev Controller that they name. */
export interface Project {
	readonly folder: string;
	readonly controller: DevController;
	/** Writes the stacks: resources, outputs and whatever else a `cdk.tf.json` has. */
	write(stacks: Record<string, object>): void;
	/** Runs a command line in the folder; `answers` are typed on a terminal. */
	fogform(args: string[], options?: { answers?: string[] }): Promise<Done>;
	path(...names: string[]): string;
	close(): Promise<void>;
}

/** Makes a project on a Controller of a dialect. */
export async function makeProject(
	dialect: "3.0" | "3.7" = "3.0",
	options: { latencyMs?: number } = {},
): Promise<Project> {
	const controller = await startDevController({
		dialect,
		settleMs: 0,
		...options,
	});
	const folder = mkdtempSync(join(tmpdir(), "fogform-cli-"));
	const path = (...names: string[]) => join(folder, ...names);
	return {
		folder,
		controller,
		path,
		write(stacks) {
			writeStacks(folder, controller, stacks);
		},
		async fogform(args, options = {}) {
			const streams = fakeStreams(options);
			const before = process.cwd();
			process.chdir(folder);
			try {
				const code = await run(args, streams);
				await new Promise((resolve) => setImmediate(resolve));
				return { code, out: streams.out(), err: streams.err() };
			} finally {
				process.chdir(before);
			}
		},
		async close() {
			await controller.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function writeStacks(
	folder: string,
	{ url, email, password }: DevController,
	stacks: Record<string, object>,
): void {
	const manifest: Record<string, object> = {};
	for (const [name, body] of Object.entries(stacks)) {
		const file = `${name}.tf.json`;
		writeFileSync(
			join(folder, file),
			JSON.stringify({
				"//": { metadata: { stackName: name, backend: "local" } },
				provider: { iofog: [{ url, email, password }] },
				terraform: {
					backend: {
						local: { path: join(folder, `terraform.${name}.tfstate`) },
					},
					required_providers: {
						iofog: {
							source: "registry.terraform.io/fogform/iofog",
							version: "0.1.0",
						},
					},
				},
				...body,
			}),
		);
		manifest[name] = {
			name,
			constructPath: name,
			workingDirectory: ".",
			synthesizedStackPath: file,
			annotations: [],
			dependencies: [],
		};
	}
	writeFileSync(
		join(folder, "manifest.json"),
		JSON.stringify({ version: "0.21.0", stacks: manifest }),
	);
}
