import { applications, makeAgent, microservices, onBinaries } from "./support";

const WEB = (
	label: string,
	more = "",
) => `resource "iofog_microservice" "${label}" {
  name        = "web"
  application = "shop"
  agent_name  = "edge-1"
  images      = { amd64 = "nginx:1.27" }
${more}}
`;
const SHOP = 'resource "iofog_application" "shop" {\n  name = "shop"\n}\n';

onBinaries("configurations that move on", (define) => {
	define("moved", "3.0", async ({ controller, project }) => {
		await makeAgent(controller);
		const tf = project();
		tf.main(SHOP + WEB("web", "  depends_on = [iofog_application.shop]\n"));
		await tf.apply();
		const { uuid } = tf.state["iofog_microservice.web"] ?? {};
		tf.main(`${SHOP}${WEB("front", '  for_each = toset(["main"])\n')}
moved {
  from = iofog_microservice.web
  to   = iofog_microservice.front["main"]
}
`);
		const { changes, actions } = await tf.plan();
		expect(actions).toEqual({});
		expect(changes['iofog_microservice.front["main"]']).toMatchObject({
			previous_address: "iofog_microservice.web",
		});
		await tf.apply();
		expect(tf.state['iofog_microservice.front["main"]']?.uuid).toBe(uuid);
		expect(Object.keys(tf.state)).toHaveLength(2);
	});

	define("moved from another type is refused", "3.0", async ({ project }) => {
		const tf = project();
		tf.main('resource "terraform_data" "old" {\n  input = "shop"\n}\n');
		await tf.apply();
		tf.main(`${SHOP}moved {
  from = terraform_data.old
  to   = iofog_application.shop
}
`);
		const { status, text } = await tf.run("plan");
		expect(status).toBe(1);
		expect(text).toContain("terraform_data");
		expect(Object.keys(tf.state)).toEqual(["terraform_data.old"]);
	});

	define("removed", "3.0", async ({ controller, project }) => {
		const tf = project();
		tf.main(SHOP);
		await tf.apply();
		tf.main(`removed {
  from = iofog_application.shop
  lifecycle {
    destroy = false
  }
}
`);
		expect((await tf.plan()).actions).toEqual({
			"iofog_application.shop": "forget",
		});
		await tf.apply();
		expect(tf.state).toEqual({});
		expect(await applications(controller)).toEqual(["shop"]);

		tf.main(SHOP);
		await tf.good("import", "iofog_application.shop", "shop");
		tf.main(`removed {
  from = iofog_application.shop
  lifecycle {
    destroy = true
  }
}
`);
		await tf.apply();
		expect(await applications(controller)).toEqual([]);
	});

	define(
		"taint and -replace make it anew",
		"3.7",
		async ({ controller, project }) => {
			await makeAgent(controller);
			const tf = project();
			tf.main(SHOP + WEB("web", "  depends_on = [iofog_application.shop]\n"));
			await tf.apply();
			const first = (await microservices(controller)).web?.uuid;
			await tf.apply("-replace=iofog_microservice.web");
			const second = (await microservices(controller)).web?.uuid;
			expect(second).not.toBe(first);
			await tf.good("taint", "iofog_microservice.web");
			await tf.apply();
			expect((await microservices(controller)).web?.uuid).not.toBe(second);
			expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
		},
	);

	define(
		"prevent_destroy and ignore_changes hold",
		"3.0",
		async ({ controller, project }) => {
			const config = (
				description: string,
			) => `resource "iofog_application" "shop" {
  name        = "shop"
  description = "${description}"
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [description]
  }
}
`;
			const tf = project();
			tf.main(config("one"));
			await tf.apply();
			tf.main(config("two"));
			expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
			const { status, text } = await tf.run("destroy", "-auto-approve");
			expect(status).toBe(1);
			expect(text).toContain("prevent_destroy");
			expect(await applications(controller)).toEqual(["shop"]);
		},
	);
});
