import { ApplicationView, type RawApplication } from "./application-view";
import type { Client } from "./client";
import type { Holding } from "./holdings";
import {
	decodeServiceAccount,
	type RawServiceAccount,
} from "./microservice-decode";
import { Flight } from "./reads";
import type { Dialect, Microservice, Route, ServiceAccount } from "./types";

interface Entry<T> {
	flight: Flight<T>;
	/** Uuids and names of microservices, and keys of routes, that were written since the read began. */
	stale: Set<string>;
	/** Stands for an application that was created here, of which no more is known than that it began empty. */
	seeded?: boolean;
}

const routeKey = (name: string) => `route ${name}`;

/** Either the answer, or that the object was written since and must be read by itself. */
export type Answered<T> = { value: T | undefined } | "stale";

/**
 * The reads that an application and its microservices share: one call refreshes them all (core contract §12.1: apart they cost twice as much,
 * one by one six times). What is written here is not answered from an older read; `forget` begins a new refresh.
 */
export class ApplicationReads {
	readonly #client: Client;
	readonly #entries = new Map<string, Entry<ApplicationView | undefined>>();
	readonly #roles = new Map<string, Entry<Map<string, ServiceAccount>>>();
	readonly #homes = new Map<string, string>();
	readonly #awaitingRebuild = new Set<string>();
	#all?: { flight: Flight<Map<string, ApplicationView>>; writes: number };
	#writes = 0;

	constructor(client: Client) {
		this.#client = client;
	}

	/** Every application that is not the Controller's own, in one call. */
	async all(signal?: AbortSignal): Promise<ApplicationView[]> {
		if (!this.#allIsCurrent()) {
			const writes = this.#writes;
			this.#all = {
				flight: new Flight((shared) => this.#loadAll(shared, writes)),
				writes,
			};
		}
		const views = await this.#all?.flight.join(signal);
		return [...(views?.values() ?? [])];
	}

	/** One application as it is now, its microservices included. */
	async view(
		name: string,
		signal?: AbortSignal,
	): Promise<ApplicationView | undefined> {
		return this.#entry(name, true).flight.join(signal);
	}

	/** One microservice by its uuid or by its name in the application. */
	async microservice(
		application: string,
		key: { uuid: string } | { name: string },
		signal?: AbortSignal,
	): Promise<Answered<Microservice>> {
		const word = "uuid" in key ? key.uuid : key.name;
		const entry = this.#entry(application, false);
		if (entry.stale.has(word)) return "stale";
		const view = await entry.flight.join(signal);
		const value = "uuid" in key ? view?.byUuid(word) : view?.byName(word);
		// What was written under its uuid must not be found under its name either.
		const written = [word, value?.uuid ?? "", value?.name ?? ""];
		return written.some((each) => entry.stale.has(each)) ? "stale" : { value };
	}

	/** One route of an application (3.0). */
	async route(
		application: string,
		name: string,
		signal?: AbortSignal,
	): Promise<Answered<Route>> {
		const entry = this.#entry(application, false);
		const word = routeKey(name);
		if (entry.stale.has(word)) return "stale";
		const view = await entry.flight.join(signal);
		if (entry.stale.has(word)) return "stale";
		return { value: view?.routes.find((route) => route.name === name) };
	}

