import { notFound } from "../errors";
import type { Application, Microservice, User } from "../model";
import { looseId, type World } from "../world";
import { applicationNamed, owns } from "./access";
import { microserviceView, type Place } from "./microservice-view";
import { inRowOrder } from "./row-order";

/** How a route names an application: by name, or by id on the older `/flow` routes. */
export type Selector = { name: string } | { id: string };

/** The refusal of an application that is not there. */
export const unknownApplication = (name: unknown) =>
	notFound("Invalid application id '{}'", name);

/** The application that a selector means, if it is the user's. */
export function selectApplication(
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

/** The microservices of an application, in the order in which the Controller meets them: 3.0 finds them through an index by name. */
export function microservicesOf(
	world: World,
	application: Application,
): Microservice[] {
	const rows = world.microservices.by("application", application.id);
	return world.dialect === "3.0" ? inRowOrder(world, rows, "name") : rows;
}

/** An application with its microservices, as it is shown alone or in the list of all. */
export function applicationView(
	world: World,
	application: Application,
	place: Place,
): Record<string, unknown> {
	const { natsAccess, natsRuleId, userId, ...view } = application;
	const is30 = world.dialect === "3.0";
	const rows = microservicesOf(world, application);
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

/** One application as its own route shows it; `system` asks for those of the Controller itself (3.7). */
export function getApplication(
	world: World,
	selector: Selector,
	user: User,
	system = false,
): Record<string, unknown> {
	const application = selectApplication(world, selector, user);
	if (
		!application ||
		(world.dialect === "3.7" && application.isSystem !== system)
	)
		throw unknownApplication(labelOf(selector));
	return applicationView(world, application, "application");
}

/** All applications of a user, or those of the Controller itself (3.7). */
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
