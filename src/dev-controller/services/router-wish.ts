import type { Agent } from "../model";
import type { World } from "../world";
import type { AgentBody } from "./agent-values";
import { routerOf } from "./routers";

/** What an update asks of the router, filled up with what the router has. */
export function routerWish(world: World, agent: Agent, body: AgentBody) {
	const router = routerOf(world, agent.uuid);
	const upstream =
		body.upstreamRouters ??
		(router
			? world.routerConnections
					.by("source", router.id)
					.map((link) => world.routers.get(link.dest)?.iofogUuid ?? null)
			: []);
	const current = router ? (router.isEdge ? "edge" : "interior") : "none";
	const mode = body.routerMode || current;
	return {
		router,
		mode,
		upstream,
		change: {
			isEdge: mode === "edge",
			messagingPort: body.messagingPort || (router?.messagingPort ?? null),
			interRouterPort:
				body.interRouterPort || (router?.interRouterPort ?? null),
			edgeRouterPort: body.edgeRouterPort || (router?.edgeRouterPort ?? null),
			host: body.host || router?.host,
		},
	};
}
