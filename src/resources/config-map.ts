import type { ConfigMapSpec } from "../controller";
import {
	bool,
	computed,
	integer,
	map,
	optional,
	required,
	sameValue,
	string,
	UNKNOWN,
	type ValuesOf,
} from "../core";
import { defineResource } from "./define";
import { heldMounts } from "./held-mounts";
import { usersOfVariables } from "./restarts";
import { dataName } from "./types";

const attributes = {
	id: computed(integer, {
		description: "Number that the Controller assigned.",
	}),
	name: required(dataName, {
		description: "Name of the config map, unique in the Controller.",
		// The Controller takes another name and ignores it.
		requiresReplace: true,
	}),
	data: required(map(string()), {
		description: "Values by key. An update replaces all of them.",
	}),
	immutable: optional(bool, {
		description:
			"Whether the values can never change again: with it, any change forces replacement, also that of taking it back.",
		default: false,
	}),
	useVault: optional(bool, {
		description:
			"Whether the values are kept in the Controller's vault, where it has one.",
		default: true,
	}),
	forceDestroy: optional(bool, {
		description:
			"Whether destroying the config map may delete volume mounts that this configuration does not manage.",
		default: false,
	}),
};

type ConfigMap = ValuesOf<typeof attributes>;

/** `iofog_config_map`: values that microservices are given. */
export const configMap = defineResource({
	type: "iofog_config_map",
	version: 0,
	summary:
		"Values that microservices are given as environment variables (`env_from_config_map`) or as files (`iofog_volume_mount`), by Controllers 3.7.",
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
						key: `config-map:${name}`,
						label: `config map "${name}"`,
						attribute: "name",
					},
				],
	plan: ({ prior, planned, replace }) => {
		if (!prior?.immutable) return;
		for (const argument of ["data", "immutable", "useVault"] as const)
			if (
				planned[argument] === UNKNOWN ||
				!sameValue(
					attributes[argument].type,
					prior[argument],
					planned[argument],
				)
			)
				replace(argument);
	},
	restarts: (change) =>
		usersOfVariables(change, "envFromConfigMap", (key) => {
			const after = change.planned?.data ?? UNKNOWN;
			return after === UNKNOWN || after[key] !== change.prior?.data[key];
		}),
	restartFacts: ({ action }) =>
		action === "update" || action === "replace" ? ["iofog_microservice"] : [],
	find: ({ controller, signal }, { name }) =>
		controller.configMaps.findByName(name, signal),
	create: async ({ controller, signal }, planned, identified) => {
		await controller.configMaps.add(wire(planned), signal, identified);
	},
	read: ({ controller, signal }, { name }) =>
		controller.configMaps.get({ name }, signal),
	update: async ({ controller, signal }, prior, planned) => {
		const spec = wire(planned);
		if (JSON.stringify(wire(prior)) === JSON.stringify(spec)) return;
		await controller.configMaps.replace(spec, signal);
	},
	delete: ({ controller, signal }, { name }) =>
		controller.configMaps.delete({ name }, signal),
	holds: (context, { name }) => heldMounts(context, "configMapName", name),
	list: ({ controller, signal }) => controller.configMaps.list(signal),
	import: async ({ controller, signal }, id) =>
		(await controller.configMaps.findByName(id, signal)) ? [{ name: id }] : [],
});

function wire({ name, data, immutable, useVault }: ConfigMap): ConfigMapSpec {
	return {
		name,
		data,
		immutable: immutable ?? false,
		useVault: useVault ?? true,
	};
}
