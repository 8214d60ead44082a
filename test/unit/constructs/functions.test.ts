import { Fn, TerraformStack, TerraformVariable, Testing } from "cdktf";
import {
	Application,
	configEncode,
	IofogFn,
	IofogProvider,
	Microservice,
	parseManifest,
} from "../../../src";

const YAML = `
kind: Application
metadata: { name: shop }
spec:
  microservices:
    - name: web
      agent: { name: edge }
      images: { x86: nginx }
      container: { env: [{ key: HOME, value: "\${HOME}" }] }
      config: { b: 1, a: "\${x}" }
`;

const newStack = () => {
	const stack = new TerraformStack(Testing.app(), "fleet");
	new IofogProvider(stack, "iofog", { url: "http://localhost:1" });
	return stack;
};

const synthesized = (stack: TerraformStack) => JSON.parse(Testing.synth(stack));

test("a manifest becomes constructs, its texts as they are written", () => {
	const stack = newStack();
	const { applications, microservices } = parseManifest(YAML);
	for (const [key, config] of Object.entries(applications))
		new Application(stack, key, config);
	for (const [key, config] of Object.entries(microservices))
		new Microservice(stack, key.replace("/", "-"), config);
	expect(synthesized(stack).resource).toMatchObject({
		iofog_application: { shop: { name: "shop" } },
		iofog_microservice: {
			"shop-web": {
				name: "web",
				application: "shop",
				agent_name: "edge",
				images: { amd64: "nginx" },
				env: { HOME: "$${HOME}" },
				config: '{"a":"$${x}","b":1}',
			},
		},
	});
});

test("what a manifest does not say is left out", () => {
	const [web] = Object.values(parseManifest(YAML).microservices);
	expect(Object.keys(web ?? {}).sort()).toEqual([
		"agentName",
		"application",
		"config",
		"env",
		"images",
		"name",
	]);
});

test.each([
	["a fault in a manifest", () => parseManifest("kind: X\nspec: {}"), "line 1"],
	[
		"a text that only Terraform knows",
		() => parseManifest(Fn.file("a.yaml")),
		"IofogFn.parseManifest",
	],
	["a list as a configuration", () => configEncode([1] as never), "a list"],
])("%s is a TypeError", (_name, run, message) => {
	expect(run).toThrow(TypeError);
	expect(run).toThrow(message);
});

test("a configuration that is known is computed", () => {
	expect(configEncode({ b: [1, null], a: "${x}" })).toBe(
		'{"a":"$${x}","b":[1,null]}',
	);
});

test("calls are written for what only Terraform knows", () => {
	const stack = newStack();
	const level = new TerraformVariable(stack, "level", {});
	new Microservice(stack, "web", {
		name: "web",
		application: "shop",
		agent: "edge",
		image: "nginx",
		config: configEncode({ level: level.value, text: 'a "${b}"' }),
	});
	new Microservice(stack, "all", {
		name: "all",
		application: "shop",
		agent: Fn.lookupNested(IofogFn.parseManifest(Fn.file("shop.yaml")), [
			"microservices",
			"shop/web",
			"agent_name",
		]),
		image: "nginx",
	});
	const { iofog_microservice: found } = synthesized(stack).resource;
	expect(found.web.config).toBe(
		'${provider::iofog::config_encode({"level" = var.level, "text" = "a \\"$${b}\\""})}',
	);
	expect(found.all.agent_name).toBe(
		'${provider::iofog::parse_manifest(file("shop.yaml")).microservices["shop/web"].agent_name}',
	);
});
