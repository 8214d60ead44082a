import type { Controller } from "../controller";
import { definer } from "../core";

/** Define a resource type or a data source whose operations are given the client of the Controller. */
export const { defineResource, defineDataSource } = definer<Controller>();
