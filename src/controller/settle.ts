import { abortReason } from "./abort";
import type { RawAgent } from "./agent-wire";
import type { Client } from "./client";
import { ControllerError } from "./errors";

/** What an agent is waited for: a mode that is not given may be anything. */
export interface Settled {
	routerMode?: string;
	natsMode?: string;
}

interface SettleOptions {
	created: boolean;
	subject: string;
	timeout?: number;
}

/** Whether a mode means that the agent has a router or a NATS server of its own. */
const hasOwn = (mode?: string) => mode !== undefined && mode !== "none";

const FAILURE = "Background orchestration error";
const DEFAULT_TIMEOUT_S = 180;
const FIRST_POLL_MS = 40;
const POLL_MS = 300;
// Up to this many agents are read one by one; above, one list costs the Controller less.
const SINGLE_READS = 4;
// How long the modes must be right, or a failure stand, where `updatedAt` shows no end: the work ended before the first look, or the database
// keeps no fractions of a second.
const GRACE_MS = 3000;

/**
 * Waits for the background work by which a Controller 3.7 sets up router and NATS of an agent: a PATCH that overlaps it breaks the agent
 * (core contract §8.1). The modes are right one to three seconds before the work ends and no flag tells its end, but it writes the agent's row
 * last, so `updatedAt` moves (measured on 3.7.3). All agents that settle at the same time share the polls, and none holds a write slot.
 */
export class Settler {
	readonly #client: Client;
	readonly #asking = new Map<string, ((raw?: RawAgent) => void)[]>();
	#timer?: NodeJS.Timeout;
	#due = 0;
	#failing: ((error: unknown) => void)[] = [];

	constructor(client: Client) {
		this.#client = client;
	}

	/** Resolves to the agent once it has settled; `created` says that its row is new, `timeout` is in seconds. */
	async wait(
		uuid: string,
		wanted: Settled,
		{ created, subject, timeout = DEFAULT_TIMEOUT_S }: SettleOptions,
		signal?: AbortSignal,
	): Promise<RawAgent> {
		const deadline = Date.now() + timeout * 1000;
		// A new agent's row is as it was created until the work ends, so nothing needs to be looked at before; that of a changed one is as the
		// PATCH left it.
		let before: unknown;
		let standing: { state: string; since: number } | undefined;
		let delay = created ? FIRST_POLL_MS : 0;
		for (;;) {
			const raw = await this.#look(uuid, delay, signal);
			if (!raw) throw this.#failed(subject, "it was deleted meanwhile");
			delay = Math.min(POLL_MS, delay * 2 || FIRST_POLL_MS);
			const first = before === undefined;
			before ??= created ? raw.createdAt : raw.updatedAt;
			const ended = raw.updatedAt !== before;
			const failed = raw.warningMessage?.startsWith(FAILURE) === true;
			const reached =
				(!wanted.routerMode || raw.routerMode === wanted.routerMode) &&
				(!wanted.natsMode || raw.natsMode === wanted.natsMode);
			const state = failed ? "failed" : reached ? "reached" : "";
			if (state !== standing?.state) standing = { state, since: Date.now() };
			const stood = Date.now() - standing.since >= GRACE_MS;
			if (failed && (ended || stood)) {
				throw this.#failed(subject, String(raw.warningMessage));
			}
			// Setting up a router or NATS takes seconds: where they are there at once, nothing goes on behind the answer.
			const atOnce =
				created &&
				first &&
				(hasOwn(wanted.routerMode) || hasOwn(wanted.natsMode));
			if (reached && !failed && (ended || stood || atOnce)) return raw;
			if (Date.now() >= deadline) throw this.#late(subject, raw, timeout);
		}
	}

	/** The agent as it is after `delay` milliseconds, from a call that everybody shares who asks by then. */
	#look(
		uuid: string,
		delay: number,
		signal?: AbortSignal,
	): Promise<RawAgent | undefined> {
		return new Promise((resolve, reject) => {
			if (signal?.aborted) {
				reject(this.#interrupted(signal));
				return;
			}
			const onAbort = () => reject(this.#interrupted(signal));
			signal?.addEventListener("abort", onAbort, { once: true });
			const done = () => signal?.removeEventListener("abort", onAbort);
			const asking = this.#asking.get(uuid) ?? [];
			asking.push((raw) => {
				done();
				resolve(raw);
			});
			this.#asking.set(uuid, asking);
			this.#failing.push((error) => {
				done();
				reject(error);
			});
			this.#schedule(Date.now() + delay);
		});
	}

	#schedule(due: number): void {
		if (this.#timer && this.#due <= due) return;
		clearTimeout(this.#timer);
		this.#due = due;
		this.#timer = setTimeout(() => void this.#poll(), due - Date.now());
	}

	async #poll(): Promise<void> {
		const asking = new Map(this.#asking);
		const failing = this.#failing;
		this.#asking.clear();
		this.#failing = [];
		this.#timer = undefined;
		try {
			const found = await this.#read([...asking.keys()]);
			for (const [uuid, answers] of asking) {
				for (const answer of answers) answer(found.get(uuid));
			}
		} catch (error) {
			for (const fail of failing) fail(error);
		}
	}

	async #read(uuids: string[]): Promise<Map<string, RawAgent>> {
		let agents: (RawAgent | undefined)[];
		if (uuids.length > SINGLE_READS) {
			const list = (await this.#client.call({
				method: "GET",
				path: "/iofog-list",
				subject: "the agents",
				slow: true,
			})) as { fogs: RawAgent[] };
			agents = list.fogs;
		} else {
			agents = await Promise.all(
				uuids.map(
					(uuid) =>
						this.#client.callIfFound({
							method: "GET",
							path: `/iofog/${encodeURIComponent(uuid)}`,
							subject: `agent ${uuid}`,
						}) as Promise<RawAgent | undefined>,
				),
			);
		}
		return new Map(
			agents.flatMap((raw) => (raw ? [[raw.uuid, raw] as const] : [])),
		);
	}

	#interrupted(signal?: AbortSignal): ControllerError {
		const url = this.#client.url;
		return abortReason(signal, { method: "GET", url, wrote: "maybe" });
	}

	#late(subject: string, raw: RawAgent, timeout: number): ControllerError {
		return new ControllerError(
			`The Controller at ${this.#client.url} has not set up ${subject} within ${timeout} seconds (router mode ${raw.routerMode}, NATS mode ${raw.natsMode}). It may still do so: run the command again later, or set longer timeouts.`,
			{
				kind: "timeout",
				method: "GET",
				url: this.#client.url,
				wrote: "maybe",
			},
		);
	}

	#failed(subject: string, reason: string): ControllerError {
		return new ControllerError(
			`The Controller at ${this.#client.url} could not set up ${subject}: ${reason.replace(/\.+$/, "")}. See whether the router and the NATS hub of the control plane exist, then run the command again.`,
			{
				kind: "unsettled",
				method: "GET",
				url: this.#client.url,
				controllerMessage: reason,
				wrote: "maybe",
			},
		);
	}
}
