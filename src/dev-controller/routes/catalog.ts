import { BOTH, CHECKED, GUARDED, LOOKED_UP, type Route } from "../route";
import {
	type CatalogBody,
	catalogView,
	createCatalogItem,
	deleteCatalogItem,
	findCatalogItem,
	listCatalog,
	updateCatalogItem,
} from "../services/catalog";

const TAKEN = { DuplicatePropertyError: 409 } as const;

/** The catalog of microservices. */
export const catalog: Route[] = [
	{
		method: "GET",
		path: "/catalog/microservices",
		status: 200,
		errors: GUARDED,
		handle: ({ world }) => listCatalog(world),
	},
	{
		method: "POST",
		path: "/catalog/microservices",
		status: 201,
		errors: { ...CHECKED, ...TAKEN },
		substitutes: true,
		handle: ({ world, body, user }) =>
			createCatalogItem(world, body as CatalogBody, user),
	},
	{
		method: "GET",
		path: "/catalog/microservices/:id",
		status: 200,
		errors: LOOKED_UP,
		handle: ({ world, params }) =>
			catalogView(findCatalogItem(world, params.id)),
	},
	{
		method: "PATCH",
		path: "/catalog/microservices/:id",
		status: 204,
		errors: { ...BOTH, ...TAKEN },
		substitutes: true,
		handle: ({ world, params, body, user }) =>
			updateCatalogItem(world, params.id ?? "", body as CatalogBody, user),
	},
	{
		method: "DELETE",
		path: "/catalog/microservices/:id",
		status: 204,
		errors: LOOKED_UP,
		handle: ({ world, params, user }) =>
			deleteCatalogItem(world, params.id ?? "", user),
	},
];
