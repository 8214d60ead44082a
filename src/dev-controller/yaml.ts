import { ApiError, invalid, readOfNull } from "./errors";

type Node = Record<string, unknown>;

type Load = (text: string) => unknown;

// The parsers of the real Controllers, by exact version: their messages reach the caller.
const load30: Load = require("js-yaml-3.14.1").safeLoad;
const load37: Load = require("js-yaml-4.1.1").load;

function document(
	text: string,
	kind: string,
	is37: boolean,
): { name: unknown; spec: Node } {
	const doc = (is37 ? load37 : load30)(text) as Node;
	if (doc === null || doc === undefined) throw readOfNull("kind", "undefined");
	if (doc.kind !== kind) throw invalid(`Invalid kind ${doc.kind}`);
	if (doc.metadata == null || doc.spec == null)
		throw invalid("Invalid YAML format");
	return { name: (doc.metadata as Node).name, spec: doc.spec as Node };
}

const REGISTRIES: Record<string, number> = { remote: 1, local: 2 };

function images(node: unknown): Node {
	if (!node) return {};
	const { catalogId, registry, x86, arm } = node as Node;
	if (typeof catalogId === "number" && catalogId > 0)
		return { catalogItemId: catalogId };
	const list = [
		...(x86 == null ? [] : [{ fogTypeId: 1, containerImage: x86 }]),
		...(arm == null ? [] : [{ fogTypeId: 2, containerImage: arm }]),
	];
	const registryId =
		registry == null ? 1 : REGISTRIES[String(registry)] || Number(registry);
	return { registryId, images: list };
}

const withoutUndefined = (node: Node): Node =>
	Object.fromEntries(
		Object.entries(node).filter(([, value]) => value !== undefined),
	);

function text(value: unknown): string {
	if (value === undefined || value === null)
		throw readOfNull("toString", value === null ? "null" : "undefined");
	return String(value);
}

/** Members that 3.7 fills in where a file leaves them out. */
function membersOf37(node: Node, container: Node): Node {
	return {
		hostNetworkMode: false,
		isPrivileged: false,
		pidMode: "",
		ipcMode: "",
		cpuSetCpus: "",
		healthCheck: {},
		capAdd: [],
		capDrop: [],
		...withoutUndefined(container),
		annotations:
			container.annotations == null
				? undefined
				: JSON.stringify(container.annotations),
		schedule: node.schedule === undefined ? 50 : node.schedule,
		serviceAccount: node.serviceAccount,
		natsEnabled: node.natsEnabled,
		natsConfig: node.natsConfig,
	};
}

function source(variable: Node, member: string, form: string): Node {
	const value = variable[member];
	const of = `${member} for environment variable '${variable.key}' must be`;
	if (!(member in variable)) return {};
	if (typeof value !== "string") throw invalid(`${of} a string`);
	if (!/^[^/]+\/[^/]+$/.test(value)) throw invalid(`${of} in format '${form}'`);
	return { [member]: value };
}

/** Environment variables in the form of 3.7: a value, or where a secret or a config map holds it. */
function variablesOf37(list: unknown): Node[] {
	if (!Array.isArray(list)) return [];
	return list.map((variable: Node | null) => {
		if (!variable || typeof variable !== "object")
			throw invalid("Invalid environment variable format");
		if (!variable.key) throw invalid("Environment variable must have a key");
		const given = ["value", "valueFromSecret", "valueFromConfigMap"].filter(
			(member) => member in variable,
		);
		if (given.length === 0)
			throw invalid(
				`Environment variable '${variable.key}' must have either value, valueFromSecret, or valueFromConfigMap`,
			);
		if (given.length > 1)
			throw invalid(
				`Environment variable '${variable.key}' can only have one of: value, valueFromSecret, or valueFromConfigMap`,
			);
		return {
			key: String(variable.key),
			...("value" in variable ? { value: text(variable.value) } : {}),
			...source(variable, "valueFromSecret", "secret-name/key"),
			...source(variable, "valueFromConfigMap", "configmap-name/key"),
		};
	});
}

/** A microservice of a YAML file as a request body. */
function microservice(node: Node, is37: boolean): Node {
	const container = (node.container ?? {}) as Node;
	const env = (container.env ?? []) as Node[];
	return withoutUndefined({
		config: node.config == null ? undefined : JSON.stringify(node.config),
		name: node.name,
		agentName: (node.agent as Node | undefined)?.name,
		...container,
		...(is37 ? membersOf37(node, container) : {}),
		ports: container.ports ?? [],
		volumeMappings: container.volumes ?? [],
		cmd: container.commands ?? [],
		env: is37
			? variablesOf37(container.env)
			: env.map((variable) => ({
					key: text(variable.key),
					value: text(variable.value),
				})),
		...images(node.images),
		extraHosts: container.extraHosts ?? [],
		application: node.application,
	});
}

function application(spec: Node, is37: boolean): Node {
	const microservices = (spec.microservices ?? []) as Node[];
	// Whatever the file says: an application from YAML is activated.
	return {
		...spec,
		isActivated: spec.isActivated || true,
		microservices: microservices.map((node) => microservice(node, is37)),
	};
}

/** The body that a file of kind Application stands for. */
export function applicationFromYaml(content: Buffer, is37: boolean): Node {
	const { name, spec } = document(
		content.toString("utf8"),
		"Application",
		is37,
	);
	return { name, ...application(spec, is37) };
}

/** The body that a file of kind ApplicationTemplate stands for. */
export function templateFromYaml(content: Buffer, is37: boolean): Node {
	const { name, spec } = document(
		content.toString("utf8"),
		"ApplicationTemplate",
		is37,
	);
	if (!spec.application) throw readOfNull("isActivated", "undefined");
	return withoutUndefined({
		name,
		application: application(spec.application as Node, is37),
		description: spec.description,
		variables: spec.variables,
	});
}

/** The body that a file of kind Microservice stands for; its name may be `application/microservice`. */
export function microserviceFromYaml(content: Buffer, is37: boolean): Node {
	const { name, spec } = document(
		content.toString("utf8"),
		"Microservice",
		is37,
	);
	const body: Node = { name, ...microservice(spec, is37) };
	if (!body.name) return body;
	if (typeof body.name !== "string")
		throw new ApiError(
			"TypeError",
			"microservice.name.split is not a function",
		);
	const parts = body.name.split("/");
	if (parts.length > 2) throw invalid(`Invalid name ${body.name}`);
	if (parts.length === 1) return body;
	return { ...body, name: parts[1], application: parts[0] };
}
