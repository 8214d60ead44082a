import {
	ApiError,
	invalid,
	notFound,
	undefinedParameter,
	uniqueConstraint,
} from "../errors";
import type { Application, Microservice, Route, User } from "../model";
import type { World } from "../world";
import { owns } from "./access";
import { raiseFull } from "./changes";

/** A route by the names of its ends and their application, or by their uuids. */
export interface RouteBody {
	name?: string;
	from?: string;
	to?: string;
	application?: string;
	sourceMicroserviceUuid?: string;
	destMicroserviceUuid?: string;
}

function ends(
	world: World,
	body: RouteBody,
	user: User,
): { source: Microservice; dest: Microservice } {
	if (body.sourceMicroserviceUuid) {
		const source = world.microservices.get(body.sourceMicroserviceUuid);
		if (!source)
			throw notFound(
				"Invalid source microservice name '{}'",
				body.sourceMicroserviceUuid,
			);
		const dest = world.microservices.get(body.destMicroserviceUuid);
		if (!dest)
			throw notFound(
				"Invalid destination microservice name '{}'",
				body.destMicroserviceUuid,
			);
		return { source, dest };
	}
	if (body.application === undefined) throw undefinedParameter("name");
	const application = world.applications
		.by("name", body.application)
		.find((row) => owns(world, row, user));
	if (!application)
		throw notFound("Invalid application id '{}'", body.application);
	const named = (name: string | undefined) =>
		world.microservices.by("name", `${application.id}/${name}`)[0];
	const source = named(body.from);
	if (!source)
		throw notFound("Invalid source microservice name '{}'", body.from);
	const dest = named(body.to);
	if (!dest)
		throw notFound("Invalid destination microservice name '{}'", body.to);
	return { source, dest };
}

function rebuild(world: World, microservice: Microservice): void {
	world.microservices.update(microservice, { rebuild: true });
	raiseFull(world, microservice.iofogUuid);
}

/** Stores a route and returns its raw row. */
export function createRoute(world: World, body: RouteBody, user: User): Route {
	world.validate("routingCreate", body);
	const { source, dest } = ends(world, body, user);
	if (source.applicationId !== dest.applicationId)
		throw invalid("microservices on different applications");
	const present = world.routes
		.by("source", source.uuid)
		.some((route) => route.destMicroserviceUuid === dest.uuid);
	if (present)
		throw new ApiError("DuplicatePropertyError", "route already exists");
	const siblings = world.routes.by("application", source.applicationId);
	if (siblings.some((route) => route.name === body.name))
		throw uniqueConstraint();
	const route = world.routes.insert({
		isNetworkConnection: false,
		id: world.routes.reusedId(),
		name: String(body.name),
		sourceMicroserviceUuid: source.uuid,
		destMicroserviceUuid: dest.uuid,
		applicationId: source.applicationId ?? 0,
	});
	rebuild(world, source);
	rebuild(world, dest);
	return route;
}

function find(
	world: World,
	application: string,
	name: string,
	missing: string,
): { route: Route; application: Application } {
	const found = world.applications.by("name", application)[0];
	if (!found) throw notFound("Invalid application name '{}'", application);
	const route = world.routes
		.by("application", found.id)
		.find((row) => row.name === name);
	if (!route) throw notFound(missing, name);
	return { route, application: found };
}

/** Changes the name or the ends of a route. */
export function updateRoute(
	world: World,
	application: string,
	name: string,
	body: RouteBody,
	user: User,
): void {
	world.validate("routingUpdate", body);
	const found = find(world, application, name, "Invalid route name '{}'");
	const { route } = found;
	const { source, dest } = ends(
		world,
		{ ...body, application: found.application.name },
		user,
	);
	const moved = [
		[source, route.sourceMicroserviceUuid],
		[dest, route.destMicroserviceUuid],
	] as const;
	for (const [end, before] of moved)
		if (end.uuid !== before) {
			raiseFull(world, world.microservices.get(before)?.iofogUuid);
			rebuild(world, end);
		}
	const siblings = world.routes.by("application", route.applicationId);
	if (siblings.some((row) => row !== route && row.name === body.name))
		throw uniqueConstraint();
	world.routes.update(route, {
		name: body.name || route.name,
		sourceMicroserviceUuid: source.uuid,
		destMicroserviceUuid: dest.uuid,
	});
}

/** Removes a route by name. */
export function deleteRoute(
	world: World,
	application: string,
	name: string,
): void {
	const found = world.applications.by("name", application)[0];
	if (!found) throw notFound("Invalid application name '{}'", application);
	const route = world.routes
		.by("application", found.id)
		.find((row) => row.name === name);
	if (!route) throw notFound("Route not found");
	world.routes.remove(route);
	for (const end of [route.sourceMicroserviceUuid, route.destMicroserviceUuid])
		raiseFull(world, world.microservices.get(end)?.iofogUuid);
}

function view(world: World, route: Route): Record<string, unknown> {
	const source = world.microservices.get(route.sourceMicroserviceUuid);
	const dest = world.microservices.get(route.destMicroserviceUuid);
	return {
		application: world.applications.get(route.applicationId)?.name,
		name: route.name,
		from: source?.name,
		to: dest?.name,
		sourceMicroserviceUuid: source?.uuid,
		destMicroserviceUuid: dest?.uuid,
	};
}

/** Every route of every user: this list knows no tenants. */
export const listRoutes = (world: World): unknown => ({
	routes: world.routes.all().map((route) => view(world, route)),
});

/** One route, with the names of its ends. */
export const getRoute = (
	world: World,
	application: string,
	name: string,
): unknown =>
	view(world, find(world, application, name, "Invalid route name '{}'").route);

/** The older way to make a route: between two uuids, named after the microservices. */
export function connectMicroservices(
	world: World,
	from: string,
	to: string,
	user: User,
): Route {
	const source = world.microservices.get(from);
	if (!source) throw notFound("Invalid source microservice UUID '{}'", from);
	const dest = world.microservices.get(to);
	if (!dest) throw notFound("Invalid source microservice UUID '{}'", null);
	const application = world.applications.get(source.applicationId);
	if (!application)
		throw notFound("Invalid application id '{}'", source.applicationId);
	return createRoute(
		world,
		{
			application: application.name,
			from: source.name,
			to: dest.name,
			name: `r-${source.name}-${dest.name}`,
		},
		user,
	);
}

/** Removes the route from one microservice to another. */
export function disconnectMicroservices(
	world: World,
	from: string,
	to: string,
): void {
	const route = world.routes
		.by("source", from)
		.find((row) => row.destMicroserviceUuid === to);
	const application = world.applications.get(route?.applicationId);
	if (!route || !application) throw notFound("Route not found");
	deleteRoute(world, application.name, route.name);
}
