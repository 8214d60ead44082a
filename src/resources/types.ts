import { z } from "zod";
import {
	bool,
	type Diagnostic,
	error,
	integer,
	list,
	map,
	number,
	object,
	optional,
	required,
	string,
	UNKNOWN,
} from "../core";

/** Name of an application or microservice, by the Controller's own rule. */
export const name = string(
	z
		.string()
		.regex(
			/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
			'must be lower-case letters, digits, "-" and "." only, and each part must begin and end with a letter or digit',
		),
);

/** A text of at least one character. */
export const filled = string(z.string().min(1, "must not be empty"));

/** Name of a secret or a config map: any text of 1 to 255 characters. */
export const dataName = string(
	z
		.string()
		.min(1, "must not be empty")
		.refine(
			(text) => [...text].length <= 255,
			"must have at most 255 characters",
		),
);

/** A TCP or UDP port. The Controller takes any whole number, but no agent can publish one outside this range. */
export const port = number(
	z
		.int("must be a whole number")
		.min(1, "must be a port between 1 and 65535")
		.max(65535, "must be a port between 1 and 65535"),
);

/** Images by architecture of the agent. */
export const images = map(filled);

/** Architectures that `images` may name. */
export const ARCHITECTURES = ["amd64", "arm"] as const;

/** One error for each key of `images` that is no architecture. */
export function unknownArchitectures(images: object): Diagnostic[] {
	return Object.keys(images)
		.filter((key) => !(ARCHITECTURES as readonly string[]).includes(key))
		.map((key) =>
			error(
				"Invalid value",
				`"${key}" is not an architecture that the Controller knows. Use ${ARCHITECTURES.map((a) => `"${a}"`).join(" or ")}.`,
				["images"],
			),
		);
}

/** A span of time such as `90s` or `10m`. */
export const duration = string(
	z
		.string()
		.regex(
			/^(\d+(\.\d+)?(ms|s|m|h))+$/,
			'must be a duration such as "90s" or "10m"',
		),
);

const UNITS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** Seconds of a duration such as `1m30s`. */
export function seconds(
	duration: string | null | undefined,
): number | undefined {
	if (!duration) return undefined;
	let total = 0;
	for (const [, amount, unit] of duration.matchAll(/([\d.]+)(ms|s|m|h)/g))
		total += Number(amount) * (UNITS[unit as string] as number);
	return total;
}

/** Limits of time for creating and updating, as Terraform's providers have them. */
export const timeouts = object({
	create: optional(duration, {
		description: "How long creating may take, e.g. `90s`.",
	}),
	update: optional(duration, {
		description: "How long updating may take, e.g. `90s`.",
	}),
});

/** Access to NATS messaging. */
export const natsConfig = object({
	natsAccess: optional(bool, {
		description: "Whether messaging over NATS is allowed.",
		default: false,
	}),
	natsRule: optional(string(), {
		description: "Name of the NATS rule that applies.",
	}),
});

/** A kind of data that a catalog item takes or gives. */
export const infoType = object({
	infoType: optional(string(), { description: "Type of the data." }),
	infoFormat: optional(string(), { description: "Format of the data." }),
});

/** Role under which a microservice may call the Controller. */
export const serviceAccount = object({
	kind: optional(string(), {
		description: "Kind of the role.",
		default: "Role",
	}),
	name: required(filled, { description: "Name of the role." }),
});

/** Command that tells the agent whether a microservice is healthy. */
export const healthCheck = object({
	test: required(list(string()), {
		description: 'Command, as in Docker: `["CMD", "curl", "-f", …]`.',
	}),
	interval: optional(integer, { description: "Seconds between two checks." }),
	timeout: optional(integer, {
		description: "Seconds after which a check has failed.",
	}),
	startPeriod: optional(integer, {
		description: "Seconds after the start in which failures do not count.",
	}),
	startInterval: optional(integer, {
		description: "Seconds between two checks during the start period.",
	}),
	retries: optional(integer, {
		description: "Failures in a row that make the microservice unhealthy.",
	}),
});

/** True where two arguments that exclude each other are set. Unknown counts as set; of two that are unknown, as `each.value` is while a block is judged, one may turn out to be null. */
export function bothSet(one: unknown, two: unknown): boolean {
	return one !== null && two !== null && !(one === UNKNOWN && two === UNKNOWN);
}
