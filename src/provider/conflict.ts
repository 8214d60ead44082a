import { type Diagnostic, encode, error } from "../core";
import type { AnyResource } from "../resources";
import { idOf } from "./identity";
import type { Values } from "./types";

/** The error for a create whose unique key a live object (camelCase) has already. */
export function conflict(
	resource: AnyResource,
	planned: Values,
	live: Values,
): Diagnostic[] {
	const { type } = resource;
	const id = idOf(type, encode(resource.attributes, live)) ?? "ID";
	const label = resource.claims?.(live as never)[0]?.label ?? `${type} ${id}`;
	const reason = resource.singleton
		? `The Controller has a ${type.replace("iofog_", "").replace("_", " ")} already, with other values.`
		: `The Controller has ${label} already, and this configuration did not create it${planned.url ? ` (${String(planned.url)})` : ""}.`;
	return [
		error(
			"Object exists already",
			`${reason} It is neither taken over nor deleted. To manage it here, import it:\n    terraform import ${type}.NAME ${/^[\w./-]+$/.test(id) ? id : `'${id}'`}\nor give the new one another name.`,
		),
	];
}
