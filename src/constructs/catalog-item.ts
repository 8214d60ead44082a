import type { Construct } from "constructs";
import type { DataIofogRegistry, Registry } from "./generated";
import {
	type CatalogItemConfig as Arguments,
	CatalogItem as Generated,
} from "./generated";
import { type ImageArguments, imagesOf } from "./images";
import { atLeastOne, atMostOne, attributeOf } from "./references";

/** Arguments of `iofog_catalog_item`. */
export interface CatalogItemConfig
	extends Omit<Arguments, "images" | "registryId">,
		ImageArguments {
	/** Registry that the images are pulled from: a `Registry`, `Registry.DOCKER_HUB`, `Registry.FROM_CACHE` or another's ID; instead of `registryId`. */
	readonly registry?: Registry | DataIofogRegistry | number;
	/** ID of the registry that the images are pulled from; instead of `registry`. */
	readonly registryId?: number;
}

/** A template of images that microservices are made from; `iofog_catalog_item` in Terraform. */
export class CatalogItem extends Generated {
	constructor(scope: Construct, id: string, config: CatalogItemConfig) {
		atMostOne(scope, id, config, "registry", "registryId");
		atMostOne(scope, id, config, "image", "images");
		atLeastOne(scope, id, config, "image", "images");
		atLeastOne(scope, id, config, "registry", "registryId");
		const { registry, image, images, ...rest } = config;
		super(scope, id, {
			...rest,
			images: imagesOf({ image, images }) as { [key: string]: string },
			registryId: (attributeOf(registry, "id") ?? rest.registryId) as number,
		});
	}
}
