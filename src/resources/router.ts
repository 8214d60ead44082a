import { reported, required } from "../core";
import { defineResource } from "./define";
import { filled, port } from "./types";

const attributes = {
	host: required(filled, {
		description: "Host name or IP address at which agents reach the router.",
	}),
	messagingPort: reported(port, {
		description: "Port for messages of microservices.",
	}),
	edgeRouterPort: reported(port, {
		description: "Port for routers of agents in edge mode.",
	}),
	interRouterPort: reported(port, {
		description: "Port for routers of agents in interior mode.",
	}),
};

/** `iofog_router`: the default router, of which a Controller has one. */
export const router = defineResource({
	type: "iofog_router",
	version: 0,
	summary:
		"The default router that agents connect to. A Controller has exactly one, which cannot be deleted: destroying it only forgets it.",
	identity: [],
	uniqueKey: [],
	importForms: ["default"],
	singleton: true,
	attributes,
	find: ({ controller, signal }) => controller.router.get(signal),
	create: async ({ controller, signal }, planned, identified) => {
		await controller.router.establish(planned, signal);
		identified({});
	},
	read: ({ controller, signal }) => controller.router.get(signal),
	update: ({ controller, signal }, prior, planned) =>
		controller.router.update(prior, planned, signal),
	delete: async () => {},
	list: async ({ controller, signal }) => {
		const live = await controller.router.get(signal);
		return live ? [live] : [];
	},
	import: async ({ controller, signal }) =>
		(await controller.router.get(signal)) ? [{}] : [],
});
