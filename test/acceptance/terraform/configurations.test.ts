import type { Dialect } from "../../../src/core";
import { applications, makeAgent, onBinaries } from "./support";

const WEB = `name        = "web"
  application = iofog_application.shop.name
  agent_name  = "edge-1"
  images      = { amd64 = "nginx:1.27" }`;
const SHOP = 'resource "iofog_application" "shop" {\n  name = "shop"\n}\n';

/** Configurations that are applied and then plan nothing: name, dialect, HCL, values of the state to look at. */
const good: [string, Dialect, string, Record<string, object>][] = [
	[
		"null and empty arguments are as if they were not there",
		"3.0",
		`${SHOP}resource "iofog_microservice" "web" {
  ${WEB}
  agent_uuid  = null
  config      = null
  config_wo   = null
  env         = {}
  command     = []
  ports       = []
  volumes     = null
  extra_hosts = null
  log_size    = null
}`,
		{
			"iofog_microservice.web": {
				config: "{}",
				env: {},
				ports: [],
				volumes: [],
			},
		},
	],
	[
		"sets from expressions, in any order, with members left out",
		"3.0",
		`${SHOP}locals {
  open = { web = 80, metrics = 9100, admin = 81 }
}
resource "iofog_microservice" "web" {
  ${WEB}
  ports   = [for name, port in local.open : { internal = port, external = port + 8000, protocol = name == "metrics" ? "udp" : null }]
  volumes = toset([for d in ["b", "a"] : { host = "/srv/\${d}", container = "/\${d}" }])
}`,
		{},
	],
	[
		"values known only after apply",
		"3.7",
		`${SHOP}resource "terraform_data" "late" {
  input = { level = "debug", port = 8080, agent = "edge-1" }
}
resource "iofog_microservice" "web" {
  name        = "web-\${terraform_data.late.output.level}"
  application = iofog_application.shop.name
  agent_name  = terraform_data.late.output.agent
  images      = { amd64 = "nginx:1.27" }
  config      = jsonencode({ late = terraform_data.late.id })
  env         = { LEVEL = terraform_data.late.output.level }
  ports       = [{ internal = 80, external = terraform_data.late.output.port }]
  schedule    = terraform_data.late.output.port == 8080 ? 40 : 41
}`,
		{ "iofog_microservice.web": { name: "web-debug", schedule: 40 } },
	],
	[
		"sensitive values in arguments that are not",
		"3.0",
		`${SHOP}variable "token" {
  sensitive = true
  default   = "t0ken"
}
resource "iofog_microservice" "web" {
  ${WEB}
  config = jsonencode({ token = var.token })
  env    = { TOKEN = var.token }
}`,
		{ "iofog_microservice.web": { env: { TOKEN: "t0ken" } } },
	],
	[
		"JSON in another form, and numbers of any size",
		"3.0",
		`${SHOP}resource "iofog_microservice" "web" {
  ${WEB}
  config = <<-JSON
    { "z": 1.0, "a": [ 1e2, 123456789012345678901234567890, "\\u00e9 {{ x }} {% y %}" ] }
  JSON
}`,
		{},
	],
	[
		"checks, conditions and outputs",
		"3.7",
		`resource "iofog_application" "shop" {
  name = "shop"
  lifecycle {
    postcondition {
      condition     = self.activated
      error_message = "not activated"
    }
  }
}
data "iofog_controller" "this" {}
check "controller" {
  assert {
    condition     = data.iofog_controller.this.dialect == "3.7"
    error_message = "another dialect"
  }
}
output "nats" {
  value = iofog_application.shop.nats_config.nats_access
}`,
		{},
	],
	[
		"the same names in two applications",
		"3.7",
		`resource "iofog_application" "all" {
  for_each = toset(["north", "south"])
  name     = each.key
}
resource "iofog_microservice" "web" {
  for_each    = iofog_application.all
  name        = "web"
  application = each.value.name
  agent_name  = "edge-1"
  images      = { amd64 = "nginx:1.27", arm = "nginx:1.27" }
}`,
		{},
	],
	[
		"things looked up, and used in the same run",
		"3.7",
		`${SHOP}data "iofog_agents" "all" {}
data "iofog_registries" "all" {}
resource "iofog_microservice" "web" {
  for_each    = { for a in data.iofog_agents.all.agents : a.name => a.uuid }
  name        = "web-\${each.key}"
  application = iofog_application.shop.name
  agent_uuid  = each.value
  registry_id = one([for r in data.iofog_registries.all.registries : r.id if r.url == "from_cache"])
  images      = { amd64 = "nginx:1.27" }
}`,
		{ 'iofog_microservice.web["edge-1"]': { registry_id: 2 } },
	],
];

