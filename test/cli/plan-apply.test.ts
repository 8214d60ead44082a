import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { makeProject, type Project } from "./support/project";
import { ref, shop } from "./support/stacks";

let project: Project;
beforeEach(async () => {
	project = await makeProject("3.0");
	project.write({ shop: shop() });
});
afterEach(() => project.close());

const apply = () => project.fogform(["apply", "--auto-approve"]);
const names = () =>
	project.controller.world.microservices
		.all()
		.filter((m) => m.applicationId !== null)
		.map((m) => m.name)
		.sort();

describe("plan", () => {
	test("shows what would be made, and makes nothing", async () => {
		const { code, out, err } = await project.fogform(["plan"]);
		expect(err).toBe("");
		expect(code).toBe(0);
		expect(out).toContain("  # iofog_microservice.web will be created");
		expect(out).toContain('  + resource "iofog_registry" "hub" {');
		expect(out).toContain("+ agent_uuid");
		expect(out).toContain("(known after apply)");
		expect(out).toContain("Plan: 6 to add, 0 to change, 0 to destroy.");
		expect(out).toContain("Changes to Outputs:");
		expect(out).toContain("+ secret = (sensitive value)");
		expect(out).toContain("You didn't use the --out option");
		expect(out).not.toMatch(/S3cret-word|s3cret-output/);
		expect(names()).toEqual([]);
	});

	test("--detailed-exitcode says whether there are changes", async () => {
		expect((await project.fogform(["plan", "-detailed-exitcode"])).code).toBe(
			2,
		);
		expect((await apply()).code).toBe(0);
		const again = await project.fogform(["plan", "-detailed-exitcode"]);
		expect(again.code).toBe(0);
		expect(again.out).toContain(
			"No changes. Your infrastructure matches the configuration.",
		);
	});

	test("--json is data in Terraform's representation, without secrets", async () => {
		const { code, out, err } = await project.fogform(["plan", "--json"]);
		expect(err).toBe("");
		expect(code).toBe(0);
		const plan = JSON.parse(out);
		expect(Object.keys(plan).sort()).toEqual(["format_version", "stacks"]);
		expect(plan.stacks.shop.resource_changes).toHaveLength(6);
		expect(plan.stacks.shop.restarts).toEqual([]);
		expect(out).not.toMatch(/S3cret-word|s3cret-output/);
		const bare = await project.fogform(["plan", "--stack-json"]);
		expect(JSON.parse(bare.out).resource_changes).toHaveLength(6);
		await apply();
		const state = await project.fogform(["show", "shop", "--stack-json"]);
		expect(JSON.parse(state.out).values.root_module.resources).toHaveLength(6);
		await project.fogform(["plan", "--destroy", "--out=d.plan"]);
		const planned = await project.fogform(["show", "d.plan", "--stack-json"]);
		expect(JSON.parse(planned.out).resource_changes).toHaveLength(6);
	});

	test("--target and --replace", async () => {
		const targeted = await project.fogform([
			"plan",
			"-target=iofog_registry.hub",
		]);
		expect(targeted.out).toContain(
			"Plan: 1 to add, 0 to change, 0 to destroy.",
		);
		await apply();
		const replaced = await project.fogform([
			"plan",
			"-replace=iofog_microservice.web",
		]);
		expect(replaced.out).toContain(
			"# iofog_microservice.web will be replaced, as requested",
		);
		expect(replaced.out).toContain("1 microservice restarts.");
	});

	test("a change shows by what differs alone, and names what restarts", async () => {
		await apply();
		project.write({ shop: shop({ config: { level: "debug", size: 1 } }) });
		const config = await project.fogform(["plan", "--detailed-exitcode"]);
		expect(config.code).toBe(2);
		expect(config.out).toContain(`          ~ {
              ~ level = "info" -> "debug"
                # (1 unchanged attribute hidden)
            }`);
		expect(config.out).toContain(
			"Plan: 0 to add, 1 to change, 0 to destroy. 0 microservices restart.\n",
		);
		expect(config.out).not.toContain("iofog_microservice.db");
		project.write({ shop: shop({ image: "nginx:1.28" }) });
		const image = await project.fogform(["plan"]);
		expect(image.out).toContain(
			"Plan: 0 to add, 1 to change, 0 to destroy. 1 microservice restarts.\n  Restarting: shop/web",
		);
		const refused = await project.fogform(["plan", "--allow-restarts", "0"]);
		expect(refused.code).toBe(1);
		expect(refused.err).toContain("shop/web");
	});

	test("a secret that changes shows, without what it was or becomes", async () => {
		await apply();
		const stack = shop();
		stack.resource.iofog_registry.hub.password = "An0ther-word";
		project.write({ shop: stack });
		const { out } = await project.fogform(["plan"]);
		expect(out).toMatch(/~ password +=? *\(sensitive value\)/);
		expect(out).not.toMatch(/S3cret|An0ther/);
	});

	test("an unknown stack is an error that names those there are", async () => {
		const { code, out, err } = await project.fogform(["plan", "nope"]);
		expect(code).toBe(1);
		expect(out).toBe("");
		expect(err).toContain("shop");
	});
});

