import { ApiError, invalid } from "./errors";

type Node = Record<string, unknown>;

// The parser of the real Controller, by exact version: its messages reach the caller.
const load = require("js-yaml-4.1.1").load as (text: string) => unknown;

/** Reads an uploaded file of a kind; whatever goes wrong in it is a mistake of the client. */
function parse<T>(
	content: Buffer,
	kind: string,
	needs: readonly string[],
	build: (doc: Node, metadata: Node) => T,
): T {
	try {
		const doc = load(content.toString("utf8")) as Node | null | undefined;
		if (!doc?.kind) throw invalid("Invalid YAML format: missing kind field");
		if (doc.kind !== kind) throw invalid(`Invalid kind ${doc.kind}`);
		if (["metadata", ...needs].some((member) => doc[member] == null))
			throw invalid("Invalid YAML format: missing metadata or spec");
		return build(doc, doc.metadata as Node);
	} catch (error) {
		if ((error as Error).name === "ValidationError") throw error;
		throw new ApiError(
			"ValidationError",
			`Error parsing YAML: ${(error as Error).message}`,
		);
	}
}

function checkName(
	kind: string,
	metadata: Node,
	name: string | undefined,
): void {
	if (name !== undefined && metadata.name !== name)
		throw invalid(
			`${kind} name in YAML (${metadata.name}) doesn't match endpoint path (${name})`,
		);
}

/** The body that a file of kind Secret stands for; with `update`, the name in the path, it loses its type, so that no update succeeds. */
export const secretFromYaml = (content: Buffer, update?: string): Node =>
	parse(content, "Secret", ["type", "data"], (doc, metadata) => {
		checkName("Secret", metadata, update);
		const { data } = doc;
		if (update !== undefined) return { data };
		return { name: metadata.name, type: (doc.spec as Node).type, data };
	});

/** The body that a file of kind ConfigMap stands for; `update` is the name in the path. */
export const configMapFromYaml = (content: Buffer, update?: string): Node =>
	parse(content, "ConfigMap", ["data"], (doc, metadata) => {
		checkName("ConfigMap", metadata, update);
		const spec = doc.spec as Node;
		return {
			...(update === undefined && { name: metadata.name }),
			data: doc.data,
			immutable: spec.immutable,
			...(spec.useVault !== undefined && { useVault: spec.useVault }),
		};
	});

/** The body that a file of kind VolumeMount stands for; `update` is the name in the path. */
export const volumeMountFromYaml = (content: Buffer, update?: string): Node =>
	parse(content, "VolumeMount", ["spec"], (doc, metadata) => {
		const { secretName, configMapName } = doc.spec as Node;
		if (secretName && configMapName)
			throw invalid("Cannot specify both secretName and configMapName");
		if (!secretName && !configMapName)
			throw invalid("Must specify either secretName or configMapName");
		checkName("VolumeMount", metadata, update);
		return { name: metadata.name, secretName, configMapName };
	});
