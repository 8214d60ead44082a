import type { Construct } from "constructs";
import type {
	Application,
	DataIofogApplication,
	DataIofogMicroserviceConfig as MicroserviceArguments,
	DataIofogMicroservicesConfig as MicroservicesArguments,
	DataIofogRouteConfig as RouteArguments,
} from "./generated";
import {
	DataIofogMicroservice as GeneratedMicroservice,
	DataIofogMicroservices as GeneratedMicroservices,
	DataIofogRoute as GeneratedRoute,
} from "./generated";
import { attributeOf } from "./references";

interface InApplication {
	/** The application, or its name. */
	readonly application?: Application | DataIofogApplication | string;
}

/** Arguments of the data source `iofog_microservice`: `uuid`, or `application` and `name`. */
export interface DataIofogMicroserviceConfig
	extends Omit<MicroserviceArguments, "application">,
		InApplication {}

/** Arguments of the data source `iofog_microservices`. */
export interface DataIofogMicroservicesConfig
	extends Omit<MicroservicesArguments, "application">,
		InApplication {}

/** Arguments of the data source `iofog_route`. */
export interface DataIofogRouteConfig
	extends Omit<RouteArguments, "application">,
		InApplication {}

const named = <C extends InApplication>(config: C) => ({
	...config,
	application: attributeOf(config.application, "name"),
});

/** Looks up a microservice that exists in the Controller; `iofog_microservice` in Terraform. */
export class DataIofogMicroservice extends GeneratedMicroservice {
	constructor(
		scope: Construct,
		id: string,
		config: DataIofogMicroserviceConfig = {},
	) {
		super(scope, id, named(config));
	}
}

/** All microservices of the Controller, or those of one application; `iofog_microservices` in Terraform. */
export class DataIofogMicroservices extends GeneratedMicroservices {
	constructor(
		scope: Construct,
		id: string,
		config: DataIofogMicroservicesConfig = {},
	) {
		super(scope, id, named(config));
	}
}

/** Looks up a route that exists in the Controller; `iofog_route` in Terraform (Controllers 3.0). */
export class DataIofogRoute extends GeneratedRoute {
	constructor(scope: Construct, id: string, config: DataIofogRouteConfig = {}) {
		super(scope, id, named(config));
	}
}