describe("apply", () => {
	test("makes what is planned, a line for each, and says what it did", async () => {
		const { code, out, err } = await apply();
		expect(err).toBe("");
		expect(code).toBe(0);
		for (const address of [
			"iofog_registry.hub",
			"iofog_agent.edge",
			"iofog_application.shop",
			"iofog_microservice.web",
			"iofog_microservice.db",
		])
			expect(out).toMatch(
				new RegExp(
					`^${address.replace(".", "\\.")}: Creation complete after \\d+s( \\[id=.+\\])?$`,
					"m",
				),
			);
		expect(out).toContain(
			"Apply complete! Resources: 6 added, 0 changed, 0 destroyed.",
		);
		expect(out).toContain('url = "http://192.0.2.1:8080"');
		expect(out).toContain("secret = <sensitive>");
		expect(out).not.toMatch(/S3cret-word|s3cret-output/);
		expect(names()).toEqual(["db", "web"]);
	});

	test("on a terminal it asks, and takes yes", async () => {
		const { code, out } = await project.fogform(["apply"], {
			answers: ["yes"],
		});
		expect(out).toContain("Do you want to perform these actions?");
		expect(code).toBe(0);
		expect(names()).toEqual(["db", "web"]);
	});

	test.each([["no"], [""], ["y"]])(
		"anything but yes (%j) is no: exit code 1, nothing done",
		async (answer) => {
			const { code, out, err } = await project.fogform(["apply"], {
				answers: [answer],
			});
			expect(err).toContain("Apply cancelled.");
			expect(out).not.toContain("Apply complete");
			expect(code).toBe(1);
			expect(names()).toEqual([]);
		},
	);

	test("where nothing changes, nothing is asked", async () => {
		await apply();
		const { code, out } = await project.fogform(["apply"], { answers: [] });
		expect(out).toContain("No changes.");
		expect(out).toContain("Resources: 0 added, 0 changed, 0 destroyed.");
		expect(code).toBe(0);
	});

	test("--json prints one message a line", async () => {
		const { code, out, err } = await project.fogform([
			"apply",
			"--auto-approve",
			"--json",
		]);
		expect(err).toBe("");
		expect(code).toBe(0);
		const messages = out
			.trimEnd()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(messages[0]).toMatchObject({ type: "version", ui: "1.2" });
		const order = messages
			.map((m) => `${m.type}${m.changes ? ` ${m.changes.operation}` : ""}`)
			.filter((type) => /planned|summary|apply_start/.test(type));
		expect([...new Set(order)]).toEqual([
			"planned_change",
			"change_summary plan",
			"apply_start",
			"change_summary apply",
		]);
		const planned = messages.filter((m) => m.type === "planned_change");
		expect(planned).toHaveLength(6);
		const complete = messages.filter((m) => m.type === "apply_complete");
		expect(complete).toHaveLength(6);
		expect(
			complete.every((m) => m.stack === "shop" && m["@level"] === "info"),
		).toBe(true);
		expect(
			messages.some((m) => m.type === "change_summary" && m.changes.add === 6),
		).toBe(true);
		expect(out).not.toMatch(/S3cret-word|s3cret-output/);
	});

	test("--json tells of what is refused while planning, too", async () => {
		const stack = shop();
		(stack.resource.iofog_microservice.db as Record<string, unknown>).name =
			"D";
		project.write({ shop: stack });
		const { code, out, err } = await project.fogform([
			"apply",
			"--auto-approve",
			"--json",
		]);
		expect(err).toBe("");
		expect(code).toBe(1);
		const messages = out
			.trimEnd()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(messages.at(-1)).toMatchObject({
			"@level": "error",
			type: "diagnostic",
			stack: "shop",
			diagnostic: { address: "iofog_microservice.db", severity: "error" },
		});
	});

	test("a failure is an error with its place, and what was done stays", async () => {
		const stack = shop();
		(
			stack.resource.iofog_microservice.db as Record<string, unknown>
		).registry_id = 9999;
		project.write({ shop: stack });
		const { code, out, err } = await apply();
		expect(code).toBe(1);
		expect(err).toContain("iofog_microservice.db");
		expect(err).toContain('in stack "shop"');
		expect(`${out}${err}`).not.toMatch(/^ {4}at /m);
	});
});

