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

/** Judges the provider's configuration by itself, without the environment. */
export function validateProvider(config: Values): Diagnostic[] {
	const out: Diagnostic[] = [];
	const values = decode(configuration, config);
	checkAttributes(configuration, values, [], out);
	if (typeof values.url === "string" && !URL.canParse(values.url))
		out.push(
			error(
				"Invalid Controller URL",
				`"${values.url}" is no URL. Write it with its scheme, e.g. http://controller.example.com:51121.`,
				["url"],
			),
		);
	return out;
}

/** Prepares the client of the Controller, without connecting. With an unknown argument there is no client yet. */
export function configure(
	config: Values,
	options: ConfigureOptions = {},
): { configured: Configured | undefined; diagnostics: Diagnostic[] } {
	const diagnostics = validateProvider(config);
	const { env, ...rest } = options;
	const values = fromEnvironment(decode(configuration, config), env);
	const unknown = Object.values(values).includes(UNKNOWN);
	if (!unknown) diagnostics.push(...judge(values as Configuration));
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
			forget: () => controller?.forget(),
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

function judge(values: Configuration): Diagnostic[] {
	const out: Diagnostic[] = [];
	if (!values.url)
		out.push(
			error(
				"Missing Controller URL",
				'Set "url" of the provider, or the environment variable IOFOG_CONTROLLER_URL, to the address of the Controller, e.g. http://controller.example.com:51121.',
				["url"],
			),
		);
	else if (!URL.canParse(values.url))
		out.push(
			error(
				"Invalid Controller URL",
				`"${values.url}" (from IOFOG_CONTROLLER_URL or the provider's url) is no URL. Write it with its scheme, e.g. http://controller.example.com:51121.`,
				["url"],
			),
		);
	if (!values.token && !(values.email && values.password))
		out.push(
			error(
				"Missing log-in",
				'Set "email" and "password" of the provider (or IOFOG_EMAIL and IOFOG_PASSWORD), or "token" (or IOFOG_TOKEN).',
				[values.email ? "password" : "email"],
			),
		);
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

type Present<T> = { [K in keyof T]?: Exclude<T[K], null> };

function present<T extends object>(values: T): Present<T> {
	return Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== null),
	) as Present<T>;
}
