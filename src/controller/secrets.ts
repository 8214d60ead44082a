import type { Client } from "./client";
import { DataObjects } from "./data-objects";
import type { DataUsers } from "./data-users";
import type { Secret } from "./types";

/** What a caller sets of a secret. */
export type SecretSpec = Omit<Secret, "id">;

/** The route group `/secrets` (3.7 only). */
export class Secrets extends DataObjects<Omit<Secret, "data">, Secret> {
	constructor(client: Client, users: DataUsers, deleted: () => void) {
		super(client, users, {
			path: "/secrets",
			key: "secrets",
			one: "secret",
			many: "secrets",
			variables: "envFromSecret",
			open: {},
			summary: ({ id, name, type }: Secret) => ({ id, name, type }),
			whole: ({ id, name, type, data }: Secret) => ({ id, name, type, data }),
			deleted,
		});
	}

	/** Creates a secret. */
	add(
		{ name, type, data }: SecretSpec,
		signal?: AbortSignal,
		identified?: (identity: { id: number; name: string }) => void,
	): Promise<{ id: number; name: string }> {
		return this.create(name, { type, data }, signal, identified);
	}

	/** Replaces all values. The type, which cannot change, has to be said each time. */
	replace(
		{ name, type, data }: SecretSpec,
		signal?: AbortSignal,
	): Promise<void> {
		return this.patch(name, { type, data }, signal);
	}
}
