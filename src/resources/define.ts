import type { Controller } from "../controller";
import { definer } from "../core";

/** Define a resource type, a data source or an ephemeral resource whose operations are given the client of the Controller. */
export const { defineResource, defineDataSource, defineEphemeral } =
	definer<Controller>();
