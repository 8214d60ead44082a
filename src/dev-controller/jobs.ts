import type { World } from "./world";

/** How often agents are looked after, in milliseconds. */
const EVERY = 30_000;
/** How many status intervals an agent may miss. */
const TOLERANCE = 3;

/** Marks agents that stopped reporting as UNKNOWN, and their microservices with them. */
export function checkAgents(world: World, now = Date.now()): void {
	for (const agent of world.agents.all()) {
		const { daemonStatus, statusFrequency, lastStatusTime } = agent.values;
		const watched =
			daemonStatus === "RUNNING" ||
			(world.dialect === "3.7" && daemonStatus === "WARNING");
		const limit = Number(statusFrequency) * 1000 * TOLERANCE;
		if (!watched || now - Number(lastStatusTime) <= limit) continue;
		world.agents.update(agent, {
			values: { ...agent.values, daemonStatus: "UNKNOWN" },
		});
		for (const microservice of world.microservices.by("agent", agent.uuid))
			if (microservice.status)
				world.microservices.update(microservice, {
					status: { ...microservice.status, status: "UNKNOWN" },
				});
	}
	world.store.commit();
}

/** Starts the regular work; the returned function ends it. */
export function startJobs(world: World): () => void {
	const timer = setInterval(() => checkAgents(world), EVERY);
	timer.unref();
	return () => clearInterval(timer);
}
