import {
	bool,
	bytes,
	explicit,
	int,
	list,
	map,
	message,
	nested,
	string,
} from "./message";

/** The messages of protocol 6 that carry values; their numbers are those of the protocol, fields that the provider has no use for are left out. */
export const DynamicValue = message({ msgpack: bytes(1), json: bytes(2) });

const Step = message({
	attributeName: explicit(string(1)),
	elementKeyString: explicit(string(2)),
	elementKeyInt: explicit(int(3)),
});

export const AttributePath = message({ steps: list(nested(1, () => Step)) });

export const Diagnostic = message({
	severity: int(1),
	summary: string(2),
	detail: string(3),
	attribute: nested(4, () => AttributePath),
});

const value = (no: number) => nested(no, () => DynamicValue);
const diagnostics = (no: number) => list(nested(no, () => Diagnostic));

const RawState = message({ json: bytes(1), flatmap: map(string(2)) });
const raw = (no: number) => nested(no, () => RawState);

export const Empty = message({});

/** Request of ValidateProviderConfig. */
export const ProviderConfig = message({ config: value(1) });
/** Response of ValidateProviderConfig, in which the diagnostics have a number of their own. */
export const ProviderConfigJudged = message({ diagnostics: diagnostics(2) });

const ClientCapabilities = message({ writeOnlyAttributesAllowed: bool(2) });

/** Request of the other validations and of ReadDataSource, OpenEphemeralResource. */
export const TypedConfig = message({
	typeName: string(1),
	config: value(2),
	clientCapabilities: nested(3, () => ClientCapabilities),
});
/** Response that says no more than what is wrong. */
export const Judged = message({ diagnostics: diagnostics(1) });

export const ConfigureProviderRequest = message({
	terraformVersion: string(1),
	config: value(2),
});

export const UpgradeResourceStateRequest = message({
	typeName: string(1),
	version: int(2),
	rawState: raw(3),
});
export const UpgradeResourceStateResponse = message({
	upgradedState: value(1),
	diagnostics: diagnostics(2),
});

export const ReadResourceRequest = message({
	typeName: string(1),
	currentState: value(2),
	private: bytes(3),
});
export const ReadResourceResponse = message({
	newState: value(1),
	diagnostics: diagnostics(2),
	private: bytes(3),
});

export const PlanResourceChangeRequest = message({
	typeName: string(1),
	priorState: value(2),
	proposedNewState: value(3),
	config: value(4),
	priorPrivate: bytes(5),
});
export const PlanResourceChangeResponse = message({
	plannedState: value(1),
	requiresReplace: list(nested(2, () => AttributePath)),
	plannedPrivate: bytes(3),
	diagnostics: diagnostics(4),
});

export const ApplyResourceChangeRequest = message({
	typeName: string(1),
	priorState: value(2),
	plannedState: value(3),
	config: value(4),
	plannedPrivate: bytes(5),
});
export const ApplyResourceChangeResponse = message({
	newState: value(1),
	private: bytes(2),
	diagnostics: diagnostics(3),
});

export const ImportResourceStateRequest = message({
	typeName: string(1),
	id: string(2),
});
const ImportedResource = message({
	typeName: string(1),
	state: value(2),
	private: bytes(3),
});
export const ImportResourceStateResponse = message({
	importedResources: list(nested(1, () => ImportedResource)),
	diagnostics: diagnostics(2),
});

export const MoveResourceStateRequest = message({
	sourceProviderAddress: string(1),
	sourceTypeName: string(2),
	sourceSchemaVersion: int(3),
	sourceState: raw(4),
	targetTypeName: string(5),
	sourcePrivate: bytes(6),
});
export const MoveResourceStateResponse = message({
	targetState: value(1),
	diagnostics: diagnostics(2),
	targetPrivate: bytes(3),
});

export const ReadDataSourceResponse = message({
	state: value(1),
	diagnostics: diagnostics(2),
});

export const CallFunctionRequest = message({
	name: string(1),
	arguments: list(value(2)),
});
const FunctionError = message({
	text: string(1),
	functionArgument: explicit(int(2)),
});
export const CallFunctionResponse = message({
	result: value(1),
	error: nested(2, () => FunctionError),
});

const Timestamp = message({ seconds: int(1), nanos: int(2) });
export const OpenEphemeralResourceResponse = message({
	diagnostics: diagnostics(1),
	renewAt: nested(2, () => Timestamp),
	result: value(3),
	private: bytes(4),
});
/** Request of RenewEphemeralResource and CloseEphemeralResource. */
export const OpenedEphemeralResource = message({
	typeName: string(1),
	private: bytes(2),
});
export const RenewEphemeralResourceResponse = message({
	diagnostics: diagnostics(1),
	renewAt: nested(2, () => Timestamp),
	private: bytes(3),
});

export const StopProviderResponse = message({ error: string(1) });

/** Request and response of the health service: 1 is SERVING. */
export const HealthCheckRequest = message({ service: string(1) });
export const HealthCheckResponse = message({ status: int(1) });
