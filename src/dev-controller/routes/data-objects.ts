import { readOfNull } from "../errors";
import {
	BOTH,
	type Call,
	CHECKED,
	GUARDED,
	LOOKED_UP,
	type Route,
} from "../route";
import {
	type ConfigMapBody,
	createConfigMap,
	deleteConfigMap,
	getConfigMap,
	listConfigMaps,
	updateConfigMap,
} from "../services/config-maps";
import {
	createSecret,
	deleteSecret,
	getSecret,
	listSecrets,
	type SecretBody,
	updateSecret,
} from "../services/secrets";
import type { World } from "../world";
import { configMapFromYaml, secretFromYaml } from "../yaml-data";

/** The content of the file that a call carries; without one the Controller trips. */
export function contentOf({ file }: Call): Buffer {
	if (!file) throw readOfNull("buffer", "undefined");
	return file.content;
}

interface Services {
	create(world: World, body: object): unknown;
	list(world: World): unknown;
	get(world: World, name: string): unknown;
	update(world: World, name: string, body: object): unknown;
	remove(world: World, name: string): unknown;
	fromYaml(content: Buffer, update?: string): object;
}

const nameOf = ({ params }: Call) => params.name ?? "";

/** The routes of a kind; a name that is taken is a 500, as these list an error that does not exist. */
const routesOf = (path: string, file: string, of: Services): Route[] => [
	{
		method: "POST",
		path,
		status: 201,
		errors: CHECKED,
		only: "3.7",
		handle: ({ world, body }) => of.create(world, body as object),
	},
	{
		method: "POST",
		path: `${path}/yaml`,
		status: 201,
		errors: CHECKED,
		file,
		only: "3.7",
		handle: (call) => of.create(call.world, of.fromYaml(contentOf(call))),
	},
	{
		method: "PATCH",
		path: `${path}/:name`,
		status: 200,
		errors: BOTH,
		only: "3.7",
		handle: (call) => of.update(call.world, nameOf(call), call.body as object),
	},
	{
		method: "PATCH",
		path: `${path}/yaml/:name`,
		status: 200,
		errors: BOTH,
		file,
		only: "3.7",
		handle: (call) =>
			of.update(
				call.world,
				nameOf(call),
				of.fromYaml(contentOf(call), nameOf(call)),
			),
	},
	{
		method: "GET",
		path: `${path}/:name`,
		status: 200,
		errors: LOOKED_UP,
		only: "3.7",
		handle: (call) => of.get(call.world, nameOf(call)),
	},
	{
		method: "GET",
		path,
		status: 200,
		errors: GUARDED,
		only: "3.7",
		handle: ({ world }) => of.list(world),
	},
	{
		method: "DELETE",
		path: `${path}/:name`,
		status: 200,
		errors: LOOKED_UP,
		only: "3.7",
		handle: (call) => of.remove(call.world, nameOf(call)),
	},
];

/** Secrets (3.7). */
export const secrets = routesOf("/secrets", "secret", {
	create: (world, body) => createSecret(world, body as SecretBody),
	list: listSecrets,
	get: getSecret,
	update: (world, name, body) => updateSecret(world, name, body as SecretBody),
	remove: deleteSecret,
	fromYaml: secretFromYaml,
});

/** Config maps (3.7). */
export const configMaps = routesOf("/configmaps", "configMap", {
	create: (world, body) => createConfigMap(world, body as ConfigMapBody),
	list: listConfigMaps,
	get: getConfigMap,
	update: (world, name, body) =>
		updateConfigMap(world, name, body as ConfigMapBody),
	remove: deleteConfigMap,
	fromYaml: configMapFromYaml,
});
