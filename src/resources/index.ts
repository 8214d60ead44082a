import type { Controller } from "../controller";
import type { Attributes, Resource } from "../core";
import { agent } from "./agent";
import { agentProvisioning } from "./agent-provisioning";
import { application } from "./application";
import { catalogItem } from "./catalog-item";
import { configMap } from "./config-map";
import { microservice } from "./microservice";
import { microserviceReady } from "./microservice-ready";
import { natsHub } from "./nats-hub";
import { registry } from "./registry";
import { route } from "./route";
import { router } from "./router";
import { secret } from "./secret";
import { volumeMount } from "./volume-mount";

/** A resource type of any attributes. */
export type AnyResource = Resource<Attributes, Controller>;

/** Every resource type, in the order of the reference pages. */
export const resources = [
	agent,
	agentProvisioning,
	application,
	catalogItem,
	configMap,
	microservice,
	microserviceReady,
	natsHub,
	registry,
	route,
	router,
	secret,
	volumeMount,
] as unknown as readonly AnyResource[];
