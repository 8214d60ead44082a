import { BOTH, CHECKED, type Route } from "../route";
import {
	createRegistry,
	deleteRegistry,
	getRegistry,
	listRegistries,
	type RegistryBody,
	updateRegistry,
} from "../services/registries";

/** Container registries. */
export const registries: Route[] = [
	{
		method: "POST",
		path: "/registries",
		status: 201,
		errors: CHECKED,
		substitutes: true,
		handle: ({ world, body, user }) =>
			createRegistry(world, body as RegistryBody, user),
	},
	{
		method: "GET",
		path: "/registries",
		status: 200,
		errors: CHECKED,
		handle: ({ world, user }) => listRegistries(world, user),
	},
	{
		method: "DELETE",
		path: "/registries/:id",
		status: 204,
		errors: BOTH,
		handle: ({ world, params, user }) =>
			deleteRegistry(world, params.id ?? "", user),
	},
	{
		method: "PATCH",
		path: "/registries/:id",
		status: 204,
		errors: BOTH,
		substitutes: true,
		handle: ({ world, params, body, user }) =>
			updateRegistry(world, params.id ?? "", body as RegistryBody, user),
	},
	{
		method: "GET",
		path: "/registries/:id",
		status: 200,
		errors: BOTH,
		only: "3.7",
		handle: ({ world, params }) => getRegistry(world, params.id ?? ""),
	},
];
