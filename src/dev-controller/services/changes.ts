import type { World } from "../world";

/** What an agent is told to fetch or do at its next look. */
export type Flag =
	| "config"
	| "deleteNode"
	| "diagnostics"
	| "execSessions"
	| "fogLogs"
	| "isImageSnapshot"
	| "linkedEdgeResources"
	| "microserviceConfig"
	| "microserviceList"
	| "microserviceLogs"
	| "prune"
	| "reboot"
	| "registries"
	| "routerChanged"
	| "routing"
	| "tunnel"
	| "version"
	| "volumeMounts";

const COMMON: Flag[] = [
	"config",
	"version",
	"reboot",
	"deleteNode",
	"microserviceList",
	"microserviceConfig",
];
const REST: Flag[] = [
	"registries",
	"tunnel",
	"diagnostics",
	"isImageSnapshot",
	"prune",
	"routerChanged",
	"linkedEdgeResources",
];

/** Every key of an answer about changes, by dialect. */
export const FLAGS: Record<World["dialect"], string[]> = {
	"3.0": [...COMMON, "routing", ...REST],
	"3.7": [
		...COMMON,
		...REST,
		"volumeMounts",
		"execSessions",
		"microserviceLogs",
		"fogLogs",
	],
};

/** Raises flags of an agent; without flags it only moves the time of the last change. */
export function raise(
	world: World,
	agent: string | null | undefined,
	...flags: Flag[]
): void {
	if (!agent || !world.agents.get(agent)) return;
	const now = new Date().toISOString();
	const changes =
		world.changes.get(agent) ?? world.changes.insert({ agent, flags: {} });
	const raised = Object.fromEntries([...flags, ""].map((flag) => [flag, now]));
	world.changes.update(changes, { flags: { ...changes.flags, ...raised } });
}

/** A new microservice list and new configurations, as after most writes to microservices. */
export const raiseMicroservices = (
	world: World,
	agent: string | null | undefined,
): void => raise(world, agent, "microserviceConfig", "microserviceList");

/** As {@link raiseMicroservices}, and on 3.0 the routing too. */
export const raiseFull = (
	world: World,
	agent: string | null | undefined,
): void =>
	raise(
		world,
		agent,
		"microserviceConfig",
		"microserviceList",
		...(world.dialect === "3.0" ? (["routing"] as const) : []),
	);

/** The answer to an agent that asks what changed. */
export function readChanges(
	world: World,
	agent: string,
): Record<string, boolean | string> {
	const flags = world.changes.get(agent)?.flags ?? {};
	const times = Object.values(flags).sort();
	const answer: Record<string, boolean | string> = {};
	for (const flag of FLAGS[world.dialect]) answer[flag] = flag in flags;
	answer.lastUpdated = times.at(-1) ?? new Date().toISOString();
	return answer;
}

/** Forgets the flags that were raised at `lastUpdated` or before. */
export function clearChanges(
	world: World,
	agent: string,
	lastUpdated: string,
): void {
	const changes = world.changes.get(agent);
	if (!changes) return;
	const flags = Object.fromEntries(
		Object.entries(changes.flags).filter(([, time]) => time > lastUpdated),
	);
	world.changes.update(changes, { flags });
}
