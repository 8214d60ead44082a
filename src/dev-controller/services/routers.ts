import { invalid, notFound } from "../errors";
import type { Microservice, Router } from "../model";
import type { World } from "../world";
import { builtInItem } from "./seed-catalog";

/** How clients name the default router. */
export const DEFAULT_ROUTER = "default-router";

/** The default messaging port of a dialect. */
export const messagingPort = (world: World): number =>
	world.dialect === "3.0" ? 5672 : 5671;

/** The router that agents connect to unless they say otherwise. */
export const defaultRouter = (world: World): Router | undefined =>
	world.routers.by("default", "yes")[0];

/** The router of an agent itself. */
export const routerOf = (world: World, agentUuid: string): Router | undefined =>
	world.routers.by("agent", agentUuid)[0];

/** The router that an agent without one of its own uses: the default, or that of another agent. */
export function networkRouter(world: World, id: string | undefined): Router {
	const router = id ? routerOf(world, id) : defaultRouter(world);
	if (!router) throw notFound("Invalid router '{}'", id || DEFAULT_ROUTER);
	return router;
}

/** The routers that an agent connects to; without a wish that is the default (3.7: and those of system agents). */
export function upstreamRouters(
	world: World,
	wanted: (string | null)[] | undefined,
	isSystem: boolean | undefined,
): Router[] {
	const fallback = defaultRouter(world);
	if (!wanted) {
		if (!fallback) {
			if (isSystem) return [];
			throw notFound("Invalid router '{}'", DEFAULT_ROUTER);
		}
		if (world.dialect === "3.0") return [fallback];
		const others = world.agents
			.all()
			.filter((agent) => agent.isSystem)
			.flatMap((agent) => routerOf(world, agent.uuid) ?? [])
			.filter((router) => router.id !== fallback.id);
		return [fallback, ...others];
	}
	return wanted.map((id) => {
		let router =
			id === DEFAULT_ROUTER
				? fallback
				: id === null
					? world.routers.find((row) => row.iofogUuid === null)
					: routerOf(world, id);
		if (
			!router &&
			world.dialect === "3.7" &&
			id !== null &&
			id !== DEFAULT_ROUTER
		) {
			const agent = world.agents.by("name", id)[0];
			router = agent && routerOf(world, agent.uuid);
		}
		if (!router) throw notFound("Invalid router '{}'", id);
		if (router.isEdge)
			throw invalid("Upstream router must be interior '{}'", id);
		return router;
	});
}

/** The microservice that runs the router of an agent. */
export const routerMicroservice = (
	world: World,
	agentUuid: string | null,
): Microservice | undefined =>
	world.microservices
		.by("catalogItem", builtInItem(world, "Router"))
		.find((m) => m.iofogUuid === agentUuid);
