import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { type Diagnostic, DiagnosticError, hasErrors } from "../core";
import type { Configured } from "../provider/types";
import { showDiagnostic } from "./failure";
import { engine, provider } from "./lazy";
import { stackOptions } from "./stack-options";
import type { Terminal } from "./terminal";

/** How a command that talks to a Controller without stacks is told which one. */
export interface ConnectionFlags {
	readonly url?: string;
	readonly email?: string;
	readonly password?: string;
	readonly token?: string;
	readonly caFile?: string;
	readonly stack?: string;
	readonly app?: string;
	readonly skipSynth?: boolean;
}

/** Adds the options that name a Controller and a user of it. */
export function addConnectionOptions(command: Command): Command {
	return command
		.option(
			"--url <url>",
			"address of the Controller (or IOFOG_CONTROLLER_URL, or as the project's provider says)",
		)
		.option("--email <email>", "user to log in as (or IOFOG_EMAIL)")
		.option(
			"--password <password>",
			"password to log in with (better: IOFOG_PASSWORD)",
		)
		.option("--token <token>", "access token (better: IOFOG_TOKEN)")
		.option(
			"--ca-file <file>",
			"certificates (PEM) to trust besides the system's (or IOFOG_CA_FILE)",
		)
		.option("--stack <name>", "take the Controller of this stack's provider")
		.option("--app <command>", "program that writes the stacks")
		.option("--skip-synth", "take the synthesized stacks as they are");
}

/** A client of the Controller that flags, environment or the project's provider name, in this order. */
export async function connect(
	flags: ConnectionFlags,
	terminal: Terminal,
): Promise<Configured> {
	const { env } = terminal.streams;
	const given = {
		url: flags.url,
		email: flags.email,
		password: flags.password,
		token: flags.token,
		ca_file: flags.caFile,
	};
	const fromProject =
		flags.url === undefined &&
		(flags.stack !== undefined || !env.IOFOG_CONTROLLER_URL)
			? await providerOfProject(flags, terminal)
			: {};
	const values = { ...fromProject };
	for (const [name, value] of Object.entries(given))
		if (value !== undefined) values[name] = value;
	const { configured, diagnostics } = provider().configure(values);
	if (!configured || hasErrors(diagnostics))
		throw new DiagnosticError(diagnostics.map(forCommandLine));
	for (const diagnostic of diagnostics) showDiagnostic(diagnostic, terminal);
	return configured;
}

function forCommandLine({ path, ...diagnostic }: Diagnostic): Diagnostic {
	const [argument] = path ?? [];
	if (typeof argument !== "string") return diagnostic;
	const flag = `--${argument.replace(/_/g, "-")}`;
	return {
		...diagnostic,
		detail: `${diagnostic.detail} For this command ${flag} does it, too.`,
	};
}

async function providerOfProject(
	flags: ConnectionFlags,
	terminal: Terminal,
): Promise<Record<string, unknown>> {
	const { env } = terminal.streams;
	let stacks: { name: string; json: StackConfiguration }[];
	try {
		stacks = await configurations(flags, terminal);
	} catch (cause) {
		// Where there is no project, the complaint is that no Controller was named.
		if (flags.stack === undefined) return {};
		throw cause;
	}
	for (const { name, json } of stacks) {
		if (flags.stack !== undefined && flags.stack !== name) continue;
		const blocks = json.provider?.iofog;
		const block = [blocks].flat().find((b) => b && !b.alias);
		if (!block) continue;
		return Object.fromEntries(
			Object.entries(block).map(([key, value]) => [
				key,
				withVariables(value, json, env),
			]),
		);
	}
	return {};
}

interface StackConfiguration {
	readonly provider?: {
		readonly iofog?: Record<string, unknown> | Record<string, unknown>[];
	};
	readonly variable?: Record<string, { readonly default?: unknown }>;
}

async function configurations(flags: ConnectionFlags, terminal: Terminal) {
	const options = stackOptions(flags, [], terminal.streams.env);
	const { output } = flags.skipSynth
		? { output: "cdktf.out" }
		: await engine().synthesize(options);
	const folder = join(process.cwd(), output);
	const manifest = JSON.parse(
		await readFile(join(folder, "manifest.json"), "utf8"),
	) as { stacks: Record<string, { synthesizedStackPath: string }> };
	return Promise.all(
		Object.entries(manifest.stacks).map(async ([name, stack]) => ({
			name,
			json: JSON.parse(
				await readFile(join(folder, stack.synthesizedStackPath), "utf8"),
			) as StackConfiguration,
		})),
	);
}

// Provider blocks hold literal values or variables; anything else depends on resources and is left to flags and environment.
function withVariables(
	value: unknown,
	json: StackConfiguration,
	env: Readonly<Record<string, string | undefined>>,
): unknown {
	if (typeof value !== "string") return value;
	const name = /^\$\{var\.([\w-]+)\}$/.exec(value)?.[1];
	if (name !== undefined)
		return env[`TF_VAR_${name}`] ?? json.variable?.[name]?.default ?? null;
	return value.includes("${") ? null : value;
}
