import type { Controller } from "../controller";
import type { Attributes } from "../core";
import {
	type Context,
	DiagnosticError,
	error,
	pathText,
	toSnake,
} from "../core";
import type { AnyResource } from "../resources";
import { defineDataSource } from "../resources/define";
import { listName } from "../resources/list-name";
import { attributesOf } from "./derive";

/** A data source that finds one object of a resource type by one of several arguments, or the only one of a singleton. */
export function singleDataSource(
	resource: AnyResource,
	lookUp: readonly string[],
	more: Attributes = {},
	read: (
		context: Context<Controller>,
		wanted: Record<string, unknown>,
	) => Promise<readonly Record<string, unknown>[]> = (context) =>
		resource.list(context),
) {
	return defineDataSource<Attributes>({
		type: resource.type,
		summary: `Looks up ${article(resource)} that exists in the Controller. ${resource.summary}`,
		...(resource.only && { only: resource.only }),
		attributes: attributesOf(resource, lookUp, more),
		validate: (config) =>
			lookUp.length > 0 &&
			lookUp.every(
				(name) => config[name] === null || config[name] === undefined,
			)
				? [
						error(
							"Missing required argument",
							`Set ${lookUp.map((n) => `"${toSnake(n)}"`).join(" or ")} to say which object is meant.`,
							[toSnake(lookUp[0] as string)],
						),
					]
				: [],
		read: async (context, config) => {
			const wanted = Object.fromEntries(
				lookUp
					.filter((name) => config[name] !== null)
					.map((name) => [name, config[name]]),
			);
			const found = (await read(context, wanted)).filter((live) =>
				Object.entries(wanted).every(([name, value]) => live[name] === value),
			);
			if (found.length === 1) return found[0] as Record<string, unknown>;
			throw new DiagnosticError([notOne(resource, wanted, found, context)]);
		},
	});
}

function article({ type }: AnyResource): string {
	const noun = type.replace("iofog_", "").replaceAll("_", " ");
	return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

function notOne(
	resource: AnyResource,
	wanted: Record<string, unknown>,
	found: readonly Record<string, unknown>[],
	{ controller }: Context<Controller>,
) {
	const what = Object.entries(wanted)
		.map(
			([name, value]) =>
				`${pathText([toSnake(name)])} = ${JSON.stringify(value)}`,
		)
		.join(" and ");
	return found.length === 0
		? error(
				"Object not found",
				`The Controller at ${controller.url} has no ${resource.type}${what && ` with ${what}`}. List what it has:\n    fogform list ${listName(resource)}`,
			)
		: error(
				"Not unique",
				`The Controller at ${controller.url} has ${found.length} of ${resource.type} with ${what}. Look it up by ${resource.identity.map((n) => `"${toSnake(n)}"`).join(" and ")}: ${found
					.map((f) => resource.identity.map((n) => f[n]).join("/"))
					.join(", ")}.`,
			);
}
