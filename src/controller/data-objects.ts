import type { Client } from "./client";
import type { DataUsers } from "./data-users";
import { SharedObjects } from "./shared-objects";
import { unsupportedObject } from "./wire";

/** What tells one kind of data object from the other. */
export interface DataKind<Summary, Whole> {
	/** Path of the route group. */
	readonly path: string;
	/** Key of the list in an answer. */
	readonly key: string;
	/** What one and several are called in errors. */
	readonly one: string;
	readonly many: string;
	/** How environment variables of microservices refer to it. */
	readonly variables: "envFromSecret" | "envFromConfigMap";
	/** Members by which a new one can still be updated. */
	readonly open: Record<string, unknown>;
	summary(raw: never): Summary;
	whole(raw: never): Whole;
	/** Told when one is deleted, since its volume mounts go with it. */
	deleted(): void;
}

/** Named objects that hold data (3.7 only): one list without the data for everybody, the data one by one. */
export class DataObjects<Summary extends { name: string }, Whole> {
	readonly #client: Client;
	readonly #users: DataUsers;
	readonly #kind: DataKind<Summary, Whole>;
	readonly #objects: SharedObjects<Summary>;

	constructor(
		client: Client,
		users: DataUsers,
		kind: DataKind<Summary, Whole>,
	) {
		this.#client = client;
		this.#users = users;
		this.#kind = kind;
		this.#objects = new SharedObjects<Summary>(client, {
			plural: kind.many,
			load: async (signal) => {
				const answer = (await client.call({
					method: "GET",
					path: kind.path,
					subject: `the ${kind.many}`,
					signal,
				})) as Record<string, never[]>;
				return (answer[kind.key] ?? []).map(kind.summary);
			},
			idOf: ({ name }) => name,
			nameOf: ({ name }) => name,
		});
	}

	/** All of them without their data, those that the Controller made for itself included. */
	async list(signal?: AbortSignal): Promise<Summary[]> {
		await this.#assertDialect(signal);
		return this.#objects.all(signal);
	}

	/** What the list says of one, or undefined when there is none of that name. */
	async findByName(
		name: string,
		signal?: AbortSignal,
	): Promise<Summary | undefined> {
		await this.#assertDialect(signal);
		return this.#objects.byName(name, signal);
	}

	/** One with its data, or undefined when it is gone; a call of its own. */
	async get(
		{ name }: { name: string },
		signal?: AbortSignal,
	): Promise<Whole | undefined> {
		await this.#assertDialect(signal);
		const raw = await this.#client.callIfFound({
			method: "GET",
			path: this.#pathOf(name),
			subject: this.#subjectOf(name),
			signal,
		});
		return raw === undefined ? undefined : this.#kind.whole(raw as never);
	}

	/**
	 * Creates one. The Controller copies values into environment variables when it stores the microservice and when it updates the object, not when
	 * one of that name comes back: so where microservices refer to it already, an update follows.
	 */
	async create(
		name: string,
		body: Record<string, unknown>,
		signal: AbortSignal | undefined,
		identified: ((identity: { id: number; name: string }) => void) | undefined,
	): Promise<{ id: number; name: string }> {
		await this.#assertDialect(signal);
		const { variables, open, path } = this.#kind;
		const used = await this.#users.variablesOf(variables, name, signal);
		const identity = await this.#write(name, signal, async () => {
			const { id } = (await this.#client.call({
				method: "POST",
				path,
				subject: this.#subjectOf(name),
				body: { name, ...body, ...(used && open) },
				verbatim: true,
				signal,
			})) as { id: number };
			return { id, name };
		});
		identified?.(identity);
		if (used) await this.patch(name, body, signal);
		return identity;
	}

	async patch(
		name: string,
		body: Record<string, unknown>,
		signal?: AbortSignal,
	): Promise<void> {
		await this.#assertDialect(signal);
		await this.#write(name, signal, () =>
			this.#client.call({
				method: "PATCH",
				path: this.#pathOf(name),
				subject: this.#subjectOf(name),
				body,
				verbatim: true,
				signal,
			}),
		);
	}

	/** Deletes one with its volume mounts; one that is gone already is fine. */
	async delete(
		{ name }: { name: string },
		signal?: AbortSignal,
	): Promise<void> {
		await this.#assertDialect(signal);
		try {
			await this.#write(name, signal, () =>
				this.#client.callIfFound({
					method: "DELETE",
					path: this.#pathOf(name),
					subject: this.#subjectOf(name),
					signal,
				}),
			);
		} finally {
			this.#kind.deleted();
		}
	}

	forget(): void {
		this.#objects.forget();
	}

	#write<R>(
		name: string,
		signal: AbortSignal | undefined,
		work: () => Promise<R>,
	): Promise<R> {
		return this.#objects.write(
			`${this.#kind.one}/${name}`,
			{ ids: [name], names: [name] },
			signal,
			work,
		);
	}

	readonly #pathOf = (name: string) =>
		`${this.#kind.path}/${encodeURIComponent(name)}`;

	readonly #subjectOf = (name: string) => `${this.#kind.one} "${name}"`;

	async #assertDialect(signal?: AbortSignal): Promise<void> {
		const dialect = await this.#client.dialect(signal);
		if (dialect !== "3.7") throw unsupportedObject(this.#kind.many, dialect);
	}
}
