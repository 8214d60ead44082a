import type { Microservice } from "./model";
import type { World } from "./world";

/** How often agents are looked after, in milliseconds. */
const EVERY = 30_000;
/** How many status intervals an agent may miss. */
const TOLERANCE = 3;

/** Whatever a microservice of a lost agent does now is unknown, unless it was stopped on purpose. */
function loseSight(world: World, microservice: Microservice): void {
	const { status, isActivated } = microservice;
	if (!status) return;
	if (world.dialect === "3.7" && !isActivated && status.status === "STOPPED")
		return;
	const updatedAt = new Date().toISOString();
	world.microservices.update(microservice, {
		status: { ...status, status: "UNKNOWN", updatedAt },
	});
}

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
			loseSight(world, microservice);
	}
	world.store.commit();
}

/** Marks microservices that were being deleted as STOPPED where they or their application is inactive; 3.0 looks at its first inactive application only. */
export function checkStopped(world: World): void {
	const inactive = world.applications.all().filter((row) => !row.isActivated);
	const watched = world.dialect === "3.0" ? inactive.slice(0, 1) : inactive;
	const ids = new Set(watched.map((row) => row.id));
	for (const microservice of world.microservices.all()) {
		const { applicationId, isActivated, status } = microservice;
		const stopped =
			(applicationId !== null && ids.has(applicationId)) ||
			(world.dialect === "3.7" && !isActivated);
		if (!stopped || !status) continue;
		if (status.status !== "DELETED" && status.status !== "DELETING") continue;
		world.microservices.update(microservice, {
			status: {
				...status,
				status: "STOPPED",
				updatedAt: new Date().toISOString(),
			},
		});
	}
	world.store.commit();
}

/** Starts the regular work; the returned function ends it. */
export function startJobs(world: World): () => void {
	const timer = setInterval(() => {
		checkAgents(world);
		checkStopped(world);
	}, EVERY);
	timer.unref();
	return () => clearInterval(timer);
}
