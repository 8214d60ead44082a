import { randomUUID } from "node:crypto";
import { invalid, notFound } from "../errors";
import type { Agent } from "../model";
import type { World } from "../world";
import { isSystemMicroservice } from "./access";
import { raise } from "./changes";

/** Which part of a log is wanted. */
export interface TailConfig {
	readonly lines: number;
	readonly follow: boolean;
	readonly since: string | null;
	readonly until: string | null;
}

/** Whose log it is: a microservice's, or an agent's own. */
export interface LogSource {
	readonly microserviceUuid?: string;
	readonly iofogUuid?: string;
}

/** One reader of one log. */
export interface LogSession extends LogSource {
	readonly sessionId: string;
	readonly tailConfig: TailConfig;
	status: "ACTIVE" | "PENDING";
	agentConnected: boolean;
}

const MAX_LINES = 10_000;
const DEFAULT_LINES = 100;
const ISO_8601 =
	/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?(Z|[+-]\d{2}:\d{2})$/;

/** They live as long as the sockets that they are made of, so that no table keeps them. */
const sessions = new WeakMap<World, Map<string, LogSession>>();

/** The open log sessions by id. */
export function logSessions(world: World): Map<string, LogSession> {
	const present = sessions.get(world) ?? new Map<string, LogSession>();
	sessions.set(world, present);
	return present;
}

/** Reads what part of a log a query asks for; throws where a time is none. */
export function tailOf(query: URLSearchParams): TailConfig {
	const lines = Number.parseInt(query.get("tail") ?? "", 10);
	const time = (name: string) => {
		const text = query.get(name) || null;
		if (text && (!ISO_8601.test(text) || Number.isNaN(Date.parse(text))))
			throw invalid(`Invalid ${name} format. Expected ISO 8601.`);
		return text;
	};
	return {
		lines: lines >= 1 && lines <= MAX_LINES ? lines : DEFAULT_LINES,
		follow: query.get("follow") !== "false",
		since: time("since"),
		until: time("until"),
	};
}

/** What a user may read the log of: `kind` is the part of the path, `microservices`, `microservices/system` or `iofog`. */
export function readableSource(
	world: World,
	kind: string,
	uuid: string,
): LogSource {
	if (kind === "iofog") {
		const agent = world.agents.get(uuid);
		if (!agent) throw notFound(`Fog node not found: ${uuid}`);
		if (agent.values.daemonStatus !== "RUNNING")
			throw invalid("Fog is not running");
		return { iofogUuid: uuid };
	}
	const microservice = world.microservices.get(uuid);
	if (!microservice) throw notFound(`Microservice not found: ${uuid}`);
	const wantsSystem = kind === "microservices/system";
	if (isSystemMicroservice(world, microservice) !== wantsSystem)
		throw notFound(`Microservice ${uuid} is not found`);
	if (microservice.status?.status !== "RUNNING")
		throw invalid("Microservice is not running");
	return { microserviceUuid: uuid };
}

/** The session that an agent wants to join; throws where it is none of its own. */
export function joinedSession(
	world: World,
	agent: Agent,
	kind: string,
	uuid: string,
	sessionId: string,
): LogSession {
	const ofAgent = kind === "iofog";
	if (ofAgent && uuid !== agent.uuid) throw invalid("Fog UUID mismatch");
	if (!ofAgent && world.microservices.get(uuid)?.iofogUuid !== agent.uuid)
		throw invalid("Microservice not found or not associated with this agent");
	const session = logSessions(world).get(sessionId);
	if (!session) throw invalid("Session not found");
	if ((ofAgent ? session.iofogUuid : session.microserviceUuid) !== uuid)
		throw invalid("Session mismatch");
	return session;
}

/** Tells the agent of a session that something about it has changed. */
export function raiseLogs(world: World, session: LogSource): void {
	const { microserviceUuid, iofogUuid } = session;
	raise(
		world,
		iofogUuid ?? world.microservices.get(microserviceUuid)?.iofogUuid,
		iofogUuid ? "fogLogs" : "microserviceLogs",
	);
}

/** Opens a session, and has its agent look. */
export function openLogSession(
	world: World,
	source: LogSource,
	tailConfig: TailConfig,
): LogSession {
	const session: LogSession = {
		...source,
		sessionId: randomUUID(),
		tailConfig,
		status: "PENDING",
		agentConnected: false,
	};
	logSessions(world).set(session.sessionId, session);
	raiseLogs(world, session);
	return session;
}

/** Forgets a session, and has its agent look. */
export function closeLogSession(world: World, session: LogSession): void {
	if (logSessions(world).delete(session.sessionId)) raiseLogs(world, session);
}

/** The log sessions that an agent is wanted for. */
export function deviceLogSessions(world: World, agent: Agent): unknown {
	const own = [...logSessions(world).values()].filter(
		({ microserviceUuid, iofogUuid }) =>
			iofogUuid === agent.uuid ||
			world.microservices.get(microserviceUuid)?.iofogUuid === agent.uuid,
	);
	// Those of microservices come first.
	own.sort((a, b) => Number(!!a.iofogUuid) - Number(!!b.iofogUuid));
	return { logSessions: own };
}
