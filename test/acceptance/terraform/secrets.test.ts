import { setUpAgent } from "../../support/agent";
import type { TestController } from "../../support/controllers";
import type { TfProject } from "../../support/tf-project";
import {
	make,
	makeAgent,
	makeRouter,
	microservices,
	onBinaries,
} from "./support";

const ONE = "first-secret-of-all";
const TWO = "second-secret-of-all";

/** What a folder keeps: state, backups and saved plans must be free of secrets. */
async function expectNoSecrets(tf: TfProject): Promise<void> {
	const plan = await tf.run("show", "-json", "tfplan");
	for (const text of [
		tf.read("terraform.tfstate"),
		plan.stdout,
		(await tf.good("show", "-json")).stdout,
	])
		for (const secret of [ONE, TWO]) {
			expect(text).not.toContain(secret);
			expect(text).not.toContain(Buffer.from(secret).toString("base64"));
		}
}

const passwordOf = async (controller: TestController, id: unknown) => {
	const { body } = await controller.call("GET", `/registries/${id}`);
	return (body as { password?: string }).password;
};
const configOf = async (controller: TestController) =>
	JSON.parse(String((await microservices(controller)).web?.config));

onBinaries("secrets", (define) => {
	define(
		"a write-only password is sent when its version changes",
		"3.7",
		async ({ controller, project }) => {
			const tf = project();
			const config = (version: number) =>
				tf.main(`variable "password" {
  type      = string
  ephemeral = true
}
resource "iofog_registry" "private" {
  url                 = "registry.example.com"
  username            = "fleet"
  email               = "fleet@example.com"
  password_wo         = var.password
  password_wo_version = ${version}
}
`);
			const [one, two] = [`-var=password=${ONE}`, `-var=password=${TWO}`];
			config(1);
			await tf.plan(one);
			await tf.good("apply", one, "tfplan");
			await expectNoSecrets(tf);
			const { id } = tf.state["iofog_registry.private"] ?? {};
			expect(await passwordOf(controller, id)).toBe(ONE);

			expect((await tf.plan(two)).actions).toEqual({});
			config(2);
			expect((await tf.plan(two)).actions).toEqual({
				"iofog_registry.private": "update",
			});
			await tf.good("apply", two, "tfplan");
			await expectNoSecrets(tf);
			expect(await passwordOf(controller, id)).toBe(TWO);
			expect(await tf.emptyPlan(two)).toMatchObject({ status: 0 });
		},
	);

	for (const dialect of ["3.0", "3.7"] as const)
		define(
			"config_wo and env_wo are merged, kept nowhere, and watched",
			dialect,
			async ({ controller, project }) => {
				await makeAgent(controller);
				await make(controller, "/application", {
					name: "shop",
					isActivated: true,
				});
				const tf = project();
				const config = (secret: string, version: number, title = "Shop") => {
					tf.write("secret", secret);
					tf.main(`resource "iofog_microservice" "web" {
  name              = "web"
  application       = "shop"
  agent_name        = "edge-1"
  images            = { amd64 = "nginx:1.27" }
  config            = jsonencode({ title = "${title}", bank = { name = "B" } })
  config_wo         = jsonencode({ bank = { token = file("secret") } })
  config_wo_version = ${version}
  env               = { LEVEL = "info" }
  env_wo            = { TOKEN = file("secret") }
  env_wo_version    = ${version}
}
`);
				};
				config(ONE, 1);
				await tf.apply();
				expect(await configOf(controller)).toEqual({
					title: "Shop",
					bank: { name: "B", token: ONE },
				});
				expect((await microservices(controller)).web?.env).toEqual(
					expect.arrayContaining([
						expect.objectContaining({ key: "TOKEN", value: ONE }),
					]),
				);
				await expectNoSecrets(tf);
				expect(await tf.emptyPlan()).toMatchObject({ status: 0 });

				// Another part of the configuration is written with the secret in it.
				config(ONE, 1, "Shop 2");
				await tf.apply();
				expect(await configOf(controller)).toEqual({
					title: "Shop 2",
					bank: { name: "B", token: ONE },
				});

				config(TWO, 2, "Shop 2");
				expect((await tf.plan()).actions).toEqual({
					"iofog_microservice.web": "update",
				});
				await tf.good("apply", "tfplan");
				await expectNoSecrets(tf);
				expect((await configOf(controller)).bank.token).toBe(TWO);

				const { uuid, iofogUuid } = (await microservices(controller)).web ?? {};
				await make(
					controller,
					`/microservices/${uuid}`,
					{
						iofogUuid,
						config: '{"title":"Shop 2","bank":{"name":"B","token":"stolen"}}',
					},
					"PATCH",
				);
				const plan = await tf.plan();
				expect(plan.actions).toEqual({ "iofog_microservice.web": "update" });
				expect(plan.text).not.toContain("stolen");
				await tf.good("apply", "tfplan");
				expect((await configOf(controller)).bank.token).toBe(TWO);
				expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
			},
		);

	for (const dialect of ["3.0", "3.7"] as const)
		define(
			"the key of an agent gets through, and is kept nowhere",
			dialect,
			async ({ controller, project }) => {
				await makeRouter(controller);
				const tf = project();
				const nats = dialect === "3.7" ? 'nats_mode = "none"' : "";
				const config = (more: string) =>
					tf.main(`resource "iofog_agent" "edge" {
  name         = "edge-2"
  host         = "10.0.8.12"
  architecture = "amd64"
  ${nats}
}
ephemeral "iofog_provisioning_key" "edge" {
  agent_uuid = iofog_agent.edge.uuid
  ${more}
}
resource "terraform_data" "installed" {
  triggers_replace = [iofog_agent.edge.uuid, ${JSON.stringify(more)}]
  provisioner "local-exec" {
    command     = "printf %s \\"$KEY\\" > key"
    environment = { KEY = ephemeral.iofog_provisioning_key.edge.key == null ? "none" : ephemeral.iofog_provisioning_key.edge.key }
  }
}
`);
				config("");
				await tf.apply();
				const key = tf.read("key");
				expect(key.length).toBeGreaterThan(7);
				expect(tf.read("terraform.tfstate")).not.toContain(key);
				const daemon = await setUpAgent(controller.login.url, key);
				expect(daemon.uuid).toBe(tf.state["iofog_agent.edge"]?.uuid);
				await daemon.call("PUT", "/status", {
					daemonStatus: "RUNNING",
					ipAddress: "10.0.0.1",
					ipAddressExternal: "10.0.0.1",
				});

				// Now the agent is set up: plans and applies leave it alone.
				expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
				config("force = false");
				await tf.apply();
				expect(tf.read("key")).toBe("none");
				expect((await daemon.call("GET", "/config")).status).toBe(200);
				config("force = true");
				await tf.apply();
				const other = tf.read("key");
				expect(other.length).toBeGreaterThan(7);
				expect((await setUpAgent(controller.login.url, other)).uuid).toBe(
					daemon.uuid,
				);
				expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
			},
		);
});
