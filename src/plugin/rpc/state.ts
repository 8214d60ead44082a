import { error } from "../../core/diagnostic";
import type { Provider, Values } from "../../provider/types";
import { CtyFault, decodeJson, fromJson, isJsonOf, parseJson } from "../cty";
import {
	ImportResourceStateRequest,
	ImportResourceStateResponse,
	MoveResourceStateRequest,
	MoveResourceStateResponse,
	ReadResourceRequest,
	ReadResourceResponse,
	UpgradeResourceStateRequest,
	UpgradeResourceStateResponse,
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

const NO_STATE = error(
	"State not readable",
	"The state holds no JSON of this resource instance. It was written by a program that no supported version follows; restore a backup of the state, or import the object anew.",
);

export const upgradeResourceState = method(
	UpgradeResourceStateRequest,
	UpgradeResourceStateResponse,
	({ provider }, { typeName = "", version = 0, rawState }) => {
		if (!rawState?.json?.length)
			return { diagnostics: encodeDiagnostics([NO_STATE]) };
		const type = typeOf(provider, "resource", typeName);
		const json = Buffer.from(rawState.json).toString();
		// Most states are of today's shape: Terraform takes them back as they are.
		if (isCurrent(provider, typeName, version) && isJsonOf(type, json))
			return { upgradedState: { json: rawState.json } };
		const { state, diagnostics } = upgraded(provider, typeName, version, json);
		return {
			...(state && { upgradedState: encodeValues(type, state) }),
			diagnostics: encodeDiagnostics(diagnostics),
		};
	},
);

const isCurrent = (provider: Provider, type: string, version: number) =>
	version === provider.schema().resource_schemas[type]?.version;

/** Takes stored JSON, of this version's shape or an older one's, as values of today's type. */
function upgraded(
	provider: Provider,
	typeName: string,
	version: number,
	json: string,
) {
	const type = typeOf(provider, "resource", typeName);
	try {
		if (isCurrent(provider, typeName, version))
			return { state: decodeJson(type, json) as Values, diagnostics: [] };
		const { state, diagnostics } = provider.upgradeState(
			typeName,
			version,
			parseJson(json) as Values,
		);
		return diagnostics.length > 0
			? { state: undefined, diagnostics }
			: { state: fromJson(type, state) as Values, diagnostics };
	} catch (cause) {
		if (!(cause instanceof CtyFault)) throw cause;
		const fault = error(
			"State not readable",
			`The stored ${typeName} (schema version ${version}) does not fit its type: ${cause.message}. Restore a backup of the state, or remove this resource instance from the state and import the object anew.`,
		);
		return { state: undefined, diagnostics: [fault] };
	}
}

export const readResource = method(
	ReadResourceRequest,
	ReadResourceResponse,
	async (session, asked) => {
		const { provider, configured } = session;
		const { typeName = "", currentState } = asked;
		const type = typeOf(provider, "resource", typeName);
		const state = decodeValues(type, currentState);
		if (!configured)
			return {
				newState: currentState,
				private: asked.private,
				diagnostics: encodeDiagnostics([notConfigured()]),
			};
		if (!state) return { newState: currentState, private: asked.private };
		const result = await provider.read(
			configured,
			typeName,
			{ state, private: decodePrivate(asked.private) },
			session.stop,
		);
		return {
			newState:
				result.state === state
					? currentState
					: encodeValues(type, result.state),
			private: encodePrivate(result.private),
			diagnostics: encodeDiagnostics(result.diagnostics, type),
		};
	},
);

export const importResourceState = method(
	ImportResourceStateRequest,
	ImportResourceStateResponse,
	async (session, { typeName = "", id = "" }) => {
		const { provider, configured } = session;
		const type = typeOf(provider, "resource", typeName);
		if (!configured)
			return { diagnostics: encodeDiagnostics([notConfigured()]) };
		const { stored, diagnostics } = await provider.importState(
			configured,
			typeName,
			id,
			session.stop,
		);
		return {
			importedResources: stored
				? [
						{
							typeName,
							state: encodeValues(type, stored.state),
							private: encodePrivate(stored.private),
						},
					]
				: [],
			diagnostics: encodeDiagnostics(diagnostics, type),
		};
	},
);

/** The end of the addresses under which registries and mirrors offer this provider. */
const OWN = "/fogform/iofog";

export const moveResourceState = method(
	MoveResourceStateRequest,
	MoveResourceStateResponse,
	({ provider }, asked) => {
		const {
			sourceProviderAddress: address = "",
			sourceTypeName: source = "",
			targetTypeName: target = "",
			sourceState,
		} = asked;
		if (
			source !== target ||
			!address.endsWith(OWN) ||
			!sourceState?.json?.length
		)
			return {
				diagnostics: encodeDiagnostics([
					error(
						"Move not possible",
						`A ${source} of ${address || "an unnamed provider"} cannot become an ${target}: the provider does not know what its values mean. Remove the moved block, forget the old resource with a removed block, and import the object into the new one.`,
					),
				]),
			};
		const { state, diagnostics } = upgraded(
			provider,
			target,
			asked.sourceSchemaVersion ?? 0,
			Buffer.from(sourceState.json).toString(),
		);
		const type = typeOf(provider, "resource", target);
		return {
			...(state && { targetState: encodeValues(type, state) }),
			targetPrivate: asked.sourcePrivate,
			diagnostics: encodeDiagnostics(diagnostics),
		};
	},
);
