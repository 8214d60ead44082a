import type { Server } from "node:http";
import { decode, encode } from "@msgpack/msgpack";
import { type WebSocket, WebSocketServer } from "ws";
import { authenticateAgent } from "./services/device-credentials";
import {
	closeLogSession,
	joinedSession,
	type LogSession,
	type LogSource,
	logSessions,
	openLogSession,
	raiseLogs,
	readableSource,
	type TailConfig,
	tailOf,
} from "./services/log-sessions";
import { userOf } from "./services/sessions";
import type { World } from "./world";

const LINE = 6;
const START = 7;
/** What goes from an agent to a user: lines, start, stop and errors. */
const RELAYED = new Set([LINE, START, 8, 9]);
/** How often sessions are ended whose user has gone, in milliseconds. */
const CLEANUP_MS = 30_000;
/** The close code of every refusal. */
const REFUSED = 1008;
/** What fits into the frame that closes a socket, in bytes. */
const MAX_REASON = 123;
const MAX_MESSAGE = 1 << 20;

const USER_PATH =
	/^\/api\/v3\/(microservices|microservices\/system|iofog)\/([^/]+)\/logs\/?$/;
const AGENT_PATH =
	/^\/api\/v3\/agent\/logs\/(microservice|iofog)\/([^/]+)\/([^/]+)\/?$/;

/** The sockets at both ends of a log session. */
interface Ends {
	user?: WebSocket | undefined;
	agent?: WebSocket | undefined;
}

function send(socket: WebSocket | undefined, message: object): void {
	socket?.send(encode({ ...message, timestamp: Date.now() }));
}

/** The type of a message; 0 where it is none. */
function typeOf(data: Buffer): number {
	try {
		return (decode(data) as { type?: number } | null)?.type ?? 0;
	} catch {
		return 0;
	}
}

const started = ({ sessionId }: LogSession, content: object) => ({
	type: START,
	data: Buffer.from(JSON.stringify({ sessionId, ...content })),
	sessionId,
});

/** Relays log sessions: a user opens one, its agent is told to join, and what that sends goes to the user. */
class Relay {
	private readonly ends = new Map<string, Ends>();

	constructor(private readonly world: World) {}

	/** Opens a session for a user. */
	open(socket: WebSocket, source: LogSource, tailConfig: TailConfig): void {
		const session = openLogSession(this.world, source, tailConfig);
		const { sessionId, microserviceUuid = null, iofogUuid = null } = session;
		const pair: Ends = { user: socket };
		this.ends.set(sessionId, pair);
		send(socket, started(session, { tailConfig }));
		send(socket, {
			type: LINE,
			data: Buffer.from(
				"Waiting for agent connection. Log streaming will begin once the agent connects.\n",
			),
			sessionId,
			microserviceUuid,
			iofogUuid,
		});
		socket.on("close", () => {
			pair.user = undefined;
			// Where the agent is there, it sends on until the clean-up, as to a real Controller.
			if (pair.agent) raiseLogs(this.world, session);
			else this.end(session);
			this.world.store.commit();
		});
	}

	/** Takes in the agent of a session. */
	join(socket: WebSocket, session: LogSession): void {
		const { sessionId, tailConfig } = session;
		const pair = this.ends.get(sessionId) ?? {};
		pair.agent = socket;
		session.status = "ACTIVE";
		session.agentConnected = true;
		send(socket, started(session, { tailConfig }));
		const message = "Agent connected. Log streaming started.\n";
		send(pair.user, started(session, { message }));
		socket.on("message", (data, isBinary) => {
			if (!isBinary || !pair.user) return;
			if (RELAYED.has(typeOf(data as Buffer))) pair.user.send(data);
		});
		socket.on("close", () => {
			if (pair.agent !== socket) return;
			pair.agent = undefined;
			session.agentConnected = false;
			if (pair.user) raiseLogs(this.world, session);
			else this.end(session);
			this.world.store.commit();
		});
	}

	/** Ends the sessions whose user has gone. */
	cleanUp(): void {
		for (const session of logSessions(this.world).values())
			if (!this.ends.get(session.sessionId)?.user) this.end(session);
		this.world.store.commit();
	}

	private end(session: LogSession): void {
		const { user, agent } = this.ends.get(session.sessionId) ?? {};
		this.ends.delete(session.sessionId);
		closeLogSession(this.world, session);
		user?.close();
		agent?.close();
	}
}

/**
 * Offers the log sessions of 3.7 on a server. Every socket is accepted and refused by its close code. A real Controller relays over its
 * router, and refuses users who come while it has none; this one needs no router. The returned function ends all sessions.
 */
export function offerLogSessions(server: Server, world: World): () => void {
	const sockets = new WebSocketServer({
		noServer: true,
		maxPayload: MAX_MESSAGE,
	});
	const relay = new Relay(world);
	const admit = (socket: WebSocket, url: string, header?: string) => {
		const [pathname = "/", search = ""] = url.split("?", 2);
		const query = new URLSearchParams(search);
		const [, kind, uuid] = USER_PATH.exec(pathname) ?? [];
		const [, what, whose, session] = AGENT_PATH.exec(pathname) ?? [];
		if (what && whose && session) {
			if (!header) throw new Error("Missing authentication token");
			const agent = authenticateAgent(world, header);
			relay.join(socket, joinedSession(world, agent, what, whose, session));
		} else if (kind && uuid) {
			const token = query.get("token");
			const authorization = header ?? (token ? `Bearer ${token}` : undefined);
			if (!authorization) throw new Error("Missing authentication token");
			if (!userOf(world, authorization))
				throw new Error("No subjects found in WebSocket token");
			const source = readableSource(world, kind, uuid);
			relay.open(socket, source, tailOf(query));
		} else throw new Error("Route not registered");
	};
	server.on("upgrade", (request, stream, head) => {
		sockets.handleUpgrade(request, stream, head, (socket) => {
			socket.on("error", () => socket.terminate());
			try {
				admit(socket, request.url ?? "/", request.headers.authorization);
			} catch (error) {
				const reason = Buffer.from((error as Error).message);
				socket.close(REFUSED, reason.subarray(0, MAX_REASON));
			}
			world.store.commit();
		});
	});
	const timer = setInterval(() => relay.cleanUp(), CLEANUP_MS);
	timer.unref();
	return () => {
		clearInterval(timer);
		for (const socket of sockets.clients) socket.terminate();
		sockets.close();
	};
}
