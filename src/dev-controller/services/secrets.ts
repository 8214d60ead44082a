import { ApiError, invalid, notFound } from "../errors";
import type { DataObject } from "../model";
import { timestamps, type World } from "../world";
import { renewReferences } from "./env-references";
import { deleteMountsOf, renewMountsOf } from "./volume-mounts";

/** What a client sends of a secret. */
export interface SecretBody {
	name?: string;
	type?: string;
	data?: Record<string, unknown>;
}

function find(world: World, name: string): DataObject {
	const secret = world.secrets.get(name);
	if (!secret) throw notFound('Secret with name "{}" not found', name);
	return secret;
}

function isBase64(value: unknown): boolean {
	if (typeof value !== "string") return false;
	const text = Buffer.from(value, "base64").toString("utf8");
	return Buffer.from(text).toString("base64") === value;
}

function checkData(
	type: string | undefined,
	data: Record<string, unknown>,
): void {
	if (type !== "tls") return;
	const wrong = Object.keys(data).filter((key) => !isBase64(data[key]));
	if (wrong.length > 0)
		throw invalid(`Invalid base64 encoding for keys: ${wrong.join(", ")}`);
}

/** Adds a secret. */
export function createSecret(world: World, body: SecretBody): unknown {
	world.validate("secretCreate", body);
	const { name = "", type = "", data = {} } = body;
	checkData(type, data);
	if (world.secrets.get(name))
		throw new ApiError(
			"ConflictError",
			`Secret with name "${name}" already exists`,
		);
	const { id } = world.secrets.insert({
		id: world.store.next("secret"),
		name,
		type,
		data,
		...timestamps(),
	});
	return { id, name, type };
}

/** Every secret, without its values. */
export const listSecrets = (world: World): unknown => ({
	secrets: world.secrets.all().map(({ id, name, type }) => ({
		id,
		name,
		type,
	})),
});

/** One secret with its values in clear text. */
export function getSecret(world: World, name: string): unknown {
	const { id, type, data } = find(world, name);
	return { id, name, type, data };
}

/** Replaces the values of a secret and all that is made of them; the answer says nothing. */
export function updateSecret(
	world: World,
	name: string,
	body: SecretBody,
): unknown {
	world.validate("secretUpdate", body);
	const secret = find(world, name);
	if (secret.type !== body.type)
		throw invalid(
			"Secret type mismatch. Secret {} is of type {} but trying to update with type {}",
			name,
			secret.type,
			body.type,
		);
	checkData(secret.type, body.data ?? {});
	world.secrets.update(secret, { data: body.data });
	renewMountsOf(world, "secretName", name);
	renewReferences(world, "valueFromSecret", secret);
	return {};
}

/** The certificates that a certificate authority of the Controller has signed, by the names of their secrets. */
function signedBy(world: World, { name, type }: DataObject): string[] {
	const [, kind, part, agent = ""] =
		/^(router|nats)-(site|local)-ca(?:-(.+))?$/.exec(name) ?? [];
	if (type !== "tls" || !kind) return [];
	const signed: Record<string, RegExp> = {
		"router-site": /^router-site-server-/,
		"router-local": /^router-local-(server|agent)-/,
		"nats-site": /^nats-server-/,
		"nats-local": /^nats-mqtt-server-/,
	};
	return world.secrets
		.all()
		.filter(
			(one) => one.type === "tls" && one.name.endsWith(agent && `-${agent}`),
		)
		.map((one) => one.name)
		.filter((one) => signed[`${kind}-${part}`]?.test(one));
}

/** Removes a secret and the volume mounts of it, used or not; only a certificate authority that has signed something stays. */
export function deleteSecret(world: World, name: string): unknown {
	const secret = find(world, name);
	const signed = signedBy(world, secret);
	if (signed.length > 0)
		throw invalid(
			`Cannot delete CA that has signed certificates. Please delete the following certificates first: ${signed.join(", ")}`,
		);
	world.secrets.remove(secret);
	deleteMountsOf(world, "secretName", name);
	return {};
}
