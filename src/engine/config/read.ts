import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { jsonFault } from "../../core";
import { type JsonValue, parseJson } from "../language";
import { Expressions, readBody } from "./body";
import type { Faults } from "./faults";
import type {
	BlockConfig,
	EphemeralConfig,
	ProviderConfig,
	ResourceConfig,
	StackConfig,
} from "./model";
import { isOurs, requiredProviders, type Schemas, sourceOf } from "./providers";
import { readImports, readMoved, readRemoved } from "./read-moves";
import {
	providerKey,
	readEphemeral,
	readResource,
	resourceAddress,
} from "./read-resource";
import { readLocals, readOutputs, readVariables } from "./read-values";
import { checkRequiredVersion } from "./required-version";
import {
	bodiesOf,
	checkName,
	isObject,
	type JsonObject,
	labelled,
	onlyKeys,
} from "./shape";

const AGAIN = "Synthesize the stacks again:\n    fogform synth";

/** The text of a stack's configuration as an object; undefined after a fault, which is reported. */
export function parseStack(
	text: string,
	file: string,
	faults: Faults,
): JsonObject | undefined {
	try {
		const json = parseJson(text);
		if (isObject(json)) return json;
		faults.add(
			{
				severity: "error",
				summary: "Invalid configuration file",
				detail: `A stack must be a JSON object. ${AGAIN}`,
			},
			undefined,
			{ file },
		);
	} catch (thrown) {
		faults.add(
			{
				severity: "error",
				summary: "Invalid JSON",
				detail: `The file is not valid JSON: ${jsonFault(thrown)}. ${AGAIN}`,
			},
			undefined,
			{ file },
		);
	}
	return undefined;
}

/** Providers that a stack uses and that are not built in here, as local names. */
export function otherProviders(json: JsonObject): string[] {
	const required = requiredProviders(blocks(json.terraform));
	const used = new Set<string>();
	for (const kind of ["resource", "data", "ephemeral"]) {
		for (const types of blocks(json[kind]))
			for (const type of Object.keys(types)) {
				if (type === "//") continue;
				for (const named of blocks(types[type]))
					for (const name of Object.keys(named))
						for (const body of blocks(named[name]))
							used.add(
								(type.startsWith("terraform_")
									? "terraform"
									: providerKey(body.provider, type)
								).split(".", 1)[0] as string,
							);
			}
	}
	for (const providers of blocks(json.provider))
		for (const name of Object.keys(providers))
			if (name !== "//") used.add(name);
	return [...used].filter((name) => {
		const source = sourceOf(name, required);
		return name !== "terraform" && !isOurs(source);
	});
}

function blocks(json: JsonValue | undefined): JsonObject[] {
	if (Array.isArray(json)) return json.flatMap(blocks);
	return isObject(json) ? [json] : [];
}

const TOP = [
	"terraform",
	"provider",
	"variable",
	"locals",
	"output",
	"resource",
	"data",
	"ephemeral",
	"module",
	"moved",
	"import",
	"removed",
	"check",
];

const TERRAFORM = [
	"required_version",
	"required_providers",
	"provider_meta",
	"backend",
	"cloud",
	"experiments",
	"language",
];

/** Where a stack comes from. */
export interface StackSource {
	readonly name: string;
	readonly file: string;
	/** Folder against which relative paths of the backend count. */
	readonly directory: string;
}

/** Reads a stack's file into its configuration; what is wrong is reported, and read on. */
export function readStack(
	source: StackSource,
	schemas: Schemas,
	faults: Faults,
): StackConfig | undefined {
	const text = readFileSync(source.file, "utf8");
	const json = parseStack(text, source.file, faults);
	return json && readConfig(json, text, source, schemas, faults);
}

/** As `readStack`, for a text that is parsed already. */
export function readConfig(
	json: JsonObject,
	text: string,
	{ name, file, directory }: StackSource,
	schemas: Schemas,
	faults: Faults,
): StackConfig {
	onlyKeys(json, TOP, faults, undefined);
	refuse(json, faults);
	const terraform = bodiesOf(json.terraform, "terraform", faults);
	const required = requiredProviders(terraform);
	const functions = schemas.functions(required);
	const expressions = new Expressions(faults, functions);
	for (const body of terraform) onlyKeys(body, TERRAFORM, faults, "terraform");
	checkRequiredVersion(terraform, faults);
	const resources = new Map<string, ResourceConfig>();
	const unreadable = new Set<string>();
	for (const mode of ["managed", "data"] as const) {
		const key = mode === "data" ? "data" : "resource";
		for (const { labels, body } of labelled(json[key], key, 2, faults)) {
			const [type, label] = labels as [string, string];
			checkName(label, key === "data" ? "data resource" : "resource", faults);
			const resource = readResource(
				mode,
				type,
				label,
				body,
				schemas,
				expressions,
			);
			if (resource === undefined) {
				unreadable.add(resourceAddress(mode, type, label));
				continue;
			}
			if (resources.has(resource.address))
				faults.error(
					`Duplicate ${key} "${type}" configuration`,
					`${type} ${key} "${label}" was declared already. Resource names must be unique per type in each stack.`,
					resource.address,
				);
			resources.set(resource.address, resource);
		}
	}
	const ephemerals = readEphemerals(
		json.ephemeral,
		schemas,
		expressions,
		unreadable,
	);
	return {
		name,
		file,
		directory: dirname(file),
		statePath: readBackend(terraform, directory, faults),
		variables: readVariables(json.variable, expressions),
		locals: readLocals(json.locals, expressions, unreadable),
		outputs: readOutputs(json.output, expressions),
		providers: readProviders(
			json.provider,
			[...resources.values(), ...ephemerals.values()],
			schemas,
			expressions,
		),
		resources,
		ephemerals,
		moved: readMoved(json.moved, faults),
		imports: readImports(json.import, expressions),
		removed: readRemoved(json.removed, faults),
		unreadable,
		functions,
		versions: new Map(
			[...required].flatMap(([local, { version }]) =>
				version === undefined ? [] : [[local, version] as const],
			),
		),
		digest: createHash("sha256").update(text).digest("hex"),
	};
}

