import type { PlanJson } from "../../../src/engine";
import type { Stack, Step } from "./case";
import type { Recorder } from "./recorder";

/** What was said: severity and summary. */
export type Said = readonly string[];

/** What one front door planned, or why it did not. */
export interface Planned {
	readonly json: PlanJson | undefined;
	readonly said: Said;
}

/** A front door: the engine, or Terraform with the plugin. */
export interface Side {
	readonly statePath: string;
	write(stack: Stack): void;
	plan(step: Step): Promise<Planned>;
	/** Applies what was planned last. */
	apply(step: Step): Promise<Said>;
	/** Imports by command. */
	import(target: NonNullable<Step["import"]>): Promise<Said>;
	/** Addresses that would change if it took over the state of another side; an error's summary in their place. */
	takeOver(
		other: { statePath: string; recorder: Recorder },
		stack: Stack,
		step: Step,
	): Promise<string[]>;
	remove(): void;
}
