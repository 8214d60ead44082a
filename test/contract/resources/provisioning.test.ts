import { controllerDialects } from "../../support/controllers";
import { type PlayedHost, playedHost } from "../../support/played-host";
import { place } from "./place";

jest.setTimeout(60_000);

const TYPE = "iofog_agent_provisioning";

describe.each(controllerDialects())(
	"%s: an agent in a container whose host is gone",
	(which) => {
		let at: Awaited<ReturnType<typeof place>>;
		let host: PlayedHost;
		beforeAll(async () => {
			at = await place(which);
			host = await playedHost(at.controller);
		});
		afterAll(async () => {
			await host.close();
			await at.clear();
		});

		test("stays in its fleet until its clean-up is given up", async () => {
			const config = {
				agent_uuid: at.edge.state.uuid,
				container: "edge",
				docker_host: host.dockerHost,
			};
			const stored = await at.driver.put(TYPE, config);
			await host.close();
			await expect(at.driver.remove(TYPE, stored)).rejects.toThrow(
				/cannot be reached: .*\n.* set skip_cleanup = true and apply before\.$/,
			);
			const without = { ...config, skip_cleanup: true };
			const given = await at.driver.put(TYPE, without, stored);
			await at.driver.remove(TYPE, given);
		});
	},
);
