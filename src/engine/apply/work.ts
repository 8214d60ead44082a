import type { Path, Private } from "../../core";
import type { Configured, Values } from "../../provider/types";
import type { Place } from "../eval/places";
import type { Release } from "../graph/walk";
import type { InstancePlan } from "../plan/model";
import type { Door } from "../stack/stack";
import type { ApplyContext } from "./context";

/** One create or update, ready to be sent. */
export interface Work {
	readonly context: ApplyContext;
	readonly plan: InstancePlan;
	readonly place: Place;
	readonly door: Door;
	readonly configured: Configured;
	readonly config: Values;
	readonly planned: Values;
	readonly private: Private;
	readonly sensitive: readonly Path[];
	/** Lets another step of the walk begin, while this one waits. */
	readonly release: Release;
}