function readEphemerals(
	json: JsonValue | undefined,
	schemas: Schemas,
	expressions: Expressions,
	unreadable: Set<string>,
): Map<string, EphemeralConfig> {
	const { faults } = expressions;
	const found = new Map<string, EphemeralConfig>();
	for (const { labels, body } of labelled(json, "ephemeral", 2, faults)) {
		const [type, label] = labels as [string, string];
		checkName(label, "ephemeral resource", faults);
		const one = readEphemeral(type, label, body, schemas, expressions);
		if (one === undefined) {
			unreadable.add(resourceAddress("ephemeral", type, label));
			continue;
		}
		if (found.has(one.address))
			faults.error(
				`Duplicate ephemeral "${type}" configuration`,
				`${type} ephemeral resource "${label}" was declared already. Resource names must be unique per type in each stack.`,
				one.address,
			);
		found.set(one.address, one);
	}
	return found;
}

function refuse(json: JsonObject, faults: Faults): void {
	const each = (key: string, detail: string) => {
		for (const name of new Set(blocks(json[key]).flatMap(Object.keys)))
			if (name !== "//")
				faults.error("Unsupported block", detail, `${key}.${name}`);
	};
	each(
		"module",
		"Modules are not supported: run this stack with `cdktf deploy`, or write its resources into the stack.",
	);
	each(
		"check",
		"Check blocks are not supported: use a precondition or postcondition, or run this stack with `cdktf deploy`.",
	);
}

function readBackend(
	terraform: readonly JsonObject[],
	directory: string,
	faults: Faults,
): string {
	let path = "terraform.tfstate";
	for (const block of terraform) {
		if (blocks(block.cloud).length > 0)
			faults.error(
				"Unsupported backend",
				"HCP Terraform is not supported: use the local backend, or run this stack with `cdktf deploy`.",
			);
		for (const backends of blocks(block.backend))
			for (const type of Object.keys(backends)) {
				if (type === "//") continue;
				if (type !== "local")
					faults.error(
						"Unsupported backend",
						`The backend "${type}" is not supported: use the local backend, or run this stack with \`cdktf deploy\`.`,
					);
				for (const body of blocks(backends[type])) {
					if (typeof body.path === "string") path = body.path;
					if ((body.workspace_dir ?? null) !== null)
						faults.error(
							"Unsupported backend",
							"The argument workspace_dir of the local backend is not supported, as there is only the default workspace.",
						);
				}
			}
	}
	return resolve(directory, path);
}

const PROVIDER_META = new Set(["alias", "version"]);

function readProviders(
	json: JsonValue | undefined,
	blocks: readonly BlockConfig[],
	schemas: Schemas,
	expressions: Expressions,
): Map<string, ProviderConfig> {
	const { faults } = expressions;
	const providers = new Map<string, ProviderConfig>();
	const schema = schemas.provider;
	const add = (name: string, body: JsonObject) => {
		const alias = typeof body.alias === "string" ? body.alias : undefined;
		const key = alias === undefined ? name : `${name}.${alias}`;
		const address = `provider.${key}`;
		if (providers.has(key))
			faults.error(
				"Duplicate provider configuration",
				`A provider configuration "${key}" was given already. If multiple configurations are required, set the "alias" argument for alternative configurations.`,
				address,
			);
		providers.set(key, {
			key,
			name,
			...(alias !== undefined && { alias }),
			body: readBody(body, schema, PROVIDER_META, address, expressions),
		});
	};
	for (const { labels, body } of labelled(json, "provider", 1, faults))
		if (labels[0] !== "terraform") add(labels[0] as string, body);
	for (const { address, provider: key } of blocks) {
		if (key === "terraform" || providers.has(key)) continue;
		if (key.includes(".")) {
			faults.error(
				"Provider configuration not present",
				`${address} names the provider configuration "${key}", which this stack does not have: add a provider block with that alias.`,
				address,
			);
			continue;
		}
		add(key, {});
	}
	return providers;
}
