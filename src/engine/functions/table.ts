import type { FunctionDefinition, RefusedFunction } from "./definition";

/** Every function that expressions may call, by name. */
export const functionTable: ReadonlyMap<string, FunctionDefinition> = new Map();
/** The functions that Terraform has and this engine refuses, by name. */
export const refusedFunctions: ReadonlyMap<string, RefusedFunction> = new Map();
