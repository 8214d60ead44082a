import { providerBlock } from "../../support/tf-project";
import {
	applications,
	make,
	makeAgent,
	microservices,
	onBinaries,
} from "./support";

/** One microservice on an agent that was made by hand; arguments may be added or changed. */
const web = (more: Record<string, string> = {}, name = "web") => {
	const all = {
		name: `"${name}"`,
		application: "iofog_application.shop.name",
		agent_name: '"edge-1"',
		images: '{ amd64 = "nginx:1.27" }',
		...more,
	};
	const lines = Object.entries(all).map(([k, v]) => `  ${k} = ${v}\n`);
	return `resource "iofog_microservice" "web" {\n${lines.join("")}}\n`;
};
const shop = 'resource "iofog_application" "shop" {\n  name = "shop"\n}\n';

onBinaries("what a plan does", (define) => {
	define("update or replace", "3.7", async ({ controller, project }) => {
		const uuid = await makeAgent(controller);
		const tf = project();
		tf.main(shop + web());
		await tf.apply();
		const { uuid: first } = tf.state["iofog_microservice.web"] ?? {};
		const cases: [Record<string, string>, string, unknown][] = [
			[{ env: '{ LEVEL = "info" }' }, "update", undefined],
			[{ images: '{ amd64 = "nginx:1.28" }' }, "update", undefined],
			[{ name: '"next"' }, "delete-create", [["name"]]],
			[
				{ application: '"other"', depends_on: "[iofog_application.other]" },
				"delete-create",
				[["application"]],
			],
			[{ memory_limit: "1024" }, "update", undefined],
			[{ images: '{ arm = "nginx:1.27" }' }, "delete-create", [["images"]]],
			[{ agent_name: "null", agent_uuid: `"${uuid}"` }, "", undefined],
		];
		for (const [more, action, paths] of cases) {
			const other =
				'resource "iofog_application" "other" {\n  name = "other"\n}\n';
			tf.main(shop + web(more) + (more.application ? other : ""));
			const { changes } = await tf.plan();
			const { change } = changes["iofog_microservice.web"] ?? {};
			expect({ more, action: change?.actions.join("-") }).toEqual({
				more,
				action: action || "no-op",
			});
			expect(change?.replace_paths).toEqual(paths);
		}
		tf.main(shop + web({ name: '"next"' }));
		await tf.apply();
		expect(Object.keys(await microservices(controller))).toEqual(["next"]);
		expect(tf.state["iofog_microservice.web"]?.uuid).not.toBe(first);
	});

	define(
		"for_each and count grow, shrink and keep the others",
		"3.0",
		async ({ controller, project }) => {
			const tf = project();
			const config = (names: string[], count: number) =>
				tf.main(`resource "iofog_application" "each" {
  for_each    = toset(${JSON.stringify(names)})
  name        = each.key
  description = "for \${each.value}"
}
resource "iofog_application" "counted" {
  count = ${count}
  name  = "counted-\${count.index}"
}
`);
			config(["a", "b"], 2);
			await tf.apply();
			config(["b", "c"], 1);
			const { actions } = await tf.plan();
			expect(actions).toEqual({
				'iofog_application.each["a"]': "delete",
				'iofog_application.each["c"]': "create",
				"iofog_application.counted[1]": "delete",
			});
			await tf.good("apply", "tfplan");
			expect(await applications(controller)).toEqual(["b", "c", "counted-0"]);
		},
	);

	define(
		"create_before_destroy replaces an agent under what runs on it",
		"3.0",
		async ({ controller, project }) => {
			await makeAgent(controller, "other");
			const tf = project();
			const config = (name: string, application = "shop") =>
				tf.main(`resource "iofog_agent" "edge" {
  name         = "${name}"
  host         = "10.0.8.12"
  architecture = "amd64"
  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [terraform_data.machine]
  }
}
resource "terraform_data" "machine" {
  input = "${name}"
}
resource "iofog_application" "shop" {
  name = "${application}"
  lifecycle { create_before_destroy = true }
}
resource "iofog_microservice" "web" {
  name        = "web"
  application = iofog_application.shop.name
  agent_uuid  = iofog_agent.edge.uuid
  images      = { amd64 = "nginx:1.27" }
}
`);
			config("edge-a");
			await tf.apply();
			const before = await microservices(controller);
			config("edge-b");
			expect((await tf.plan()).actions).toMatchObject({
				"iofog_agent.edge": "create-delete",
				"iofog_microservice.web": "update",
			});
			await tf.good("apply", "tfplan");
			const after = await microservices(controller);
			// It was moved: neither deleted with its agent nor made anew.
			expect(after.web?.uuid).toBe(before.web?.uuid);
			expect(after.web?.iofogUuid).not.toBe(before.web?.iofogUuid);
			expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
		},
	);

	define(
		"a saved plan does what it says, and goes stale",
		"3.0",
		async ({ controller, project }) => {
			const tf = project();
			tf.main(shop);
			await tf.good("plan", "-out=first");
			await tf.good("plan", "-out=second");
			await tf.good("apply", "first");
			expect(await applications(controller)).toEqual(["shop"]);
			const stale = await tf.run("apply", "second");
			expect(stale.status).toBe(1);
			expect(stale.text).toContain("Saved plan is stale");
		},
	);

	define(
		"a saved plan fails where somebody was faster, and loses nothing",
		"3.0",
		async ({ controller, project }) => {
			const tf = project();
			tf.main(shop);
			await tf.plan();
			await make(controller, "/application", {
				name: "shop",
				description: "somebody's",
				isActivated: true,
			});
			const { status, text } = await tf.run("apply", "tfplan");
			expect(status).toBe(1);
			expect(text).toContain("Error: Object exists already");
			expect(text).toContain("terraform import iofog_application.");
			expect(tf.state).toEqual({});
			expect(await applications(controller)).toEqual(["shop"]);
		},
	);

	define(
		"drift is shown by plan, taken by -refresh-only, put right by apply",
		"3.0",
		async ({ controller, project }) => {
			const iofogUuid = await makeAgent(controller);
			const tf = project();
			tf.main(shop + web({ env: '{ LEVEL = "info" }' }));
			await tf.apply();
			const { uuid } = (await microservices(controller)).web ?? {};
			const edit = () =>
				make(
					controller,
					`/microservices/${uuid}`,
					{ iofogUuid, env: [{ key: "LEVEL", value: "debug" }] },
					"PATCH",
				);
			await edit();
			const plan = await tf.plan();
			expect(plan.actions).toEqual({ "iofog_microservice.web": "update" });
			expect(plan.changes["iofog_microservice.web"]?.change).toMatchObject({
				before: { env: { LEVEL: "debug" } },
				after: { env: { LEVEL: "info" } },
			});

			const only = await tf.run("plan", "-refresh-only", "-detailed-exitcode");
			expect(only.status).toBe(2);
			expect(only.text).toMatch(/LEVEL.*"info" -> "debug"/);
			await tf.apply("-refresh-only");
			expect(tf.state["iofog_microservice.web"]?.env).toEqual({
				LEVEL: "debug",
			});
			await tf.apply();
			expect((await microservices(controller)).web?.env).toEqual([
				{ key: "LEVEL", value: "info" },
			]);

			await controller.call("DELETE", `/microservices/${uuid}`);
			expect((await tf.plan()).actions).toEqual({
				"iofog_microservice.web": "create",
			});
			expect(
				(await tf.run("plan", "-refresh-only", "-detailed-exitcode")).status,
			).toBe(2);
			await tf.apply();
			expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
		},
	);

	define(
		"warn_on_restart names the containers that a plan restarts",
		"3.7",
		async ({ controller, project }) => {
			await makeAgent(controller);
			const tf = project({ TF_VAR_warn: "true" });
			const config = (more: Record<string, string>) => {
				tf.main(shop + web(more));
				tf.write(
					"provider.tf",
					tf
						.read("provider.tf")
						.replace("{\n", "{\n  warn_on_restart = var.warn\n"),
				);
				tf.write("variables.tf", 'variable "warn" {\n  type = bool\n}\n');
			};
			config({});
			await tf.apply();
			config({ env: '{ LEVEL = "debug" }' });
			const { text } = await tf.plan();
			expect(text).toMatch(/Warning: .*[Rr]estart/);
			expect(text).toContain("shop/web");
			expect((await tf.plan("-var=warn=false")).text).not.toContain("Warning");
			// A configuration is delivered to the running container.
			config({ config: 'jsonencode({ title = "Shop" })' });
			expect((await tf.plan()).text).not.toContain("Warning");
		},
	);

	define(
		"an agent that settles too slowly is tainted, not lost",
		"3.7",
		async ({ controller, project }) => {
			await makeAgent(controller, "first");
			const tf = project();
			const config = (create: string) =>
				tf.main(`resource "iofog_agent" "edge" {
  name         = "edge-2"
  host         = "10.0.8.12"
  architecture = "amd64"
  nats_mode    = "none"
  timeouts     = { create = "${create}" }
}
`);
			config("100ms");
			const { status, text } = await tf.run("apply", "-auto-approve");
			expect(status).toBe(1);
			expect(text).toMatch(/0\.1 s|100 ?ms/);
			const { name, uuid } = tf.state["iofog_agent.edge"] ?? {};
			expect({ name, known: typeof uuid }).toEqual({
				name: "edge-2",
				known: "string",
			});
			config("1m");
			await tf.good("untaint", "iofog_agent.edge");
			await tf.apply();
			expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
			const { body } = await controller.call("GET", "/iofog-list");
			expect(
				(body as { fogs: { name: string }[] }).fogs
					.map((fog) => fog.name)
					.filter((n) => n === "edge-2"),
			).toEqual(["edge-2"]);
		},
		{ settleMs: 1500 },
	);

	define(
		"a Controller that answers too late is an error, and what it did is known",
		"3.0",
		async ({ controller, project }) => {
			const tf = project();
			tf.main(shop);
			const limit = (seconds: number) =>
				tf.write(
					"provider.tf",
					providerBlock(controller, { request_timeout: seconds }),
				);
			limit(0.15);
			const slow = await tf.run("apply", "-auto-approve");
			expect(slow.status).toBe(1);
			expect(slow.text).toContain("0.15 s");
			limit(5);
			// Whatever the late answer was: it is in the state, or it is named with the command that imports it.
			const next = await tf.run("apply", "-auto-approve");
			if (next.status !== 0) {
				expect(next.text).toContain("terraform import iofog_application.");
				await tf.good("import", "iofog_application.shop", "shop");
			}
			expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
			expect(await applications(controller)).toEqual(["shop"]);
		},
		{ latencyMs: 300 },
	);
});
