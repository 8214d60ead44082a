import { checkGroups } from "../plan/checks";
import type { CheckResult } from "../plan/model";
import type { JsonText } from "../state";

/** Check results as the state file holds them; `null` where there are none. */
export function checksText(checks: readonly CheckResult[]): JsonText {
	if (checks.length === 0) return "null";
	return JSON.stringify(
		checkGroups(checks).map(({ kind, config, status, objects }) => ({
			// The state file has another word for it than the plan representation.
			object_kind: kind === "output_value" ? "output" : kind,
			config_addr: config,
			status,
			objects: objects.map(({ object, status, messages }) => ({
				object_addr: object,
				status,
				...(messages.length > 0 && { failure_messages: messages }),
			})),
		})),
	);
}
