import { flag, type Schema, text } from "./kinds";

const name = { type: "string", minLength: 1, maxLength: 255 };
// The pattern of volume mounts is that of services: no dots, unlike other names.
const mountName = {
	type: "string",
	pattern: "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
};
const data = { type: "object" };

const closed = (
	id: string,
	properties: Record<string, unknown>,
	more: Schema,
): Schema => ({
	id,
	type: "object",
	properties,
	...more,
	additionalProperties: false,
});

/** What clients may send of secrets, config maps and volume mounts (3.7). */
export function dataObjectSchemas(): Schema[] {
	const secret = { name, type: { type: "string", enum: ["Opaque", "tls"] } };
	const map = { name, immutable: flag, useVault: flag, data };
	const mount = { name: mountName, secretName: text, configMapName: text };
	const oneOf = [{ required: ["secretName"] }, { required: ["configMapName"] }];
	const link = {
		fogUuids: { type: "array", items: { type: "string" }, minItems: 1 },
	};
	return [
		closed(
			"/secretCreate",
			{ ...secret, data },
			{ required: ["name", "type", "data"] },
		),
		closed("/secretUpdate", { ...secret, data }, { required: ["data"] }),
		closed("/configMapCreate", map, { required: ["name", "data"] }),
		closed("/configMapUpdate", map, { required: ["data"] }),
		closed("/volumeMountCreate", mount, { required: ["name"], oneOf }),
		closed("/volumeMountUpdate", mount, { oneOf }),
		closed("/volumeMountLink", link, { required: ["fogUuids"] }),
		closed("/volumeMountUnlink", link, { required: ["fogUuids"] }),
	];
}
