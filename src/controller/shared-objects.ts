import type { Client } from "./client";
import { ControllerError } from "./errors";
import { type Known, SharedList } from "./reads";

/** How a kind of object is listed, read by itself, and told apart. */
export interface ObjectReads<T> {
	/** What the objects are called in errors, and the word after `fogform list`. */
	plural: string;
	load: (signal: AbortSignal) => Promise<T[]>;
	/** Reads one object by itself; absent where the Controller cannot. */
	single?: (id: string, signal?: AbortSignal) => Promise<T | undefined>;
	idOf: (object: T) => string;
	nameOf?: (object: T) => string;
}

/** A call that is about one object: where it goes, what errors call it, the names that it may change. */
interface ObjectCall {
	readonly path: string;
	readonly subject: string;
	readonly names?: (string | undefined)[];
	readonly signal?: AbortSignal;
}

const idKey = (id: string) => `id/${id}`;
const nameKey = (name: string) => `name/${name}`;

/** Objects that are read by one list for everybody, and by themselves once they were written here. */
export class SharedObjects<T> {
	readonly #client: Client;
	readonly #reads: ObjectReads<T>;
	readonly #list: SharedList<T>;

	constructor(client: Client, reads: ObjectReads<T>) {
		this.#client = client;
		this.#reads = reads;
		this.#list = new SharedList(reads.load, (object) => [
			idKey(reads.idOf(object)),
			...(reads.nameOf ? [nameKey(reads.nameOf(object))] : []),
		]);
	}

	all(signal?: AbortSignal): Promise<T[]> {
		return this.#list.all(signal);
	}

	async byId(id: string, signal?: AbortSignal): Promise<T | undefined> {
		const known = await this.#list.find(idKey(id), signal);
		if (known?.matches[0]) return known.matches[0];
		// What a list leaves out need not be gone: 3.0 lists no agent of the control plane.
		if (this.#reads.single) return this.#reads.single(id, signal);
		if (known) return undefined;
		await this.#list.all(signal);
		return (await this.#list.find(idKey(id), signal))?.matches[0];
	}

	/** The only object of that name; throws `ambiguous` when there are several. */
	async byName(name: string, signal?: AbortSignal): Promise<T | undefined> {
		const known =
			(await this.#list.find(nameKey(name), signal)) ??
			(await this.#reread(nameKey(name), signal));
		const [first, ...more] = known.matches;
		if (more.length > 0) {
			const ids = known.matches.map((each) => this.#reads.idOf(each));
			throw new ControllerError(
				`The Controller at ${this.#client.url} has ${known.matches.length} ${this.#reads.plural} named "${name}": ${ids.join(", ")}. Name the one that is meant by its identity, or delete the others.`,
				{ kind: "ambiguous", method: "GET", url: this.#client.url },
			);
		}
		return first;
	}

	/** Changes an object by one PATCH. */
	async patch(
		key: string,
		id: string,
		{ names, ...call }: ObjectCall & { body: Record<string, unknown> },
	): Promise<void> {
		const touched = { ids: [id], ...(names && { names }) };
		await this.write(key, touched, call.signal, () =>
			this.#client.call({ method: "PATCH", ...call }),
		);
	}

	/** Deletes an object; one that is gone already is fine. */
	async remove(
		key: string,
		id: string,
		{ names: _, ...call }: ObjectCall,
	): Promise<void> {
		await this.write(key, { ids: [id] }, call.signal, () =>
			this.#client.callIfFound({ method: "DELETE", ...call }),
		);
	}

	/** Runs a write of one object while nobody else writes it, and sees to it that no older read answers for it afterwards. */
	write<R>(
		key: string,
		object: { ids?: (string | undefined)[]; names?: (string | undefined)[] },
		signal: AbortSignal | undefined,
		work: () => Promise<R>,
	): Promise<R> {
		const touched = [
			...(object.ids ?? []).map((id) => id && idKey(id)),
			...(object.names ?? []).map((name) => name && nameKey(name)),
		];
		return this.#client.locks.hold([{ key }], signal, async () => {
			this.#list.touch(...touched);
			try {
				return await work();
			} finally {
				this.#list.touch(...touched);
			}
		});
	}

	/** Marks an object that a write has just made. */
	touch(id: string): void {
		this.#list.touch(idKey(id));
	}

	forget(): void {
		this.#list.forget();
	}

	async #reread(key: string, signal?: AbortSignal): Promise<Known<T>> {
		const all = await this.#list.all(signal);
		return {
			matches: all.filter(
				(each) =>
					this.#reads.nameOf && nameKey(this.#reads.nameOf(each)) === key,
			),
		};
	}
}
