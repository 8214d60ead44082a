import type { CtyType } from "../../core";
import type { Faults } from "../config/faults";
import type { OutputConfig } from "../config/model";
import { judgeConditions } from "../eval/conditions";
import type { Evaluator } from "../eval/evaluator";
import {
	fromJson,
	parseJson,
	SENSITIVE,
	sameValue,
	toJson,
	type Value,
} from "../language";
import { jsonText, type ReadonlyState, type StateOutput } from "../state";
import type { CheckResult, OutputPlan } from "./model";

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

/** Judges the preconditions of an output and adds what was found to `checks`; false where the output must not be set. */
export function mayBeSet(
	{ name, preconditions }: OutputConfig,
	evaluator: Evaluator,
	faults: Faults,
	checks: CheckResult[],
): boolean {
	if (preconditions.length === 0) return true;
	const address = `output.${name}`;
	const { status, messages } = judgeConditions(
		preconditions,
		"Module output value precondition failed",
		evaluator.scope(),
		faults,
		address,
	);
	checks.push({
		kind: "output_value",
		config: address,
		object: address,
		status,
		messages,
	});
	return status !== "fail" && status !== "error";
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

/** An output as the state holds it. */
export function storedOutput(value: Value): StateOutput {
	return {
		value: jsonText(toJson(value)),
		type: jsonText(value.type as never),
		sensitive: value.isSensitive,
	};
}

/** Outputs of a state with those whose value is known while planning; the same map where nothing differs. As in Terraform, they hold whatever becomes of the apply. */
export function refreshedOutputs(
	stored: ReadonlyMap<string, StateOutput>,
	planned: Iterable<OutputPlan>,
): ReadonlyMap<string, StateOutput> {
	const outputs = new Map(stored);
	let changed = false;
	for (const output of planned) {
		const { name, after } = output;
		if (!after?.isWhollyKnown || !isOutputChange(output)) continue;
		if (after.isNull) outputs.delete(name);
		else outputs.set(name, storedOutput(after));
		changed = true;
	}
	return changed ? outputs : stored;
}
