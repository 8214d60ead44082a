import type { Stored, Values } from "../../../src/provider";
import { type TestController, testController } from "../../support/controllers";
import { Driver } from "../../support/driver";

/** A Controller with a router, one agent and one application, and a driver for it; `clear` takes away what was made. */
export async function place(which: Parameters<typeof testController>[0]) {
	const controller: TestController = await testController(which);
	const driver = new Driver(controller);
	const made: [string, Stored][] = [];
	const make = async (type: string, config: Values) => {
		const stored = await driver.put(type, config);
		made.unshift([type, stored]);
		return stored;
	};
	await controller.call("PUT", "/router", { host: "router.example.com" });
	if (controller.dialect === "3.7")
		await controller.call("PUT", "/nats/hub", { host: "nats.example.com" });
	const agent = (name: string) =>
		make("iofog_agent", {
			name,
			host: "10.0.0.1",
			architecture: "amd64",
			router_mode: "none",
			...(controller.dialect === "3.7" && { nats_mode: "none" }),
		});
	const edge = await agent("place-edge");
	await make("iofog_application", { name: "place" });
	const web: Values = {
		name: "web",
		application: "place",
		agent_uuid: edge.state.uuid,
		images: { amd64: "nginx:1.27" },
	};
	return {
		controller,
		driver,
		make,
		agent,
		edge,
		web,
		/** The microservice as the API tells it. */
		live: async (uuid: unknown) =>
			(await controller.call("GET", `/microservices/${uuid}`)).body as Record<
				string,
				unknown
			>,
		clear: async () => {
			for (const [type, stored] of made) await driver.remove(type, stored);
			driver.close();
			await controller.close();
		},
	};
}
