import type { Construct } from "constructs";
import type {
	Application,
	DataIofogApplication,
	DataIofogMicroservice,
	Microservice,
} from "./generated";
import { type RouteConfig as Arguments, Route as Generated } from "./generated";
import { attributeOf } from "./references";

/** Arguments of `iofog_route`. */
export interface RouteConfig
	extends Omit<Arguments, "application" | "from" | "to"> {
	/** Application whose microservices the route connects, or its name. Forces replacement. */
	readonly application: Application | DataIofogApplication | string;
	/** Microservice that sends, or its name. */
	readonly from: Microservice | DataIofogMicroservice | string;
	/** Microservice that receives, or its name. */
	readonly to: Microservice | DataIofogMicroservice | string;
}

/** A message route from one microservice to another of the same application; `iofog_route` in Terraform (Controllers 3.0). */
export class Route extends Generated {
	constructor(scope: Construct, id: string, config: RouteConfig) {
		super(scope, id, {
			...config,
			application: attributeOf(config.application, "name") as string,
			from: attributeOf(config.from, "name") as string,
			to: attributeOf(config.to, "name") as string,
		});
	}
}
