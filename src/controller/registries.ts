import type { Client } from "./client";
import { ControllerError } from "./errors";
import { SharedObjects } from "./shared-objects";
import type { Dialect, Registry } from "./types";
import { encodeAll, encodeChanges, type WireField } from "./wire";

/** What a caller may set of a registry. */
export type RegistrySpec = Omit<Registry, "id">;

interface RawRegistry {
	id: number;
	url: string;
	isPublic: boolean | null;
	username: string | null;
	userEmail: string | null;
	password?: string | null;
	requiresCert?: boolean | null;
	certificate?: string | null;
}

const FIELDS: WireField<RegistrySpec>[] = [
	{ attribute: "url" },
	{ attribute: "public", wire: "isPublic" },
	{ attribute: "username" },
	{ attribute: "email" },
	{ attribute: "password" },
	{
		attribute: "requiresCertificate",
		wire: "requiresCert",
		dialect: "3.0",
		clear: false,
	},
	{ attribute: "certificate", dialect: "3.0", clear: "" },
];

function decode(raw: RawRegistry, dialect: Dialect): Registry {
	return {
		id: raw.id,
		url: raw.url,
		public: raw.isPublic ?? false,
		username: raw.username ?? "",
		// Sent as `email`, returned as `userEmail`.
		email: raw.userEmail ?? "",
		...(dialect === "3.0" && {
			requiresCertificate: raw.requiresCert ?? false,
			certificate: raw.certificate ?? "",
		}),
	};
}

/** The route group `/registries`. */
export class Registries {
	readonly #client: Client;
	readonly #objects: SharedObjects<Registry>;

	constructor(client: Client) {
		this.#client = client;
		this.#objects = new SharedObjects<Registry>(client, {
			plural: "registries",
			load: (signal) => this.#load(signal),
			idOf: ({ id }) => String(id),
		});
	}

	/** Every registry that the user sees, the two built-in ones included; without passwords. */
	list(signal?: AbortSignal): Promise<Registry[]> {
		return this.#objects.all(signal);
	}

	/** One registry, or undefined when it is gone. With `password`, a call of its own on 3.7 fills the password; 3.0 never returns it. */
	async get(
		{ id }: { id: number },
		signal?: AbortSignal,
		{ password = false }: { password?: boolean } = {},
	): Promise<Registry | undefined> {
		if (password && (await this.#client.dialect(signal)) === "3.7") {
			const raw = (await this.#client.callIfFound({
				method: "GET",
				path: `/registries/${id}`,
				subject: `registry ${id}`,
				signal,
			})) as RawRegistry | undefined;
			return raw && { ...decode(raw, "3.7"), password: raw.password ?? "" };
		}
		// 3.0 has no route for a single registry: an HTML 404, which says nothing about the registry.
		return this.#objects.byId(String(id), signal);
	}

	async create(
		spec: RegistrySpec,
		signal?: AbortSignal,
		options: { onIdentity?: (identity: { id: number }) => void } = {},
	): Promise<{ id: number }> {
		const dialect = await this.#client.dialect(signal);
		const key = `registry/${spec.url}/${spec.username}/${spec.public}`;
		return this.#objects.write(key, {}, signal, async () => {
			const { id } = (await this.#client.call({
				method: "POST",
				path: "/registries",
				subject: `registry ${spec.url}`,
				body: { password: "", ...encodeAll(FIELDS, spec, dialect) },
				signal,
			})) as { id: number };
			this.#objects.touch(String(id));
			options.onIdentity?.({ id });
			return { id };
		});
	}

	/** Sends what has changed; makes no call when nothing has. */
	async update(
		{ id }: { id: number },
		prior: Partial<RegistrySpec>,
		planned: Partial<RegistrySpec>,
		signal?: AbortSignal,
	): Promise<void> {
		const dialect = await this.#client.dialect(signal);
		const body = encodeChanges(FIELDS, prior, planned, dialect);
		if (Object.keys(body).length === 0) return;
		// 3.0 wants the certificate beside the flag that asks for it, changed or not.
		if (body.requiresCert === true)
			body.certificate = planned.certificate ?? "";
		await this.#objects.patch(`registry/${id}`, String(id), {
			path: `/registries/${id}`,
			subject: `registry ${id}`,
			body,
			signal,
		});
		if (dialect === "3.0") await this.#assertWritten(id, body, signal);
	}

	/** Deletes a registry; one that is gone already is fine. */
	async delete({ id }: { id: number }, signal?: AbortSignal): Promise<void> {
		await this.#objects.remove(`registry/${id}`, String(id), {
			path: `/registries/${id}`,
			subject: `registry ${id}`,
			signal,
		});
	}

	forget(): void {
		this.#objects.forget();
	}

	/** 3.0 answers 204 to a change of somebody else's registry and changes nothing (core contract §3), so what can be read is compared. */
	async #assertWritten(
		id: number,
		body: Record<string, unknown>,
		signal?: AbortSignal,
	): Promise<void> {
		const now = await this.get({ id }, signal);
		const { password: _, ...visible } = body;
		const sent = now && encodeAll<RegistrySpec>(FIELDS, now, "3.0");
		const kept = Object.entries(visible).every(
			([key, value]) => sent?.[key] === value,
		);
		if (sent && kept) return;
		throw new ControllerError(
			`The Controller at ${this.#client.url} accepted the change of registry ${id} and did not make it: the registry belongs to another user or to the Controller itself. Create a registry of your own.`,
			{
				kind: "forbidden",
				method: "PATCH",
				url: `${this.#client.url}/api/v3/registries/${id}`,
			},
		);
	}

	async #load(signal: AbortSignal): Promise<Registry[]> {
		const answer = (await this.#client.call({
			method: "GET",
			path: "/registries",
			subject: "the registries",
			signal,
		})) as { registries: RawRegistry[] };
		const dialect = await this.#client.dialect(signal);
		return answer.registries.map((raw) => decode(raw, dialect));
	}
}
