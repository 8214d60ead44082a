import type { Agents } from "./agents";
import type { ApplicationReads } from "./application-reads";
import type { Client } from "./client";
import { ControllerError } from "./errors";
import {
	encodeCreate,
	encodeRole,
	encodeUpdate,
	type PriorMicroservice,
} from "./microservice-encode";
import {
	type MicroserviceIdentity,
	MicroserviceReads,
} from "./microservice-reads";
import type { Microservice, MicroserviceSpec, ServiceAccount } from "./types";

/** The role that the Controller gives to a microservice that names none. */
const DEFAULT_ROLE: ServiceAccount = { kind: "Role", name: "microservice" };

/** The route group `/microservices`. */
export class Microservices {
	readonly #client: Client;
	readonly #reads: ApplicationReads;
	readonly #agents: Agents;
	readonly #objects: MicroserviceReads;

	constructor(client: Client, reads: ApplicationReads, agents: Agents) {
		this.#client = client;
		this.#reads = reads;
		this.#agents = agents;
		this.#objects = new MicroserviceReads(client, reads);
	}

	/** All microservices, or those of one application (none where there is no such application); with `serviceAccount` also their roles on 3.7. */
	list(
		signal?: AbortSignal,
		options: { application?: string; serviceAccount?: boolean } = {},
	): Promise<Microservice[]> {
		return this.#objects.list(signal, options);
	}

	/** One microservice, or undefined when it is gone; with `serviceAccount` also its role on 3.7. */
	get(
		identity: MicroserviceIdentity,
		signal?: AbortSignal,
		options: { serviceAccount?: boolean } = {},
	): Promise<Microservice | undefined> {
		return this.#objects.get(identity, signal, options);
	}

	/** The microservice of that name in an application, or undefined when there is none. */
	findByName(
		key: { application: string; name: string },
		signal?: AbortSignal,
	): Promise<Microservice | undefined> {
		return this.#objects.findByName(key, signal);
	}

