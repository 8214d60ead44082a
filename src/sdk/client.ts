import {
	type ConfigListener,
	ConfigWatch,
	type GetConfigOptions,
	readConfig,
	type Schema,
} from "./config";
import { ConfigSource } from "./config-source";
import type { Message } from "./message-codec";
import {
	type MessageListener,
	type MessageQuery,
	type NewMessage,
	query,
	receive,
	type Sent,
	send,
} from "./messages";
import { type SdkOptions, type Settings, settingsOf } from "./settings";

/** A microservice's way to its agent. Throws an `invalid` {@link SdkError} where neither options nor environment say which microservice it is. */
export class Client {
	private readonly settings: Settings;
	private readonly source: ConfigSource;
	private readonly watch: ConfigWatch;
	private readonly stops = new Set<() => void>();

	constructor(options: SdkOptions = {}) {
		this.settings = settingsOf(options);
		this.source = new ConfigSource(this.settings);
		this.watch = new ConfigWatch(this.settings, this.source);
	}

	/** The configuration as the agent has it now; waits for an agent that does not answer yet, then rejects with an {@link SdkError}. */
	getConfig<T = unknown>(options: GetConfigOptions<T> = {}): Promise<T> {
		return readConfig(this.source, options);
	}

	/**
	 * Calls the listener with the configuration and with each later one, until the function returned is called. The last one always arrives; one
	 * that is replaced quickly may be skipped, and none comes after a newer one. What cannot be read or does not fit the schema goes to `onError`.
	 */
	onConfig<T = unknown>(
		listener: ConfigListener<T>,
		options: { readonly schema?: Schema<T> } = {},
	): () => void {
		return this.kept(this.watch.add(listener, options.schema));
	}

	/** Sends a message to the microservices that a route leads to (Controller 3.0); an `unsupported` {@link SdkError} names NATS elsewhere. */
	sendMessage(message: NewMessage): Promise<Sent> {
		return send(this.settings, message);
	}

	/** Calls the listener with each message that comes, one after the other, until the function returned is called (Controller 3.0). */
	onMessage(listener: MessageListener): () => void {
		return this.kept(receive(this.settings, listener));
	}

	/** Past messages that came from some microservices within a time (Controller 3.0). */
	queryMessages(wanted: MessageQuery): Promise<Message[]> {
		return query(this.settings, wanted);
	}

	/** Ends all listening, so that the program can end. */
	close(): void {
		for (const stop of this.stops) stop();
		this.source.close();
	}

	private kept(stop: () => void): () => void {
		const end = () => {
			this.stops.delete(end);
			stop();
		};
		this.stops.add(end);
		return end;
	}
}
