import { everyType, importId, make, makeAgent, onBinaries } from "./support";

onBinaries("import", (define) => {
	for (const dialect of ["3.0", "3.7"] as const)
		define(
			"by blocks, the configuration written by Terraform",
			dialect,
			async ({ project, host }) => {
				const made = project();
				made.main(everyType(dialect, host));
				await made.apply();
				const blocks = Object.entries(made.state).flatMap(
					([address, state], i) => {
						const [type = ""] = address.split(".");
						// The values of a secret are required, and nothing writes them into a configuration.
						if (!type.startsWith("iofog_") || type === "iofog_secret")
							return [];
						return [
							`import {\n  to = ${type}.o${i}\n  id = "${importId(address, state)}"\n}\n`,
						];
					},
				);

				const tf = project();
				tf.main(blocks.join(""));
				const plan = await tf.plan("-generate-config-out=generated.tf");
				// A secret is never written into a configuration. Only 3.7 tells a password, which is then taken away.
				const changed = dialect === "3.7" ? 2 : 0;
				expect(Object.keys(plan.actions)).toHaveLength(changed);
				expect(plan.text.includes("Warning: Password is taken away")).toBe(
					changed > 0,
				);
				expect((await tf.apply()).text).toContain(
					`${blocks.length} imported, 0 added, ${changed} changed, 0 destroyed`,
				);
				tf.main("");
				expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
			},
		);

	define(
		"by command, each form of an ID",
		"3.0",
		async ({ controller, project }) => {
			const uuid = await makeAgent(controller);
			await make(controller, "/application", {
				name: "shop",
				isActivated: true,
			});
			const registry = {
				url: "registry.example.com",
				username: "fleet",
				password: "p",
				email: "fleet@example.com",
				isPublic: false,
				requiresCert: false,
			};
			const { id } = await make(controller, "/registries", registry);
			const web = await make(controller, "/microservices", {
				name: "web",
				application: "shop",
				iofogUuid: uuid,
				registryId: 1,
				config: '{"a":1}',
				images: [{ fogTypeId: 1, containerImage: "nginx:1.27" }],
			});
			const tf = project();
			tf.main(`resource "iofog_agent" "edge" {
  count = 2
  name  = "edge-1"
  host  = "10.0.8.11"
}
resource "iofog_application" "shop" {
  name = "shop"
}
resource "iofog_microservice" "web" {
  for_each    = toset(["by-uuid", "by-name"])
  name        = "web"
  application = "shop"
  agent_name  = "edge-1"
  images      = { amd64 = "nginx:1.27" }
  config      = jsonencode({ a = 1 })
}
resource "iofog_registry" "private" {
  count    = 2
  url      = "registry.example.com"
  username = "fleet"
  email    = "fleet@example.com"
}
`);
			for (const [address, by] of [
				["iofog_agent.edge[0]", uuid],
				["iofog_agent.edge[1]", "edge-1"],
				["iofog_application.shop", "shop"],
				['iofog_microservice.web["by-uuid"]', web.uuid],
				['iofog_microservice.web["by-name"]', "shop/web"],
				["iofog_registry.private[0]", String(id)],
				["iofog_registry.private[1]", "registry.example.com"],
			] as const)
				await tf.good("import", "-input=false", address, by);
			expect(await tf.emptyPlan()).toMatchObject({ status: 0 });

			const { id: second } = await make(controller, "/registries", {
				...registry,
				username: "other",
			});
			await tf.good("state", "rm", "iofog_registry.private");
			for (const [address, by, said] of [
				["iofog_agent.edge[0]", uuid, "Resource already managed"],
				["iofog_registry.private[0]", registry.url, `${id}, ${second}`],
				["iofog_registry.private[0]", "none.example.com", "none.example.com"],
				["iofog_registry.private[0]", "999", "999"],
			] as const) {
				const { status, text } = await tf.run("import", address, by);
				expect({ by, status }).toEqual({ by, status: 1 });
				expect(text).toContain("Error: ");
				expect(text).toContain(said);
			}
			await tf.good("state", "rm", "iofog_application.shop");
			for (const [address, by] of [
				["iofog_application.shop", "nothing"],
				["iofog_application.shop", ""],
			] as const)
				expect((await tf.run("import", address, by)).status).toBe(1);
		},
	);
});
