import { encodeJson } from "./encode";
import { ControllerError } from "./errors";
import { ARCHITECTURES } from "./microservice-decode";
import type {
	Dialect,
	HealthCheck,
	MicroserviceSpec,
	NatsConfig,
	Port,
	ServiceAccount,
	Volume,
} from "./types";
import { encodeAll, encodeChanges, unsupported, type WireField } from "./wire";

/** A microservice's arguments and, where it was read, the variables that somebody has set twice. */
export type PriorMicroservice = Partial<MicroserviceSpec> & {
	duplicateEnvKeys?: string[];
};

const definedOnly = <T extends object>(value: T) =>
	Object.fromEntries(
		Object.entries(value).filter(
			([, member]) => member !== null && member !== undefined,
		),
	);

/** Images in the order of the wire's architecture numbers, so that equal sets give equal lists. */
export function encodeImages(
	images: NonNullable<MicroserviceSpec["images"]>,
): { containerImage: string; fogTypeId: number }[] {
	return Object.entries(ARCHITECTURES).flatMap(([id, architecture]) => {
		const containerImage = images[architecture];
		return containerImage ? [{ containerImage, fogTypeId: Number(id) }] : [];
	});
}

function encodeEnv(spec: Partial<MicroserviceSpec>): unknown[] | undefined {
	const { env, envFromSecret, envFromConfigMap } = spec;
	if (!env && !envFromSecret && !envFromConfigMap) return undefined;
	return [
		...Object.entries(env ?? {}).map(([key, value]) => ({ key, value })),
		...Object.entries(envFromSecret ?? {}).map(([key, valueFromSecret]) => ({
			key,
			valueFromSecret,
		})),
		...Object.entries(envFromConfigMap ?? {}).map(
			([key, valueFromConfigMap]) => ({ key, valueFromConfigMap }),
		),
	];
}

/** The JSON of an argument, made safe for the Controller; an empty text, which the Controller ignores, becomes `{}`. */
function safeJson(text: string): string {
	return encodeJson(text) || "{}";
}

const FIELDS: WireField<MicroserviceSpec>[] = [
	{ attribute: "name" },
	{ attribute: "images", encode: encodeImages },
	{ attribute: "catalogItemId" },
	{ attribute: "registryId" },
	{ attribute: "config", encode: safeJson, clear: "{}" },
	{ attribute: "command", wire: "cmd", clear: [] },
	{
		attribute: "ports",
		encode: (ports: Port[]) =>
			ports.map(({ internal, external, protocol, public: open }) => ({
				internal,
				external,
				protocol: protocol ?? "tcp",
				...(open && {
					public: definedOnly({
						...open,
						router: open.router && definedOnly(open.router),
					}),
				}),
			})),
		clear: [],
		unordered: true,
	},
	{
		attribute: "volumes",
		wire: "volumeMappings",
		encode: (volumes: Volume[]) =>
			volumes.map(({ host, container, accessMode, type }) => ({
				hostDestination: host,
				containerDestination: container,
				accessMode: accessMode ?? "rw",
				type: type ?? "bind",
			})),
		clear: [],
		unordered: true,
	},
	{
		attribute: "extraHosts",
		encode: (hosts: Record<string, string>) =>
			Object.entries(hosts).map(([name, address]) => ({ name, address })),
		clear: [],
		unordered: true,
	},
	{ attribute: "rootHostAccess", dialect: "3.0", clear: false },
	...fields37(),
];

