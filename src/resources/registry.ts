import {
	bool,
	computed,
	DiagnosticError,
	error,
	integer,
	optional,
	required,
	string,
	type ValuesOf,
	warning,
} from "../core";
import { defineResource } from "./define";
import { usersOfRegistry } from "./restarts";
import { bothSet, filled } from "./types";

const attributes = {
	id: computed(integer, {
		description: "Number that the Controller assigned.",
	}),
	url: required(filled, {
		description: "Address of the registry, e.g. `registry.example.com`.",
	}),
	public: optional(bool, {
		description: "Whether images can be pulled without logging in.",
		default: false,
	}),
	username: required(filled, {
		description: "User name that agents log in with.",
	}),
	password: optional(string(), {
		description:
			"Password that agents log in with; it is kept in the state. Use `password_wo` to keep it out.",
		sensitive: true,
	}),
	passwordWo: optional(string(), {
		description:
			"Password that agents log in with, kept nowhere: it is sent when the registry is created and whenever `password_wo_version` changes.",
		sensitive: true,
		writeOnly: true,
	}),
	passwordWoVersion: optional(integer, {
		description: "Any number; a change sends `password_wo` again.",
	}),
	email: required(string(), {
		description: "E-mail address of the registry's user.",
	}),
	requiresCertificate: optional(bool, {
		description: "Whether the registry needs a certificate of its own.",
		default: false,
		only: "3.0",
	}),
	certificate: optional(string(), {
		description: "Certificate of the registry, in PEM form.",
		default: "",
		only: "3.0",
	}),
};

type Registry = ValuesOf<typeof attributes>;

/** `iofog_registry`: an image registry that agents pull from. */
export const registry = defineResource({
	type: "iofog_registry",
	version: 0,
	summary:
		"An image registry that agents pull from. Two are built in and can be referred to, not managed: 1 is Docker Hub, 2 is `from_cache`, the agent's own image cache.",
	identity: ["id"],
	uniqueKey: ["url", "username", "public"],
	importForms: ["ID", "URL"],
	attributes,
	validate: (config) => {
		const out = [];
		if (bothSet(config.password, config.passwordWo))
			out.push(
				error(
					"Conflicting arguments",
					'Only one of "password" and "password_wo" can be set. "password_wo" keeps the password out of the state.',
					["password_wo"],
				),
			);
		if (config.passwordWo !== null && config.passwordWoVersion === null)
			out.push(
				error(
					"Missing required argument",
					'"password_wo" needs "password_wo_version": without it a new password would never be sent. Set it to 1, and count it up with every new password.',
					["password_wo_version"],
				),
			);
		return out;
	},
	plan: ({ config, prior, report }) => {
		if (
			prior?.password &&
			config.password === null &&
			config.passwordWoVersion === null
		)
			report(
				warning(
					"Password is taken away",
					'Neither "password" nor "password_wo" is set, and the registry has a password: agents will log in without one. After an import, set one of them; Terraform writes null in the place of a secret.',
					["password"],
				),
			);
	},
	restarts: usersOfRegistry,
	restartFacts: ({ action, dialect }) =>
		dialect === "3.7" && action === "update" ? ["iofog_microservice"] : [],
	find: async ({ controller, signal }, planned) =>
		(await controller.registries.list(signal)).find(
			(r) =>
				r.url === planned.url &&
				r.username === planned.username &&
				r.public === (planned.public ?? false),
		),
	create: async ({ controller, signal, config }, planned, identified) => {
		const password = config.passwordWo ?? planned.password ?? "";
		identified(
			await controller.registries.create(
				{ ...wire(planned), password },
				signal,
			),
		);
	},
	read: async ({ controller, signal }, state) => {
		const imported = state.url === null;
		const withPassword =
			state.password !== null || (imported && state.passwordWoVersion === null);
		const live = await controller.registries.get(
			{ id: known(state.id) },
			signal,
			{ password: withPassword },
		);
		// No password is stored as an empty one.
		return live && { ...live, password: live.password || undefined };
	},
	update: async ({ controller, signal, config }, prior, planned) => {
		const renewed = prior.passwordWoVersion !== planned.passwordWoVersion;
		const password = renewed
			? (config.passwordWo ?? planned.password ?? "")
			: (planned.password ?? (prior.password === null ? null : ""));
		await controller.registries.update(
			{ id: known(prior.id) },
			{ ...wire(prior), password: renewed ? null : prior.password },
			{ ...wire(planned), password },
			signal,
		);
	},
	delete: ({ controller, signal }, state) =>
		controller.registries.delete({ id: known(state.id) }, signal),
	list: ({ controller, signal }) => controller.registries.list(signal),
	import: async ({ controller, signal }, id) => {
		const all = await controller.registries.list(signal);
		const found = all.filter((r) =>
			/^\d+$/.test(id) ? r.id === Number(id) : r.url === id,
		);
		const own = found.filter((r) => !BUILT_IN.has(r.id));
		if (found.length > 0 && own.length === 0)
			throw new DiagnosticError([
				error(
					"Built-in registry",
					`Registry ${found[0]?.id} (${found[0]?.url}) belongs to the Controller itself and cannot be managed. Refer to it by its ID, registry_id = ${found[0]?.id}, without a resource for it.`,
				),
			]);
		return own.map((r) => ({ id: r.id }));
	},
});

/** Docker Hub and `from_cache`. */
const BUILT_IN: ReadonlySet<number> = new Set([1, 2]);

const known = (id: number | null) => id ?? Number.NaN;

function wire({ passwordWo: _, passwordWoVersion: __, id, ...rest }: Registry) {
	return { ...rest, id: known(id), public: rest.public ?? false };
}
