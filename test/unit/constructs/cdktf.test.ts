import { parse } from "@cdktf/hcl2json";
import {
	App,
	Aspects,
	type IAspect,
	TerraformOutput,
	TerraformStack,
	Testing,
} from "cdktf";
import "cdktf/lib/testing/adapters/jest";
import {
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IConstruct } from "constructs";
import * as fogform from "../../../src";
import { dataSources } from "../../../src/data-sources";
import { ephemeralResources } from "../../../src/ephemeral-resources";
import { resources } from "../../../src/resources";

const { Agent, Application, IofogProvider, Microservice, Registry } = fogform;

Testing.setupJest();

const newStack = () => new TerraformStack(Testing.app(), "fleet");

test("every type has a construct that is exported", () => {
	const types = Object.values(fogform)
		.filter(
			(c): c is typeof Registry =>
				typeof c === "function" && "tfResourceType" in c,
		)
		.map(
			(c) =>
				`${"generateConfigForImport" in c ? "" : "data."}${c.tfResourceType}`,
		)
		.sort();
	expect(types).toEqual(
		[
			"data.iofog",
			...resources.map((r) => r.type),
			...dataSources.map((d) => `data.${d.type}`),
			...ephemeralResources.map((e) => `data.${e.type}`),
		].sort(),
	);
});

test("references in lifecycle are written as HCL", async () => {
	const stack = newStack();
	const shop = new Application(stack, "shop", { name: "shop" });
	new Application(stack, "next", {
		name: "next",
		lifecycle: {
			createBeforeDestroy: true,
			replaceTriggeredBy: [shop, shop.description, "iofog_application.shop.id"],
		},
	});
	const hcl = Testing.synthHcl(stack);
	expect(hcl).toContain(
		"replace_triggered_by = [iofog_application.shop, iofog_application.shop.description, iofog_application.shop.id]",
	);
	await expect(parse("main.tf", hcl)).resolves.toBeDefined();
});

test("cdktf's matchers know the constructs", () => {
	const stack = newStack();
	new IofogProvider(stack, "iofog");
	new fogform.DataIofogController(stack, "controller");
	new Microservice(stack, "web", {
		name: "web",
		application: "shop",
		agent: "edge-1",
		image: "nginx:1.27",
	});
	const synthesized = Testing.synth(stack);
	expect(synthesized).toHaveProvider(IofogProvider);
	expect(synthesized).toHaveDataSource(fogform.DataIofogController);
	expect(synthesized).toHaveResourceWithProperties(Microservice, {
		agent_name: "edge-1",
		images: { amd64: "nginx:1.27", arm: "nginx:1.27" },
	});
	expect(synthesized).not.toHaveResource(Agent);
});

test("importFrom writes an import block", () => {
	const stack = newStack();
	new Registry(stack, "r", {
		url: "r.example.com",
		username: "u",
		email: "e@example.com",
	}).importFrom("7");
	expect(JSON.parse(Testing.synth(stack)).import).toEqual([
		{ id: "7", to: "iofog_registry.r" },
	]);
});

test("generateConfigForImport writes an import block without a resource", () => {
	const stack = newStack();
	Application.generateConfigForImport(stack, "shop", "shop");
	const out = JSON.parse(Testing.synth(stack));
	expect(out.import).toEqual([{ id: "shop", to: "iofog_application.shop" }]);
	expect(out.resource).toBeUndefined();
});

test("moveTo and moveFromId write moved blocks", () => {
	const stack = newStack();
	const config = { name: "shop" };
	new Application(stack, "new", config).addMoveTarget("here");
	new Application(stack, "old", config).moveTo("here");
	new Agent(stack, "edge", { name: "edge-1" }).moveFromId("iofog_agent.before");
	const out = JSON.parse(Testing.synth(stack));
	expect(out.moved).toEqual([
		{ from: "iofog_application.old", to: "iofog_application.new" },
		{ from: "iofog_agent.before", to: "iofog_agent.edge" },
	]);
	expect(Object.keys(out.resource.iofog_application)).toEqual(["new"]);
});

test("overrides reach what is synthesized", () => {
	const stack = newStack();
	const web = new Microservice(stack, "web", {
		name: "web",
		application: "shop",
		config: { a: 1 },
	});
	web.addOverride("log_size", 9);
	web.addOverride("lifecycle.ignore_changes", ["env"]);
	web.overrideLogicalId("shop_web");
	expect(JSON.parse(Testing.synth(stack)).resource.iofog_microservice).toEqual({
		shop_web: {
			name: "web",
			application: "shop",
			config: '{"a":1}',
			log_size: 9,
			lifecycle: { ignore_changes: ["env"] },
		},
	});
});

