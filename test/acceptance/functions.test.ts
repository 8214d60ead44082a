import { binaries } from "../support/binaries";
import { type TestController, testController } from "../support/controllers";
import { tfProjects } from "../support/tf-project";

jest.setTimeout(120_000);

const MANIFEST = `
apiVersion: iofog.org/v3
kind: Registry
spec: { url: hub.example.com, username: u, email: a@b.co, private: true, password: p }
---
apiVersion: iofog.org/v3
kind: AgentConfig
metadata: { name: edge }
spec:
  agentType: x86
  host: 10.0.0.1
  routerConfig: { routerMode: none }
---
apiVersion: iofog.org/v3
kind: Application
metadata: { name: shop }
spec:
  microservices:
    - name: web
      agent: { name: edge }
      images: { x86: "nginx:1.27", registry: remote }
      container:
        ports: [{ internal: 80, external: 8080 }]
        env: [{ key: LEVEL, value: 5 }]
      config: { b: [1, true], a: text }
    - name: db
      agent: { name: edge }
      images: { x86: "postgres:17" }
      container: { volumes: [{ hostDestination: /d, containerDestination: /c, accessMode: rw }] }
`;

const FLEET = `
locals {
  fleet = provider::iofog::parse_manifest(file("fleet.yaml"))
}
resource "iofog_registry" "all" {
  for_each = local.fleet.registries
  url      = each.value.url
  public   = each.value.public
  username = each.value.username
  password = each.value.password
  email    = each.value.email
}
resource "iofog_agent" "all" {
  for_each     = local.fleet.agents
  name         = each.value.name
  architecture = each.value.architecture
  host         = each.value.host
  router_mode  = each.value.router_mode
}
resource "iofog_application" "all" {
  for_each    = local.fleet.applications
  name        = each.value.name
  description = each.value.description
  activated   = each.value.activated
}
resource "iofog_microservice" "all" {
  for_each        = local.fleet.microservices
  name            = each.value.name
  application     = iofog_application.all[each.value.application].name
  agent_uuid      = iofog_agent.all[each.value.agent_name].uuid
  images          = each.value.images
  catalog_item_id = each.value.catalog_item_id
  registry_id     = each.value.registry_id
  config          = each.value.config
  env             = each.value.env
  ports           = each.value.ports
  volumes         = each.value.volumes
  command         = each.value.command
  extra_hosts     = each.value.extra_hosts
}
`;

describe.each(binaries)("$name", (binary) => {
	const project = tfProjects();
	let controller: TestController;
	beforeAll(async () => {
		controller = await testController("3.0");
		await controller.call("PUT", "/router", { host: "router.example.com" });
	});
	afterAll(() => controller.close());

	test("for_each over a manifest makes what iofogctl would", async () => {
		const it = project(binary, controller);
		it.write("fleet.yaml", MANIFEST);
		it.main(FLEET);
		await it.apply();
		expect(it.state['iofog_microservice.all["shop/web"]']).toMatchObject({
			name: "web",
			application: "shop",
			images: { amd64: "nginx:1.27" },
			registry_id: 1,
			env: { LEVEL: "5" },
			config: '{"a":"text","b":[1,true]}',
			ports: [{ internal: 80, external: 8080, protocol: "tcp", public: null }],
		});
		expect((await it.emptyPlan()).status).toBe(0);
		const { body } = await controller.call(
			"GET",
			"/microservices?application=shop",
		);
		expect(
			(body as { microservices: { name: string }[] }).microservices
				.map(({ name }) => name)
				.sort(),
		).toEqual(["db", "web"]);
		await it.destroy();
	});

	test("config_encode keeps keys in order and every digit", async () => {
		const it = project(binary, controller);
		it.main(`
variable "secret" {
  default   = "s3cret"
  sensitive = true
}
output "json" {
  value = provider::iofog::config_encode({ z = 0.1, a = { n = 123456789012345678901234567890, t = "<&>" }, l = [null, true] })
}
output "secret" {
  value     = provider::iofog::config_encode({ s = var.secret })
  sensitive = true
}
`);
		await it.apply();
		const outputs = await it.json("output", "-json");
		expect(outputs.json).toMatchObject({
			type: "string",
			value:
				'{"a":{"n":123456789012345678901234567890,"t":"<&>"},"l":[null,true],"z":0.1}',
		});
		expect(outputs.secret).toMatchObject({ value: '{"s":"s3cret"}' });
	});

	test.each([
		[
			"a fault in a manifest",
			'provider::iofog::parse_manifest("a: 1\\nkind: Nothing\\nspec: {}")',
			'Invalid value for "yaml" parameter: line 2: kind "Nothing" is not one of iofogctl\'s',
		],
		[
			"a list as a configuration",
			"provider::iofog::config_encode([])",
			'Invalid value for "object" parameter: an object is required, as the Controller takes nothing else for a configuration, and this is a list.',
		],
		[
			"null",
			"provider::iofog::config_encode(null)",
			'Invalid value for "object" parameter: argument must not be null.',
		],
		["a function that there is not", "provider::iofog::nothing()", "nothing"],
	])("refuses %s", async (_name, expression, text) => {
		const it = project(binary, controller);
		it.main(`output "it" {\n  value = ${expression}\n}`);
		const ended = await it.run("plan", "-input=false");
		expect(ended.status).toBe(1);
		expect(ended.text).toContain(text);
		expect(ended.text).not.toContain("..");
	});
});
