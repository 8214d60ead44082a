import type { Client } from "./client";
import { Flight } from "./reads";
import type { Dialect } from "./types";
import {
	encodeAll,
	encodeChanges,
	unsupportedObject,
	type WireField,
} from "./wire";

/** An object of which a Controller has one, written as a whole by PUT and never deleted. */
export class Singleton<T extends object> {
	readonly #client: Client;
	readonly #path: string;
	readonly #subject: string;
	readonly #fields: WireField<T>[];
	readonly #only?: Dialect;
	#read?: Flight<T | undefined>;

	/** `only` is the dialect that has the object, both unless given. */
	constructor(
		client: Client,
		path: string,
		subject: string,
		attributes: (keyof T & string)[],
		only?: Dialect,
	) {
		this.#client = client;
		this.#path = path;
		this.#subject = subject;
		this.#fields = attributes.map((attribute) => ({ attribute }));
		this.#only = only;
	}

	/** The object, or undefined where the Controller has none yet. */
	async get(signal?: AbortSignal): Promise<T | undefined> {
		await this.#assertDialect(signal);
		if (!this.#read || this.#read.dead) {
			this.#read = new Flight(async (shared) => {
				const raw = (await this.#client.callIfFound({
					method: "GET",
					path: this.#path,
					subject: this.#subject,
					signal: shared,
				})) as Record<string, unknown> | undefined;
				return (
					raw &&
					(Object.fromEntries(
						this.#fields.map(({ attribute }) => [
							attribute,
							raw[attribute] ?? null,
						]),
					) as T)
				);
			});
		}
		return this.#read.join(signal);
	}

	/** Writes the whole object, over one that exists too; what is not set gets the Controller's default. */
	async put(spec: T, signal?: AbortSignal): Promise<void> {
		const dialect = await this.#assertDialect(signal);
		await this.#client.locks.hold([{ key: this.#path }], signal, async () => {
			this.#read = undefined;
			try {
				await this.#client.call({
					method: "PUT",
					path: this.#path,
					subject: this.#subject,
					body: encodeAll(this.#fields, spec, dialect),
					signal,
				});
			} finally {
				this.#read = undefined;
			}
		});
	}

	/** Makes the object; of one that exists, what is not set stays as it is, and nothing is written where nothing differs. */
	async establish(spec: T, signal?: AbortSignal): Promise<void> {
		const live = await this.get(signal);
		if (!live) return this.put(spec, signal);
		const set = Object.entries(spec).filter(([, value]) => value != null);
		await this.update(live, { ...live, ...Object.fromEntries(set) }, signal);
	}

	/** Writes the whole object when something in it has changed, since a PUT resets what it leaves out. */
	async update(
		prior: Partial<T>,
		planned: T,
		signal?: AbortSignal,
	): Promise<void> {
		const dialect = await this.#assertDialect(signal);
		const changes = encodeChanges(this.#fields, prior, planned, dialect);
		if (Object.keys(changes).length > 0) await this.put(planned, signal);
	}

	forget(): void {
		this.#read = undefined;
	}

	async #assertDialect(signal?: AbortSignal): Promise<Dialect> {
		const dialect = await this.#client.dialect(signal);
		if (this.#only && dialect !== this.#only) {
			throw unsupportedObject(
				`${this.#subject.replace(/^the /, "a ")}`,
				dialect,
			);
		}
		return dialect;
	}
}
