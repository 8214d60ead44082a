import type { EphemeralConfig } from "../config/model";
import { bodyValues } from "../eval/body";
import type { Place } from "../eval/places";
import type { Stack } from "./stack";

/** Judges the arguments of an ephemeral resource at a place, as far as they are known, without opening it. */
export function judgeEphemeral(
	stack: Stack,
	{ address, type, body }: EphemeralConfig,
	place: Place | undefined,
): void {
	const { evaluator, faults, run } = stack;
	const values = bodyValues(body, evaluator.scope(place), faults, address, {
		ephemeral: true,
	})?.values;
	if (values)
		faults.addAll(
			run.provider.validateEphemeral?.(type, values) ?? [],
			address,
		);
}
