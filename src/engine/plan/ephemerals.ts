import { expand } from "../eval/expand";
import { placesOf } from "../eval/places";
import { judgeEphemeral } from "../stack/check-ephemeral";
import type { Stack } from "../stack/stack";

/** Judges the ephemeral resources of a stack with what a plan knows. They are opened in apply alone: until then their values are unknown. */
export function judgeEphemerals(stack: Stack): void {
	const { config, evaluator, faults } = stack;
	for (const one of config.ephemerals.values()) {
		const expansion = expand(one, evaluator.scope(), faults);
		if (expansion === undefined) continue;
		for (const place of placesOf(expansion)) judgeEphemeral(stack, one, place);
	}
}
