import { schema } from "../../../src/provider/schema";
import { testController } from "../../support/controllers";
import { providerBlock } from "../../support/tf-project";
import { applications, makeAgent, microservices, onBinaries } from "./support";

const HEAD =
	'terraform {\n  required_providers {\n    iofog = { source = "fogform/iofog" }\n  }\n}\n';

onBinaries("the language", (define, binary) => {
	define("provider functions", "3.0", async ({ controller, project }) => {
		await makeAgent(controller);
		const tf = project();
		tf.write(
			"shop.yaml",
			`apiVersion: iofog.org/v3
kind: Application
metadata:
  name: shop
spec:
  microservices:
    - name: web
      agent: { name: edge-1 }
      images: { x86: "nginx:1.27", registry: remote }
      config: { big: 123456789012345678901234567890, title: "a < b" }
`,
		);
		tf.main(`locals {
  manifest = provider::iofog::parse_manifest(file("\${path.module}/shop.yaml"))
}
resource "iofog_application" "all" {
  for_each = local.manifest.applications
  name     = each.key
}
resource "iofog_microservice" "all" {
  for_each    = local.manifest.microservices
  name        = each.value.name
  application = iofog_application.all[each.value.application].name
  agent_name  = each.value.agent_name
  images      = each.value.images
  config      = each.value.config
}
output "encoded" {
  value = provider::iofog::config_encode({ b = [1, null], a = "<&>", n = 123456789012345678901234567890 })
}
`);
		await tf.apply();
		const { web } = await microservices(controller);
		expect(web?.config).toContain("123456789012345678901234567890");
		expect((await tf.json("output", "-json")).encoded).toMatchObject({
			type: "string",
			value: '{"a":"<&>","b":[1,null],"n":123456789012345678901234567890}',
		});
		expect(await tf.emptyPlan()).toMatchObject({ status: 0 });

		for (const [call, said] of [
			["config_encode([1])", "list"],
			['config_encode("x")', "object"],
			["config_encode(null)", "null"],
			['parse_manifest("kind: [")', "line"],
			[
				'parse_manifest("kind: Application\\nmetadata: {name: a}\\nspec: {what: 1}")',
				"what",
			],
			["parse_manifest()", "argument"],
		] as const) {
			tf.main(`output "bad" {\n  value = provider::iofog::${call}\n}\n`);
			const { status, text } = await tf.run("plan");
			expect({ call, status }).toEqual({ call, status: 1 });
			expect(text).toContain(said);
			expect(text).not.toMatch(/fault of the plugin|Plugin error|panic/);
		}
	});

	define("two Controllers", "3.0", async ({ controller, project }) => {
		const south = await testController("3.7");
		try {
			const tf = project();
			tf.main(`${providerBlock(south, { alias: "south" })}
resource "iofog_application" "north" {
  name = "north"
}
resource "iofog_application" "south" {
  provider    = iofog.south
  name        = "south"
  description = "beside \${iofog_application.north.name}"
  nats_config = { nats_access = true }
}
data "iofog_controller" "north" {}
data "iofog_controller" "south" {
  provider = iofog.south
}
output "dialects" {
  value = [data.iofog_controller.north.dialect, data.iofog_controller.south.dialect]
}
`);
			await tf.apply();
			expect(await applications(controller)).toEqual(["north"]);
			expect(await applications(south)).toEqual(["south"]);
			expect((await tf.json("output", "-json")).dialects).toMatchObject({
				value: ["3.0", "3.7"],
			});
			expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
			await tf.destroy();
			expect(await applications(south)).toEqual([]);
		} finally {
			await south.close();
		}
	});

	define(
		"a module, given one of two Controllers",
		"3.0",
		async ({ controller, project }) => {
			const south = await testController("3.0");
			try {
				const tf = project();
				tf.write(
					"site/main.tf",
					`${HEAD}variable "name" {
  type = string
}
resource "iofog_application" "site" {
  name = var.name
}
output "name" {
  value = iofog_application.site.name
}
`,
				);
				tf.main(`${providerBlock(south, { alias: "south" })}
module "here" {
  source = "./site"
  name   = "here"
}
module "there" {
  source    = "./site"
  name      = "next-to-\${module.here.name}"
  providers = { iofog = iofog.south }
}
`);
				await tf.good("get");
				await tf.apply();
				expect(await applications(controller)).toEqual(["here"]);
				expect(await applications(south)).toEqual(["next-to-here"]);
				expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
			} finally {
				await south.close();
			}
		},
	);

	define("test files", "3.7", async ({ controller, project }) => {
		const tf = project();
		tf.main(`variable "name" {
  type = string
}
resource "iofog_application" "shop" {
  name        = var.name
  description = "Tills of \${var.name}"
}
`);
		tf.write(
			"tests/shop.tftest.hcl",
			`run "plans" {
  command = plan
  variables {
    name = "planned"
  }
  assert {
    condition     = iofog_application.shop.activated
    error_message = "an application is activated by default"
  }
}
run "applies" {
  variables {
    name = "tried"
  }
  assert {
    condition     = iofog_application.shop.description == "Tills of tried"
    error_message = "the description"
  }
}
run "refuses" {
  command = plan
  variables {
    name = "Not a name"
  }
  expect_failures = []
}
`,
		);
		const { status, text } = await tf.run("test");
		expect(text).toContain('run "plans"... pass');
		expect(text).toContain('run "applies"... pass');
		expect(text).toContain('run "refuses"... fail');
		expect(text).toContain("2 passed, 1 failed");
		expect(status).toBe(1);
		// What a test applies it destroys again.
		expect(await applications(controller)).toEqual([]);
	});

	define("mocked, a test needs no Controller", "3.7", async ({ project }) => {
		const tf = project();
		tf.write(
			"main.tf",
			`${HEAD}resource "iofog_agent" "edge" {
  name = "edge-1"
  host = "10.0.8.11"
}
resource "iofog_microservice" "web" {
  name        = "web"
  application = "shop"
  agent_uuid  = iofog_agent.edge.uuid
  images      = { amd64 = "nginx:1.27" }
}
`,
		);
		tf.write(
			"main.tftest.hcl",
			`mock_provider "iofog" {}
run "mocked" {
  assert {
    condition     = iofog_microservice.web.agent_uuid == iofog_agent.edge.uuid
    error_message = "the agent"
  }
}
`,
		);
		expect((await tf.run("test")).text).toContain("1 passed, 0 failed");
	});

	define(
		"validate finds mistakes, and calls nobody",
		"3.0",
		async ({ controller, project }) => {
			await controller.close();
			const tf = project();
			for (const [hcl, said] of [
				[
					'resource "iofog_application" "a" {\n  name = "Not a name"\n}',
					"name",
				],
				['resource "iofog_application" "a" {}', '"name"'],
				[
					'resource "iofog_application" "a" {\n  name = "a"\n  nme = 1\n}',
					"nme",
				],
				[
					'resource "iofog_microservice" "a" {\n  name = "a"\n  application = "b"\n  images = { amd64 = "i" }\n}',
					"agent_uuid",
				],
				['data "iofog_agent" "a" {}', "uuid"],
				['ephemeral "iofog_provisioning_key" "a" {}', "agent_uuid"],
				[
					'ephemeral "iofog_provisioning_key" "a" {\n  agent_uuid = ""\n}',
					"agent_uuid",
				],
			] as const) {
				tf.main(hcl);
				const { valid, diagnostics } = JSON.parse(
					(await tf.run("validate", "-json")).stdout,
				);
				expect({ hcl, valid }).toEqual({ hcl, valid: false });
				expect(JSON.stringify(diagnostics)).toContain(
					said.replaceAll('"', '\\"'),
				);
				expect(diagnostics[0].range.filename).toBe("main.tf");
			}
		},
	);

	define(
		"the schema is the one of the reference pages",
		"3.0",
		async ({ project }) => {
			const tf = project();
			tf.main('resource "iofog_application" "a" {\n  name = "a"\n}');
			const { provider_schemas: all } = await tf.json(
				"providers",
				"schema",
				"-json",
			);
			const address = Object.keys(all as object).find((key) =>
				key.endsWith("/fogform/iofog"),
			);
			const told = (all as Record<string, Record<string, unknown>>)[
				address ?? ""
			];
			const ours = JSON.parse(JSON.stringify(schema()));
			for (const group of [
				"resource_schemas",
				"data_source_schemas",
				"ephemeral_resource_schemas",
			]) {
				// An older OpenTofu leaves groups out that it does not know.
				if (told?.[group] === undefined && binary.product === "opentofu")
					continue;
				expect(told?.[group]).toEqual(ours[group]);
			}
			expect(told?.provider).toEqual(ours.provider);
			expect(
				Object.keys((told?.functions ?? ours.functions) as object),
			).toEqual(Object.keys(ours.functions));
		},
	);
});
