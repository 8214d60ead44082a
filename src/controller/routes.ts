import type { ApplicationReads } from "./application-reads";
import type { Client } from "./client";
import type { Route } from "./types";
import { unsupportedObject } from "./wire";

/** What tells one route from another. */
export type RouteIdentity = Pick<Route, "application" | "name">;

const pathOf = ({ application, name }: RouteIdentity) =>
	`/routes/${encodeURIComponent(application)}/${encodeURIComponent(name)}`;

const subjectOf = ({ application, name }: RouteIdentity) =>
	`route "${name}" of application "${application}"`;

/**
 * The route group `/routes` (3.0 only). Reads go through the applications: `GET /routes` would show the routes of all users
 * (core contract §2.1), whose applications may have the same names.
 */
export class Routes {
	readonly #client: Client;
	readonly #reads: ApplicationReads;

	constructor(client: Client, reads: ApplicationReads) {
		this.#client = client;
		this.#reads = reads;
	}

	/** Every route of this user's applications. */
	async list(signal?: AbortSignal): Promise<Route[]> {
		await this.#assertDialect(signal);
		return (await this.#reads.all(signal)).flatMap((view) => view.routes);
	}

	/** One route, or undefined when it is gone. */
	async get(
		{ application, name }: RouteIdentity,
		signal?: AbortSignal,
	): Promise<Route | undefined> {
		await this.#assertDialect(signal);
		const known = await this.#reads.route(application, name, signal);
		if (known !== "stale") return known.value;
		const raw = await this.#client.callIfFound({
			method: "GET",
			path: pathOf({ application, name }),
			subject: subjectOf({ application, name }),
			signal,
		});
		if (raw === undefined) return undefined;
		const { from, to } = raw as Route;
		return { name, application, from, to };
	}

	async create(
		spec: Route,
		signal?: AbortSignal,
		options: { onIdentity?: (identity: RouteIdentity) => void } = {},
	): Promise<RouteIdentity> {
		const { application, name, from, to } = spec;
		const identity = { application, name };
		await this.#write(application, [name], signal, () =>
			this.#client.call({
				method: "POST",
				path: "/routes",
				subject: subjectOf(spec),
				body: { name, from, to, application },
				signal,
			}),
		);
		options.onIdentity?.(identity);
		return identity;
	}

	/** Sends the route when something in it has changed: the Controller wants both ends and the application each time. */
	async update(
		identity: RouteIdentity,
		prior: Partial<Route>,
		planned: Route,
		signal?: AbortSignal,
	): Promise<void> {
		const { name, from, to, application } = planned;
		const renamed = name !== identity.name;
		if (prior.from === from && prior.to === to && !renamed) return;
		await this.#write(application, [identity.name, name], signal, () =>
			this.#client.call({
				method: "PATCH",
				path: pathOf(identity),
				subject: subjectOf(identity),
				body: { from, to, application, ...(renamed && { name }) },
				signal,
			}),
		);
	}

	/** Deletes a route; one that is gone already is fine. */
	async delete(identity: RouteIdentity, signal?: AbortSignal): Promise<void> {
		const { application, name } = identity;
		await this.#write(application, [name], signal, () =>
			this.#client.callIfFound({
				method: "DELETE",
				path: pathOf(identity),
				subject: subjectOf(identity),
				signal,
			}),
		);
	}

	async #write(
		application: string,
		names: string[],
		signal: AbortSignal | undefined,
		work: () => Promise<unknown>,
	): Promise<void> {
		await this.#assertDialect(signal);
		const touch = () => {
			for (const name of names) this.#reads.touchRoute(application, name);
		};
		// A route sets the rebuild flag of both its microservices, which a PATCH of theirs at the same time would take back: so it has the
		// application for itself.
		await this.#client.locks.hold(
			[{ key: `application/${application}` }],
			signal,
			async () => {
				touch();
				try {
					await work();
				} finally {
					touch();
				}
			},
		);
	}

	async #assertDialect(signal?: AbortSignal): Promise<void> {
		const dialect = await this.#client.dialect(signal);
		if (dialect !== "3.0") throw unsupportedObject("routes", dialect);
	}
}