function fields37(): WireField<MicroserviceSpec>[] {
	const fields: WireField<MicroserviceSpec>[] = [
		{ attribute: "hostNetworkMode", clear: false },
		{ attribute: "privileged", wire: "isPrivileged", clear: false },
		{ attribute: "annotations", encode: safeJson, clear: "{}" },
		{ attribute: "capAdd", clear: [] },
		{ attribute: "capDrop", clear: [] },
		{ attribute: "cdiDevices", clear: [] },
		{ attribute: "runAsUser", clear: "" },
		{ attribute: "platform", clear: "" },
		{ attribute: "runtime", clear: "" },
		{ attribute: "cpuSetCpus", clear: "" },
		{ attribute: "pidMode", clear: "" },
		{ attribute: "ipcMode", clear: "" },
		{ attribute: "memoryLimit" },
		{ attribute: "schedule" },
		{
			attribute: "healthCheck",
			encode: (check: HealthCheck) => definedOnly(check),
			clear: { test: [] },
		},
		{
			attribute: "natsConfig",
			encode: (config: NatsConfig) => definedOnly(config),
			clear: { natsAccess: false },
		},
	];
	return fields.map((field) => ({ ...field, dialect: "3.7" }));
}

/** Refuses configuration that is no JSON, which the safe encoder could not carry over unchanged. */
function assertJson(planned: Partial<MicroserviceSpec>): void {
	for (const attribute of ["config", "annotations"] as const) {
		const text = planned[attribute];
		if (!text) continue;
		try {
			JSON.parse(text);
		} catch (cause) {
			throw new ControllerError(
				`The argument ${attribute} is not JSON: ${(cause as Error).message.replace(/ in JSON.*| is not valid JSON.*/s, "")}. Correct the text.`,
				{ kind: "invalid", method: "", url: "", attribute, cause },
			);
		}
	}
}

/** Refuses what hides inside an attribute of both dialects but exists in one only. */
function assertParts(
	planned: Partial<MicroserviceSpec>,
	dialect: Dialect,
): void {
	if (dialect === "3.7") {
		const open = planned.ports?.findIndex((port) => port.public) ?? -1;
		if (open >= 0) throw unsupported(`ports[${open}].public`, dialect);
		return;
	}
	for (const attribute of [
		"envFromSecret",
		"envFromConfigMap",
		"serviceAccount",
	] as const) {
		encodeAll([{ attribute, dialect: "3.7" }], planned, dialect);
	}
	if (planned.activated === false) throw unsupported("activated", dialect);
}

/** The body of a POST; the role is sent only where it is set, since the Controller's default is the same. */
export function encodeCreate(
	spec: MicroserviceSpec,
	dialect: Dialect,
): Record<string, unknown> {
	assertJson(spec);
	assertParts(spec, dialect);
	const env = encodeEnv(spec);
	return {
		...encodeAll(FIELDS, spec, dialect),
		application: spec.application,
		iofogUuid: spec.agentUuid,
		...(env?.length ? { env } : {}),
		...(spec.logSize ? { logSize: spec.logSize } : {}),
		...(spec.serviceAccount && encodeRole(spec.serviceAccount)),
	};
}

/** What of a microservice has changed on the wire, without what every PATCH must carry (see `Microservices.update`). */
export function encodeUpdate(
	prior: PriorMicroservice,
	planned: Partial<MicroserviceSpec>,
	dialect: Dialect,
): Record<string, unknown> {
	assertJson(planned);
	assertParts(planned, dialect);
	const body = encodeChanges(FIELDS, prior, planned, dialect);
	if (envDiffers(prior, planned)) body.env = encodeEnv(planned) ?? [];
	return body;
}

const ENV = ["env", "envFromSecret", "envFromConfigMap"] as const;

function envDiffers(
	prior: PriorMicroservice,
	planned: Partial<MicroserviceSpec>,
): boolean {
	if (prior.duplicateEnvKeys?.length) return true;
	const sorted = (value: object) =>
		JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
	return ENV.some((attribute) => {
		const before = prior[attribute];
		const after = planned[attribute];
		if (!before)
			return (
				Boolean(after) && (attribute === "env" || sorted(after ?? {}) !== "[]")
			);
		return sorted(before) !== sorted(after ?? {});
	});
}

/** A role as the wire wants it. */
export function encodeRole({ kind, name }: ServiceAccount): {
	serviceAccount: { roleRef: ServiceAccount };
} {
	return { serviceAccount: { roleRef: { kind, name } } };
}
