import {
	ApiError,
	invalid,
	notFound,
	readOfNull,
	undefinedParameter,
} from "../errors";
import type { Agent, EdgeResource, Endpoint, User } from "../model";
import { defined, type World } from "../world";
import { owns } from "./access";
import { raise } from "./changes";
import { findEdgeResource, missingEdgeResource } from "./edge-resource-view";
import { tagIds, tagsAfter } from "./tags";

type EndpointBody = Partial<Omit<Endpoint, "id">>;

/** What a client sends of an edge resource. */
export interface EdgeResourceBody {
	name?: string;
	version?: string;
	description?: string;
	interfaceProtocol?: string;
	interface?: { endpoints?: EndpointBody[] };
	display?: { name?: string; icon?: string; color?: string };
	custom?: unknown;
	orchestrationTags?: string[];
}

// Columns that the SQLite schema of 3.7 lacks, in the order in which an insert names them.
const unknownColumns = [
	["requestType", "request_type"],
	["responseType", "response_type"],
	["requestPayloadExample", "request_payload_example"],
	["responsePayloadExample", "response_payload_example"],
] as const;

function newEndpoint(world: World, body: EndpointBody): number {
	const unknown = unknownColumns.find(([key]) => body[key] !== undefined);
	if (world.dialect === "3.7" && unknown)
		throw new ApiError(
			"SequelizeDatabaseError",
			`SQLITE_ERROR: table HTTPBasedResourceInterfaceEndpoints has no column named ${unknown[1]}`,
		);
	return world.store.next("edgeResourceEndpoint");
}

function endpoints(
	world: World,
	bodies: EndpointBody[] | undefined,
): Endpoint[] {
	return (bodies ?? []).map((body) => ({
		id: newEndpoint(world, body),
		name: body.name ?? null,
		description: body.description ?? null,
		method: body.method ?? null,
		url: body.url ?? null,
		requestType: body.requestType ?? null,
		responseType: body.responseType ?? null,
		requestPayloadExample: body.requestPayloadExample ?? null,
		responsePayloadExample: body.responsePayloadExample ?? null,
	}));
}

/** Adds an edge resource in one version. */
export function createEdgeResource(
	world: World,
	body: EdgeResourceBody,
	user: User,
): unknown {
	world.validate("edgeResourceCreate", body);
	if (findEdgeResource(world, String(body.name), body.version, user))
		throw invalid(
			"Resource {} version {} already exists",
			body.name,
			body.version,
		);
	const id = world.store.next("edgeResource");
	const tags = tagIds(world, body.orchestrationTags ?? []);
	if (!body.interfaceProtocol) throw readOfNull("id", "undefined");
	if (!body.interface)
		throw new ApiError(
			"TypeError",
			"Cannot destructure property 'endpoints' of 'undefined' as it is undefined.",
		);
	const own = {
		id: world.store.next("edgeResourceInterface"),
		endpoints: endpoints(world, body.interface.endpoints),
	};
	const resource = world.edgeResources.insert({
		id,
		name: String(body.name),
		version: String(body.version),
		description: body.description ?? null,
		interfaceProtocol: body.interfaceProtocol,
		displayName: body.display?.name ?? null,
		displayIcon: body.display?.icon ?? null,
		displayColor: body.display?.color ?? null,
		custom: body.custom ? JSON.stringify(body.custom) : null,
		userId: user.id,
		tags,
		interface: own,
	});
	// The answer shows what was sent: members that were left out are left out here, too.
	return {
		id,
		name: body.name,
		description: body.description,
		version: body.version,
		interfaceProtocol: body.interfaceProtocol,
		display: body.display
			? {
					name: body.display.name,
					icon: body.display.icon,
					color: body.display.color,
				}
			: {},
		custom: JSON.parse(resource.custom ?? "{}"),
		orchestrationTags: [],
	};
}

const linkedAgents = (world: World, resource: EdgeResource): Agent[] =>
	world.agents
		.all()
		.filter((agent) => agent.edgeResources.includes(resource.id));

