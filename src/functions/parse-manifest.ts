import {
	type Attribute,
	type Attributes,
	encode,
	type ProviderFunction,
	toSnake,
} from "../core";
import { agent } from "../resources/agent";
import { application } from "../resources/application";
import { catalogItem } from "../resources/catalog-item";
import { configMap } from "../resources/config-map";
import { microservice } from "../resources/microservice";
import { registry } from "../resources/registry";
import { route } from "../resources/route";
import { secret } from "../resources/secret";
import { volumeMount } from "../resources/volume-mount";
import { type ManifestObjects, readManifest } from "./manifest";

/** Groups of objects, with the arguments that they have. */
const GROUPS = {
	agents: agent.attributes,
	applications: application.attributes,
	catalogItems: catalogItem.attributes,
	configMaps: configMap.attributes,
	microservices: microservice.attributes,
	registries: registry.attributes,
	routes: route.attributes,
	secrets: secret.attributes,
	volumeMounts: volumeMount.attributes,
} satisfies Partial<Record<keyof ManifestObjects, Attributes>>;

/** What only the one who writes the configuration can say. */
const OWN = /Wo(Version)?$|^(engine|forceDestroy|timeouts|rebuildTriggers)$/;

/** What is required has no twin that would be kept. */
const isTold = ([name, { role }]: [string, Attribute]) =>
	role !== "computed" && (role === "required" || !OWN.test(name));

/** `parse_manifest`: YAML of iofogctl as arguments of resources. */
export const parseManifest: ProviderFunction = {
	name: "parse_manifest",
	summary: "Reads the YAML of iofogctl as arguments of resources.",
	description: [
		"Takes the text of a file that `iofogctl deploy -f` takes, of one document or several, and gives an object with one group for each resource type: `agents`, `applications`, `catalog_items`, `config_maps`, `microservices`, `registries`, `routes`, `secrets` and `volume_mounts`.",
		"Each group is an object whose values have all arguments that a manifest can tell, under the names of the resource type, null where the manifest says nothing: use it as `for_each`. Keys are names; those of `microservices` and `routes` are `APPLICATION/NAME`, those of `registries` are `metadata.name` or the URL.",
		"`controllers` holds `url`, `email` and `password` of each Controller or control plane, as the provider takes them. `skipped` lists kind, name and line of the documents that no resource type is there for.",
		"Kinds: Agent, LocalAgent, AgentConfig, Application, CatalogItem, ConfigMap, Controller, ControlPlane, LocalControlPlane, KubernetesControlPlane, LocalController, Microservice, Registry, Route, Secret, VolumeMount. An agent and its AgentConfig become one agent; a `config` becomes JSON text; the `data` of a Secret becomes `data_wo`, which wants a `data_wo_version` of yours. A key that cannot be translated, a name that comes twice, and a template of the Controller (`{{ … }}`) are errors with the line. Passwords and secrets come out as they are in the file: mark what must not be shown with `sensitive`.",
	].join("\n\n"),
	parameters: [
		{
			name: "yaml",
			type: "string",
			description: 'Text of the file, e.g. `file("shop.yaml")`.',
		},
	],
	returns: "dynamic",
	run: (text) => {
		const found = readManifest(text as string);
		return {
			...Object.fromEntries(
				Object.entries(GROUPS).map(([group, attributes]) => [
					toSnake(group),
					shaped(found[group as keyof typeof GROUPS], attributes),
				]),
			),
			controllers: Object.fromEntries(
				Object.entries(found.controllers).map(([name, values]) => [
					name,
					{
						url: values.url ?? null,
						email: values.email ?? null,
						password: values.password ?? null,
					},
				]),
			),
			skipped: found.skipped,
		};
	},
};

/** Objects with the same attributes for all, in the words of the configuration. */
function shaped(
	objects: Readonly<Record<string, Record<string, unknown>>>,
	attributes: Attributes,
): Record<string, unknown> {
	const told = Object.fromEntries(Object.entries(attributes).filter(isTold));
	return Object.fromEntries(
		Object.entries(objects).map(([key, values]) => [key, encode(told, values)]),
	);
}
