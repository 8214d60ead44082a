import { spawn } from "node:child_process";
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlanJson } from "../../../src/engine";
import { type Binary, cleanEnvironment } from "../../support/binaries";
import type { Stack, Step } from "./case";
import { changesOf } from "./engine-side";
import type { Said, Side } from "./side";

interface Answer {
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Terraform, or OpenTofu, attached to a plugin that runs already. */
export class TerraformSide implements Side {
	readonly #dir = mkdtempSync(join(tmpdir(), "fogform-parity-"));
	readonly statePath = join(this.#dir, "terraform.tfstate");

	constructor(
		readonly binary: Binary,
		readonly reattach: string,
		readonly url: string,
		readonly withProvider: (stack: Stack, url: string) => Stack,
	) {}

	write(stack: Stack): void {
		this.#write(this.#dir, stack, this.url);
	}

	#write(dir: string, stack: Stack, url: string): void {
		writeFileSync(
			join(dir, "main.tf.json"),
			JSON.stringify(this.withProvider(stack, url)),
		);
	}

	async plan(step: Step) {
		const answer = await this.#run(this.#dir, [
			"plan",
			"-json",
			"-out=tf.plan",
			...options(step),
		]);
		const said = saidBy(answer);
		if (answer.status !== 0) return { json: undefined, said };
		return { json: await this.#show(this.#dir), said };
	}

	async apply(): Promise<Said> {
		return saidBy(await this.#run(this.#dir, ["apply", "-json", "tf.plan"]));
	}

	/** Has no machine-readable output: an error is told by the beginning of its text. */
	async import({ address, id }: NonNullable<Step["import"]>): Promise<Said> {
		const { status, stderr } = await this.#run(this.#dir, [
			"import",
			"-no-color",
			"-input=false",
			address,
			id,
		]);
		if (status === 0) return [];
		return [...stderr.matchAll(/Error: (.*?)( by Terraform)?$/gm)].map(
			([, summary]) => `error: ${summary}`,
		);
	}

	async takeOver(
		{ statePath, recorder }: Parameters<Side["takeOver"]>[0],
		stack: Stack,
		step: Step,
	): Promise<string[]> {
		const dir = join(this.#dir, "other");
		mkdirSync(dir, { recursive: true });
		this.#write(dir, stack, recorder.url);
		const state = join(dir, "terraform.tfstate");
		rmSync(state, { force: true });
		if (existsSync(statePath)) copyFileSync(statePath, state);
		const answer = await this.#run(dir, [
			"plan",
			"-json",
			"-detailed-exitcode",
			"-out=tf.plan",
			...options(step),
		]);
		if (answer.status === 0) return [];
		if (answer.status === 2) return changesOf(await this.#show(dir));
		return [...saidBy(answer)];
	}

	remove(): void {
		rmSync(this.#dir, { recursive: true, force: true });
	}

	async #show(dir: string): Promise<PlanJson> {
		const { stdout, stderr, status } = await this.#run(dir, [
			"show",
			"-json",
			"tf.plan",
		]);
		if (status !== 0) throw new Error(stdout + stderr);
		return JSON.parse(stdout);
	}

	#run(dir: string, args: readonly string[]): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const child = spawn(this.binary.path, args, {
				cwd: dir,
				env: cleanEnvironment({ TF_REATTACH_PROVIDERS: this.reattach }),
				stdio: ["ignore", "pipe", "pipe"],
			});
			const out: Buffer[] = [];
			const err: Buffer[] = [];
			child.stdout.on("data", (part) => out.push(part));
			child.stderr.on("data", (part) => err.push(part));
			child.on("error", reject);
			child.on("close", (status) =>
				resolve({
					status,
					stdout: Buffer.concat(out).toString(),
					stderr: Buffer.concat(err).toString(),
				}),
			);
		});
	}
}

function options({ vars, destroy, targets, replace, refresh }: Step): string[] {
	return [
		"-input=false",
		...(targets ?? []).map((t) => `-target=${t}`),
		...(replace ?? []).map((r) => `-replace=${r}`),
		...(destroy ? ["-destroy"] : []),
		...(refresh === false ? ["-refresh=false"] : []),
		...Object.entries(vars ?? {}).map(([k, v]) => `-var=${k}=${v}`),
	];
}

/** Of one summary Terraform makes a list of addresses, which depends on where it begins. */
const shortened = (summary: string) => summary.replace(/^Cycle: .*/, "Cycle");

function saidBy({ status, stdout, stderr }: Answer): Said {
	const said = stdout.split("\n").flatMap((line) => {
		if (!line.startsWith("{")) return [];
		const { diagnostic } = JSON.parse(line);
		return diagnostic
			? [`${diagnostic.severity}: ${shortened(diagnostic.summary)}`]
			: [];
	});
	if (status === 1 && !said.some((one) => one.startsWith("error")))
		throw new Error(stdout + stderr);
	return said;
}
