import {
	ApiError,
	duplicate,
	foreignKey,
	invalid,
	notFound,
	readOfNull,
} from "../errors";
import type { Application, User } from "../model";
import { defined, looseId, timestamps, type World } from "../world";
import { applicationNamed, owns } from "./access";
import { raise, raiseFull, raiseMicroservices } from "./changes";
import { updateMicroservice } from "./microservice-update";
import { microserviceView, type Place } from "./microservice-view";
import {
	createMicroservice,
	type MicroserviceBody,
	removeMicroservice,
} from "./microservices";
import { detachNats } from "./nats-access";
import {
	createRoute,
	deleteRoute,
	type RouteBody,
	updateRoute,
} from "./routes";
import { fromTemplate, type TemplateUse } from "./templates";

export interface ApplicationBody {
	name?: string;
	description?: string;
	isActivated?: boolean;
	isSystem?: boolean;
	microservices?: MicroserviceBody[];
	routes?: RouteBody[];
	template?: TemplateUse;
	natsConfig?: { natsAccess?: boolean; natsRule?: string };
}

/** How a route names an application: by name, or by id on the older `/flow` routes. */
export type Selector = { name: string } | { id: string };

const unknown = (name: unknown) =>
	notFound("Invalid application id '{}'", name);

function select(
	world: World,
	selector: Selector,
	user: User,
): Application | undefined {
	if ("name" in selector) return applicationNamed(world, selector.name, user);
	const found = world.applications.get(looseId(selector.id));
	return found && owns(world, found, user) ? found : undefined;
}

const labelOf = (selector: Selector): string =>
	"name" in selector ? selector.name : selector.id;

function resolveNats(
	world: World,
	body: ApplicationBody,
	stored?: Application,
): { natsAccess?: boolean; natsRuleId?: number | null } {
	if (world.dialect === "3.0") return {};
	if (Object.hasOwn(body, "natsAccess"))
		throw invalid("natsAccess must be provided under natsConfig.natsAccess");
	if (!body.natsConfig)
		return defined({
			natsAccess: stored?.natsAccess,
			natsRuleId: stored?.natsRuleId,
		});
	const { natsAccess, natsRule } = body.natsConfig;
	let natsRuleId = stored?.natsRuleId;
	if (natsRule) {
		const rule = world.natsAccountRules.find((r) => r.name === natsRule);
		if (!rule) throw invalid("NATS account rule {} does not exist", natsRule);
		natsRuleId = rule.id;
	}
	if (natsAccess === false) natsRuleId = null;
	return defined({ natsAccess, natsRuleId });
}

/** Fills a body from its template, and names the application in each of its parts. */
function expand(
	world: World,
	sent: ApplicationBody,
	name: string | undefined,
	user: User,
): ApplicationBody {
	let body = sent;
	if (sent.template?.name)
		body = {
			...(fromTemplate(world, sent.template, user) as ApplicationBody),
			isSystem: sent.isSystem,
			name: sent.name || name,
			description: sent.description,
			isActivated: sent.isActivated,
		};
	const application = body.name || name;
	if (body.microservices)
		body.microservices = eachOf(body.microservices, (item) => ({
			...item,
			application,
		}));
	if (world.dialect === "3.0" && body.routes)
		body.routes = eachOf(body.routes, (item) => ({
			...item,
			name: item.name || `r-${item.from}-${item.to}`,
			application,
		}));
	return body;
}

function eachOf<T>(list: T[], change: (item: T) => T): T[] {
	if (!Array.isArray(list))
		throw new ApiError(
			"TypeError",
			"applicationData.microservices.map is not a function",
		);
	return list.map(change);
}

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

function isTaken(
	world: World,
	name: string,
	user: User,
	self?: number,
): boolean {
	return world.applications
		.by("name", name)
		.some((row) => row.id !== self && owns(world, row, user));
}

export function createApplication(
	world: World,
	sent: ApplicationBody,
	user: User,
): { id: number; name: string } {
	const body = expand(world, sent, undefined, user);
	world.validate("applicationCreate", body);
	if (isTaken(world, String(body.name), user)) throw duplicate(body.name);
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
		? select(world, selector, user)
		: "name" in selector
			? world.applications.by("name", selector.name)[0]
			: world.applications.get(looseId(selector.id));
	if (is37 && !system) {
		if (!found) throw readOfNull("isSystem");
		if (found.isSystem) throw invalid("Cannot delete system application.");
	}
	if (!found) return;
	const agents = new Set<string | null>();
	for (const microservice of world.microservices.by("application", found.id)) {
		removeMicroservice(world, microservice, user);
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
		world.applications.remove(application);
	}
}

function touchAgents(world: World, application: Application): void {
	for (const agent of new Set(
		world.microservices
			.by("application", application.id)
			.map((m) => m.iofogUuid),
	))
		raiseFull(world, agent);
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
	if (natsBefore && !application.natsAccess)
		for (const microservice of world.microservices.by(
			"application",
			application.id,
		))
			detachNats(world, microservice);
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
	const application = select(world, selector, user);
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
	for (const microservice of world.microservices.by(
		"application",
		application.id,
	)) {
		const matching = left.filter((item) => item.name === microservice.name);
		for (const item of matching) left.splice(left.indexOf(item), 1);
		const [first] = matching;
		if (!first) {
			removeMicroservice(world, microservice, user);
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
	const old = world.microservices
		.by("application", application.id)
		.sort((a, b) => (a.name < b.name ? -1 : 1))
		.flatMap((m) =>
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
	if (!application) throw unknown(name);
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

/** An application with its microservices, as it is shown alone or in the list of all. */
export function applicationView(
	world: World,
	application: Application,
	place: Place,
): Record<string, unknown> {
	const { natsAccess, natsRuleId, userId, ...view } = application;
	const is30 = world.dialect === "3.0";
	const rows = world.microservices.by("application", application.id);
	if (is30) rows.sort((a, b) => (a.name < b.name ? -1 : 1));
	const nameOf = (uuid: string) => world.microservices.get(uuid)?.name;
	return {
		...view,
		...(is30
			? { userId }
			: {
					natsAccess,
					natsConfig: {
						natsAccess,
						natsRule: world.natsAccountRules.get(natsRuleId)?.name ?? null,
					},
				}),
		microservices: rows.map((m) => microserviceView(world, m, place)),
		...(is30
			? {
					routes: rows.flatMap((m) =>
						world.routes.by("source", m.uuid).map((route) => ({
							name: route.name,
							from: m.name,
							to: nameOf(route.destMicroserviceUuid),
						})),
					),
				}
			: {}),
	};
}

export function getApplication(
	world: World,
	selector: Selector,
	user: User,
	system = false,
): Record<string, unknown> {
	const application = select(world, selector, user);
	if (
		!application ||
		(world.dialect === "3.7" && application.isSystem !== system)
	)
		throw unknown(labelOf(selector));
	return applicationView(world, application, "application");
}

export function listApplications(
	world: World,
	user: User,
	system = false,
): { applications: unknown[] } {
	const applications = world.applications
		.all()
		.filter((row) => row.isSystem === system && owns(world, row, user));
	return {
		applications: applications.map((row) =>
			applicationView(world, row, "applications"),
		),
	};
}
