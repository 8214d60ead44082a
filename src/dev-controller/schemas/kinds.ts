/** A JSON schema in the draft that both Controllers validate with. */
export type Schema = Record<string, unknown>;

/** Kubernetes-style names: lower-case words joined by dots. */
export const NAME =
	"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

/** E-mail addresses as the Controller accepts them. */
export const EMAIL =
	'^(([^<>()\\[\\]\\\\.,;:\\s@"]+(\\.[^<>()\\[\\]\\\\.,;:\\s@"]+)*)|(".+"))@((\\[[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}])|(([a-zA-Z\\-0-9]+\\.)+[a-zA-Z]{2,}))$';

export const text = { type: "string" };
export const flag = { type: "boolean" };
export const integer = { type: "integer" };
export const number = { type: "number" };
export const filled = { type: "string", minLength: 1 };
export const name = { type: "string", pattern: NAME };
export const filledName = { type: "string", minLength: 1, pattern: NAME };
export const email = { type: "string", pattern: EMAIL };
export const count = { type: "integer", minimum: 0 };
export const amount = { type: "number", minimum: 0 };
export const port = { type: "integer", minimum: 1, maximum: 65535 };
export const latitude = { type: "number", minimum: -90, maximum: 90 };
export const longitude = { type: "number", minimum: -180, maximum: 180 };

/** A list whose members match a named schema. */
export const listOf = (reference: string): Schema => ({
	type: "array",
	items: { $ref: reference },
});

/** A list of texts. */
export const texts = { type: "array", items: { type: "string" } };

/** An object schema that lets unknown keys pass, as nearly all of the Controller's do. */
export function object(
	id: string,
	properties: Record<string, unknown>,
	required?: string[],
): Schema {
	return {
		id,
		type: "object",
		properties,
		...(required ? { required } : {}),
		additionalProperties: true,
	};
}