/** Configurations that are refused in the plan: name, dialect, HCL, what is said. */
const bad: [string, Dialect, string, string][] = [
	[
		"two microservices with one port on one agent",
		"3.0",
		`${SHOP}resource "iofog_microservice" "web" {
  count = 2
  name        = "web-\${count.index}"
  application = iofog_application.shop.name
  agent_name  = "edge-1"
  images      = { amd64 = "nginx:1.27" }
  ports       = [{ internal = 80, external = 8080 }]
}`,
		"8080",
	],
	[
		"an argument that the dialect lacks",
		"3.0",
		`${SHOP}resource "iofog_microservice" "web" {
  ${WEB}
  privileged = true
}`,
		"privileged",
	],
	[
		"a type that the dialect lacks",
		"3.0",
		'resource "iofog_nats_hub" "hub" {\n  host = "h"\n}',
		"3.7",
	],
	[
		"a template in the place of a name",
		"3.7",
		'resource "iofog_application" "a" {\n  name = "{{ self }}"\n}',
		"name",
	],
	[
		"a data source that finds nothing",
		"3.7",
		'data "iofog_agent" "a" {\n  name = "nobody"\n}',
		"nobody",
	],
];

onBinaries("configurations", (define) => {
	for (const [name, dialect, hcl, values] of good)
		define(name, dialect, async ({ controller, project }) => {
			await makeAgent(controller);
			const tf = project();
			tf.main(hcl);
			await tf.plan();
			await tf.good("apply", "tfplan");
			for (const [address, some] of Object.entries(values))
				expect(tf.state[address]).toMatchObject(some);
			const { status, text } = await tf.emptyPlan();
			expect({ status, text }).toMatchObject({ status: 0 });
			await tf.destroy();
			expect(await applications(controller)).toEqual([]);
		});

	for (const [name, dialect, hcl, said] of bad)
		define(`refused: ${name}`, dialect, async ({ controller, project }) => {
			await makeAgent(controller);
			const tf = project();
			tf.main(hcl);
			const { status, text } = await tf.run("plan", "-input=false");
			expect({ status, text }).toMatchObject({
				status: 1,
				text: expect.stringContaining(said),
			});
			expect(text).not.toContain("Plugin error");
		});

	define(
		"a Controller that only the same run will tell",
		"3.0",
		async ({ controller, project }) => {
			const tf = project();
			tf.main(`resource "terraform_data" "controller" {
  input = "${controller.login.url}"
}
${SHOP}`);
			tf.write(
				"provider.tf",
				tf
					.read("provider.tf")
					.replace(/url = .*/, "url = terraform_data.controller.output"),
			);
			await tf.apply();
			expect(await applications(controller)).toEqual(["shop"]);
			expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
		},
	);

	define(
		"JSON syntax, workspaces, -target, -refresh=false",
		"3.7",
		async ({ controller, project }) => {
			const tf = project();
			tf.main("");
			tf.write(
				"more.tf.json",
				JSON.stringify({
					resource: {
						iofog_application: {
							shop: { name: "shop-${terraform.workspace}" },
							other: { name: "other-${terraform.workspace}" },
						},
					},
				}),
			);
			await tf.apply("-target=iofog_application.shop");
			expect(await applications(controller)).toEqual(["shop-default"]);
			await tf.apply("-refresh=false");
			await tf.good("workspace", "new", "two");
			await tf.apply();
			expect(await applications(controller)).toEqual([
				"other-default",
				"other-two",
				"shop-default",
				"shop-two",
			]);
			await tf.destroy();
			expect(await applications(controller)).toEqual([
				"other-default",
				"shop-default",
			]);
		},
	);
});
