import { worst } from "../json/plan-json";
import type { CheckResult } from "../plan/model";
import type { JsonText } from "../state";

/** Check results as the state file holds them; `null` where there are none. */
export function checksText(checks: readonly CheckResult[]): JsonText {
	if (checks.length === 0) return "null";
	const groups = new Map<string, CheckResult[]>();
	for (const check of checks) {
		const list = groups.get(check.config);
		if (list) list.push(check);
		else groups.set(check.config, [check]);
	}
	return JSON.stringify(
		[...groups].map(([config, group]) => ({
			// The state file has another word for it than the plan representation.
			object_kind:
				group[0]?.kind === "output_value" ? "output" : group[0]?.kind,
			config_addr: config,
			status: worst(group.map(({ status }) => status)),
			objects: group.flatMap(({ object, status, messages }) =>
				object === undefined
					? []
					: [
							{
								object_addr: object,
								status,
								...(messages.length > 0 && { failure_messages: messages }),
							},
						],
			),
		})),
	);
}
