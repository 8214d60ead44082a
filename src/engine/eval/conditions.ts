import type { Faults } from "../config/faults";
import type { Condition } from "../config/model";
import {
	convert,
	EPHEMERAL,
	evaluate,
	type Scope,
	SENSITIVE,
} from "../language";

/** Result of the conditions of one object. */
export type CheckStatus = "pass" | "fail" | "error" | "unknown";

/** Judges conditions; one that is not met is reported as an error. Conditions on values that are not known yet are "unknown". */
export function judgeConditions(
	conditions: readonly Condition[],
	summary: string,
	scope: Scope,
	faults: Faults,
	address: string,
): { status: CheckStatus; messages: string[] } {
	let status: CheckStatus = "pass";
	const messages: string[] = [];
	for (const { condition, message } of conditions) {
		try {
			const met = convert(evaluate(condition, scope).unmarked(), "bool");
			if (met.isNull) {
				faults.error(
					"Invalid condition result",
					"Condition expression must return either true or false, not null.",
					address,
				);
				status = "error";
				continue;
			}
			if (!met.isKnown) {
				if (status === "pass") status = "unknown";
				continue;
			}
			if (met.raw === true) continue;
			if (status !== "error") status = "fail";
			const text = convert(evaluate(message, scope), "string");
			const shown =
				(text.deepMarks & (SENSITIVE | EPHEMERAL)) !== 0
					? "The error message included a sensitive value, so it will not be displayed."
					: text.isKnown && !text.isNull
						? text.text
						: "The condition is not met.";
			messages.push(shown);
			faults.error(summary, shown, address);
		} catch (thrown) {
			status = "error";
			faults.caught(thrown, address);
		}
	}
	return { status, messages };
}
