import { abortReason } from "./abort";
import { decodeAgent, type RawAgent } from "./agent-wire";
import type { ApplicationReads } from "./application-reads";
import { ApplicationView, type RawApplication } from "./application-view";
import type { Client } from "./client";
import { ControllerError } from "./errors";
import type { MicroserviceIdentity } from "./microservice-reads";
import type { Microservices } from "./microservices";
import type { Agent, Dialect, Microservice } from "./types";
import { type Look, type Verdict, Watch, wordsOf } from "./watch";

/** How a wait ended: by what was seen, or because its time was over. */
export type Ended =
	| Verdict
	| {
			readonly end: "late";
			readonly microservice: Microservice | undefined;
			readonly agent: Agent | undefined;
			/** Why the Controller could not be asked lately, if so. */
			readonly cause: ControllerError | undefined;
	  };

/** How to wait for a microservice. */
export interface WaitOptions {
	/** Id of the container that has to be another one by now. */
	readonly before?: string | undefined;
	/** Seconds. */
	readonly timeout: number;
	/** Told of each step, e.g. `PULLING 40 % on agent "edge-1"`. */
	readonly onProgress?: (text: string) => void;
}

interface Waiter {
	readonly uuid: string;
	readonly watch: Watch;
	readonly deadline: number;
	readonly onProgress: ((text: string) => void) | undefined;
	told: string;
	readonly resolve: (ended: Ended) => void;
	readonly reject: (error: unknown) => void;
}

interface Seen {
	readonly view: ApplicationView;
	readonly awaitingRebuild: ReadonlySet<string>;
}

const POLL_MS = 1_000;
// Looking takes at most this part of the time, however slow a Controller with thousands of microservices answers.
const SHARE = 0.25;
// Up to this many agents are read one by one; above, one list costs the Controller less.
const SINGLE_READS = 4;

/**
 * Waits for microservices to run. Everybody who waits shares the looks: one read of each application and of the agents, however many of their
 * microservices are waited for.
 */
export class Readiness {
	readonly #client: Client;
	readonly #reads: ApplicationReads;
	readonly #microservices: Microservices;
	readonly #waiting = new Set<Waiter>();
	readonly #homes = new Map<string, string>();
	/** Microservices as a wait saw them at its end. */
	readonly #ended = new Map<string, Microservice>();
	#timer?: NodeJS.Timeout;
	#looking?: AbortController;
	#cause?: ControllerError;

	constructor(
		client: Client,
		reads: ApplicationReads,
		microservices: Microservices,
	) {
		this.#client = client;
		this.#reads = reads;
		this.#microservices = microservices;
	}

	/** Waits until it is clear what becomes of a microservice, or the time is over. */
	wait(
		{ uuid, application }: MicroserviceIdentity,
		{ before, timeout, onProgress }: WaitOptions,
		signal?: AbortSignal,
	): Promise<Ended> {
		const home = application ?? this.#reads.homeOf(uuid);
		if (home) this.#homes.set(uuid, home);
		return new Promise((resolve, reject) => {
			const onAbort = () => {
				this.#leave(waiter);
				const { url } = this.#client;
				reject(abortReason(signal, { method: "GET", url, wrote: "no" }));
			};
			const done = () => signal?.removeEventListener("abort", onAbort);
			const waiter: Waiter = {
				uuid,
				watch: new Watch(before),
				deadline: Date.now() + timeout * 1_000,
				onProgress,
				told: "",
				resolve: (ended) => {
					done();
					this.#leave(waiter);
					if (ended.end === "running")
						this.#ended.set(uuid, ended.microservice);
					resolve(ended);
				},
				reject: (error) => {
					done();
					this.#leave(waiter);
					reject(error);
				},
			};
			this.#waiting.add(waiter);
			if (signal?.aborted) return onAbort();
			signal?.addEventListener("abort", onAbort, { once: true });
			this.#schedule(0);
		});
	}

	/** A microservice as the wait for it saw it last, else as a read shows it; undefined when it is gone. */
	async last(
		identity: MicroserviceIdentity,
		signal?: AbortSignal,
	): Promise<Microservice | undefined> {
		const { uuid } = identity;
		const application =
			identity.application ?? this.#reads.homeOf(uuid) ?? this.#homes.get(uuid);
		return (
			this.#ended.get(uuid) ??
			this.#microservices.get({ uuid, application }, signal)
		);
	}

	forget(): void {
		this.#ended.clear();
	}

	#leave(waiter: Waiter): void {
		this.#waiting.delete(waiter);
		if (this.#waiting.size > 0) return;
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#looking?.abort();
	}

	#schedule(delay: number): void {
		if (this.#timer || this.#looking || this.#waiting.size === 0) return;
		// Those that begin to wait together share the first look, too.
		this.#timer = setTimeout(() => void this.#poll(), delay || POLL_MS / 20);
	}