	/** The role of a microservice (3.7), from one list for all of its application. */
	async role(
		application: string,
		uuid: string,
		signal?: AbortSignal,
	): Promise<Answered<ServiceAccount>> {
		let entry = this.#roles.get(application);
		if (!entry || entry.flight.dead) {
			entry = {
				flight: new Flight((shared) => this.#loadRoles(application, shared)),
				stale: new Set(),
			};
			this.#roles.set(application, entry);
		}
		if (entry.stale.has(uuid)) return "stale";
		const roles = await entry.flight.join(signal);
		return entry.stale.has(uuid) ? "stale" : { value: roles.get(uuid) };
	}

	/** The role of a microservice if a list has shown it already; makes no call. */
	async knownRole(
		application: string | undefined,
		uuid: string,
		signal?: AbortSignal,
	): Promise<ServiceAccount | undefined> {
		if (!application || !this.#roles.has(application)) return undefined;
		const answered = await this.role(application, uuid, signal);
		return answered === "stale" ? undefined : answered.value;
	}

	/** The microservices that an application holds, as they must be known right before it is deleted with them. */
	async holdings(
		name: string,
		signal?: AbortSignal,
	): Promise<readonly Holding[]> {
		const { holdings, trustRecentReads } = this.#client;
		const recent = trustRecentReads ? holdings.recent(name) : undefined;
		if (recent) return recent;
		return (await this.view(name, signal))?.held ?? [];
	}

	/** The application in which a read has shown a microservice. */
	homeOf(uuid: string): string | undefined {
		return this.#homes.get(uuid);
	}

	/** Whether the last read showed an existing container that still waits to be made anew. */
	awaitsRebuild(uuid: string): boolean {
		return this.#awaitingRebuild.has(uuid);
	}

	/** Marks a microservice as written: to be called before the write is sent and again after it has ended. */
	touchMicroservice(application: string | undefined, ...keys: string[]): void {
		this.#writes++;
		const touched = application ? [application] : [...this.#entries.keys()];
		for (const name of touched) {
			this.#client.holdings.drop(name);
			for (const key of keys) {
				this.#entries.get(name)?.stale.add(key);
				this.#roles.get(name)?.stale.add(key);
			}
		}
	}

	/** Marks a route as written, as `touchMicroservice` does. */
	touchRoute(application: string, name: string): void {
		this.touchMicroservice(application, routeKey(name));
	}

	/** Marks the microservices that went with an agent as written. */
	async touchAgent(agentUuid: string): Promise<void> {
		for (const [name, entry] of this.#entries) {
			if (!entry.flight.settled) {
				this.touchApplication(name);
				continue;
			}
			const view = await entry.flight.join().catch(() => undefined);
			const gone = view?.onAgent(agentUuid) ?? [];
			if (gone.length > 0) this.touchMicroservice(name, ...gone);
		}
		// A list that showed nothing on the agent stays: otherwise each of a thousand agents that are destroyed would ask for it anew.
		if (this.#all && !this.#all.flight.settled) this.#writes++;
	}

	/** Drops what is known of an application: to be called before a write of it is sent and again after it has ended. */
	touchApplication(name: string): void {
		this.#writes++;
		this.#client.holdings.drop(name);
		this.#entries.delete(name);
		this.#roles.delete(name);
	}

	/** Notes that an application was created just now, so that the names of its microservices are known to be free. */
	seed(name: string, dialect: Dialect): void {
		const view = new ApplicationView({ name }, dialect);
		this.#entries.set(name, {
			flight: new Flight(async () => view),
			stale: new Set(),
			seeded: true,
		});
	}

	forget(): void {
		this.#writes++;
		this.#entries.clear();
		this.#roles.clear();
		this.#all = undefined;
	}

	#allIsCurrent(): boolean {
		return (
			this.#all !== undefined &&
			!this.#all.flight.dead &&
			this.#all.writes === this.#writes
		);
	}

	#entry(name: string, whole: boolean): Entry<ApplicationView | undefined> {
		const known = this.#entries.get(name);
		if (
			known &&
			!known.flight.dead &&
			!(whole && (known.seeded || known.stale.size > 0))
		) {
			return known;
		}
		const all = this.#allIsCurrent() ? this.#all?.flight : undefined;
		const entry: Entry<ApplicationView | undefined> = {
			flight: new Flight(async (signal) =>
				all
					? (await all.join(signal)).get(name)
					: await this.#load(name, signal),
			),
			stale: new Set(),
		};
		this.#entries.set(name, entry);
		return entry;
	}

	async #load(
		name: string,
		signal: AbortSignal,
	): Promise<ApplicationView | undefined> {
		const answer = await this.#client.callIfFound({
			method: "GET",
			path: `/application/${encodeURIComponent(name)}`,
			subject: `application "${name}"`,
			signal,
			slow: true,
		});
		if (answer === undefined) return undefined;
		return this.#note(
			answer as RawApplication,
			await this.#client.dialect(signal),
		);
	}

	async #loadAll(
		signal: AbortSignal,
		writes: number,
	): Promise<Map<string, ApplicationView>> {
		const answer = (await this.#client.call({
			method: "GET",
			path: "/application",
			subject: "the applications",
			signal,
			slow: true,
		})) as { applications: RawApplication[] };
		const dialect = await this.#client.dialect(signal);
		const views = new Map<string, ApplicationView>();
		for (const raw of answer.applications) {
			const view = this.#note(raw, dialect);
			views.set(raw.name, view);
			const known = this.#entries.get(raw.name);
			if (this.#writes === writes && (!known || known.flight.dead)) {
				this.#entries.set(raw.name, {
					flight: new Flight(async () => view),
					stale: new Set(),
				});
			}
		}
		return views;
	}

	async #loadRoles(
		application: string,
		signal: AbortSignal,
	): Promise<Map<string, ServiceAccount>> {
		const answer = (await this.#client.call({
			method: "GET",
			path: `/microservices?application=${encodeURIComponent(application)}`,
			subject: `the microservices of application "${application}"`,
			signal,
			slow: true,
		})) as {
			microservices: { uuid: string; serviceAccount?: RawServiceAccount }[];
		};
		const roles = new Map<string, ServiceAccount>();
		for (const { uuid, serviceAccount } of answer.microservices) {
			const role = decodeServiceAccount(serviceAccount);
			if (role) roles.set(uuid, role);
		}
		return roles;
	}

	#note(raw: RawApplication, dialect: Dialect): ApplicationView {
		for (const { uuid, rebuild, status } of raw.microservices ?? []) {
			this.#homes.set(uuid, raw.name);
			if (rebuild && status?.containerId) this.#awaitingRebuild.add(uuid);
			else this.#awaitingRebuild.delete(uuid);
		}
		this.#client.holdings.note(raw.name, raw.microservices ?? []);
		return new ApplicationView(raw, dialect);
	}
}
