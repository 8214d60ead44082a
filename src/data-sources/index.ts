import type { Controller } from "../controller";
import type { Attributes, DataSource } from "../core";
import * as lists from "./lists";
import * as single from "./single";

/** A data source of any attributes. */
export type AnyDataSource = DataSource<Attributes, Controller>;

/** Every data source, in the order of the reference pages. */
export const dataSources = [
	single.agent,
	lists.agents,
	single.application,
	lists.applications,
	single.catalogItem,
	single.configMap,
	lists.controller,
	single.microservice,
	lists.microservices,
	single.natsHub,
	lists.registries,
	single.registry,
	single.route,
	single.router,
	single.secret,
	single.volumeMount,
] as unknown as readonly AnyDataSource[];
