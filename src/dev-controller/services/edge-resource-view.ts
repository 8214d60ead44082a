import { ApiError, notFound, readOfNull } from "../errors";
import type { EdgeResource, User } from "../model";
import type { World } from "../world";
import { owns } from "./access";
import { tagValue } from "./tags";

/** The refusal of an edge resource that is not there. */
export const missingEdgeResource = (name: string, version: unknown) =>
	notFound("Could not find resource {} version {}", name, version);

/** One version of a user's edge resource. */
export const findEdgeResource = (
	world: World,
	name: string,
	version: unknown,
	user: User,
): EdgeResource | undefined =>
	world.edgeResources
		.by("name", name)
		.find((row) => row.version === version && owns(world, row, user));

/** The members that an edge resource shows everywhere; agents leave out its id, custom data and tags. */
export function edgeResourceView(
	world: World,
	resource: EdgeResource,
	shown: { id?: boolean; custom?: boolean; tags?: boolean },
): Record<string, unknown> {
	return {
		...(shown.id ? { id: resource.id } : {}),
		name: resource.name,
		description: resource.description,
		version: resource.version,
		interfaceProtocol: resource.interfaceProtocol,
		display: {
			name: resource.displayName,
			icon: resource.displayIcon,
			color: resource.displayColor,
		},
		custom: shown.custom ? JSON.parse(resource.custom ?? "{}") : {},
		orchestrationTags: shown.tags
			? resource.tags.map((id) => tagValue(world, id))
			: [],
	};
}

/** The interface of an edge resource with its endpoints. */
export function interfaceView(resource: EdgeResource): Record<string, unknown> {
	const own = resource.interface;
	if (!own) return {};
	return {
		id: own.id,
		edgeResourceId: resource.id,
		endpoints: own.endpoints.map((endpoint) => ({
			...endpoint,
			interfaceId: own.id,
		})),
	};
}

function refuseInterface(world: World, resource: EdgeResource): void {
	// The SQLite schema of 3.7 names the columns of endpoints differently from its queries.
	if (world.dialect === "3.7" && resource.interfaceProtocol)
		throw new ApiError(
			"SequelizeDatabaseError",
			"SQLITE_ERROR: no such column: endpoints.request_type",
		);
}

/** All edge resources of a user, without their interfaces. */
export function listEdgeResources(world: World, user: User): unknown {
	const rows = world.edgeResources
		.all()
		.filter((row) => owns(world, row, user));
	return {
		edgeResources: rows.map((row) =>
			edgeResourceView(world, row, { id: true, custom: true, tags: true }),
		),
	};
}

/** One version of an edge resource, or the list of all its versions. */
export function getEdgeResource(
	world: World,
	name: string,
	version: string | undefined,
	user: User,
): unknown {
	const view = (row: EdgeResource) => {
		refuseInterface(world, row);
		return {
			...edgeResourceView(world, row, { id: true, custom: true, tags: true }),
			...(row.interface ? { interface: interfaceView(row) } : {}),
		};
	};
	if (version !== undefined) {
		const resource = findEdgeResource(world, name, version, user);
		if (!resource) throw missingEdgeResource(name, version);
		return view(resource);
	}
	const rows = world.edgeResources
		.by("name", name)
		.filter((row) => owns(world, row, user));
	return rows.map((row) => {
		if (!row.interfaceProtocol) throw readOfNull("toJSON", "undefined");
		const shown = view(row);
		if (!row.interface) throw readOfNull("toJSON");
		return shown;
	});
}
