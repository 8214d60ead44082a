import {
	type Attribute,
	type Attributes,
	computed,
	list,
	object,
	reported,
	type Type,
} from "../core";
import type { AnyResource } from "../resources";

/** What belongs to the code that manages an object, not to the object. */
const MANAGING = new Set([
	"forceDestroy",
	"timeouts",
	"rebuildTriggers",
	"agentName",
	"engine",
	"password",
]);

function told(resource: AnyResource): [string, Attribute][] {
	return Object.entries(resource.attributes).filter(
		([name, a]) =>
			!a.writeOnly && !name.endsWith("WoVersion") && !MANAGING.has(name),
	);
}

const asComputed = ({ type, description, sensitive, only }: Attribute) =>
	computed(plain(type), {
		description,
		...(sensitive && { sensitive }),
		...(only && { only }),
	});

/** The same type with nothing to set in it. */
function plain(type: Type): Type {
	if (type.attributes)
		return {
			...type,
			attributes: Object.fromEntries(
				Object.entries(type.attributes).map(([name, a]) => [
					name,
					asComputed(a),
				]),
			),
		};
	return type.element ? { ...type, element: plain(type.element) } : type;
}

/** Attributes of the data source of a resource type: those named in `lookUp` may be set to find the object, all are told. */
export function attributesOf(
	resource: AnyResource,
	lookUp: readonly string[],
	more: Attributes = {},
): Attributes {
	return {
		...Object.fromEntries(
			told(resource).map(([name, a]) => [
				name,
				lookUp.includes(name)
					? reported(a.type, { description: a.description })
					: asComputed(a),
			]),
		),
		...more,
	};
}

/** The attribute of a list data source that holds all objects, each with the attributes of the single data source. */
export function listOf(
	resource: AnyResource,
	more: Attributes = {},
): Attribute {
	return computed(list(object(attributesOf(resource, [], more))), {
		description: `All of them, as the data source ${resource.type} tells them.`,
	});
}
