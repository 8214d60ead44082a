/** A JSON schema in the draft that both Controllers validate with. */
export type Schema = Record<string, unknown>;

/** Kubernetes-style names: lower-case words joined by dots. */
export const NAME =
	"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

/** E-mail addresses as the Controller accepts them. */
export const EMAIL =
	'^(([^<>()\\[\\]\\\\.,;:\\s@"]+(\\.[^<>()\\[\\]\\\\.,;:\\s@"]+)*)|(".+"))@((\\[[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}])|(([a-zA-Z\\-0-9]+\\.)+[a-zA-Z]{2,}))$';

/** Any text. */
export const text = { type: "string" };
/** True or false. */
export const flag = { type: "boolean" };
/** A whole number. */
export const integer = { type: "integer" };
/** A number. */
export const number = { type: "number" };
/** Text that is not empty. */
export const filled = { type: "string", minLength: 1 };
/** A name in lower case, digits and hyphens. */
export const name = { type: "string", pattern: NAME };
/** A name that is not empty. */
export const filledName = { type: "string", minLength: 1, pattern: NAME };
/** An e-mail address. */
export const email = { type: "string", pattern: EMAIL };
/** A whole number of 0 or more. */
export const count = { type: "integer", minimum: 0 };
/** A number of 0 or more. */
export const amount = { type: "number", minimum: 0 };
/** A port that a service can listen on. */
export const port = { type: "integer", minimum: 1, maximum: 65535 };
/** A latitude in degrees. */
export const latitude = { type: "number", minimum: -90, maximum: 90 };
/** A longitude in degrees. */
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
