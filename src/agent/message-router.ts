import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import {
	fullMessage,
	MESSAGE_FRAME,
	type Message,
	messageFrame,
	messageOfFrame,
} from "../sdk/message-codec";

const ACKNOWLEDGED = 0x0b;
const RECEIPT = 0x0e;
/** How many messages wait for one microservice at most, and how many past ones it can ask for; the oldest go first. */
const KEPT = 1_000;
/** A message that is not acknowledged for so long is sent again, in milliseconds. */
const PATIENCE_MS = 20_000;

interface Box {
	waiting: Message[];
	readonly past: Message[];
	socket: WebSocket | undefined;
	/** When the first of those that wait was sent; undefined while it was not. */
	sentAt: number | undefined;
}

/** Carries messages between the microservices of one agent (Controller 3.0), in memory. */
export class MessageRouter {
	private readonly boxes = new Map<string, Box>();
	private readonly timer = setInterval(() => this.repeat(Date.now()), 5_000);

	/** `receivers` are the uuids that a microservice's messages go to. */
	constructor(private readonly receivers: (uuid: string) => readonly string[]) {
		this.timer.unref();
	}

	/** Takes a message from a microservice to all its receivers; what it lacks is filled in. */
	publish(
		publisher: string,
		message: Message,
	): { id: string; timestamp: number } {
		const id = message.id || randomUUID().replaceAll("-", "");
		const timestamp = message.timestamp || Date.now();
		const whole = fullMessage({ ...message, id, timestamp, publisher });
		for (const receiver of this.receivers(publisher)) {
			const box = this.box(receiver);
			box.past.push(whole);
			if (box.past.length > KEPT) box.past.shift();
			// The first may be on its way already, and its acknowledgement must not count for another.
			if (box.waiting.length >= KEPT) box.waiting.splice(1, 1);
			box.waiting.push(whole);
			this.send(box);
		}
		return { id, timestamp };
	}

	/** All messages that wait for a microservice, which wait no longer. */
	next(uuid: string): Message[] {
		const box = this.box(uuid);
		const { waiting } = box;
		box.waiting = [];
		box.sentAt = undefined;
		return waiting;
	}

	/** Past messages to a microservice from some publishers within a time, both ends included. */
	query(
		uuid: string,
		from: number,
		to: number,
		publishers: readonly string[],
	): Message[] {
		return this.box(uuid).past.filter(
			({ publisher, timestamp }) =>
				publishers.includes(publisher) && timestamp >= from && timestamp <= to,
		);
	}

	/** Takes in the message socket of a microservice; an older one of it is closed. */
	add(uuid: string, socket: WebSocket): void {
		const box = this.box(uuid);
		box.socket?.close();
		box.socket = socket;
		box.sentAt = undefined;
		socket.on("message", (data) =>
			this.receive(uuid, box, socket, data as Buffer),
		);
		socket.on("close", () => {
			if (box.socket !== socket) return;
			box.socket = undefined;
			box.sentAt = undefined;
		});
		this.send(box);
	}

	/** Forgets what belongs to microservices that are not there any more. */
	keepOnly(uuids: ReadonlySet<string>): void {
		for (const uuid of this.boxes.keys())
			if (!uuids.has(uuid)) this.boxes.delete(uuid);
	}

	/** Sends again what nobody acknowledged. */
	repeat(now: number): void {
		for (const box of this.boxes.values())
			if (box.sentAt !== undefined && now - box.sentAt >= PATIENCE_MS) {
				box.sentAt = undefined;
				this.send(box);
			}
	}

	/** Ends the watch over messages. */
	close(): void {
		clearInterval(this.timer);
	}

	private box(uuid: string): Box {
		let box = this.boxes.get(uuid);
		if (!box) {
			box = { waiting: [], past: [], socket: undefined, sentAt: undefined };
			this.boxes.set(uuid, box);
		}
		return box;
	}

	/** One message at a time is on its way: an acknowledgement does not say what it is for. */
	private send(box: Box): void {
		const [first] = box.waiting;
		if (!first || !box.socket || box.sentAt !== undefined) return;
		box.sentAt = Date.now();
		box.socket.send(messageFrame(first));
	}

	private receive(
		uuid: string,
		box: Box,
		socket: WebSocket,
		frame: Buffer,
	): void {
		if (frame[0] === ACKNOWLEDGED) {
			if (box.socket !== socket || box.sentAt === undefined) return;
			box.waiting.shift();
			box.sentAt = undefined;
			this.send(box);
			return;
		}
		if (frame[0] !== MESSAGE_FRAME) return;
		try {
			const { id, timestamp } = this.publish(uuid, messageOfFrame(frame));
			const name = Buffer.from(id);
			const head = Buffer.from([RECEIPT, name.length, 8]);
			const time = Buffer.alloc(8);
			time.writeBigUInt64BE(BigInt(timestamp));
			socket.send(Buffer.concat([head, name, time]));
		} catch {
			// Who sends what is no message is dropped, so that it notices.
			socket.terminate();
		}
	}
}
