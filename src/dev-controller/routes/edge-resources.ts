import {
	BOTH,
	type Call,
	CHECKED,
	GUARDED,
	LOOKED_UP,
	type Route,
} from "../route";
import {
	getEdgeResource,
	listEdgeResources,
} from "../services/edge-resource-view";
import {
	createEdgeResource,
	deleteEdgeResource,
	type EdgeResourceBody,
	linkEdgeResource,
	putEdgeResource,
} from "../services/edge-resources";

const nameOf = (call: Call): string => call.params.name ?? "";
const versionOf = (call: Call): string => call.params.version ?? "";
const bodyOf = (call: Call): EdgeResourceBody => call.body as EdgeResourceBody;

/** Edge resources, and their links to agents. */
export const edgeResources: Route[] = [
	{
		method: "GET",
		path: "/edgeResources",
		status: 200,
		errors: GUARDED,
		handle: ({ world, user }) => listEdgeResources(world, user),
	},
	{
		method: "GET",
		path: "/edgeResource/:name/:version",
		status: 200,
		errors: LOOKED_UP,
		handle: (call) =>
			getEdgeResource(call.world, nameOf(call), versionOf(call), call.user),
	},
	{
		method: "GET",
		path: "/edgeResource/:name",
		status: 200,
		errors: LOOKED_UP,
		handle: (call) => ({
			edgeResources: getEdgeResource(
				call.world,
				nameOf(call),
				undefined,
				call.user,
			),
		}),
	},
	{
		method: "PUT",
		path: "/edgeResource/:name/:version",
		status: 200,
		errors: BOTH,
		substitutes: true,
		handle: (call) =>
			putEdgeResource(
				call.world,
				nameOf(call),
				versionOf(call),
				bodyOf(call),
				call.user,
			),
	},
	{
		method: "DELETE",
		path: "/edgeResource/:name/:version",
		status: 202,
		errors: BOTH,
		handle: (call) =>
			deleteEdgeResource(call.world, nameOf(call), versionOf(call), call.user),
	},
	{
		method: "POST",
		path: "/edgeResource",
		status: 200,
		errors: CHECKED,
		substitutes: true,
		handle: (call) => createEdgeResource(call.world, bodyOf(call), call.user),
	},
	...(["POST", "DELETE"] as const).map(
		(method): Route => ({
			method,
			path: "/edgeResource/:name/:version/link",
			status: 200,
			errors: CHECKED,
			handle: (call) =>
				linkEdgeResource(
					call.world,
					nameOf(call),
					versionOf(call),
					(call.body as { uuid?: string }).uuid,
					call.user,
					method === "POST",
				),
		}),
	),
];
