import { Backoff } from "./backoff";
import { SdkError } from "./errors";
import { parsed, post } from "./http";
import type { Settings } from "./settings";

/** Receives configuration texts; it may be called again with the same one. */
export type TextListener = (text: string) => void;

/**
 * The configuration of a microservice as its agent has it. All reads of one program go through here one after the other, each on a connection of
 * its own: what a later read brings can never be older than what an earlier one brought.
 */
export class ConfigSource {
	private running: Promise<string> | undefined;
	private queued: Promise<string> | undefined;
	private stale = false;
	private looping = false;
	private closed = false;
	private wake: (() => void) | undefined;
	private readonly listeners = new Set<TextListener>();

	constructor(private readonly settings: Settings) {}

	/** Reads the configuration once; the read begins after this call, so that it sees every change made before. */
	read(): Promise<string> {
		if (this.queued) return this.queued;
		if (!this.running) return this.start();
		const begin = () => {
			this.queued = undefined;
			return this.start();
		};
		this.queued = this.running.then(begin, begin);
		return this.queued;
	}

	/** Has every listener told of what is read from now on; the function returned ends that. */
	listen(listener: TextListener): () => void {
		this.listeners.add(listener);
		return () => {
			this.listeners.delete(listener);
		};
	}

	/** Notes that the configuration may have changed, and reads it, for as long as that takes. */
	refresh(): void {
		this.stale = true;
		if (!this.looping && !this.closed) void this.loop();
	}

	/** Ends all attempts. */
	close(): void {
		this.closed = true;
		this.wake?.();
	}

	private start(): Promise<string> {
		const reading = this.fetch().then((text) => {
			for (const listener of [...this.listeners]) listener(text);
			return text;
		});
		this.running = reading;
		const end = () => {
			if (this.running === reading) this.running = undefined;
		};
		reading.then(end, end);
		return reading;
	}

	private async fetch(): Promise<string> {
		const { id } = this.settings;
		const answer = await post(this.settings, "/v2/config/get", { id });
		const { config } = parsed(answer);
		if (typeof config !== "string")
			throw new SdkError(
				"refused",
				"The agent's local API answered without a configuration.",
			);
		return config;
	}

	private async loop(): Promise<void> {
		this.looping = true;
		const backoff = new Backoff(100, 10_000);
		let complaint = "";
		while (this.stale && !this.closed) {
			this.stale = false;
			try {
				await this.read();
				backoff.reset();
			} catch (error) {
				this.stale = true;
				const { message } = error as Error;
				if (message !== complaint) this.settings.onError(error as Error);
				complaint = message;
				await this.pause(backoff.take());
			}
		}
		this.looping = false;
	}

	private pause(milliseconds: number): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(resolve, milliseconds);
			this.wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}
}
