import type { Provider } from "../../provider/types";
import {
	type JsonValue,
	type ProvidedFunctions,
	providedFunctions,
} from "../language";
import { compileSchema, type TypeSchema } from "../objects/schema";
import { isObject } from "./shape";

/** Source address of the provider of this package. */
export const IOFOG_SOURCE = "registry.terraform.io/fogform/iofog";
/** Source address of Terraform's built-in provider. */
export const BUILTIN_SOURCE = "terraform.io/builtin/terraform";

/** What a block makes: an object, a look-up, or something that exists while it is used. */
export type Mode = "managed" | "data" | "ephemeral";

const KINDS = {
	managed: "resource_schemas",
	data: "data_source_schemas",
	ephemeral: "ephemeral_resource_schemas",
} as const;

/** The schemas that a stack may use, each prepared once. */
export class Schemas {
	#compiled = new Map<string, TypeSchema>();
	#functions = new Map<string, ProvidedFunctions>();
	#provider;
	#schema;
	#builtin;
	constructor(provider: Provider, builtin: Provider) {
		this.#provider = provider;
		this.#schema = provider.schema();
		this.#builtin = builtin.schema();
	}

	/** Schema of a resource type or data source; undefined where there is none. */
	of(mode: Mode, type: string): TypeSchema | undefined {
		const key = `${mode} ${type}`;
		const known = this.#compiled.get(key);
		if (known) return known;
		const kind = KINDS[mode];
		const schema = this.#builtin[kind]?.[type] ?? this.#schema[kind]?.[type];
		if (schema === undefined) return undefined;
		const compiled = compileSchema(schema);
		this.#compiled.set(key, compiled);
		return compiled;
	}

	/** Says whether a type is Terraform's own. */
	isBuiltin(mode: Mode, type: string): boolean {
		return this.#builtin[KINDS[mode]]?.[type] !== undefined;
	}

	/** Functions of the provider under the local names that `required_providers` gives it. */
	functions(
		required: ReadonlyMap<string, { source: string }>,
	): ProvidedFunctions {
		const names = [...required.keys()].filter((name) =>
			isOurs(sourceOf(name, required)),
		);
		const key = names.join(" ");
		let found = this.#functions.get(key);
		if (!found) {
			found = providedFunctions(this.#provider, names);
			this.#functions.set(key, found);
		}
		return found;
	}

	/** Names of all types of a mode. */
	names(mode: Mode): string[] {
		const kind = KINDS[mode];
		return [
			...Object.keys(this.#schema[kind] ?? {}),
			...Object.keys(this.#builtin[kind] ?? {}),
		];
	}

	/** Schema of the provider's own configuration. */
	get provider(): TypeSchema {
		const known = this.#compiled.get("provider");
		if (known) return known;
		const compiled = compileSchema(this.#schema.provider);
		this.#compiled.set("provider", compiled);
		return compiled;
	}
}

/** Full source address of a provider as `required_providers` names it. */
export function fullSource(source: string): string {
	const parts = source.split("/");
	if (parts.length === 1) return `registry.terraform.io/hashicorp/${source}`;
	return parts.length === 2 ? `registry.terraform.io/${source}` : source;
}

/** What `required_providers` says: source and version by local name. */
export function requiredProviders(
	terraform: readonly { [key: string]: JsonValue }[],
): Map<string, { source: string; version?: string }> {
	const found = new Map<string, { source: string; version?: string }>();
	for (const block of terraform) {
		const blocks = block.required_providers;
		for (const providers of Array.isArray(blocks) ? blocks : [blocks]) {
			if (!isObject(providers)) continue;
			for (const [name, entry] of Object.entries(providers)) {
				if (typeof entry === "string")
					found.set(name, { source: fullSource(name), version: entry });
				else if (isObject(entry))
					found.set(name, {
						source: fullSource(
							typeof entry.source === "string" ? entry.source : name,
						),
						...(typeof entry.version === "string" && {
							version: entry.version,
						}),
					});
			}
		}
	}
	return found;
}

/** Source address of the provider that a local name stands for; without an entry, `iofog` and `terraform` stand for what is built in here. */
export function sourceOf(
	name: string,
	required: ReadonlyMap<string, { source: string }>,
): string {
	if (name === "terraform") return BUILTIN_SOURCE;
	return (
		required.get(name)?.source ??
		(name === "iofog" ? IOFOG_SOURCE : fullSource(name))
	);
}

/** Says whether a provider is this package's own, whatever registry host it is named with. */
export function isOurs(source: string): boolean {
	return source === IOFOG_SOURCE || source.endsWith("/fogform/iofog");
}
