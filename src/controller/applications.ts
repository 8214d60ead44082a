import type { ApplicationReads } from "./application-reads";
import type { ApplicationView } from "./application-view";
import type { Client } from "./client";
import type { Holding } from "./holdings";
import type { Application, Microservice, NatsConfig } from "./types";
import { encodeAll, encodeChanges, type WireField } from "./wire";

/** An application as read, with its microservices. */
export interface ApplicationWithMicroservices extends Application {
	microservices: Microservice[];
}

const FIELDS: WireField<Application>[] = [
	{ attribute: "name" },
	{ attribute: "description", clear: "" },
	{ attribute: "activated", wire: "isActivated" },
	{
		attribute: "natsConfig",
		dialect: "3.7",
		encode: ({ natsAccess, natsRule }: NatsConfig) => ({
			natsAccess,
			...(natsRule && { natsRule }),
		}),
		clear: { natsAccess: false },
	},
];

const withMicroservices = (
	view: ApplicationView,
): ApplicationWithMicroservices => ({
	...view.application,
	microservices: view.microservices,
});

/** The route group `/application`. */
export class Applications {
	readonly #client: Client;
	readonly #reads: ApplicationReads;

	constructor(client: Client, reads: ApplicationReads) {
		this.#client = client;
		this.#reads = reads;
	}

	/** Every application in one call, with its microservices: shared by all reads that follow until the next write or `forget`. */
	async all(signal?: AbortSignal): Promise<ApplicationWithMicroservices[]> {
		return (await this.#reads.all(signal)).map(withMicroservices);
	}

	async list(signal?: AbortSignal): Promise<Application[]> {
		return (await this.#reads.all(signal)).map((view) => view.application);
	}

	/** One application, or undefined when it is gone. */
	async get(
		{ name }: { name: string },
		signal?: AbortSignal,
	): Promise<ApplicationWithMicroservices | undefined> {
		const view = await this.#reads.view(name, signal);
		return view && withMicroservices(view);
	}

	/** The microservices that go down with an application, none when it is gone: to be asked right before it is deleted. */
	holds(
		{ name }: { name: string },
		signal?: AbortSignal,
	): Promise<readonly Holding[]> {
		return this.#reads.holdings(name, signal);
	}

	async create(
		spec: Application,
		signal?: AbortSignal,
		options: { onIdentity?: (identity: { name: string }) => void } = {},
	): Promise<{ name: string }> {
		const { name } = spec;
		const dialect = await this.#client.dialect(signal);
		await this.#write(name, signal, () =>
			this.#client.call({
				method: "POST",
				path: "/application",
				subject: `application "${name}"`,
				body: encodeAll(FIELDS, spec, dialect),
				signal,
			}),
		);
		this.#reads.seed(name, dialect);
		options.onIdentity?.({ name });
		return { name };
	}

	/** Sends what has changed; makes no call when nothing has. */
	async update(
		{ name }: { name: string },
		prior: Partial<Application>,
		planned: Partial<Application>,
		signal?: AbortSignal,
	): Promise<void> {
		const dialect = await this.#client.dialect(signal);
		const body = encodeChanges(
			FIELDS,
			{ name, ...prior },
			{ name, ...planned },
			dialect,
		);
		if (Object.keys(body).length === 0) return;
		await this.#write(name, signal, () =>
			this.#client.call({
				method: "PATCH",
				path: `/application/${encodeURIComponent(name)}`,
				subject: `application "${name}"`,
				body,
				signal,
			}),
		);
	}

	/** Deletes the application and, with it, all its microservices; one that is gone already is fine. */
	async delete(
		{ name }: { name: string },
		signal?: AbortSignal,
	): Promise<void> {
		await this.#write(name, signal, () =>
			this.#client.callIfFound({
				method: "DELETE",
				path: `/application/${encodeURIComponent(name)}`,
				subject: `application "${name}"`,
				signal,
				slow: true,
			}),
		);
	}

	#write(
		name: string,
		signal: AbortSignal | undefined,
		work: () => Promise<unknown>,
	): Promise<unknown> {
		return this.#client.locks.hold(
			[{ key: `application/${name}` }],
			signal,
			async () => {
				this.#reads.touchApplication(name);
				try {
					return await work();
				} finally {
					this.#reads.touchApplication(name);
				}
			},
		);
	}
}
