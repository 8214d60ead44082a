import type { WebSocket } from "ws";

const CONFIG_CHANGED = Buffer.from([0x0c]);
const ACKNOWLEDGED = 0x0b;
/** How often it is checked whether a signal was acknowledged, in milliseconds. */
const CHECK_MS = 10_000;
/** A signal that is not acknowledged for so long is repeated, in milliseconds. */
const PATIENCE_MS = 20_000;
const MAX_REPEATS = 10;

interface Pending {
	since: number;
	repeats: number;
}

/** The control sockets of microservices, over which they are told that their configuration changed. */
export class ControlSockets {
	private readonly sockets = new Map<
		string,
		Map<WebSocket, Pending | undefined>
	>();
	private readonly timer = setInterval(() => this.repeat(Date.now()), CHECK_MS);

	constructor() {
		this.timer.unref();
	}

	/** Takes in the socket of a microservice. */
	add(uuid: string, socket: WebSocket): void {
		const group = this.sockets.get(uuid) ?? new Map();
		this.sockets.set(uuid, group);
		group.set(socket, undefined);
		socket.on("message", (data) => {
			if ((data as Buffer)[0] === ACKNOWLEDGED) group.set(socket, undefined);
		});
		socket.on("close", () => {
			group.delete(socket);
			if (group.size === 0 && this.sockets.get(uuid) === group)
				this.sockets.delete(uuid);
		});
	}

	/** Tells a microservice that its configuration changed. */
	signal(uuid: string): void {
		const group = this.sockets.get(uuid);
		if (!group) return;
		for (const socket of group.keys()) {
			group.set(socket, { since: Date.now(), repeats: 0 });
			socket.send(CONFIG_CHANGED);
		}
	}

	/** Repeats what nobody acknowledged, and gives up sockets that never do. */
	repeat(now: number): void {
		for (const group of this.sockets.values())
			for (const [socket, pending] of group) {
				if (!pending || now - pending.since < PATIENCE_MS) continue;
				if (pending.repeats >= MAX_REPEATS) {
					socket.terminate();
					continue;
				}
				group.set(socket, { since: now, repeats: pending.repeats + 1 });
				socket.send(CONFIG_CHANGED);
			}
	}

	/** Ends the watch over signals. */
	close(): void {
		clearInterval(this.timer);
	}
}
