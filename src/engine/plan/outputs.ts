import type { CtyType } from "../../core";
import {
	fromJson,
	parseJson,
	SENSITIVE,
	sameValue,
	type Value,
} from "../language";
import type { ReadonlyState } from "../state";
import type { OutputPlan } from "./model";

/** The outputs that a state holds, sensitive ones marked. */
export function storedOutputs(
	state: Pick<ReadonlyState, "outputs">,
): Map<string, Value> {
	const found = new Map<string, Value>();
	for (const [name, { value, type, sensitive }] of state.outputs) {
		const read = fromJson(parseJson(value), JSON.parse(type) as CtyType);
		found.set(name, sensitive ? read.withMarks(SENSITIVE) : read);
	}
	return found;
}

/** Says whether an output is added, changed or removed. */
export function isOutputChange({ before, after }: OutputPlan): boolean {
	// An output that is null is as good as none, and none is stored.
	if (before === undefined) return after !== undefined && !after.isNull;
	if (after === undefined) return true;
	return (
		before.isSensitive !== after.isSensitive ||
		!sameValue(before.unmarkedDeep(), after.unmarkedDeep())
	);
}
