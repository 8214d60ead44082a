import type { Dialect } from "../../../src/core";
import type { TestController } from "../../support/controllers";
import type { Stack } from "../support/case";

type Values = Record<string, unknown>;

/** Gives a Controller its router, and on 3.7 its NATS hub, as agents need them. */
export async function withRouter(controller: TestController): Promise<void> {
	await controller.call("PUT", "/router", { host: "router.example.com" });
	if (controller.dialect === "3.7")
		await controller.call("PUT", "/nats/hub", { host: "nats.example.com" });
}

/** Arguments of an agent that takes part in neither messaging. */
export const agent = (
	name: string,
	more: Values = {},
	dialect: Dialect = "3.7",
): Values => ({
	name,
	host: "10.0.0.1",
	architecture: "amd64",
	router_mode: "none",
	...(dialect === "3.7" && { nats_mode: "none" }),
	...more,
});

/** Arguments of a microservice of the application `shop` on the agent `edge` of the stack. */
export const microservice = (name: string, more: Values = {}): Values => ({
	name,
	application: "${iofog_application.shop.name}",
	agent_uuid: "${iofog_agent.edge.uuid}",
	images: { amd64: "nginx:1.27" },
	...more,
});

/** A stack with the agent `edge` and the application `shop`, and more resources by type. */
export function fleet(
	resources: Record<string, Values> = {},
	rest: Stack = {},
	dialect: Dialect = "3.7",
): Stack {
	const { iofog_agent, iofog_application, ...others } = resources;
	return {
		resource: {
			iofog_agent: { edge: agent("edge", {}, dialect), ...iofog_agent },
			iofog_application: { shop: { name: "shop" }, ...iofog_application },
			...others,
		},
		...rest,
	};
}

/** What creating the fleet plans. */
export const FLEET = [
	"create iofog_agent.edge",
	"create iofog_application.shop",
];

/** The uuid of a microservice, looked up by hand. */
export async function uuidOf(
	controller: TestController,
	application: string,
	name: string,
): Promise<string> {
	const { body } = await controller.call("GET", `/application/${application}`);
	const { microservices } = body as {
		microservices: { uuid: string; name: string }[];
	};
	const found = microservices.find((one) => one.name === name);
	if (!found) throw new Error(`${application} has no microservice ${name}`);
	return found.uuid;
}

/** The uuid of an agent, looked up by hand. */
export async function agentUuidOf(
	controller: TestController,
	name: string,
): Promise<string> {
	const { body } = await controller.call("GET", "/iofog-list");
	const { fogs } = body as { fogs: { uuid: string; name: string }[] };
	const found = fogs.find((one) => one.name === name);
	if (!found) throw new Error(`there is no agent ${name}`);
	return found.uuid;
}
