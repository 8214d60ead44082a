import { duplicate, invalid, notFound } from "../errors";
import type { Application, User } from "../model";
import { defined, type World } from "../world";
import { applicationNamed } from "./access";
import { type ApplicationBody, expand, resolveNats } from "./application-body";
import {
	microservicesOf,
	type Selector,
	selectApplication,
	unknownApplication,
} from "./application-view";
import { isTaken } from "./applications";
import { raise, raiseFull, raiseMicroservices } from "./changes";
import type { MicroserviceBody } from "./microservice-body";
import { removeMicroservice } from "./microservice-removal";
import { updateMicroservice } from "./microservice-update";
import { createMicroservice } from "./microservices";
import { admitApplication, detachNats } from "./nats-access";
import { dropApplicationAccount } from "./nats-secrets";
import {
	createRoute,
	deleteRoute,
	type RouteBody,
	updateRoute,
} from "./routes";

function touchAgents(world: World, application: Application): void {
	const agents = microservicesOf(world, application).map((m) => m.iofogUuid);
	for (const agent of new Set(agents)) raiseFull(world, agent);
}

function updateMetadata(
	world: World,
	application: Application,
	body: ApplicationBody,
	fallbackName: string | undefined,
): void {
	const natsBefore = application.natsAccess;
	world.applications.update(
		application,
		defined({
			name: body.name || fallbackName,
			description: body.description,
			isActivated: body.isActivated,
			isSystem: body.isSystem,
			...resolveNats(world, body, application),
		}),
	);
	if (natsBefore && !application.natsAccess) {
		for (const microservice of microservicesOf(world, application))
			detachNats(world, microservice);
		dropApplicationAccount(world, application);
	}
	if (!natsBefore && application.natsAccess)
		admitApplication(world, application);
}

function checkRename(
	world: World,
	application: Application,
	body: ApplicationBody,
	user: User,
): void {
	if (world.dialect === "3.7" && body.name && body.name !== application.name)
		throw invalid("Application Resource Name is immutable");
	if (body.name && isTaken(world, body.name, user, application.id))
		throw duplicate(body.name);
}

/** Changes name, description and flags; microservices in the body are ignored. */
export function patchApplication(
	world: World,
	selector: Selector,
	body: ApplicationBody,
	user: User,
): void {
	world.validate("applicationPatch", body);
	const application = selectApplication(world, selector, user);
	if (!application) throw notFound("Invalid application id '{}'");
	checkRename(world, application, body, user);
	const activated = application.isActivated;
	updateMetadata(
		world,
		application,
		body,
		"name" in selector ? selector.name : undefined,
	);
	if (activated !== body.isActivated) touchAgents(world, application);
}

function replaceMicroservices(
	world: World,
	application: Application,
	wanted: MicroserviceBody[],
	user: User,
): void {
	const left = [...wanted];
	const removed = new Set<string | null>();
	const touched = new Set<string | null>();
	for (const microservice of microservicesOf(world, application)) {
		const matching = left.filter((item) => item.name === microservice.name);
		for (const item of matching) left.splice(left.indexOf(item), 1);
		const [first] = matching;
		if (!first) {
			removeMicroservice(world, microservice);
			removed.add(microservice.iofogUuid);
			continue;
		}
		touched.add(microservice.iofogUuid);
		updateMicroservice(world, microservice.uuid, first, user, {
			tellAgents: false,
		});
		touched.add(microservice.iofogUuid);
	}
	for (const item of left) createMicroservice(world, item, user);
	for (const agent of removed) raiseFull(world, agent);
	for (const agent of touched) {
		if (world.dialect === "3.0") raise(world, agent, "routing");
		raiseMicroservices(world, agent);
	}
}

function replaceRoutes(
	world: World,
	application: Application,
	wanted: RouteBody[],
	user: User,
): void {
	const left = [...wanted];
	const old = microservicesOf(world, application).flatMap((m) =>
		world.routes.by("source", m.uuid).map((route) => route.name),
	);
	for (const name of old) {
		const matching = left.filter((route) => route.name === name);
		for (const route of matching) left.splice(left.indexOf(route), 1);
		const [first] = matching;
		// The Controller passes the arguments of this removal in the wrong order, so that it always fails.
		if (!first) deleteRoute(world, name, "");
		else updateRoute(world, application.name, String(first.name), first, user);
	}
	for (const route of left) createRoute(world, route, user);
}

/** Replaces what a body names: metadata like a patch, microservices and routes as whole sets. */
export function putApplication(
	world: World,
	name: string,
	sent: ApplicationBody,
	user: User,
): void {
	const body = expand(world, sent, name, user);
	world.validate("applicationUpdate", body);
	const application = applicationNamed(world, name, user);
	if (!application) throw unknownApplication(name);
	checkRename(world, application, body, user);
	const activated = application.isActivated;
	updateMetadata(world, application, body, name);
	if (body.microservices)
		replaceMicroservices(world, application, body.microservices, user);
	if (world.dialect === "3.0" && body.routes)
		replaceRoutes(world, application, body.routes, user);
	if (activated !== body.isActivated && application.name === name)
		touchAgents(world, application);
}
