import { existsSync, readdirSync, readFileSync } from "node:fs";
import colors from "picocolors";
import { renderDiagnostic } from "../../../src/cli/diagnostics";
import {
	apply,
	EngineError,
	type PlanOptions,
	plan,
} from "../../../src/engine";
import { StackFolder } from "../../support/stack-folder";

/** The password of everything in these tests; no message may show it. */
export const SECRET = "S3cret-word-9";

/** A log-in at an address where nothing listens. */
export const NOWHERE = {
	url: "http://127.0.0.1:9",
	email: "me@example.com",
	password: SECRET,
};

/** What a refused plan or apply said and did. */
export interface Refusal {
	/** All of it, as the command line writes it. */
	readonly text: string;
	readonly summaries: readonly string[];
	/** Calls that may write, the log-in excepted. */
	readonly writes: readonly string[];
	readonly calls: number;
	readonly interrupted: boolean;
}

/** A stack folder whose provider is ours, and what is done in it. */
export class BadInput {
	readonly folder = new StackFolder();
	writes: string[] = [];
	calls = 0;

	constructor(public login: Record<string, unknown> = NOWHERE) {}

	write(stack: Record<string, unknown>): void {
		const { terraform = {}, ...rest } = stack as { terraform?: object };
		this.folder.write({
			provider: { iofog: [{ ...this.login }] },
			...rest,
			terraform: {
				required_providers: {
					iofog: { source: "registry.terraform.io/fogform/iofog" },
				},
				...terraform,
			},
		});
	}

	get options() {
		return {
			dir: this.folder.dir,
			skipSynth: true,
			env: {},
			onRequest: ({ method, path }: { method: string; path: string }) => {
				this.calls++;
				if (method !== "GET" && path !== "/user/login")
					this.writes.push(`${method} ${path}`);
			},
		};
	}

	plan(options: Partial<PlanOptions> = {}) {
		return plan({ ...this.options, ...options });
	}

	/** Plans and applies. */
	async apply(options: Partial<PlanOptions> = {}) {
		const { onRequest } = this.options;
		return apply(await this.plan(options), { onRequest, env: {} });
	}

	/** Everything that lies in the folder of the state, with its bytes. */
	files(): Record<string, string> {
		return Object.fromEntries(
			readdirSync(this.folder.dir, { withFileTypes: true })
				.filter((entry) => entry.isFile() && entry.name !== "cdk.tf.json")
				.map(({ name }) => [
					name,
					readFileSync(`${this.folder.dir}/${name}`, "utf8"),
				]),
		);
	}

	/** What a piece of work that must fail says; it must write nothing, neither here nor in the Controller. */
	async refused(work: () => Promise<unknown> = () => this.apply()) {
		const before = this.files();
		const found = await this.failed(work);
		expect(found.writes).toEqual([]);
		expect(this.files()).toEqual(before);
		expect(existsSync(lockOf(this.folder.statePath))).toBe(
			before[".lock"] !== undefined,
		);
		return found;
	}

	/** What a piece of work says that fails, perhaps in the middle. */
	async failed(work: () => Promise<unknown>): Promise<Refusal> {
		this.writes = [];
		this.calls = 0;
		const thrown = await work().then(
			() => undefined,
			(cause: unknown) => cause,
		);
		if (!(thrown instanceof EngineError))
			throw thrown ?? new Error("nothing was refused");
		const errors = thrown.diagnostics.filter((d) => d.severity === "error");
		const text = errors
			.map((d) => renderDiagnostic(d, colors.createColors(false), 120))
			.join("\n");
		if (process.env.SHOW) process.stderr.write(`${text}\n`);
		wellSaid(text);
		return {
			text,
			summaries: errors.map((d) => d.summary),
			writes: this.writes,
			calls: this.calls,
			interrupted: thrown.interrupted,
		};
	}

	remove(): void {
		this.folder.remove();
	}
}

/** Where the lock of a state lies. */
export const lockOf = (statePath: string) =>
	statePath.replace(/([^/]+)$/, ".$1.lock.info");

/** What no message to a user may hold: a trace, a secret, a word of the wire; and nothing is said twice. */
export function wellSaid(text: string): void {
	expect(text).not.toMatch(/^\s+at .*[:(]/m);
	expect(text).not.toContain(SECRET);
	expect(text).not.toMatch(/\[object |\bNaN\b/);
	expect(text).not.toMatch(/\biofogUuid\b|\bfog\b|\bflow\b|fogType|ioFog UUID/);
	const errors = text.split(/^Error: /m);
	expect(errors).toEqual([...new Set(errors)]);
	for (const each of errors) {
		const sentences = each.split(/(?<=[.!?])\s+/).filter((s) => s.length > 25);
		expect(sentences).toEqual([...new Set(sentences)]);
	}
}