describe("saved plans", () => {
	test("are carried out without a question", async () => {
		const saved = await project.fogform(["plan", "--out", "shop.plan"]);
		expect(saved.code).toBe(0);
		expect(saved.out).toContain("fogform apply shop.plan");
		expect(readFileSync(project.path("shop.plan"), "utf8")).not.toContain(
			"s3cret-output\u0000",
		);
		const shown = await project.fogform(["show", "shop.plan"]);
		expect(shown.out).toContain("Plan: 6 to add");
		const { code, out } = await project.fogform(["apply", "shop.plan"]);
		expect(out).toContain("Apply complete! Resources: 6 added");
		expect(out).toContain('url = "http://192.0.2.1:8080"');
		expect(code).toBe(0);
		expect(names()).toEqual(["db", "web"]);
	});

	test("a plan that the state has left behind is refused", async () => {
		await project.fogform(["plan", "--out=old.plan"]);
		await apply();
		const { code, err } = await project.fogform(["apply", "old.plan"]);
		expect(code).toBe(1);
		expect(err).toContain("Error: ");
	});
});

describe("destroy", () => {
	test("asks, and deletes what was made", async () => {
		await apply();
		const no = await project.fogform(["destroy"], { answers: ["no"] });
		expect(no.code).toBe(1);
		expect(names()).toEqual(["db", "web"]);
		const yes = await project.fogform(["destroy"], { answers: ["yes"] });
		expect(yes.out).toContain("Do you really want to destroy all resources?");
		expect(yes.out).toContain("Destroy complete! Resources: 6 destroyed.");
		expect(yes.code).toBe(0);
		expect(names()).toEqual([]);
		const again = await project.fogform(["destroy", "-auto-approve"]);
		expect(again.out).toContain("No objects need to be destroyed.");
		expect(again.code).toBe(0);
	});
});