test("Aspects change arguments", () => {
	class OnEdge implements IAspect {
		visit(node: IConstruct): void {
			if (node instanceof Microservice && !node.agentUuidInput)
				node.agentName = "edge-1";
		}
	}
	const stack = newStack();
	Aspects.of(stack).add(new OnEdge());
	new Microservice(stack, "web", { name: "web", application: "shop" });
	expect(
		JSON.parse(Testing.synth(stack)).resource.iofog_microservice.web.agent_name,
	).toBe("edge-1");
});

test("meta-arguments reach what is synthesized", () => {
	const stack = newStack();
	const other = new IofogProvider(stack, "other", { alias: "other" });
	const shop = new Application(stack, "shop", {
		name: "shop",
		provider: other,
	});
	new Microservice(stack, "web", {
		name: "web",
		application: "shop",
		count: 2,
		provider: other,
		dependsOn: [shop],
		lifecycle: { preventDestroy: true, ignoreChanges: ["env"] },
	});
	expect(
		JSON.parse(Testing.synth(stack)).resource.iofog_microservice.web,
	).toEqual({
		name: "web",
		application: "shop",
		count: 2,
		provider: "iofog.other",
		depends_on: ["iofog_application.shop"],
		lifecycle: { prevent_destroy: true, ignore_changes: ["env"] },
	});
});

describe("app.synth", () => {
	const folder = mkdtempSync(join(tmpdir(), "fogform-synth-"));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	test("carries references from stack to stack", () => {
		const app = new App({ outdir: folder });
		const hosts = new TerraformStack(app, "hosts");
		new IofogProvider(hosts, "iofog");
		const edge = new Agent(hosts, "edge", { name: "edge-1" });
		const shop = new TerraformStack(app, "shop");
		new IofogProvider(shop, "iofog");
		new Microservice(shop, "web", {
			name: "web",
			application: "shop",
			agent: edge,
			image: "nginx:1.27",
			config: { edge: edge.name },
		});
		app.synth();
		const out = JSON.parse(
			readFileSync(join(folder, "stacks/shop/cdk.tf.json"), "utf8"),
		);
		const remote =
			"data.terraform_remote_state.cross-stack-reference-input-hosts.outputs.cross-stack-output-iofog_agentedge";
		expect(out.resource.iofog_microservice.web).toMatchObject({
			agent_uuid: `\${${remote}uuid}`,
			config: `\${jsonencode({"edge" = ${remote}name})}`,
		});
		const manifest = JSON.parse(
			readFileSync(join(folder, "manifest.json"), "utf8"),
		);
		expect(manifest.stacks.shop.dependencies).toEqual(["hosts"]);
	});
});

test("Testing.synth writes no file", () => {
	const before = process.cwd();
	const folder = mkdtempSync(join(tmpdir(), "fogform-synth-"));
	try {
		process.chdir(folder);
		const stack = newStack();
		new IofogProvider(stack, "iofog");
		new Agent(stack, "edge", { name: "edge-1" });
		Testing.synth(stack, true);
		expect(readdirSync(folder)).toEqual([]);
	} finally {
		process.chdir(before);
		rmSync(folder, { recursive: true });
		expect(existsSync(folder)).toBe(false);
	}
});

test("HCL says the same as JSON, nested attributes as attributes", async () => {
	const stack = newStack();
	new IofogProvider(stack, "iofog", { url: "http://127.0.0.1:1", alias: "a" });
	const edge = new Agent(stack, "edge", { name: "edge-1", tags: ["a", "b"] });
	new Microservice(stack, "web", {
		name: "web",
		application: "shop",
		agent: edge,
		images: { amd64: "nginx" },
		env: { PATTERN: 'a\\d "b"', HOME: "$${HOME}", UUID: `x-${edge.uuid}` },
		ports: [{ internal: 80, external: 8080 }],
		healthCheck: { test: ["CMD", "[ -f /x ]"], retries: 3 },
		logSize: 5,
		privileged: false,
	});
	new TerraformOutput(stack, "uuid", { value: edge.uuid });
	const parsed = await parse("main.tf", Testing.synthHcl(stack));
	const json = JSON.parse(Testing.synth(stack));
	expect(parsed.resource.iofog_microservice.web).toEqual([
		json.resource.iofog_microservice.web,
	]);
	expect(parsed.provider.iofog).toEqual(json.provider.iofog);
});
