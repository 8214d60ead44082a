import {
	duplicate,
	foreignKey,
	invalid,
	readOfNull,
	uniqueConstraint,
} from "../errors";
import type { Application, User } from "../model";
import { looseId, timestamps, type World } from "../world";
import { owns } from "./access";
import { type ApplicationBody, expand, resolveNats } from "./application-body";
import {
	microservicesOf,
	type Selector,
	selectApplication,
} from "./application-view";
import { raiseFull } from "./changes";
import { removeMicroservice } from "./microservice-removal";
import { createMicroservice } from "./microservices";
import { admitApplication } from "./nats-access";
import { dropApplicationAccount } from "./nats-secrets";
import { createRoute } from "./routes";

function insert(world: World, body: ApplicationBody, user: User): Application {
	return world.applications.insert({
		id:
			world.dialect === "3.0"
				? world.applications.reusedId()
				: world.store.next("application"),
		name: String(body.name),
		description: body.description ?? "",
		isActivated: Boolean(body.isActivated),
		isSystem: Boolean(body.isSystem),
		userId: user.id,
		natsAccess: false,
		natsRuleId: null,
		...resolveNats(world, body),
		...timestamps(),
	});
}

/** Whether a name is in use by another application of the user. */
export function isTaken(
	world: World,
	name: string,
	user: User,
	self?: number,
): boolean {
	return world.applications
		.by("name", name)
		.some(
			(row) =>
				row.id !== self &&
				owns(world, row, user) &&
				world.race.sees(world.applications.age(row)),
		);
}

/** Creates an application with its microservices and routes, or nothing of it. */
export function createApplication(
	world: World,
	sent: ApplicationBody,
	user: User,
): { id: number; name: string } {
	const body = expand(world, sent, undefined, user);
	world.validate("applicationCreate", body);
	if (isTaken(world, String(body.name), user)) throw duplicate(body.name);
	// Only 3.7 has an index that catches what the check has missed.
	const missed = world.applications.by("name", String(body.name));
	if (world.dialect === "3.7" && missed.length > 0) throw uniqueConstraint();
	resolveNats(world, body);
	const application = insert(world, body, user);
	try {
		for (const item of body.microservices ?? [])
			createMicroservice(world, item, user);
		if (world.dialect === "3.0")
			for (const route of body.routes ?? []) createRoute(world, route, user);
	} catch (error) {
		deleteApplication(world, { name: application.name }, user);
		throw error;
	}
	if (application.natsAccess) admitApplication(world, application);
	return { id: application.id, name: application.name };
}

/** Removes an application with everything in it; on 3.0 a missing one is no error. */
export function deleteApplication(
	world: World,
	selector: Selector,
	user: User,
	system = false,
): void {
	const is37 = world.dialect === "3.7";
	// The 3.0 Controller looks the microservices up without asking whose application it is.
	const found = is37
		? selectApplication(world, selector, user)
		: "name" in selector
			? world.applications.by("name", selector.name)[0]
			: world.applications.get(looseId(selector.id));
	if (is37 && !system) {
		if (!found) throw readOfNull("isSystem");
		if (found.isSystem) throw invalid("Cannot delete system application.");
	}
	if (!found) return;
	const agents = new Set<string | null>();
	for (const microservice of microservicesOf(world, found)) {
		removeMicroservice(world, microservice);
		agents.add(microservice.iofogUuid);
	}
	for (const agent of agents) raiseFull(world, agent);
	const doomed = is37
		? [found]
		: "name" in selector
			? world.applications
					.by("name", selector.name)
					.filter((a) => a.userId === user.id)
			: [found].filter((a) => a.userId === user.id);
	for (const application of doomed) {
		if (world.microservices.by("application", application.id).length > 0)
			throw foreignKey();
		dropApplicationAccount(world, application);
		world.applications.remove(application);
	}
}
