import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { type Diagnostic, DiagnosticError, hasErrors } from "../core";
import type { StackOptions } from "../engine/types";
import type { Configured } from "../provider/types";
import { showDiagnostic, UsageError } from "./failure";
import { projectReader, provider } from "./lazy";
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
	const options = stackOptions(flags, [], env);
	for (const { name, file } of await stacksOfProject(options, flags)) {
		if (flags.stack !== undefined && flags.stack !== name) continue;
		const json = JSON.parse(await readFile(file, "utf8")) as StackConfiguration;
		const block = [json.provider?.iofog].flat().find((b) => b && !b.alias);
		if (!block) continue;
		return Object.fromEntries(
			Object.entries(block).map(([key, value]) => [
				key,
				withVariables(value, json, env),
			]),
		);
	}
	if (flags.stack === undefined) return {};
	throw new UsageError(
		"No such stack",
		`No stack "${flags.stack}" of this project has a provider iofog.`,
	);
}

async function stacksOfProject(
	options: StackOptions,
	flags: ConnectionFlags,
): Promise<readonly { readonly name: string; readonly file: string }[]> {
	try {
		return (await projectReader()(options)).stacks;
	} catch (cause) {
		// Where there is no project, the complaint is that no Controller was named.
		if (flags.stack === undefined && !existsSync("cdktf.json")) return [];
		throw cause;
	}
}

interface StackConfiguration {
	readonly provider?: {
		readonly iofog?: Record<string, unknown> | Record<string, unknown>[];
	};
	readonly variable?: Record<string, { readonly default?: unknown }>;
}

// Provider blocks hold literal values or variables; anything else depends on resources and is left to flags and environment.
function withVariables(
	value: unknown,
	json: StackConfiguration,
	env: Readonly<Record<string, string | undefined>>,
): unknown {
	if (typeof value !== "string") return value;
	let unknown = false;
	const text = value.replace(/\$\{([^}]*)\}/g, (_, expression: string) => {
		const name = /^\s*var\.([\w-]+)\s*$/.exec(expression)?.[1] ?? "";
		const known = env[`TF_VAR_${name}`] ?? json.variable?.[name]?.default;
		unknown ||= known === undefined || known === null;
		return String(known);
	});
	return unknown ? null : text;
}
