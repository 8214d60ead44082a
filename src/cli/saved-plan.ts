import { readdirSync, statSync } from "node:fs";

/** True for a file, and for a folder of saved plans: what stands in place of the names of stacks. A folder that only has the name of a stack is none. */
export function isSavedPlan(path: string): boolean {
	const found = statSync(path, { throwIfNoEntry: false });
	if (!found?.isDirectory()) return found?.isFile() === true;
	return readdirSync(path).some((name) => name.endsWith(".fogplan"));
}
