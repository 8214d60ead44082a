import { configMap } from "../resources/config-map";
import { secret } from "../resources/secret";
import { type Header, nameOf } from "./manifest-header";
import { readAll, readAs } from "./manifest-read";

type Values = Record<string, unknown>;

/** Values by key, which iofogctl takes beside `spec`. */
function dataOf(of: Header): unknown {
	const data = of.place.members().get("data");
	if (!data)
		throw of.place.fault(`of kind ${of.kind} needs "data", beside "spec"`);
	return readAs(configMap.attributes.data.type, data);
}

/** Reads a Secret, whose values become `data_wo`. */
export function readSecret(of: Header): Values {
	const members = of.spec.known(["name", "type"]);
	return {
		...readAll(secret.attributes, members),
		name: nameOf(of),
		dataWo: dataOf(of),
	};
}

/** Reads a ConfigMap; it may have no `spec`. */
export function readConfigMap(of: Header): Values {
	const members = of.place
		.members()
		.get("spec")
		?.known(["name", "immutable", "useVault"]);
	return {
		...readAll(configMap.attributes, members ?? new Map()),
		name: nameOf(of),
		data: dataOf(of),
	};
}

/** Reads a VolumeMount; its uuid and version are the Controller's answer. */
export function readVolumeMount(of: Header): Values {
	const members = of.spec.known([
		"name",
		"uuid",
		"version",
		"secretName",
		"configMapName",
	]);
	const source = (key: string) => members.get(key)?.text() || undefined;
	const values = {
		secretName: source("secretName"),
		configMapName: source("configMapName"),
	};
	if (
		(values.secretName === undefined) ===
		(values.configMapName === undefined)
	)
		throw of.spec.fault('needs either a "secretName" or a "configMapName"');
	return { ...values, name: nameOf(of) };
}
