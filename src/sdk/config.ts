import { Backoff } from "./backoff";
import type { ConfigSource, TextListener } from "./config-source";
import { SdkError } from "./errors";
import { originOf } from "./http";
import { Link } from "./link";
import type { Settings } from "./settings";

/** Whatever turns a parsed JSON value into a typed one or throws: a zod schema is one. */
export interface Schema<T> {
	parse(value: unknown): T;
}

/** How to read the configuration once. */
export interface GetConfigOptions<T> {
	/** What the configuration has to look like. */
	readonly schema?: Schema<T>;
	/** How long to wait for an agent that does not answer yet, in milliseconds; 30 seconds by default. */
	readonly timeout?: number;
}

/** Called with a configuration; where it returns a promise, the next call waits for it. */
export type ConfigListener<T> = (config: T) => void | Promise<void>;

const CHANGED = 0x0c;
const ACKNOWLEDGE = Buffer.from([0x0b]);
/** How often the configuration is read even though nothing says that it changed, in milliseconds: a signal may be lost with its agent. */
const REREAD_MS = 60_000;

/** The value of a configuration text; throws an `invalid` {@link SdkError} that says what is wrong with it. */
export function parseConfig<T>(text: string, schema?: Schema<T>): T {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		throw new SdkError(
			"invalid",
			`The configuration is no JSON: ${(cause as Error).message}`,
			cause,
		);
	}
	if (!schema) return value as T;
	try {
		return schema.parse(value);
	} catch (cause) {
		throw new SdkError(
			"invalid",
			`The configuration does not fit its schema: ${(cause as Error).message}`,
			cause,
		);
	}
}

/** Reads the configuration, again and again until the agent answers or the time is up. */
export async function readConfig<T>(
	source: ConfigSource,
	{ schema, timeout = 30_000 }: GetConfigOptions<T>,
): Promise<T> {
	const end = Date.now() + timeout;
	const backoff = new Backoff(100, 2_000);
	for (;;) {
		let text: string;
		try {
			text = await source.read();
		} catch (error) {
			const wait = backoff.take();
			if (Date.now() + wait > end) throw error;
			await new Promise((resolve) => setTimeout(resolve, wait));
			continue;
		}
		return parseConfig(text, schema);
	}
}

/** Feeds one listener: one call at a time, always with the newest text, never twice in a row with the same. */
function feeder<T>(
	listener: ConfigListener<T>,
	schema: Schema<T> | undefined,
	onError: (error: Error) => void,
	stopped: () => boolean,
): TextListener {
	let last: string | undefined;
	let pending: string | undefined;
	let busy = false;
	const pump = async () => {
		busy = true;
		while (pending !== undefined && !stopped()) {
			const text = pending;
			pending = undefined;
			try {
				await listener(parseConfig(text, schema));
			} catch (error) {
				onError(error as Error);
			}
		}
		busy = false;
	};
	return (text) => {
		if (text === last) return;
		last = text;
		pending = text;
		if (!busy) void pump();
	};
}

/** Follows the configuration of a microservice over one control socket, however many listeners there are. */
export class ConfigWatch {
	private link: Link | undefined;
	private timer: NodeJS.Timeout | undefined;
	private count = 0;

	constructor(
		private readonly settings: Settings,
		private readonly source: ConfigSource,
	) {}

	/** Adds a listener; the function returned takes it away again. */
	add<T>(listener: ConfigListener<T>, schema?: Schema<T>): () => void {
		let stopped = false;
		const { onError } = this.settings;
		const unlisten = this.source.listen(
			feeder(listener, schema, onError, () => stopped),
		);
		this.count++;
		if (this.count === 1) this.open();
		this.source.refresh();
		return () => {
			if (stopped) return;
			stopped = true;
			unlisten();
			this.count--;
			if (this.count === 0) this.close();
		};
	}

	/** Lets go of the control socket. */
	close(): void {
		this.link?.close();
		this.link = undefined;
		clearInterval(this.timer);
	}

	private open(): void {
		const { id, onError } = this.settings;
		const origin = originOf(this.settings).replace("http", "ws");
		const url = `${origin}/v2/control/socket/id/${encodeURIComponent(id)}`;
		this.link = new Link(url, {
			onError,
			// What changed while there was no connection was signalled to nobody.
			onOpen: () => this.source.refresh(),
			onFrame: (frame, reply) => {
				if (frame.length === 0) return;
				reply(ACKNOWLEDGE);
				if (frame[0] === CHANGED) this.source.refresh();
			},
		});
		this.timer = setInterval(() => this.source.refresh(), REREAD_MS);
	}
}
