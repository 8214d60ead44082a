import { type IResolvable, Token } from "cdktf";
import type * as ConfigEncode from "../functions/config-encode";
import type * as ManifestModule from "../functions/manifest";
import { FunctionCall } from "./call";
import type {
	AgentConfig,
	ApplicationConfig,
	CatalogItemConfig,
	MicroserviceConfig,
	RegistryConfig,
	RouteConfig,
} from "./generated";
import { holdsTokens, literal } from "./hcl";
import type { Json } from "./json";

/** What a file of iofogctl holds, as arguments of constructs; what the file does not say is left out. */
export interface Manifest {
	/** Agents by name. */
	readonly agents: Readonly<Record<string, AgentConfig>>;
	/** Applications by name. */
	readonly applications: Readonly<Record<string, ApplicationConfig>>;
	/** Catalog items by name. */
	readonly catalogItems: Readonly<Record<string, CatalogItemConfig>>;
	/** Microservices by `application/name`. */
	readonly microservices: Readonly<
		Record<string, MicroserviceConfig & { readonly application: string }>
	>;
	/** Registries by name, or by URL. */
	readonly registries: Readonly<Record<string, RegistryConfig>>;
	/** Routes by `application/name`. */
	readonly routes: Readonly<Record<string, RouteConfig>>;
	/** Controllers and control planes by name, in the words of `IofogProviderConfig`. */
	readonly controllers: Readonly<
		Record<
			string,
			{
				readonly url?: string;
				readonly email?: string;
				readonly password?: string;
			}
		>
	>;
	/** Documents of kinds that there is no resource type for. */
	readonly skipped: readonly {
		readonly kind: string;
		readonly name: string | null;
		readonly line: number;
	}[];
}

/**
 * Reads the YAML of iofogctl, of one document or several, while stacks are synthesized. A text that only Terraform knows is for
 * `IofogFn.parseManifest`. Throws a TypeError that names the line.
 */
export function parseManifest(yaml: string): Manifest {
	if (Token.isUnresolved(yaml))
		throw new TypeError(
			"parseManifest reads a text while stacks are synthesized, and this one is known only to Terraform: use IofogFn.parseManifest.",
		);
	// Loaded when it is first called: most stacks have no manifest.
	const { readManifest } =
		require("../functions/manifest") as typeof ManifestModule;
	return asArguments(
		faultsAsTypeErrors("parseManifest", () => readManifest(yaml)),
	) as Manifest;
}

/**
 * Writes an object as the configuration of a microservice: JSON with sorted keys. With references in it, it becomes a call of
 * `provider::iofog::config_encode`. Texts inside the object mean nothing but themselves. Throws a TypeError for anything but an object.
 */
export function configEncode(value: Exclude<Json, string>): string {
	if (holdsTokens(value)) return IofogFn.configEncode(value);
	const { encodeConfig } =
		require("../functions/config-encode") as typeof ConfigEncode;
	return literal(faultsAsTypeErrors("configEncode", () => encodeConfig(value)));
}

/** Calls of the provider's functions, which Terraform or the engine makes; the stack needs an `IofogProvider`. */
export const IofogFn = {
	/** Writes an object as the configuration of a microservice. */
	configEncode: (object: unknown): string =>
		Token.asString(
			new FunctionCall("provider::iofog::config_encode", [object]),
		),
	/** Reads the YAML of iofogctl, e.g. of `Fn.file`: an object with groups of arguments in snake_case, as the page of the function says. */
	parseManifest: (yaml: string): IResolvable =>
		new FunctionCall("provider::iofog::parse_manifest", [yaml]),
};

function faultsAsTypeErrors<T>(name: string, run: () => T): T {
	try {
		return run();
	} catch (cause) {
		if (cause instanceof Error && cause.name === "FunctionFault")
			throw new TypeError(`${name}: ${cause.message}.`, { cause });
		throw cause;
	}
}

/** Leaves out what is not set, and escapes texts: in arguments they are templates. */
function asArguments(value: unknown): unknown {
	if (typeof value === "string") return literal(value);
	if (Array.isArray(value)) return value.map(asArguments);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, inner]) => inner !== undefined && inner !== null)
			.map(([key, inner]) => [key, asArguments(inner)]),
	);
}
