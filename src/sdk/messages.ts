import { Backoff } from "./backoff";
import { SdkError } from "./errors";
import { type Answer, originOf, parsed, post } from "./http";
import { Link } from "./link";
import {
	MESSAGE_FRAME,
	type Message,
	messageFromJson,
	messageOfFrame,
	messageToJson,
} from "./message-codec";
import type { Settings } from "./settings";

/** A message to send; content that is no bytes and no text goes as JSON. */
export type NewMessage = Partial<
	Omit<Message, "contentData" | "contextData" | "id" | "publisher">
> & {
	readonly contentData: unknown;
	readonly contextData?: unknown;
};

/** What the agent made of a message that was sent. */
export interface Sent {
	readonly id: string;
	/** Milliseconds since 1970. */
	readonly timestamp: number;
}

/** Which past messages to look for. */
export interface MessageQuery {
	/** From when, in milliseconds since 1970 or as a date. */
	readonly from: Date | number;
	/** Until when; now by default. */
	readonly to?: Date | number;
	/** The uuids of the microservices that sent them. */
	readonly publishers: readonly string[];
}

/** Called with each message; it is acknowledged when the listener has returned, and comes again where that fails. */
export type MessageListener = (message: Message) => void | Promise<void>;

const ACKNOWLEDGE = Buffer.from([0x0b]);
const REMEMBERED = 4096;
const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

function bytesOf(value: unknown): Buffer {
	if (value === undefined) return Buffer.alloc(0);
	if (typeof value === "string") return Buffer.from(value);
	if (value instanceof Uint8Array) return Buffer.from(value);
	return Buffer.from(JSON.stringify(value));
}

function supported(answer: Answer): Record<string, unknown> {
	if (answer.status === 404)
		throw new SdkError(
			"unsupported",
			"This agent has no messages: from Controller 3.7 on microservices talk to each other over NATS. Enable NATS for the microservice and use a NATS client.",
		);
	return parsed(answer);
}

/** Sends a message; tried again for up to 30 seconds as long as it surely did not reach the agent. */
export async function send(
	settings: Settings,
	message: NewMessage,
): Promise<Sent> {
	const body = messageToJson({
		infoType: "application/octet-stream",
		infoFormat: "binary",
		...message,
		publisher: settings.id,
		contextData: bytesOf(message.contextData),
		contentData: bytesOf(message.contentData),
	});
	const end = Date.now() + 30_000;
	const backoff = new Backoff(100, 2_000);
	for (;;) {
		try {
			const answer = await post(settings, "/v2/messages/new", body);
			const { id, timestamp } = supported(answer);
			return { id: String(id), timestamp: Number(timestamp) };
		} catch (error) {
			const { code } = ((error as Error).cause ?? {}) as { code?: string };
			if (!code || !NEVER_SENT.has(code) || Date.now() > end) throw error;
			await new Promise((resolve) => setTimeout(resolve, backoff.take()));
		}
	}
}

function messagesOf(body: Record<string, unknown>): Message[] {
	const { messages } = body;
	if (!Array.isArray(messages)) return [];
	return messages.map((json) => messageFromJson(json));
}

/** Asks for past messages that this microservice received. */
export async function query(
	settings: Settings,
	{ from, to = Date.now(), publishers }: MessageQuery,
): Promise<Message[]> {
	const answer = await post(settings, "/v2/messages/query", {
		id: settings.id,
		timeframestart: Number(from),
		timeframeend: Number(to),
		publishers,
	});
	return messagesOf(supported(answer));
}

/** Receives messages until the function returned is called; each is handed over once, one after the other. */
export function receive(
	settings: Settings,
	listener: MessageListener,
): () => void {
	const { id, onError } = settings;
	const seen = new Set<string>();
	let queue: Promise<void> = Promise.resolve();
	let stopped = false;
	const deliver = async (message: Message): Promise<boolean> => {
		if (stopped) return false;
		// The agent repeats what it has no acknowledgement of, after a lost connection too.
		if (seen.has(message.id)) return true;
		try {
			await listener(message);
		} catch (error) {
			onError(error as Error);
			return false;
		}
		if (message.id) seen.add(message.id);
		if (seen.size > REMEMBERED) seen.delete([...seen][0] as string);
		return true;
	};
	const origin = originOf(settings).replace("http", "ws");
	const path = `/v2/message/socket/id/${encodeURIComponent(id)}`;
	const link = new Link(origin + path, {
		onError,
		// What came while there was no connection, the agent sends now.
		onOpen: () => {},
		onFrame: (frame, reply) => {
			if (frame[0] !== MESSAGE_FRAME) return;
			queue = queue.then(async () => {
				try {
					if (await deliver(messageOfFrame(frame))) reply(ACKNOWLEDGE);
				} catch (error) {
					onError(error as Error);
				}
			});
		},
	});
	return () => {
		stopped = true;
		link.close();
	};
}
