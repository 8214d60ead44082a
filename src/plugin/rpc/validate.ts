import { type Diagnostic, error } from "../../core/diagnostic";
import type { Provider, Values } from "../../provider/types";
import { limitMemory } from "../v8";
import {
	ConfigureProviderRequest,
	Judged,
	ProviderConfig,
	ProviderConfigJudged,
	TypedConfig,
} from "../wire/messages";
import { encodeDiagnostics } from "./diagnostics";
import { type Method, method } from "./method";
import type { Session } from "./session";
import { type Kind, typeOf } from "./types";
import { decodeValues } from "./values";

interface Asked {
	readonly name: string;
	readonly config: Values;
	/** True where the client keeps write-only values out of its state. */
	readonly writeOnly: boolean;
}

function judging(
	kind: Kind,
	judge: (session: Session, asked: Asked) => Diagnostic[],
): Method {
	return method(TypedConfig, Judged, (session, asked) => {
		const { typeName: name = "", clientCapabilities } = asked;
		const type = typeOf(session.provider, kind, name);
		const config = decodeValues(type, asked.config) ?? {};
		const writeOnly = clientCapabilities?.writeOnlyAttributesAllowed === true;
		return {
			diagnostics: encodeDiagnostics(
				judge(session, { name, config, writeOnly }),
				type,
			),
		};
	});
}

export const validateResourceConfig = judging(
	"resource",
	({ provider }, { name, config, writeOnly }) => [
		...(writeOnly ? [] : notKept(provider, name, config)),
		...provider.validateResource(name, config),
	],
);

/** A client that knows no write-only values would store them. */
function notKept(
	provider: Provider,
	name: string,
	config: Values,
): Diagnostic[] {
	const attributes =
		provider.schema().resource_schemas[name]?.block.attributes ?? {};
	const out: Diagnostic[] = [];
	for (const attribute in config)
		if (config[attribute] !== null && attributes[attribute]?.write_only)
			out.push(
				error(
					"Write-only argument not supported",
					`"${attribute}" is kept out of plans and states, which this version of Terraform or OpenTofu cannot do. Use Terraform 1.11 or newer, or OpenTofu 1.11 or newer.`,
					[attribute],
				),
			);
	return out;
}

export const validateDataResourceConfig = judging(
	"data source",
	({ provider }, { name, config }) => provider.validateDataSource(name, config),
);

export const validateEphemeralResourceConfig = judging(
	"ephemeral resource",
	({ provider }, { name, config }) =>
		provider.validateEphemeral?.(name, config) ?? [],
);

export const validateProviderConfig = method(
	ProviderConfig,
	ProviderConfigJudged,
	({ provider }, { config }) => {
		const type = typeOf(provider, "provider");
		return {
			diagnostics: encodeDiagnostics(
				provider.validateProvider(decodeValues(type, config) ?? {}),
				type,
			),
		};
	},
);

export const configureProvider = method(
	ConfigureProviderRequest,
	Judged,
	(session, { config }) => {
		const { provider, log } = session;
		const type = typeOf(provider, "provider");
		const { configured, diagnostics } = provider.configure(
			decodeValues(type, config) ?? {},
			log.enabled("debug")
				? {
						onRequest: ({ method, path, status, ms }) =>
							log.write("debug", `${method} ${path}`, {
								status: status ?? 0,
								ms: Math.round(ms),
							}),
					}
				: {},
		);
		session.configure(configured);
		limitMemory();
		return { diagnostics: encodeDiagnostics(diagnostics, type) };
	},
);
