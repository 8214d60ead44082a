import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setUpAgent } from "../support/agent";
import { binaries } from "../support/binaries";
import { type TestController, testController } from "../support/controllers";
import { type TfProject, tfProjects } from "../support/tf-project";

jest.setTimeout(120_000);

const stack = (version: number, force = false) => `
resource "iofog_agent" "edge" {
  name         = "edge"
  architecture = "amd64"
  host         = "10.0.0.1"
  router_mode  = "none"
  nats_mode    = "none"
}
ephemeral "iofog_provisioning_key" "edge" {
  agent_uuid = iofog_agent.edge.uuid
  force      = ${force}
}
resource "iofog_application" "setup" {
  name = "setup"
}
resource "iofog_microservice" "installer" {
  name              = "installer"
  application       = iofog_application.setup.name
  agent_uuid        = iofog_agent.edge.uuid
  images            = { amd64 = "installer:2" }
  config_wo         = provider::iofog::config_encode({ key = ephemeral.iofog_provisioning_key.edge.key })
  config_wo_version = ${version}
}
`;

describe.each(binaries)("$name", (binary) => {
	const project = tfProjects();
	let controller: TestController;
	let folder: TfProject;
	beforeEach(async () => {
		controller = await testController("3.7");
		await controller.call("PUT", "/router", { host: "router.example.com" });
		folder = project(binary, controller);
	});
	afterEach(() => controller.close());

	const handedKey = async () => {
		const { body } = await controller.call(
			"GET",
			"/microservices?application=setup",
		);
		const [installer] = (body as { microservices: { config: string }[] })
			.microservices;
		return JSON.parse(installer?.config ?? "{}").key;
	};
	const files = () =>
		readdirSync(folder.dir, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) =>
				readFileSync(join(entry.parentPath, entry.name), "latin1"),
			)
			.join("\n");

	test("a key reaches a write-only argument and is stored nowhere", async () => {
		folder.main(stack(1));
		const { text } = await folder.apply();
		expect(text).toContain("ephemeral.iofog_provisioning_key.edge: Opening...");
		expect(text).toContain("ephemeral.iofog_provisioning_key.edge: Closing...");
		const key = await handedKey();
		expect(typeof key).toBe("string");
		expect(text).not.toContain(key);
		expect(files()).not.toContain(key);
		expect(Object.keys(folder.state).sort()).toEqual([
			"iofog_agent.edge",
			"iofog_application.setup",
			"iofog_microservice.installer",
		]);

		// A plan opens it too: the key before has lost its place, and yet nothing is to do.
		expect((await folder.emptyPlan()).status).toBe(0);
		const { url } = controller.login;
		await expect(setUpAgent(url, key)).rejects.toThrow("404");

		folder.main(stack(2));
		await folder.apply();
		const next = await handedKey();
		expect(next).not.toBe(key);
		const daemon = await setUpAgent(url, next);
		await daemon.call("GET", "/config");

		// The agent is set up now: there is no key, unless it is asked for by force.
		folder.main(stack(3));
		await folder.apply();
		expect(await handedKey()).toBeNull();
		folder.main(stack(4, true));
		await folder.apply();
		expect(typeof (await handedKey())).toBe("string");
		await folder.destroy();
	});

	test("an agent that is not there is an error at the argument", async () => {
		folder.main(`
ephemeral "iofog_provisioning_key" "gone" {
  agent_uuid = "00000000-0000-4000-8000-000000000000"
}
`);
		const ended = await folder.run("plan", "-input=false");
		expect(ended.status).toBe(1);
		expect(ended.text).toContain("Agent not found");
		expect(ended.text).toContain("agent_uuid =");
	});

	test("it cannot be kept", async () => {
		folder.main(stack(1).replace("config_wo         =", "config            ="));
		const ended = await folder.run("plan", "-input=false");
		expect(ended.status).toBe(1);
		expect(ended.text).toMatch(/ephemeral value/i);
	});
});
