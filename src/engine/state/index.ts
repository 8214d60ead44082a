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
	removeAddresses,
	setTainted,
} from "./commands";
export { reasonOf } from "./files";
export { forceUnlock, type Unlocked } from "./force-unlock";
export type {
	ChecksRecord,
	IdentityRecord,
	IntentRecord,
	JournalRecord,
	OpenIntent,
	OutputsRecord,
	ResultRecord,
} from "./journal-records";
export { type JsonText, jsonText, unescapedText } from "./json-text";
export type { LockOptions } from "./lock";
export { type Moved, moveAddress } from "./move";
export { parseState } from "./parse";
export { IGNORED_FILES } from "./paths";
export { type PlanFile, readPlanFile, writePlanFile } from "./plan-file";
export { printState } from "./print";
export {
	type Recovered,
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
