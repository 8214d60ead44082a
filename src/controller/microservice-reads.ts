import type { ApplicationReads } from "./application-reads";
import type { Client } from "./client";
import {
	decodeMicroservice,
	type RawMicroservice,
} from "./microservice-decode";
import type { Microservice } from "./types";

/** What tells one microservice from another; with `application` a read shares that application's one call. */
export interface MicroserviceIdentity {
	uuid: string;
	application?: string;
}

/** How microservices are read: through their application wherever it is known. */
export class MicroserviceReads {
	readonly #client: Client;
	readonly #reads: ApplicationReads;

	constructor(client: Client, reads: ApplicationReads) {
		this.#client = client;
		this.#reads = reads;
	}

	/** All microservices, or those of one application (none where there is no such application); with `serviceAccount` also their roles on 3.7. */
	async list(
		signal?: AbortSignal,
		options: { application?: string; serviceAccount?: boolean } = {},
	): Promise<Microservice[]> {
		const { application, serviceAccount } = options;
		const views = application
			? [await this.#reads.view(application, signal)]
			: await this.#reads.all(signal);
		const found = views.flatMap((view) => view?.microservices ?? []);
		if (!serviceAccount) return found;
		return Promise.all(found.map((each) => this.#withRole(each, signal)));
	}

	/** One microservice, or undefined when it is gone; with `serviceAccount` also its role on 3.7. */
	async get(
		{ uuid, application }: MicroserviceIdentity,
		signal?: AbortSignal,
		{ serviceAccount }: { serviceAccount?: boolean } = {},
	): Promise<Microservice | undefined> {
		if (application) {
			const known = await this.#reads.microservice(
				application,
				{ uuid },
				signal,
			);
			if (known !== "stale" && known.value) {
				return serviceAccount
					? this.#withRole(known.value, signal)
					: known.value;
			}
		}
		// Not in that application does not mean gone: on 3.0 somebody may have renamed the application.
		return this.single(uuid, signal);
	}

	/** The microservice of that name in an application, or undefined when there is none. */
	async findByName(
		key: { application: string; name: string },
		signal?: AbortSignal,
	): Promise<Microservice | undefined> {
		const { application, name } = key;
		const known = await this.#reads.microservice(application, { name }, signal);
		if (known !== "stale") return known.value;
		return (await this.#reads.view(application, signal))?.byName(name);
	}

	/** One microservice by a call of its own. */
	async single(
		uuid: string,
		signal?: AbortSignal,
	): Promise<Microservice | undefined> {
		const raw = await this.#client.callIfFound({
			method: "GET",
			path: `/microservices/${encodeURIComponent(uuid)}`,
			subject: `microservice ${uuid}`,
			signal,
		});
		if (raw === undefined) return undefined;
		return decodeMicroservice(
			raw as RawMicroservice,
			await this.#client.dialect(signal),
		);
	}

	async #withRole(
		microservice: Microservice,
		signal?: AbortSignal,
	): Promise<Microservice> {
		if ((await this.#client.dialect(signal)) !== "3.7") return microservice;
		const { application, uuid } = microservice;
		const role = await this.#reads.role(application, uuid, signal);
		const serviceAccount =
			role === "stale"
				? (await this.single(uuid, signal))?.serviceAccount
				: role.value;
		return { ...microservice, serviceAccount: serviceAccount ?? null };
	}
}
