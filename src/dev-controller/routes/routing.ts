import { BOTH, CHECKED, LOOKED_UP, type Route } from "../route";
import {
	type DefaultRouterBody,
	getDefaultRouter,
	putDefaultRouter,
} from "../services/default-router";
import { getNatsHub, type NatsHubBody, putNatsHub } from "../services/nats-hub";
import {
	createRoute,
	deleteRoute,
	getRoute,
	listRoutes,
	type RouteBody,
	updateRoute,
} from "../services/routes";

/** Routes between microservices (3.0). */
export const routes: Route[] = [
	{
		method: "GET",
		path: "/routes",
		status: 200,
		errors: LOOKED_UP,
		only: "3.0",
		handle: ({ world }) => listRoutes(world),
	},
	{
		method: "GET",
		path: "/routes/:application/:name",
		status: 200,
		errors: LOOKED_UP,
		only: "3.0",
		handle: ({ world, params }) =>
			getRoute(world, params.application ?? "", params.name ?? ""),
	},
	{
		method: "POST",
		path: "/routes",
		status: 200,
		errors: { ...BOTH, DuplicatePropertyError: 400 },
		only: "3.0",
		substitutes: true,
		handle: ({ world, body, user }) =>
			createRoute(world, body as RouteBody, user),
	},
	{
		method: "PATCH",
		path: "/routes/:application/:name",
		status: 204,
		errors: BOTH,
		only: "3.0",
		substitutes: true,
		handle: ({ world, params, body, user }) =>
			updateRoute(
				world,
				params.application ?? "",
				params.name ?? "",
				body as RouteBody,
				user,
			),
	},
	{
		method: "DELETE",
		path: "/routes/:application/:name",
		status: 204,
		errors: LOOKED_UP,
		only: "3.0",
		handle: ({ world, params }) =>
			deleteRoute(world, params.application ?? "", params.name ?? ""),
	},
];

/** The default router and, on 3.7, the default NATS hub. */
export const hubs: Route[] = [
	{
		method: "GET",
		path: "/router",
		status: 200,
		errors: LOOKED_UP,
		handle: ({ world }) => getDefaultRouter(world),
	},
	{
		method: "PUT",
		path: "/router",
		status: 200,
		errors: CHECKED,
		substitutes: true,
		handle: ({ world, body }) =>
			putDefaultRouter(world, body as DefaultRouterBody),
	},
	{
		method: "GET",
		path: "/nats/hub",
		status: 200,
		errors: LOOKED_UP,
		only: "3.7",
		handle: ({ world }) => getNatsHub(world),
	},
	{
		method: "PUT",
		path: "/nats/hub",
		status: 200,
		errors: CHECKED,
		only: "3.7",
		substitutes: true,
		handle: ({ world, body }) => putNatsHub(world, body as NatsHubBody),
	},
];
