import type * as Engine from "./engine";

export * from "./constructs";
export type * from "./engine/json-types";
export type {
	Applied,
	ApplyOptions,
	Drift,
	EngineDiagnostic,
	EngineEvent,
	Plan,
	PlanOptions,
	StackOptions,
	Summary,
} from "./engine/types";
export { EngineError } from "./engine/types";

/** A stack needs neither the engine nor the client of the Controller: they are loaded when they are first called. */
const engine = () => require("./engine") as typeof Engine;

/** Plans stacks: what applying them would do; touches nothing but the log-in. Throws EngineError. */
export const plan: typeof Engine.plan = async (options) =>
	engine().plan(options);

/** Carries out a plan, stack by stack. Throws EngineError; what was done up to then is in the state. */
export const apply: typeof Engine.apply = async (planned, options) =>
	engine().apply(planned, options);

/** Compares configuration, state and Controller, by reading alone. Throws EngineError. */
export const drift: typeof Engine.drift = async (options) =>
	engine().drift(options);

/** Finds what is wrong with stacks without any call; errors and warnings are returned. */
export const validate: typeof Engine.validate = async (options) =>
	engine().validate(options);

/** Outputs by stack, as the state holds them; sensitive values included. Throws EngineError. */
export const output: typeof Engine.output = async (options) =>
	engine().output(options);
