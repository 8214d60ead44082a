export {
	addressText,
	compareKeys,
	compareResources,
	parseAddress,
	quoteKey,
	resourceText,
} from "./address";
export {
	checkPush,
	listAddresses,
	moveAddress,
	removeAddresses,
	setTainted,
} from "./commands";
export type {
	ChecksRecord,
	IdentityRecord,
	IntentRecord,
	JournalRecord,
	OpenIntent,
	OutputsRecord,
	ResultRecord,
} from "./journal-records";
export { type JsonText, jsonText } from "./json-text";
export { forceUnlock } from "./lock";
export { parseState } from "./parse";
export { type PlanFile, readPlanFile, writePlanFile } from "./plan-file";
export { printState } from "./print";
export {
	type Recovered,
	type SessionOptions,
	type StateSession,
	withState,
} from "./session";
export {
	type ReadonlyState,
	type ResourceGroup,
	type ResourceHead,
	State,
	type StateHeader,
	TERRAFORM_VERSION,
} from "./state";
export { type ReadStateOptions, readStateFile } from "./state-file";
export type {
	InstanceAddress,
	InstanceChange,
	ResourceAddress,
	StateEntry,
	StateInstance,
	StateOutput,
	StateStep,
	UnknownMember,
} from "./types";
