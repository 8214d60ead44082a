import { dataSources } from "../src/data-sources";
import { configuration } from "../src/provider/configuration";
import { schema } from "../src/provider/schema";
import { resources } from "../src/resources";
import {
	dataSourceModel,
	type Model,
	providerModel,
	resourceModel,
} from "./model";

/** Models of the provider, all resource types and all data sources, in this order, each group sorted by name. */
export function definitions(): Model[] {
	const byType = (a: Model, b: Model) => (a.type < b.type ? -1 : 1);
	return [
		providerModel(configuration, schema().provider.block.description ?? ""),
		...resources.map(resourceModel).sort(byType),
		...dataSources.map(dataSourceModel).sort(byType),
	];
}