	async #poll(): Promise<void> {
		this.#timer = undefined;
		const looking = new AbortController();
		this.#looking = looking;
		const began = Date.now();
		const asked = [...this.#waiting];
		try {
			await this.#look(asked, looking.signal);
			this.#cause = undefined;
		} catch (error) {
			this.#failed(error, asked);
		} finally {
			this.#looking = undefined;
		}
		const now = Date.now();
		for (const waiter of [...this.#waiting])
			if (now >= waiter.deadline)
				waiter.resolve({
					end: "late",
					microservice: waiter.watch.last?.microservice,
					agent: waiter.watch.last?.agent,
					cause: this.#cause,
				});
		this.#schedule(Math.max(POLL_MS, (now - began) / SHARE));
	}

	/** A Controller that is away may come back; anything else ends the wait of everybody. */
	#failed(error: unknown, asked: readonly Waiter[]): void {
		const passes =
			error instanceof ControllerError &&
			(["unreachable", "timeout", "failed"].includes(error.kind) ||
				error.kind === "aborted");
		if (passes) {
			if (error.kind !== "aborted") this.#cause = error;
			return;
		}
		for (const waiter of asked)
			if (this.#waiting.has(waiter)) waiter.reject(error);
	}

	async #look(asked: readonly Waiter[], signal: AbortSignal): Promise<void> {
		const dialect = await this.#client.dialect(signal);
		const views = await this.#applications(asked, dialect, signal);
		const live = new Map<string, Microservice | undefined>();
		for (const { uuid } of asked) {
			const home = this.#homes.get(uuid);
			const found =
				home === undefined ? undefined : views.get(home)?.view.byUuid(uuid);
			// Not there does not mean gone: on 3.0 somebody may have renamed the application.
			if (!found) this.#homes.delete(uuid);
			live.set(uuid, found ?? (await this.#alone(uuid, signal)));
		}
		const agents = await this.#agents(
			new Set([...live.values()].flatMap((m) => m?.agentUuid || [])),
			dialect,
			signal,
		);
		const now = Date.now();
		for (const waiter of asked) {
			if (!this.#waiting.has(waiter)) continue;
			const { uuid, watch } = waiter;
			const microservice = live.get(uuid);
			const home = views.get(this.#homes.get(uuid) ?? "");
			const seen: Look = {
				now,
				microservice,
				activated: home?.view.application.activated ?? true,
				awaitsRebuild: home?.awaitingRebuild.has(uuid) ?? false,
				agent: agents.get(microservice?.agentUuid ?? ""),
			};
			const verdict = watch.look(seen);
			if (verdict) waiter.resolve(verdict);
			else if (microservice)
				tell(waiter, wordsOf(microservice.status, seen.agent));
		}
	}

	/** The applications of microservices, each by one call; those of unknown ones are found by one call for all. */
	async #applications(
		asked: readonly Waiter[],
		dialect: Dialect,
		signal: AbortSignal,
	): Promise<Map<string, Seen>> {
		const views = new Map<string, Seen>();
		const note = (raw: RawApplication) => {
			for (const { uuid } of raw.microservices ?? [])
				this.#homes.set(uuid, raw.name);
			views.set(raw.name, {
				view: new ApplicationView(raw, dialect),
				awaitingRebuild: new Set(
					(raw.microservices ?? []).flatMap(({ uuid, rebuild, status }) =>
						rebuild && status?.containerId ? [uuid] : [],
					),
				),
			});
		};
		if (asked.some(({ uuid }) => !this.#homes.has(uuid))) {
			const { applications } = (await this.#client.call({
				method: "GET",
				path: "/application",
				subject: "the applications",
				slow: true,
				signal,
			})) as { applications: RawApplication[] };
			applications.forEach(note);
			return views;
		}
		const names = new Set(asked.map(({ uuid }) => this.#homes.get(uuid) ?? ""));
		await Promise.all(
			[...names].map(async (name) => {
				const raw = await this.#client.callIfFound({
					method: "GET",
					path: `/application/${encodeURIComponent(name)}`,
					subject: `application "${name}"`,
					slow: true,
					signal,
				});
				if (raw) note(raw as RawApplication);
			}),
		);
		return views;
	}

	async #alone(
		uuid: string,
		signal: AbortSignal,
	): Promise<Microservice | undefined> {
		const found = await this.#microservices.get({ uuid }, signal);
		if (found?.application) this.#homes.set(uuid, found.application);
		return found;
	}

	async #agents(
		uuids: ReadonlySet<string>,
		dialect: Dialect,
		signal: AbortSignal,
	): Promise<Map<string, Agent>> {
		let found: (RawAgent | undefined)[];
		if (uuids.size > SINGLE_READS) {
			const { fogs } = (await this.#client.call({
				method: "GET",
				path: "/iofog-list",
				subject: "the agents",
				slow: true,
				signal,
			})) as { fogs: RawAgent[] };
			found = fogs;
		} else
			found = await Promise.all(
				[...uuids].map(
					(uuid) =>
						this.#client.callIfFound({
							method: "GET",
							path: `/iofog/${encodeURIComponent(uuid)}`,
							subject: `agent ${uuid}`,
							signal,
						}) as Promise<RawAgent | undefined>,
				),
			);
		return new Map(
			found.flatMap((raw) =>
				raw && uuids.has(raw.uuid)
					? [[raw.uuid, decodeAgent(raw, dialect)] as const]
					: [],
			),
		);
	}
}

function tell(waiter: Waiter, text: string): void {
	if (text === waiter.told) return;
	waiter.told = text;
	waiter.onProgress?.(text);
}
