import type { Client } from "./client";
import type { DataUsers } from "./data-users";
import { ControllerError } from "./errors";
import { SharedObjects } from "./shared-objects";
import type { VolumeMount } from "./types";
import { unsupportedObject } from "./wire";

/** What a caller sets of a volume mount: one of the two sources. */
export type VolumeMountSpec = Pick<VolumeMount, "name"> &
	Partial<Pick<VolumeMount, "secretName" | "configMapName">>;

const pathOf = (name: string) => `/volumeMounts/${encodeURIComponent(name)}`;
const subjectOf = (name: string) => `volume mount "${name}"`;

const isNotFound = (cause: unknown) =>
	cause instanceof ControllerError && cause.kind === "not-found";

const decode = (raw: VolumeMount): VolumeMount => ({
	uuid: raw.uuid,
	name: raw.name,
	secretName: raw.secretName ?? null,
	configMapName: raw.configMapName ?? null,
	version: raw.version,
});

/** The route group `/volumeMounts` (3.7 only). The source is never changed: a PATCH would leave the old one beside the new one (extended contract §3). */
export class VolumeMounts {
	readonly #client: Client;
	readonly #users: DataUsers;
	readonly #objects: SharedObjects<VolumeMount>;

	constructor(client: Client, users: DataUsers) {
		this.#client = client;
		this.#users = users;
		this.#objects = new SharedObjects<VolumeMount>(client, {
			plural: "volume mounts",
			load: async (signal) => {
				const answer = (await client.call({
					method: "GET",
					path: "/volumeMounts",
					subject: "the volume mounts",
					signal,
				})) as VolumeMount[];
				return answer.map(decode);
			},
			single: async (name, signal) => {
				const raw = await client.callIfFound({
					method: "GET",
					path: pathOf(name),
					subject: subjectOf(name),
					signal,
				});
				return raw === undefined ? undefined : decode(raw as VolumeMount);
			},
			idOf: ({ name }) => name,
			nameOf: ({ name }) => name,
		});
	}

	/** All of them, those that the Controller made for itself included. */
	async list(signal?: AbortSignal): Promise<VolumeMount[]> {
		await this.#assertDialect(signal);
		return this.#objects.all(signal);
	}

	/** One volume mount, or undefined when it is gone. */
	async get(
		{ name }: { name: string },
		signal?: AbortSignal,
	): Promise<VolumeMount | undefined> {
		await this.#assertDialect(signal);
		return this.#objects.byId(name, signal);
	}

	/** What the list says of one, or undefined when there is none of that name. */
	async findByName(
		name: string,
		signal?: AbortSignal,
	): Promise<VolumeMount | undefined> {
		await this.#assertDialect(signal);
		return this.#objects.byName(name, signal);
	}

	/** UUIDs of the agents that hold a volume mount ready; none where it is gone. */
	async links(
		{ name }: { name: string },
		signal?: AbortSignal,
	): Promise<string[]> {
		await this.#assertDialect(signal);
		try {
			const answer = (await this.#client.call({
				method: "GET",
				path: `${pathOf(name)}/link`,
				subject: subjectOf(name),
				signal,
			})) as { fogUuids: string[] };
			return answer.fogUuids;
		} catch (cause) {
			// A volume mount that is gone is a 500 here.
			if (isNotFound(cause)) return [];
			throw cause;
		}
	}

	/** UUIDs of the agents on which microservices use a volume mount: the Controller has linked these by itself. */
	users({ name }: { name: string }, signal?: AbortSignal): Promise<string[]> {
		return this.#users.agentsOfMount(name, signal);
	}

	/** Creates a volume mount and links it to agents: to those given, and to those whose microservices use one of that name, which loses its links when it is deleted. */
	async create(
		{ name, secretName, configMapName }: VolumeMountSpec,
		agentUuids: readonly string[],
		signal?: AbortSignal,
		identified?: (identity: { name: string; uuid: string }) => void,
	): Promise<{ name: string; uuid: string }> {
		await this.#assertDialect(signal);
		const users = await this.users({ name }, signal);
		const { uuid } = (await this.#write(name, signal, () =>
			this.#client.call({
				method: "POST",
				path: "/volumeMounts",
				subject: subjectOf(name),
				body: {
					name,
					...(secretName ? { secretName } : { configMapName }),
				},
				verbatim: true,
				signal,
			}),
		)) as VolumeMount;
		identified?.({ name, uuid });
		await this.link({ name }, agentUuids, signal);
		await this.#linkAgain(
			name,
			users.filter((agent) => !agentUuids.includes(agent)),
			signal,
		);
		return { name, uuid };
	}

	async #linkAgain(
		name: string,
		agentUuids: readonly string[],
		signal?: AbortSignal,
	): Promise<void> {
		const goneIsFine = (cause: unknown) => {
			if (isNotFound(cause)) return;
			throw cause;
		};
		try {
			await this.link({ name }, agentUuids, signal);
		} catch (cause) {
			goneIsFine(cause);
			// The agents after one that is gone by now were not linked.
			for (const agent of agentUuids)
				await this.link({ name }, [agent], signal).catch(goneIsFine);
		}
	}

	/** Links a volume mount to agents; those that are linked already stay so. */
	async link(
		{ name }: { name: string },
		agentUuids: readonly string[],
		signal?: AbortSignal,
	): Promise<void> {
		await this.#changeLinks("POST", name, agentUuids, signal);
	}

	/** Takes links away, but for agents whose microservices use the volume mount. */
	async unlink(
		{ name }: { name: string },
		agentUuids: readonly string[],
		signal?: AbortSignal,
	): Promise<void> {
		if (agentUuids.length === 0) return;
		const linked = new Set(await this.links({ name }, signal));
		// A microservice that began to use it a moment ago would lose its files.
		this.#users.forget();
		const used = new Set(await this.users({ name }, signal));
		await this.#changeLinks(
			"DELETE",
			name,
			// An agent that is gone has no link, and would be an error.
			agentUuids.filter((uuid) => linked.has(uuid) && !used.has(uuid)),
			signal,
		);
	}

	/** Deletes a volume mount, linked or not; one that is gone already is fine. */
	async delete(
		{ name }: { name: string },
		signal?: AbortSignal,
	): Promise<void> {
		await this.#assertDialect(signal);
		await this.#write(name, signal, () =>
			this.#client.callIfFound({
				method: "DELETE",
				path: pathOf(name),
				subject: subjectOf(name),
				signal,
			}),
		);
	}

	forget(): void {
		this.#objects.forget();
	}

	async #changeLinks(
		method: "POST" | "DELETE",
		name: string,
		agentUuids: readonly string[],
		signal?: AbortSignal,
	): Promise<void> {
		const fogUuids = [...new Set(agentUuids)];
		if (fogUuids.length === 0) return;
		await this.#assertDialect(signal);
		await this.#write(name, signal, () =>
			this.#client.call({
				method,
				path: `${pathOf(name)}/link`,
				subject: `links of volume mount "${name}"`,
				body: { fogUuids },
				verbatim: true,
				signal,
			}),
		);
	}

	#write<R>(
		name: string,
		signal: AbortSignal | undefined,
		work: () => Promise<R>,
	): Promise<R> {
		return this.#objects.write(
			`volume-mount/${name}`,
			{ ids: [name], names: [name] },
			signal,
			work,
		);
	}

	async #assertDialect(signal?: AbortSignal): Promise<void> {
		const dialect = await this.#client.dialect(signal);
		if (dialect !== "3.7") throw unsupportedObject("volume mounts", dialect);
	}
}