function retag(
	world: World,
	agent: Agent,
	removed: number[],
	added: number[],
): void {
	const kept = agent.tags.filter((tag) => !removed.includes(tag));
	world.agents.update(agent, {
		tags: [...kept, ...added.filter((tag) => !kept.includes(tag))],
	});
	raise(world, agent.uuid, "linkedEdgeResources");
}

/** Updates a version, or makes it when there is none. */
export function putEdgeResource(
	world: World,
	name: string,
	version: string,
	body: EdgeResourceBody,
	user: User,
): unknown {
	world.validate("edgeResourceUpdate", body);
	const resource = findEdgeResource(world, name, version, user);
	if (!resource) {
		if (!body.name) body.name = name;
		if (!body.version) body.version = version;
		return createEdgeResource(world, body, user);
	}
	if (body.version && body.version !== resource.version)
		throw invalid(
			"Cannot update resource version using update route. Please use the create new resource route.",
		);
	if (
		body.name &&
		body.name !== resource.name &&
		findEdgeResource(world, body.name, version, user)
	)
		throw new ApiError(
			"DuplicatePropertyError",
			`Resource ${body.name} version ${version} already exists`,
		);
	const protocolBefore = resource.interfaceProtocol;
	world.edgeResources.update(
		resource,
		defined({
			name: body.name,
			description: body.description,
			interfaceProtocol: body.interfaceProtocol,
			...(body.display
				? {
						displayName: body.display.name,
						displayIcon: body.display.icon,
						displayColor: body.display.color,
					}
				: {}),
			custom: body.custom ? JSON.stringify(body.custom) : undefined,
		}),
	);
	if (body.orchestrationTags) {
		const before = resource.tags;
		const tags = tagsAfter(before, tagIds(world, body.orchestrationTags));
		world.edgeResources.update(resource, { tags });
		for (const agent of linkedAgents(world, resource))
			retag(world, agent, before, tags);
	}
	if (body.interfaceProtocol && body.interfaceProtocol !== protocolBefore) {
		world.edgeResources.update(resource, { interface: null });
		if (!body.interface)
			throw new ApiError(
				"TypeError",
				"Cannot destructure property 'endpoints' of 'undefined' as it is undefined.",
			);
		// The new interface takes its ids, but the resource keeps pointing at the one that is gone.
		world.store.next("edgeResourceInterface");
		endpoints(world, body.interface.endpoints);
	} else if (resource.interface && body.interface)
		world.edgeResources.update(resource, {
			interface: {
				...resource.interface,
				endpoints: endpoints(world, body.interface.endpoints),
			},
		});
	return undefined;
}

/** Removes one version of an edge resource. */
export function deleteEdgeResource(
	world: World,
	name: string,
	version: string,
	user: User,
): void {
	const resource = findEdgeResource(world, name, version, user);
	if (!resource) throw missingEdgeResource(name, version);
	for (const agent of linkedAgents(world, resource)) {
		retag(world, agent, resource.tags, []);
		world.agents.update(agent, {
			edgeResources: agent.edgeResources.filter((id) => id !== resource.id),
		});
	}
	world.edgeResources.remove(resource);
}

/** Links a resource to an agent or takes the link away; tags of the resource come and go with it. */
export function linkEdgeResource(
	world: World,
	name: string,
	version: string,
	uuid: string | undefined,
	user: User,
	link: boolean,
): void {
	const resource = findEdgeResource(world, name, version, user);
	if (!resource) throw missingEdgeResource(name, version);
	if (uuid === undefined) throw undefinedParameter("uuid");
	const agent = world.agents.get(uuid);
	if (!agent || !owns(world, agent, user))
		throw notFound("Could not find agent {}", uuid);
	const others = agent.edgeResources.filter((id) => id !== resource.id);
	const edgeResources = link
		? agent.edgeResources.includes(resource.id)
			? agent.edgeResources
			: [...others, resource.id]
		: others;
	world.agents.update(agent, { edgeResources });
	retag(world, agent, link ? [] : resource.tags, link ? resource.tags : []);
}
