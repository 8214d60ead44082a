import { z } from "zod";
import {
	computed,
	error,
	optional,
	required,
	set,
	string,
	UNKNOWN,
} from "../core";
import { defineResource } from "./define";
import { dataName, filled } from "./types";

const mountName = string(
	z
		.string()
		.regex(
			/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
			'must be lower-case letters, digits and "-" only, and begin and end with a letter or digit',
		),
);

const attributes = {
	uuid: computed(string(), {
		description: "Identifier that the Controller assigned.",
	}),
	name: required(mountName, {
		description:
			"Name of the volume mount, by which `volumes` of microservices refer to it; unique in the Controller.",
		// The Controller takes another name and ignores it.
		requiresReplace: true,
	}),
	secretName: optional(dataName, {
		description:
			"Secret whose keys are the files. Exactly one of `secret_name` and `config_map_name` is set. The Controller deletes the volume mount with either: name its `id` in `replace_triggered_by`, as the construct does, for the volume mount to be replaced together with it.",
		references: "iofog_secret.name",
		// With another source the Controller keeps the old one beside it.
		requiresReplace: true,
	}),
	configMapName: optional(dataName, {
		description: "Config map whose keys are the files.",
		references: "iofog_config_map.name",
		requiresReplace: true,
	}),
	agentUuids: optional(set(filled), {
		description:
			"UUIDs of agents that hold the files ready before a microservice needs them. Agents that run a microservice with this volume mount are linked by the Controller and need not be named; links that others make are left alone.",
		default: [],
	}),
};

/** `iofog_volume_mount`: a secret or config map as files that microservices see. */
export const volumeMount = defineResource({
	type: "iofog_volume_mount",
	version: 0,
	summary:
		"A secret or a config map as a directory of files, which microservices see with a volume of type `volumeMount` (Controllers 3.7). Agents keep the files up to date while the microservices run.",
	only: "3.7",
	identity: ["name"],
	uniqueKey: ["name"],
	importForms: ["NAME"],
	attributes,
	deletedWith: {
		secretName: "iofog_secret",
		configMapName: "iofog_config_map",
	},
	claims: ({ name }) =>
		name === UNKNOWN
			? []
			: [
					{
						key: `volume-mount:${name}`,
						label: `volume mount "${name}"`,
						attribute: "name",
					},
				],
	validate: ({ secretName, configMapName }) => {
		if (secretName === UNKNOWN || configMapName === UNKNOWN) return [];
		if ((secretName === null) !== (configMapName === null)) return [];
		const both = secretName !== null;
		return [
			error(
				both ? "Conflicting arguments" : "Missing required argument",
				`Exactly one of "secret_name" and "config_map_name" must be set; ${both ? "both are. Remove one of them" : "neither is"}.`,
				[both ? "config_map_name" : "secret_name"],
			),
		];
	},
	find: ({ controller, signal }, { name }) =>
		controller.volumeMounts.findByName(name, signal),
	create: async ({ controller, signal }, planned, identified) => {
		await controller.volumeMounts.create(
			planned,
			planned.agentUuids ?? [],
			signal,
			identified,
		);
	},
	read: async (
		{ controller, signal },
		{ name, agentUuids, secretName, configMapName },
	) => {
		const live = await controller.volumeMounts.get({ name }, signal);
		if (!live) return undefined;
		const imported = secretName === null && configMapName === null;
		if (!imported && !agentUuids?.length) return { ...live, agentUuids: [] };
		const linked = await controller.volumeMounts.links({ name }, signal);
		const used = imported
			? await controller.volumeMounts.users({ name }, signal)
			: [];
		return {
			...live,
			agentUuids: linked.filter((agent) =>
				imported ? !used.includes(agent) : agentUuids?.includes(agent),
			),
		};
	},
	update: async ({ controller, signal }, prior, planned) => {
		const { name } = planned;
		const [before, after] = [prior.agentUuids ?? [], planned.agentUuids ?? []];
		const missingIn = (there: readonly string[]) => (agent: string) =>
			!there.includes(agent);
		await controller.volumeMounts.link(
			{ name },
			after.filter(missingIn(before)),
			signal,
		);
		await controller.volumeMounts.unlink(
			{ name },
			before.filter(missingIn(after)),
			signal,
		);
	},
	delete: ({ controller, signal }, { name }) =>
		controller.volumeMounts.delete({ name }, signal),
	list: ({ controller, signal }) => controller.volumeMounts.list(signal),
	import: async ({ controller, signal }, id) =>
		(await controller.volumeMounts.findByName(id, signal))
			? [{ name: id }]
			: [],
});
