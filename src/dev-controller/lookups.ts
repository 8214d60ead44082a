import { owns } from "./services/access";
import { getAgent, listAgents } from "./services/agent-view";
import { applicationView } from "./services/application-view";
import { getEdgeResource } from "./services/edge-resource-view";
import { listMicroservices } from "./services/microservice-view";
import type { Lookups, World } from "./world";

/** The lookups of a world, which answer as the routes of the same objects do. */
export function createLookups(world: World): Lookups {
	return {
		agent: (user, name) =>
			name === ""
				? listAgents(world, user, [], false).fogs
				: getAgent(world, { name: name as string }, user),
		agentOf: (user, { iofogUuid }) =>
			getAgent(world, { uuid: iofogUuid }, user),
		application(user, name) {
			const application = world.applications
				.by("name", String(name))
				.find((row) => owns(world, row, user));
			if (!application) return null;
			return {
				...applicationView(world, application, "application"),
				microservices: listMicroservices(world, user, application.id),
			};
		},
		edgeResource: (user, name, version) =>
			getEdgeResource(
				world,
				String(name),
				version === undefined ? undefined : String(version),
				user,
			),
	};
}
