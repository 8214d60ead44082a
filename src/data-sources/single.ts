import type { Agent, Controller, Microservice } from "../controller";
import { type Context, computed, integer } from "../core";
import { type AnyResource, resources } from "../resources";
import { singleDataSource } from "./lookup";
import { agentStatus, microserviceStatus } from "./status";

const byType = (type: string) =>
	resources.find((r) => r.type === type) as AnyResource;

const spread = <T extends { status: object }>({ status, ...rest }: T) => ({
	...rest,
	...status,
});

/** A microservice with its run-time status as attributes of its own. */
export const spreadMicroservice = (m: Microservice) => spread(m);
/** An agent with what it reports as attributes of its own. */
export const spreadAgent = (a: Agent) => spread(a);

export const application = singleDataSource(byType("iofog_application"), [
	"name",
]);

export const catalogItem = singleDataSource(byType("iofog_catalog_item"), [
	"id",
	"name",
]);

export const registry = singleDataSource(byType("iofog_registry"), [
	"id",
	"url",
]);

export const router = singleDataSource(byType("iofog_router"), []);

export const natsHub = singleDataSource(byType("iofog_nats_hub"), []);

export const route = singleDataSource(byType("iofog_route"), [
	"application",
	"name",
]);

export const agent = singleDataSource(
	byType("iofog_agent"),
	["uuid", "name"],
	agentStatus,
	async ({ controller, signal }: Context<Controller>) =>
		(await controller.agents.list(signal)).map(spreadAgent),
);

export const microservice = singleDataSource(
	byType("iofog_microservice"),
	["uuid", "application", "name"],
	microserviceStatus,
	async ({ controller, signal }, { uuid, application }) => {
		if (uuid === undefined)
			return (
				await controller.microservices.list(signal, {
					application: application as string | undefined,
				})
			).map(spreadMicroservice);
		const live = await controller.microservices.get(
			{ uuid: uuid as string },
			signal,
		);
		return live ? [spreadMicroservice(live)] : [];
	},
);

export const secret = singleDataSource(byType("iofog_secret"), ["name"]);

export const configMap = singleDataSource(
	byType("iofog_config_map"),
	["name"],
	{},
	async ({ controller, signal }, { name }) => {
		const live = await controller.configMaps.get(
			{ name: name as string },
			signal,
		);
		return live ? [{ ...live }] : [];
	},
);

export const volumeMount = singleDataSource(
	byType("iofog_volume_mount"),
	["name"],
	{
		version: computed(integer, {
			description: "Number that is counted up whenever the files change.",
			volatile: true,
		}),
	},
	async ({ controller, signal }, { name }) => {
		const which = { name: name as string };
		const live = await controller.volumeMounts.get(which, signal);
		if (!live) return [];
		const agentUuids = await controller.volumeMounts.links(which, signal);
		return [{ ...live, agentUuids }];
	},
);
