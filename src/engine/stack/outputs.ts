import type { Faults } from "../config/faults";
import type { OutputConfig } from "../config/model";
import type { Evaluator } from "../eval/evaluator";
import { EPHEMERAL, evaluate, SENSITIVE, type Value } from "../language";

/** The value of an output; undefined after a fault, which is reported. Sensitive and ephemeral values must be declared so. */
export function outputValue(
	output: OutputConfig,
	evaluator: Evaluator,
	faults: Faults,
): Value | undefined {
	const address = `output.${output.name}`;
	let value: Value;
	try {
		value = evaluate(output.value, evaluator.scope());
	} catch (thrown) {
		faults.caught(thrown, address);
		return undefined;
	}
	if ((value.deepMarks & EPHEMERAL) !== 0 || output.ephemeral) {
		faults.error(
			output.ephemeral
				? "Invalid output configuration"
				: "Ephemeral value not allowed",
			"A stack's outputs are kept in the state, so none can be ephemeral or derived from an ephemeral value.",
			address,
		);
		return undefined;
	}
	if ((value.deepMarks & SENSITIVE) !== 0 && !output.sensitive) {
		faults.error(
			"Output refers to sensitive values",
			"To reduce the risk of accidentally exporting sensitive data that was intended to be only internal, any output containing sensitive data must be explicitly marked as sensitive, to confirm the intent. Set sensitive = true on it.",
			address,
		);
		return undefined;
	}
	return output.sensitive ? value.withMarks(SENSITIVE) : value;
}
