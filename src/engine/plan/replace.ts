import type { Path } from "../../core";
import type { Values } from "../../provider/types";
import { Value } from "../language";
import { samePlain } from "../objects/plain";
import type { TypeSchema } from "../objects/schema";

/** Those paths that force replacement and whose value does change, or may. */
export function effectivePaths(
	paths: readonly Path[],
	prior: Values,
	planned: Values,
	schema: TypeSchema,
): Path[] {
	return paths.filter((path) => {
		const attr = schema.byName.get(String(path[0]));
		if (attr === undefined) return false;
		const [before, after] = [
			prior[attr.name] ?? null,
			planned[attr.name] ?? null,
		];
		if (path.length === 1) return !samePlain(before, after, attr.type);
		return partAt(before, path) !== partAt(after, path);
	});
}

function partAt(plain: unknown, path: Path): unknown {
	let part = plain;
	for (const step of path.slice(1)) {
		if (typeof part !== "object" || part === null) break;
		part = part instanceof Value ? part : (part as Values)[step];
	}
	return typeof part === "object" ? JSON.stringify(part) : part;
}
