import { hasErrors } from "../../core/diagnostic";
import {
	Judged,
	OpenEphemeralResourceResponse,
	OpenedEphemeralResource,
	RenewEphemeralResourceResponse,
	TypedConfig,
} from "../wire/messages";
import { encodeDiagnostics } from "./diagnostics";
import { method } from "./method";
import { notConfigured } from "./session";
import { typeOf } from "./types";
import {
	decodePrivate,
	decodeValues,
	encodePrivate,
	encodeValues,
} from "./values";

export const openEphemeralResource = method(
	TypedConfig,
	OpenEphemeralResourceResponse,
	async (session, { typeName = "", config }) => {
		const { provider, configured } = session;
		const type = typeOf(provider, "ephemeral resource", typeName);
		if (!configured || !provider.openEphemeral)
			return { diagnostics: encodeDiagnostics([notConfigured()]) };
		const opened = await provider.openEphemeral(
			configured,
			typeName,
			decodeValues(type, config) ?? {},
			session.stop,
		);
		return {
			...(!hasErrors(opened.diagnostics) && {
				result: encodeValues(type, opened.result),
			}),
			private: encodePrivate(opened.private),
			renewAt: timestamp(opened.renewAt),
			diagnostics: encodeDiagnostics(opened.diagnostics, type),
		};
	},
);

export const renewEphemeralResource = method(
	OpenedEphemeralResource,
	RenewEphemeralResourceResponse,
	async (session, asked) => {
		const { provider, configured } = session;
		const { typeName = "" } = asked;
		const type = typeOf(provider, "ephemeral resource", typeName);
		if (!configured || !provider.renewEphemeral)
			return { diagnostics: encodeDiagnostics([notConfigured()]) };
		const renewed = await provider.renewEphemeral(
			configured,
			typeName,
			decodePrivate(asked.private),
			session.stop,
		);
		return {
			private: encodePrivate(renewed.private),
			renewAt: timestamp(renewed.renewAt),
			diagnostics: encodeDiagnostics(renewed.diagnostics, type),
		};
	},
);

export const closeEphemeralResource = method(
	OpenedEphemeralResource,
	Judged,
	async (session, asked) => {
		const { provider, configured } = session;
		const { typeName = "" } = asked;
		const type = typeOf(provider, "ephemeral resource", typeName);
		if (!configured || !provider.closeEphemeral)
			return { diagnostics: encodeDiagnostics([notConfigured()]) };
		// What is open is closed, also where the run is to stop.
		const { diagnostics } = await provider.closeEphemeral(
			configured,
			typeName,
			decodePrivate(asked.private),
			session.kill,
		);
		return { diagnostics: encodeDiagnostics(diagnostics, type) };
	},
);

function timestamp(at: Date | undefined) {
	if (!at) return undefined;
	const ms = at.getTime();
	const seconds = Math.floor(ms / 1000);
	return { seconds, nanos: (ms - seconds * 1000) * 1_000_000 };
}