	/** Creates a microservice; on 3.7 one that shall not run is stopped by a second call, since the first always makes it run. */
	async create(
		spec: MicroserviceSpec,
		signal?: AbortSignal,
		options: { onIdentity?: (identity: { uuid: string }) => void } = {},
	): Promise<{ uuid: string }> {
		const dialect = await this.#client.dialect(signal);
		const { application, name } = spec;
		const key = `microservice/${application}/${name}`;
		const subject = this.#subject(name, application);
		return this.#write(application, key, [name], signal, async () => {
			const answer = (await this.#client.call({
				method: "POST",
				path: "/microservices",
				subject,
				body: encodeCreate(spec, dialect),
				signal,
			})) as { uuid: string };
			const identity = { uuid: answer.uuid };
			this.#reads.touchMicroservice(application, identity.uuid);
			options.onIdentity?.(identity);
			if (dialect === "3.7" && spec.activated === false) {
				await this.#activate(identity.uuid, false, subject, signal);
			}
			return identity;
		});
	}

	/**
	 * Sends what has changed, with what the Controller would reset or refuse if it were left out: the agent (core contract §1.2), the log
	 * size and, on 3.7, the role (§6.1). What of these the caller does not know is read first. `rebuild` makes the agent recreate the container.
	 */
	async update(
		{ uuid, application: home }: MicroserviceIdentity,
		prior: PriorMicroservice,
		planned: Partial<MicroserviceSpec>,
		signal?: AbortSignal,
		{ rebuild = false }: { rebuild?: boolean } = {},
	): Promise<void> {
		const dialect = await this.#client.dialect(signal);
		const application =
			home ?? prior.application ?? planned.application ?? undefined;
		if (
			planned.application &&
			prior.application &&
			planned.application !== prior.application
		) {
			// The Controller answers 204 and changes nothing.
			throw new ControllerError(
				`A microservice cannot move from application "${prior.application}" to "${planned.application}". Replace it.`,
				{ kind: "invalid", method: "", url: "", attribute: "application" },
			);
		}
		const changes = encodeUpdate(prior, planned, dialect);
		const activate =
			dialect === "3.7" &&
			typeof planned.activated === "boolean" &&
			planned.activated !== (prior.activated ?? true)
				? planned.activated
				: undefined;
		const moved =
			planned.agentUuid && planned.agentUuid !== prior.agentUuid
				? planned.agentUuid
				: undefined;
		const patch =
			rebuild ||
			moved !== undefined ||
			Object.keys(changes).length > 0 ||
			this.#differs(prior.logSize, planned.logSize) ||
			(dialect === "3.7" && this.#roleDiffers(prior, planned));
		if (!patch && activate === undefined) return;
		const name = planned.name ?? prior.name;
		const subject = this.#subject(name ?? uuid, application);
		const keys = [uuid, prior.name, planned.name];
		await this.#write(
			application,
			`microservice/${uuid}`,
			keys,
			signal,
			async () => {
				// Stopped before and started after the change, so that no container runs with half of it.
				if (activate === false) {
					await this.#activate(uuid, false, subject, signal);
				}
				if (patch) {
					await this.#patch(uuid, application, subject, signal, {
						changes,
						prior,
						planned,
						moved,
						rebuild,
					});
				}
				if (activate === true) {
					await this.#activate(uuid, true, subject, signal);
				}
			},
		);
	}

	/** Makes the agent recreate the container. */
	async rebuild(
		{ uuid, application }: MicroserviceIdentity,
		signal?: AbortSignal,
	): Promise<void> {
		const dialect = await this.#client.dialect(signal);
		const subject = this.#subject(uuid, application);
		await this.#write(
			application,
			`microservice/${uuid}`,
			[uuid],
			signal,
			async () => {
				if (dialect === "3.7") {
					await this.#client.call({
						method: "PATCH",
						path: `/microservices/${encodeURIComponent(uuid)}/rebuild`,
						subject,
						signal,
					});
					return;
				}
				await this.#patch(uuid, application, subject, signal, {
					changes: {},
					prior: {},
					planned: {},
					rebuild: true,
				});
			},
		);
	}

	/** Deletes a microservice; one that is gone already is fine. */
	async delete(
		{ uuid, application }: MicroserviceIdentity,
		signal?: AbortSignal,
	): Promise<void> {
		const key = `microservice/${uuid}`;
		await this.#write(application, key, [uuid], signal, () =>
			this.#client.callIfFound({
				method: "DELETE",
				path: `/microservices/${encodeURIComponent(uuid)}`,
				subject: this.#subject(uuid, application),
				signal,
			}),
		);
	}

	async #patch(
		uuid: string,
		application: string | undefined,
		subject: string,
		signal: AbortSignal | undefined,
		update: {
			changes: Record<string, unknown>;
			prior: PriorMicroservice;
			planned: Partial<MicroserviceSpec>;
			moved?: string;
			rebuild: boolean;
		},
	): Promise<void> {
		const { changes, prior, planned, moved, rebuild } = update;
		const dialect = await this.#client.dialect(signal);
		let agentUuid = planned.agentUuid ?? prior.agentUuid;
		let logSize = planned.logSize ?? prior.logSize;
		let role: ServiceAccount | null | undefined;
		if (dialect === "3.7") {
			role =
				planned.serviceAccount ??
				(prior.serviceAccount ? DEFAULT_ROLE : undefined) ??
				(await this.#reads.knownRole(application, uuid, signal));
		}
		if (!agentUuid || !logSize || (dialect === "3.7" && !role)) {
			const current = await this.#objects.single(uuid, signal);
			if (!current) throw this.#gone(uuid, subject);
			agentUuid ??= current.agentUuid;
			logSize ??= current.logSize;
			role ??= current.serviceAccount;
		}
		if (moved !== undefined) await this.#assertAgent(moved, subject, signal);
		// A PATCH writes the flag anew and would take back a rebuild that the agent has not seen yet (core contract §6.1), so that the old
		// container would run on with the new image recorded.
		const again = rebuild || this.#reads.awaitsRebuild(uuid);
		await this.#client.call({
			method: "PATCH",
			path: `/microservices/${encodeURIComponent(uuid)}`,
			subject,
			signal,
			body: {
				...changes,
				iofogUuid: agentUuid,
				logSize,
				...(role && encodeRole(role)),
				...(again && { rebuild: true }),
			},
		});
	}

	#activate(
		uuid: string,
		activated: boolean,
		subject: string,
		signal?: AbortSignal,
	): Promise<unknown> {
		const verb = activated ? "start" : "stop";
		return this.#client.call({
			method: "PATCH",
			path: `/microservices/${encodeURIComponent(uuid)}/${verb}`,
			subject,
			signal,
		});
	}

	/** A new agent that does not exist is answered with 204 and no move (core contract §6.1), so it is looked up first. */
	async #assertAgent(
		uuid: string,
		subject: string,
		signal?: AbortSignal,
	): Promise<void> {
		if (await this.#agents.get({ uuid }, signal)) return;
		throw new ControllerError(
			`The ${subject} cannot move: the Controller at ${this.#client.url} has no agent ${uuid}. Create the agent first. List those that exist:\n    fogform list agents`,
			{
				kind: "not-found",
				method: "PATCH",
				url: this.#client.url,
				attribute: "agentUuid",
			},
		);
	}

	#gone(uuid: string, subject: string): ControllerError {
		return new ControllerError(
			`The Controller at ${this.#client.url} has no ${subject} any more. Run the command again: the next plan creates it.`,
			{
				kind: "not-found",
				method: "GET",
				url: `${this.#client.url}/api/v3/microservices/${uuid}`,
			},
		);
	}

	#differs(prior: unknown, planned: unknown): boolean {
		return planned !== null && planned !== undefined && prior !== planned;
	}

	#roleDiffers(
		prior: Partial<MicroserviceSpec>,
		planned: Partial<MicroserviceSpec>,
	): boolean {
		const before = prior.serviceAccount;
		const after = planned.serviceAccount ?? (before ? DEFAULT_ROLE : before);
		return before?.name !== after?.name || before?.kind !== after?.kind;
	}

	#subject(name: string, application?: string): string {
		return application
			? `microservice "${name}" of application "${application}"`
			: `microservice ${name}`;
	}

	async #write<T>(
		application: string | undefined,
		key: string,
		touched: (string | null | undefined)[],
		signal: AbortSignal | undefined,
		work: () => Promise<T>,
	): Promise<T> {
		const names = touched.filter((each): each is string => Boolean(each));
		const home =
			application ??
			names.map((each) => this.#reads.homeOf(each)).find(Boolean);
		return this.#client.locks.hold(
			[
				...(home ? [{ key: `application/${home}`, shared: true }] : []),
				{ key },
			],
			signal,
			async () => {
				this.#reads.touchMicroservice(home, ...names);
				try {
					return await work();
				} finally {
					this.#reads.touchMicroservice(home, ...names);
				}
			},
		);
	}
}
