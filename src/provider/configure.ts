import { readFileSync } from "node:fs";
import { Controller } from "../controller";
import {
	checkAttributes,
	type Diagnostic,
	decode,
	error,
	hasErrors,
	UNKNOWN,
	type ValuesOf,
	warning,
} from "../core";
import { configuration } from "./configuration";
import type { Configured, ConfigureOptions, Values } from "./types";

type Configuration = ValuesOf<typeof configuration>;

const LIMITS = [
	["max_writes", "maxWrites", 1],
	["request_timeout", "requestTimeout", 0.001],
] as const;

/** Judges the provider's configuration by itself, without the environment. */
export function validateProvider(config: Values): Diagnostic[] {
	const out: Diagnostic[] = [];
	const values = decode(configuration, config);
	checkAttributes(configuration, values, [], out);
	if (typeof values.url === "string") out.push(...judgeUrl(values.url));
	for (const [name, camel, least] of LIMITS) {
		const value = values[camel];
		if (typeof value === "number" && value < least)
			out.push(
				error(
					"Invalid value",
					`${name} must be at least ${least}, not ${value}.`,
					[name],
				),
			);
	}
	return out;
}

function judgeUrl(text: string, source = ""): Diagnostic[] {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	// What stands before an @ may be a password.
	const shown = `"${text.replace(/\/\/[^/]*@/, "//…@")}"${source}`;
	const fault =
		url === undefined
			? "is no URL. Write it with its scheme"
			: url.protocol !== "http:" && url.protocol !== "https:"
				? "is not the URL of a Controller. Begin it with http:// or https://"
				: url.username || url.password
					? "holds a user name or a password, which belong into email and password. Leave them out of the URL"
					: undefined;
	if (fault === undefined) return [];
	return [
		error(
			"Invalid Controller URL",
			`${shown} ${fault}, e.g. http://controller.example.com:51121.`,
			["url"],
		),
	];
}

/** Prepares the client of the Controller, without connecting. With an unknown argument there is no client yet. */
export function configure(
	config: Values,
	options: ConfigureOptions = {},
): { configured: Configured | undefined; diagnostics: Diagnostic[] } {
	const diagnostics = validateProvider(config);
	const { env, ...rest } = options;
	const configured = decode(configuration, config);
	const values = fromEnvironment(configured, env);
	const unknown = Object.values(values).includes(UNKNOWN);
	if (!unknown) diagnostics.push(...judge(values as Configuration, configured));
	if (hasErrors(diagnostics)) return { configured: undefined, diagnostics };
	const { url, warnOnRestart, ...more } = values as Configuration;
	const controller = unknown
		? undefined
		: new Controller({ url: url ?? "", ...present(more), ...rest });
	return {
		configured: {
			controller,
			dialect: async (signal) => controller?.dialect(signal),
			warnOnRestart: warnOnRestart === true,
			forget: (application) => controller?.forget(application),
			close: () => controller?.close(),
		},
		diagnostics,
	};
}

const ENVIRONMENT: Readonly<Record<string, string>> = {
	url: "IOFOG_CONTROLLER_URL",
	email: "IOFOG_EMAIL",
	password: "IOFOG_PASSWORD",
	token: "IOFOG_TOKEN",
	caFile: "IOFOG_CA_FILE",
};

function fromEnvironment(
	values: Values,
	env: ConfigureOptions["env"] = process.env,
): Values {
	const out = { ...values };
	for (const [name, variable] of Object.entries(ENVIRONMENT))
		out[name] ??= env[variable] || null;
	// A configured log-in is not overruled by a token that happens to be in the environment.
	if (
		values.token === null &&
		values.email !== null &&
		values.password !== null
	)
		out.token = null;
	return out;
}

function judge(values: Configuration, configured: Values): Diagnostic[] {
	const out: Diagnostic[] = [];
	if (!values.url)
		out.push(
			error(
				"Missing Controller URL",
				'Set "url" of the provider, or the environment variable IOFOG_CONTROLLER_URL, to the address of the Controller, e.g. http://controller.example.com:51121.',
				["url"],
			),
		);
	else if (configured.url === null)
		out.push(...judgeUrl(values.url, " (IOFOG_CONTROLLER_URL)"));
	if (!values.token && !(values.email && values.password))
		out.push(
			error(
				"Missing log-in",
				'Set "email" and "password" of the provider (or IOFOG_EMAIL and IOFOG_PASSWORD), or "token" (or IOFOG_TOKEN).',
				[values.email ? "password" : "email"],
			),
		);
	if (values.caFile) out.push(...judgeCaFile(values.caFile));
	if (values.insecureSkipVerify)
		out.push(
			warning(
				"Certificate not verified",
				'With "insecure_skip_verify" the certificate of the Controller is not verified: anyone on the way can read and change everything, passwords included. Set "ca_file" instead.',
				["insecure_skip_verify"],
			),
		);
	return out;
}

function judgeCaFile(file: string): Diagnostic[] {
	let fault = "holds no certificate in PEM form";
	try {
		if (readFileSync(file, "utf8").includes("-----BEGIN CERTIFICATE-----"))
			return [];
	} catch {
		fault = "does not exist or cannot be read";
	}
	return [
		error(
			"Invalid certificate file",
			`The file ${file} ${fault}. Set ca_file (IOFOG_CA_FILE) to a PEM file with the certificate of the authority that signed the Controller's.`,
			["ca_file"],
		),
	];
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], null> };

function present<T extends object>(values: T): Present<T> {
	return Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== null),
	) as Present<T>;
}
