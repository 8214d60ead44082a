import { z } from "zod";
import type { SecretSpec } from "../controller";
import {
	bool,
	computed,
	type Diagnostic,
	error,
	integer,
	map,
	optional,
	type Planned,
	type Private,
	required,
	string,
	UNKNOWN,
	type ValuesOf,
} from "../core";
import { defineResource } from "./define";
import { heldMounts } from "./held-mounts";
import { usersOfVariables } from "./restarts";
import { remember, withhold } from "./secrets";
import { dataName } from "./types";

const attributes = {
	id: computed(integer, {
		description: "Number that the Controller assigned.",
	}),
	name: required(dataName, {
		description: "Name of the secret, unique in the Controller.",
		// The Controller takes another name and ignores it.
		requiresReplace: true,
	}),
	type: optional(string(z.enum(["Opaque", "tls"])), {
		description:
			"`Opaque` for any values, `tls` for certificates and keys, each written in base64.",
		default: "Opaque",
		requiresReplace: true,
	}),
	dataWo: required(map(string()), {
		description:
			"Values by key, kept nowhere: they are sent when the secret is created and whenever `data_wo_version` changes. An update replaces all of them.",
		sensitive: true,
		writeOnly: true,
	}),
	dataWoVersion: optional(integer, {
		description:
			"Any number; a change sends `data_wo` again. So does a change of the values that somebody else makes.",
	}),
	forceDestroy: optional(bool, {
		description:
			"Whether destroying the secret may delete volume mounts that this configuration does not manage.",
		default: false,
	}),
};

type Secret = ValuesOf<typeof attributes>;

/** `iofog_secret`: values that microservices are given and that are shown nowhere. */
export const secret = defineResource({
	type: "iofog_secret",
	version: 0,
	summary:
		"Secret values that microservices are given as environment variables (`env_from_secret`) or as files (`iofog_volume_mount`), by Controllers 3.7.",
	only: "3.7",
	identity: ["name"],
	uniqueKey: ["name"],
	importForms: ["NAME"],
	attributes,
	claims: ({ name }) =>
		name === UNKNOWN
			? []
			: [
					{
						key: `secret:${name}`,
						label: `secret "${name}"`,
						attribute: "name",
					},
				],
	validate: (config) => [...versionMissing(config), ...noBase64(config)],
	restarts: (change) =>
		change.action === "update" &&
		change.prior?.dataWoVersion === change.planned?.dataWoVersion
			? []
			: usersOfVariables(change, "envFromSecret"),
	restartFacts: ({ action }) =>
		action === "update" || action === "replace" ? ["iofog_microservice"] : [],
	find: ({ controller, signal }, { name }) =>
		controller.secrets.findByName(name, signal),
	create: async (context, planned, identified) => {
		const { controller, signal } = context;
		// Before the call: what a lost answer left behind is judged by it.
		await controller.secrets.add(
			kept(context.private, wire(planned, context.config)),
			signal,
			identified,
		);
	},
	read: async ({ controller, signal, private: store }, { name }) => {
		const live = await controller.secrets.get({ name }, signal);
		if (!live) return undefined;
		const { data, ...rest } = live;
		const { intact } = withhold(store, "data", { data: canonical(data) }, {});
		return { ...rest, ...(!intact && { dataWoVersion: null }) };
	},
	update: async (context, prior, planned) => {
		if (prior.dataWoVersion === planned.dataWoVersion) return;
		const { controller, signal } = context;
		const spec = wire(planned, context.config);
		await controller.secrets.replace(spec, signal);
		kept(context.private, spec);
	},
	delete: ({ controller, signal }, { name }) =>
		controller.secrets.delete({ name }, signal),
	holds: (context, { name }) => heldMounts(context, "secretName", name),
	list: ({ controller, signal }) => controller.secrets.list(signal),
	import: async ({ controller, signal }, id) =>
		(await controller.secrets.findByName(id, signal)) ? [{ name: id }] : [],
});

function wire({ name, type }: Secret, { dataWo }: Partial<Secret>): SecretSpec {
	return { name, type: type ?? "Opaque", data: dataWo ?? {} };
}

/** Keeps a hash of the values, by which a change that somebody else makes is noticed. */
function kept(store: Private, spec: SecretSpec): SecretSpec {
	remember(store, "data", { data: canonical(spec.data) });
	return spec;
}

/** One text for all values, whatever the order of their keys. */
const canonical = (data: Record<string, unknown>) =>
	JSON.stringify(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));

function versionMissing({ dataWoVersion }: Planned<Secret>): Diagnostic[] {
	if (dataWoVersion !== null) return [];
	return [
		error(
			"Missing required argument",
			'"data_wo" needs "data_wo_version": without it new values would never be sent. Set it to 1, and count it up with every change of the values.',
			["data_wo_version"],
		),
	];
}

/** The Controller takes the values of a TLS secret only in the one base64 form of a UTF-8 text. */
function noBase64({ type, dataWo }: Planned<Secret>): Diagnostic[] {
	if (type !== "tls" || dataWo === UNKNOWN || !dataWo) return [];
	return Object.entries(dataWo as Record<string, unknown>)
		.filter(([, value]) => typeof value === "string" && !isBase64(value))
		.map(([key]) =>
			error(
				"Invalid value",
				`The value of "${key}" must be text in base64, as in all secrets of type "tls": write base64encode(…) around the text.`,
				["data_wo", key],
			),
		);
}

function isBase64(value: string): boolean {
	const text = Buffer.from(value, "base64").toString("utf8");
	return Buffer.from(text).toString("base64") === value;
}
