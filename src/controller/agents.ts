import {
	decodeAgent,
	encodeAgent,
	encodeAgentChanges,
	type RawAgent,
} from "./agent-wire";
import type { ApplicationReads } from "./application-reads";
import type { Client } from "./client";
import { NewTags } from "./new-tags";
import { Settler } from "./settle";
import { SharedObjects } from "./shared-objects";
import type { Agent, AgentSpec, AgentStatus, ProvisioningKey } from "./types";

/** The route group `/iofog`: agents. */
export class Agents {
	readonly #client: Client;
	readonly #applications: ApplicationReads;
	readonly #objects: SharedObjects<Agent>;
	readonly #settler: Settler;
	readonly #tags = new NewTags();
	/** Agents as the last look showed them when they had settled. */
	readonly #settled = new Map<string, Agent>();

	constructor(client: Client, applications: ApplicationReads) {
		this.#client = client;
		this.#applications = applications;
		this.#settler = new Settler(client);
		this.#objects = new SharedObjects<Agent>(client, {
			plural: "agents",
			load: (signal) => this.#load(signal),
			single: (uuid, signal) => this.#single(uuid, signal),
			idOf: ({ uuid }) => uuid,
			nameOf: ({ name }) => name,
		});
	}

	/** Every agent of the user; on 3.0 those of the control plane are left out. */
	list(signal?: AbortSignal): Promise<Agent[]> {
		return this.#objects.all(signal);
	}

	/** One agent, or undefined when it is gone. */
	async get(
		{ uuid }: { uuid: string },
		signal?: AbortSignal,
	): Promise<Agent | undefined> {
		return this.#settled.get(uuid) ?? this.#objects.byId(uuid, signal);
	}

	/** The agent of that name, or undefined when there is none; throws `ambiguous` when there are several. */
	findByName(name: string, signal?: AbortSignal): Promise<Agent | undefined> {
		return this.#objects.byName(name, signal);
	}

	/**
	 * Resolves once the agent has settled; `onIdentity` is called before. After a failure the agent may exist all the same: 3.0 answers 400
	 * for a missing host when the row is written already (core contract §1.4), so the caller looks it up by name.
	 */
	async create(
		spec: AgentSpec,
		signal?: AbortSignal,
		options: {
			onIdentity?: (identity: { uuid: string }) => void;
			/** Seconds. */
			settleTimeout?: number;
		} = {},
	): Promise<{ uuid: string }> {
		const dialect = await this.#client.dialect(signal);
		const subject = `agent "${spec.name}"`;
		const key = `agent-name/${spec.name}`;
		const create = () =>
			this.#objects.write(key, { names: [spec.name] }, signal, async () => {
				const { uuid } = (await this.#client.call({
					method: "POST",
					path: "/iofog",
					subject,
					body: encodeAgent(spec, dialect),
					signal,
				})) as { uuid: string };
				this.#objects.touch(uuid);
				options.onIdentity?.({ uuid });
				if (dialect === "3.7") {
					const wanted = {
						routerMode: spec.routerMode ?? "edge",
						natsMode: spec.natsMode ?? "leaf",
					};
					// Under its own lock too, since from here on others know the uuid.
					await this.#client.locks.hold(
						[{ key: `agent/${uuid}` }],
						signal,
						() =>
							this.#settle(
								uuid,
								wanted,
								true,
								subject,
								signal,
								options.settleTimeout,
							),
					);
				}
				return { uuid };
			});
		return this.#tags.bring(spec.tags, create);
	}

	/** Sends what has changed and resolves once the agent has settled; makes no call when nothing has. */
	async update(
		{ uuid }: { uuid: string },
		prior: Partial<AgentSpec>,
		planned: Partial<AgentSpec>,
		signal?: AbortSignal,
		options: { /** Seconds. */ settleTimeout?: number } = {},
	): Promise<void> {
		const dialect = await this.#client.dialect(signal);
		if (Object.keys(encodeAgentChanges(prior, planned, dialect)).length === 0) {
			return;
		}
		const subject = `agent "${planned.name ?? prior.name ?? uuid}"`;
		const touched = { ids: [uuid], names: [prior.name, planned.name] };
		const work = async () => {
			let known = prior;
			if (dialect === "3.7" && !(planned.natsMode ?? prior.natsMode)) {
				// Without its NATS settings the PATCH would put NATS on an agent that has none.
				known = {
					...(await this.#single(uuid, signal)),
					...definedOnly(prior),
				};
			}
			const body = encodeAgentChanges(known, planned, dialect);
			await this.#client.call({
				method: "PATCH",
				path: `/iofog/${encodeURIComponent(uuid)}`,
				subject,
				body,
				signal,
			});
			if (dialect !== "3.7") return;
			const wanted = {
				routerMode: planned.routerMode ?? prior.routerMode ?? undefined,
				natsMode: body.natsMode as string | undefined,
			};
			await this.#settle(
				uuid,
				wanted,
				false,
				subject,
				signal,
				options.settleTimeout,
			);
		};
		await this.#tags.bring(planned.tags, () =>
			this.#write(`agent/${uuid}`, uuid, touched, signal, work),
		);
	}

	/** Deletes the agent and, with it, all its microservices; one that is gone already is fine. */
	async delete(
		{ uuid }: { uuid: string },
		signal?: AbortSignal,
	): Promise<void> {
		await this.#write(
			`agent/${uuid}`,
			uuid,
			{ ids: [uuid] },
			signal,
			async () => {
				try {
					await this.#client.callIfFound({
						method: "DELETE",
						path: `/iofog/${encodeURIComponent(uuid)}`,
						subject: `agent ${uuid}`,
						signal,
					});
				} finally {
					await this.#applications.touchAgent(uuid);
				}
			},
		);
	}

	/** What the agent reports right now, past everything that was read before; undefined when it is gone. */
	async status(
		{ uuid }: { uuid: string },
		signal?: AbortSignal,
	): Promise<AgentStatus | undefined> {
		return (await this.#single(uuid, signal))?.status;
	}

	/** Makes a new provisioning key, which takes the place of the one before; undefined when the agent is gone. */
	async provisioningKey(
		{ uuid }: { uuid: string },
		signal?: AbortSignal,
	): Promise<ProvisioningKey | undefined> {
		const answer = (await this.#client.callIfFound({
			method: "GET",
			path: `/iofog/${encodeURIComponent(uuid)}/provisioning-key`,
			subject: `agent ${uuid}`,
			signal,
		})) as { key: string; expirationTime: number; caCert?: string } | undefined;
		if (answer === undefined) return undefined;
		return {
			key: answer.key,
			expires: answer.expirationTime,
			certificate: answer.caCert || null,
		};
	}

	forget(): void {
		this.#objects.forget();
		this.#settled.clear();
	}

	#write(
		key: string,
		uuid: string,
		touched: { ids: string[]; names?: (string | undefined)[] },
		signal: AbortSignal | undefined,
		work: () => Promise<void>,
	): Promise<void> {
		return this.#objects.write(key, touched, signal, () => {
			this.#settled.delete(uuid);
			return work();
		});
	}

	async #settle(
		uuid: string,
		wanted: { routerMode?: string; natsMode?: string },
		created: boolean,
		subject: string,
		signal?: AbortSignal,
		timeout?: number,
	): Promise<void> {
		const raw = await this.#settler.wait(
			uuid,
			wanted,
			{ created, subject, timeout },
			signal,
		);
		this.#settled.set(uuid, decodeAgent(raw, "3.7"));
	}

	async #load(signal: AbortSignal): Promise<Agent[]> {
		const { fogs } = (await this.#client.call({
			method: "GET",
			path: "/iofog-list",
			subject: "the agents",
			signal,
			slow: true,
		})) as { fogs: RawAgent[] };
		const dialect = await this.#client.dialect(signal);
		return fogs.map((raw) => decodeAgent(raw, dialect));
	}

	async #single(
		uuid: string,
		signal?: AbortSignal,
	): Promise<Agent | undefined> {
		const raw = await this.#client.callIfFound({
			method: "GET",
			path: `/iofog/${encodeURIComponent(uuid)}`,
			subject: `agent ${uuid}`,
			signal,
		});
		if (raw === undefined) return undefined;
		return decodeAgent(raw as RawAgent, await this.#client.dialect(signal));
	}
}

function definedOnly<T extends object>(value: T): Partial<T> {
	return Object.fromEntries(
		Object.entries(value).filter(
			([, member]) => member !== null && member !== undefined,
		),
	) as Partial<T>;
}
