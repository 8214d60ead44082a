import type { Diagnostic } from "../../core/diagnostic";
import type { Values } from "../../provider/types";
import { limitMemory } from "../memory";
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

function judging(
	kind: Kind,
	judge: (session: Session, name: string, config: Values) => Diagnostic[],
): Method {
	return method(TypedConfig, Judged, (session, { typeName = "", config }) => {
		const type = typeOf(session.provider, kind, typeName);
		const values = decodeValues(type, config) ?? {};
		return {
			diagnostics: encodeDiagnostics(judge(session, typeName, values), type),
		};
	});
}

export const validateResourceConfig = judging(
	"resource",
	({ provider }, name, config) => provider.validateResource(name, config),
);

export const validateDataResourceConfig = judging(
	"data source",
	({ provider }, name, config) => provider.validateDataSource(name, config),
);

export const validateEphemeralResourceConfig = judging(
	"ephemeral resource",
	({ provider }, name, config) =>
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
