import { dataSources } from "../src/data-sources";
import { ephemeralResources } from "../src/ephemeral-resources";
import { configuration } from "../src/provider/configuration";
import { schema } from "../src/provider/schema";
import { resources } from "../src/resources";
import {
	dataSourceModel,
	ephemeralModel,
	type Model,
	providerModel,
	resourceModel,
} from "./model";

/** Models of the provider, all resource types, all data sources and all ephemeral resources, in this order, each group sorted by name. */
export function definitions(): Model[] {
	const byType = (a: Model, b: Model) => (a.type < b.type ? -1 : 1);
	return [
		providerModel(configuration, schema().provider.block.description ?? ""),
		...resources.map(resourceModel).sort(byType),
		...dataSources.map(dataSourceModel).sort(byType),
		...ephemeralResources.map(ephemeralModel).sort(byType),
	];
}
