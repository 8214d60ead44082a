import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CtyType, JsonValue } from "../../src/engine/language";
import { parseJson, printJson } from "../../src/engine/language";

/** What real Terraform makes of a case: a value and its type, or the error it reports. */
export type Outcome =
	| { type: CtyType; value: JsonValue }
	| { summary: string; detail: string };

/** What a plan of real Terraform says of a case with unknown parts. */
export type PlannedOutcome =
	| { after: JsonValue; unknown: JsonValue }
	| { summary: string; detail: string };

const FILES = join(__dirname, "../fixtures/engine/files");

function environment(): NodeJS.ProcessEnv {
	const { TF_CLI_CONFIG_FILE: _, ...rest } = process.env;
	return {
		...rest,
		CHECKPOINT_DISABLE: "1",
		NO_COLOR: "1",
		TF_IN_AUTOMATION: "1",
	};
}

/** Gives the version of the Terraform on the path, or nothing where there is none. */
export function terraformVersion(): string | undefined {
	try {
		const text = execFileSync("terraform", ["version", "-json"], {
			env: environment(),
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
		});
		return JSON.parse(text).terraform_version;
	} catch {
		return undefined;
	}
}

interface Diagnostic {
	severity: string;
	summary: string;
	detail: string;
	range?: { filename: string; start: { line: number } };
}

class Workspace {
	readonly directory = mkdtempSync(join(tmpdir(), "console-oracle-"));

	constructor(readonly base: Record<string, unknown>) {
		cpSync(FILES, join(this.directory, "files"), { recursive: true });
	}

	run(...args: string[]): string {
		const { stdout } = spawnSync("terraform", args, {
			cwd: this.directory,
			env: environment(),
			encoding: "utf8",
			maxBuffer: 1 << 28,
		});
		return stdout;
	}

	/** Writes the outputs, each on a line of its own, so that a diagnostic's line says which one it is about. */
	write(cases: ReadonlyMap<number, JsonValue>): void {
		const lines = Array.from(
			cases,
			([i, value]) =>
				`"o${i}": ${printJson({ value, sensitive: false } as object)}`,
		);
		writeFileSync(
			join(this.directory, "base.tf.json"),
			JSON.stringify(this.base),
		);
		writeFileSync(
			join(this.directory, "cases.tf.json"),
			`{"output": {\n${lines.join(",\n")}\n}}\n`,
		);
	}

	/** Plans again and again, taking out the outputs that fail, until the rest plans. */
	failures(cases: Map<number, JsonValue>): Map<number, Diagnostic> {
		const failed = new Map<number, Diagnostic>();
		for (;;) {
			this.write(cases);
			this.run("init", "-no-color");
			const found = this.plan();
			if (found.length === 0) return failed;
			const order = [...cases.keys()];
			let progress = false;
			for (const diagnostic of found) {
				const line = diagnostic.range?.start.line;
				const index = line === undefined ? undefined : order[line - 2];
				if (
					index === undefined ||
					diagnostic.range?.filename !== "cases.tf.json"
				) {
					throw new Error(`unplaced: ${JSON.stringify(diagnostic)}`);
				}
				if (cases.delete(index)) {
					failed.set(index, diagnostic);
					progress = true;
				}
			}
			if (!progress) throw new Error(JSON.stringify(found));
		}
	}

	plan(): Diagnostic[] {
		return this.run("plan", "-json", "-out", "plan")
			.split("\n")
			.filter((line) => line.startsWith("{"))
			.map((line) => JSON.parse(line))
			.filter(
				({ type, diagnostic }) =>
					type === "diagnostic" && diagnostic.severity === "error",
			)
			.map(({ diagnostic }) => diagnostic);
	}

	remove(): void {
		rmSync(this.directory, { recursive: true });
	}
}

/** Evaluates cases with real Terraform, as outputs of a JSON configuration with the given locals. */
export function evaluateCases(
	cases: readonly JsonValue[],
	locals: Record<string, JsonValue>,
): Outcome[] {
	const workspace = new Workspace({ locals });
	try {
		const left = new Map(cases.entries());
		const failed = workspace.failures(left);
		workspace.run("apply", "-no-color", "plan");
		const outputs = parseJson(workspace.run("output", "-json")) as Record<
			string,
			Outcome
		>;
		return cases.map((_, i) => {
			const error = failed.get(i);
			if (error) return { summary: error.summary, detail: error.detail };
			// Terraform stores no output that is null.
			const { type, value } = (outputs[`o${i}`] ?? {
				type: "dynamic",
				value: null,
			}) as Extract<Outcome, { type: CtyType }>;
			return { type, value };
		});
	} finally {
		workspace.remove();
	}
}

/** Plans cases with real Terraform, as outputs that may depend on resources yet to be created. */
export function planCases(
	cases: readonly JsonValue[],
	base: Record<string, unknown>,
): PlannedOutcome[] {
	const workspace = new Workspace(base);
	try {
		const failed = workspace.failures(new Map(cases.entries()));
		const plan = parseJson(workspace.run("show", "-json", "plan")) as {
			output_changes: Record<
				string,
				{ after: JsonValue; after_unknown: JsonValue }
			>;
		};
		return cases.map((_, i) => {
			const error = failed.get(i);
			if (error) return { summary: error.summary, detail: error.detail };
			const change = plan.output_changes[`o${i}`];
			return {
				after: change?.after ?? null,
				unknown: change?.after_unknown ?? false,
			};
		});
	} finally {
		workspace.remove();
	}
}