describe("several stacks", () => {
	test("are planned and applied in turn, and selected by globs", async () => {
		const application = (name: string) => ({
			resource: { iofog_application: { app: { name } } },
			output: { name: { value: ref("iofog_application.app.name") } },
		});
		project.write({
			"shop-eu": application("eu"),
			"shop-us": application("us"),
			other: application("other"),
		});
		const plan = await project.fogform(["plan", "shop-*"]);
		expect(plan.out).toContain('Stack "shop-eu"');
		expect(plan.out).toContain('Stack "shop-us"');
		expect(plan.out).not.toContain('Stack "other"');
		const one = await project.fogform(["plan", "--stack-json"]);
		expect(one.code).toBe(1);
		expect(one.err).toContain(
			"--stack-json prints exactly one stack, and these are selected",
		);
		const shownOne = await project.fogform(["show", "--stack-json"]);
		expect(shownOne.err).toContain("fogform show shop-eu --stack-json");
		const { code, out } = await project.fogform([
			"apply",
			"shop-*",
			"--auto-approve",
		]);
		expect(code).toBe(0);
		expect(out).toContain("shop-eu: iofog_application.app: Creation complete");
		const outputs = await project.fogform(["output", "--json"]);
		expect(JSON.parse(outputs.out)["shop-us"].name.value).toBe("us");
		const ambiguous = await project.fogform(["output", "name"]);
		expect(ambiguous.code).toBe(1);
		expect(ambiguous.err).toContain("fogform output shop-eu name");
		const named = await project.fogform(["output", "shop-us", "name", "--raw"]);
		expect(named.out).toBe("us");
		const saved = await project.fogform([
			"plan",
			"--destroy",
			"--out=plans",
			"shop-*",
		]);
		expect(saved.out).toContain("fogform apply plans");
		const shown = await project.fogform(["show", "plans", "--json"]);
		expect(Object.keys(JSON.parse(shown.out).stacks)).toEqual([
			"shop-us",
			"shop-eu",
		]);
		const destroyed = await project.fogform(["apply", "plans"]);
		expect(destroyed.err).toBe("");
		expect(destroyed.out).toContain(
			"Destroy complete! Resources: 2 destroyed.",
		);
	});

	test("a folder holds the plans of one run only", async () => {
		const application = (name: string) => ({
			resource: { iofog_application: { app: { name } } },
		});
		project.write({
			a: application("a"),
			b: application("b"),
			c: application("c"),
		});
		await project.fogform(["plan", "--out=plans"]);
		writeFileSync(project.path("plans", "notes.txt"), "mine");
		await project.fogform(["plan", "--out=plans", "b", "c"]);
		expect(readdirSync(project.path("plans")).sort()).toEqual([
			"001-b.fogplan",
			"002-c.fogplan",
			"notes.txt",
		]);
		const shown = await project.fogform(["show", "plans", "--json"]);
		expect(Object.keys(JSON.parse(shown.out).stacks)).toEqual(["b", "c"]);
		const file = await project.fogform(["plan", "--out=plans/notes.txt"]);
		expect(file.code).toBe(1);
		expect(file.err).toContain("go into a folder, and plans/notes.txt cannot");
		const folder = await project.fogform(["plan", "a", "--out=plans"]);
		expect(folder.code).toBe(1);
		expect(folder.err).toContain("Error: Plan cannot be saved");
	});

	test("one that needs other providers is left out with a word, or refused by name", async () => {
		project.write({
			shop: shop(),
			hosts: {
				terraform: {
					required_providers: {
						docker: { source: "kreuzwerker/docker", version: "3.6.2" },
					},
				},
				provider: { docker: [{}] },
				resource: { docker_network: { net: { name: "net" } } },
			},
		});
		const plan = await project.fogform(["plan", "--json"]);
		expect(plan.err).toContain(
			"Left out, because they need other providers than iofog: hosts.",
		);
		expect(plan.err).toContain("    cdktf deploy hosts");
		expect(Object.keys(JSON.parse(plan.out).stacks)).toEqual(["shop"]);
		expect(plan.code).toBe(0);
		const named = await project.fogform(["plan", "hosts"]);
		expect(named.err).toContain("cdktf deploy");
		expect(named.code).toBe(1);
	});
});
