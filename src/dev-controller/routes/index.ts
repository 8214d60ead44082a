import type { Route } from "../route";
import { settings, users } from "./accounts";
import { agents } from "./agents";
import { applications, flows } from "./applications";
import { catalog } from "./catalog";
import { configMaps, secrets } from "./data-objects";
import { devices } from "./devices";
import { diagnostics } from "./diagnostics";
import { edgeResources } from "./edge-resources";
import { mappings } from "./mappings";
import { microserviceCommands } from "./microservice-commands";
import { microservices } from "./microservices";
import { registries } from "./registries";
import { hubs, routes } from "./routing";
import { templates } from "./templates";
import { volumeMounts } from "./volume-mounts";

/** Every route, in the order in which they are tried. */
export const ROUTES: Route[] = [
	...devices,
	...applications,
	...templates,
	...catalog,
	...settings,
	...diagnostics,
	...edgeResources,
	...flows,
	...agents,
	...microservices,
	...microserviceCommands,
	...mappings,
	...registries,
	...hubs,
	...secrets,
	...configMaps,
	...volumeMounts,
	...routes,
	...users,
];
