import { ReadDataSourceResponse, TypedConfig } from "../wire/messages";
import { encodeDiagnostics } from "./diagnostics";
import { method } from "./method";
import { notConfigured } from "./session";
import { typeOf } from "./types";
import { decodeValues, encodeValues } from "./values";

export const readDataSource = method(
	TypedConfig,
	ReadDataSourceResponse,
	async (session, { typeName = "", config }) => {
		const { provider, configured } = session;
		const type = typeOf(provider, "data source", typeName);
		if (!configured)
			return { diagnostics: encodeDiagnostics([notConfigured()]) };
		const { state, diagnostics } = await provider.readDataSource(
			configured,
			typeName,
			decodeValues(type, config) ?? {},
			session.stop,
		);
		return {
			state: encodeValues(type, state),
			diagnostics: encodeDiagnostics(diagnostics, type),
		};
	},
);
