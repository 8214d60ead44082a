import { invalid } from "../errors";
import type { Agent, Router, User } from "../model";
import type { World } from "../world";
import type { AgentBody } from "./agent-values";
import { raise, raiseMicroservices } from "./changes";
import { followAgent } from "./extra-hosts";
import { syncHardware } from "./hardware-microservices";
import { deleteSecret } from "./mounted-data";
import { cleanupNats, ensureNats } from "./nats-servers";
import { changeRouter, createRouter, deleteRouter } from "./router-lifecycle";
import { ensureSecret } from "./router-microservice";
import { routerWish } from "./router-wish";
import { networkRouter, upstreamRouters } from "./routers";

/** Runs background work for an agent that still exists, and shows in its warning how that ended. */
function settle(world: World, agent: Agent, work: () => void): void {
	world.later(world.settleMs, () => {
		if (!world.agents.get(agent.uuid)) return;
		try {
			work();
			world.agents.update(agent, {
				values: { ...agent.values, warningMessage: "HEALTHY" },
			});
		} catch (error) {
			world.agents.update(agent, {
				values: {
					...agent.values,
					daemonStatus: "WARNING",
					warningMessage: `Background orchestration error: ${(error as Error).message}`,
				},
			});
		}
	});
}

function ensureCertificates(
	world: World,
	agent: Agent,
	mode: string | undefined,
	changed: boolean,
): void {
	ensureSecret(world, "router-site-ca");
	// With the router the certificates change, and the mounts of the old ones go; a real one fails to make that of an agent without a router, and says nothing.
	if (changed) deleteSecret(world, `router-local-agent-${agent.name}`);
	if (mode === "none") return;
	if (changed) deleteSecret(world, `router-local-server-${agent.name}`);
	for (const part of ["site-server", "local-ca", "local-server", "local-agent"])
		ensureSecret(world, `router-${part}-${agent.name}`);
}

/** The background work after an agent was created on 3.7: certificates, NATS, router, hardware. */
export function settleCreated(
	world: World,
	agent: Agent,
	body: AgentBody,
	upstream: Router[],
	user: User,
): void {
	settle(world, agent, () => {
		ensureCertificates(world, agent, body.routerMode, false);
		ensureNats(world, agent, { ...body, natsMode: body.natsMode || "leaf" });
		if (body.routerMode !== "none") {
			if (!body.host) throw invalid('"host" is required');
			createRouter(world, body, agent, upstream, user);
		}
		raise(world, agent.uuid);
		syncHardware(world, agent, {}, body, user.id);
		raiseMicroservices(world, agent.uuid);
	});
}

/** The background work after an agent was updated on 3.7. */
export function settleUpdated(
	world: World,
	agent: Agent,
	body: AgentBody,
	before: { host: string | null; values: Record<string, unknown> },
	user: User,
): void {
	const { router, mode, upstream, change } = routerWish(world, agent, body);
	const comesOrGoes = (mode === "none") !== (router === undefined);
	settle(world, agent, () => {
		ensureCertificates(world, agent, body.routerMode, comesOrGoes);
		if (body.natsMode === "none") {
			cleanupNats(world, agent);
			raise(world, agent.uuid, "microserviceList");
		} else ensureNats(world, agent, body);
		let changed = true;
		if (mode === "none") {
			const network = networkRouter(world, body.networkRouter);
			changed = network.id !== agent.routerId;
			if (router) deleteRouter(world, agent.uuid, body.containerEngine);
		} else {
			const routers = upstreamRouters(world, upstream, agent.isSystem);
			if (router)
				changeRouter(world, router, change, routers, body.containerEngine);
			else createRouter(world, body, agent, routers, user);
		}
		if (changed) raise(world, agent.uuid, "routerChanged", "microserviceList");
		if (body.host && body.host !== before.host)
			followAgent(world, agent.uuid, body.host);
		if (syncHardware(world, agent, before.values, body, user.id))
			raiseMicroservices(world, agent.uuid);
	});
}
