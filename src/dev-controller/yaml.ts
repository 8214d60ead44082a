import { parse } from "yaml";
import { ApiError, invalid, readOfNull } from "./errors";

type Node = Record<string, unknown>;

function load(text: string): Node {
	try {
		return parse(text) as Node;
	} catch (error) {
		throw Object.assign(new Error((error as Error).message), {
			name: "YAMLException",
		});
	}
}

function document(text: string, kind: string): { name: unknown; spec: Node } {
	const doc = load(text);
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

/** A microservice of a YAML file as a request body. */
function microservice(node: Node, is37: boolean): Node {
	const container = (node.container ?? {}) as Node;
	const env = (container.env ?? []) as Node[];
	return withoutUndefined({
		config: node.config == null ? undefined : JSON.stringify(node.config),
		name: node.name,
		agentName: (node.agent as Node | undefined)?.name,
		...(is37
			? {
					natsConfig: node.natsConfig,
					serviceAccount: node.serviceAccount,
					schedule: node.schedule,
				}
			: {}),
		...container,
		ports: container.ports ?? [],
		volumeMappings: container.volumes ?? [],
		cmd: container.commands ?? [],
		env: env.map((variable) => ({
			key: text(variable.key),
			...(is37 && variable.value === undefined
				? {
						valueFromSecret: variable.valueFromSecret,
						valueFromConfigMap: variable.valueFromConfigMap,
					}
				: { value: text(variable.value) }),
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
	const { name, spec } = document(content.toString("utf8"), "Application");
	return { name, ...application(spec, is37) };
}

/** The body that a file of kind ApplicationTemplate stands for. */
export function templateFromYaml(content: Buffer, is37: boolean): Node {
	const { name, spec } = document(
		content.toString("utf8"),
		"ApplicationTemplate",
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
	const { name, spec } = document(content.toString("utf8"), "Microservice");
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
