import { reported, required } from "../core";
import { defineResource } from "./define";
import { filled, port } from "./types";

/** `iofog_nats_hub`: the default NATS hub, of which a Controller 3.7 has one. */
export const natsHub = defineResource({
	type: "iofog_nats_hub",
	version: 0,
	summary:
		"The default NATS hub that agents connect to (Controllers 3.7). A Controller has exactly one, which cannot be deleted: destroying it only forgets it.",
	only: "3.7",
	identity: [],
	uniqueKey: [],
	importForms: ["default"],
	singleton: true,
	attributes: {
		host: required(filled, {
			description: "Host name or IP address at which agents reach the hub.",
		}),
		serverPort: reported(port, { description: "Port for clients." }),
		clusterPort: reported(port, { description: "Port for other hubs." }),
		leafPort: reported(port, { description: "Port for leaf nodes." }),
		mqttPort: reported(port, { description: "Port for MQTT clients." }),
		httpPort: reported(port, { description: "Port of the monitoring page." }),
	},
	find: ({ controller, signal }) => controller.natsHub.get(signal),
	create: async ({ controller, signal }, planned, identified) => {
		await controller.natsHub.establish(planned, signal);
		identified({});
	},
	read: ({ controller, signal }) => controller.natsHub.get(signal),
	update: ({ controller, signal }, prior, planned) =>
		controller.natsHub.update(prior, planned, signal),
	delete: async () => {},
	list: async ({ controller, signal }) => {
		const live = await controller.natsHub.get(signal);
		return live ? [live] : [];
	},
	import: async ({ controller, signal }) =>
		(await controller.natsHub.get(signal)) ? [{}] : [],
});
