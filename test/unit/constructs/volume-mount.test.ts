import { TerraformStack, Testing } from "cdktf";
import {
	Agent,
	ConfigMap,
	DataIofogConfigMap,
	Secret,
	VolumeMount,
	type VolumeMountConfig,
} from "../../../src";

type Build = (stack: TerraformStack) => Omit<VolumeMountConfig, "name">;

/** The arguments of a volume mount that is built with the given ones, without its name. */
function synth(build: Build) {
	const stack = new TerraformStack(Testing.app(), "fleet");
	new VolumeMount(stack, "files", { name: "files", ...build(stack) });
	const { resource } = JSON.parse(Testing.synth(stack));
	const { name: _, ...rest } = resource.iofog_volume_mount.files;
	return rest;
}

const settings = (stack: TerraformStack, more: object = {}) =>
	new ConfigMap(stack, "settings", { name: "settings", data: {}, ...more });

const bank = (stack: TerraformStack) =>
	new Secret(stack, "bank", { name: "bank", dataWo: {}, dataWoVersion: 1 });

const cases: [string, Build, object][] = [
	[
		"a secret of the stack, which takes the volume mount along when it is replaced",
		(s) => ({ secret: bank(s) }),
		{
			secret_name: "${iofog_secret.bank.name}",
			lifecycle: { replace_triggered_by: ["iofog_secret.bank.id"] },
		},
	],
	[
		"a config map under another logical name, beside other rules",
		(s) => {
			const map = settings(s);
			const other = bank(s);
			map.overrideLogicalId("renamed");
			return {
				configMap: map,
				lifecycle: { preventDestroy: true, replaceTriggeredBy: [other] },
			};
		},
		{
			config_map_name: "${iofog_config_map.renamed.name}",
			lifecycle: {
				prevent_destroy: true,
				replace_triggered_by: [
					"${iofog_secret.bank}",
					"iofog_config_map.renamed.id",
				],
			},
		},
	],
	[
		"a config map by name",
		() => ({ configMap: "settings" }),
		{ config_map_name: "settings" },
	],
	[
		"a config map that is looked up",
		(s) => ({
			configMap: new DataIofogConfigMap(s, "found", { name: "settings" }),
		}),
		{ config_map_name: "${data.iofog_config_map.found.name}" },
	],
	[
		"one of several config maps",
		(s) => ({
			configMap: settings(s, { count: 2 }),
			configMapName: undefined,
		}),
		{ config_map_name: "${iofog_config_map.settings.name}" },
	],
	[
		"agents and UUIDs",
		(s) => ({
			secretName: "bank",
			agents: [new Agent(s, "edge", { name: "edge-1" }), "3f0c"],
		}),
		{ secret_name: "bank", agent_uuids: ["${iofog_agent.edge.uuid}", "3f0c"] },
	],
];

test.each(cases)("%s", (_name, build, wanted) => {
	expect(synth(build)).toEqual(wanted);
});

test.each<[string, Omit<VolumeMountConfig, "name">, RegExp]>([
	["no source", {}, /needs "secret" or "secretName" or "configMap"/],
	["two sources", { secret: "a", configMap: "b" }, /"secret" and "configMap"/],
	[
		"agents twice",
		{ secret: "a", agents: [], agentUuids: [] },
		/"agents" and "agentUuids"/,
	],
])("%s is an error", (_name, config, text) => {
	expect(() => synth(() => config)).toThrow(text);
});
