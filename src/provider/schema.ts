import { functionSchema, type ProviderSchema, schemaOf } from "../core";
import { dataSources } from "../data-sources";
import { ephemeralResources } from "../ephemeral-resources";
import { functions } from "../functions";
import { resources } from "../resources";
import { configuration } from "./configuration";

let cached: ProviderSchema | undefined;

/** Schemas of the provider, all resource types, all data sources, ephemeral resources and functions. */
export function schema(): ProviderSchema {
	cached ??= {
		provider: schemaOf(configuration, 0, "The fleet of one ioFog Controller."),
		resource_schemas: Object.fromEntries(
			resources.map((r) => [
				r.type,
				schemaOf(r.attributes, r.version, r.summary),
			]),
		),
		data_source_schemas: Object.fromEntries(
			dataSources.map((d) => [d.type, schemaOf(d.attributes, 0, d.summary)]),
		),
		ephemeral_resource_schemas: Object.fromEntries(
			ephemeralResources.map((e) => [
				e.type,
				schemaOf(e.attributes, 0, e.summary),
			]),
		),
		functions: Object.fromEntries(
			functions.map((f) => [f.name, functionSchema(f)]),
		),
	};
	return cached;
}
