import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { App, TerraformStack } from "cdktf";
import { apply, IofogProvider, type Plan, plan } from "../src";
import type { Dialect } from "../src/core";
import { terraformBinary } from "./support/binaries";
import { type TestController, testController } from "./support/controllers";
import { providerBlock, tfProjects } from "./support/tf-project";

const root = join(__dirname, "..");
const snippets = join(root, "examples/snippets");

/** What the Controller has before an example runs. */
type World = "nothing" | "router" | "agent" | "fleet";

/** Example, dialect, what there is before, what is made. */
const cases: [string, Dialect, World, Record<string, string>][] = [
	["provider", "3.0", "nothing", {}],
	["agent", "3.0", "router", { "iofog_agent.edge": "create" }],
	[
		"agent-provisioning",
		"3.0",
		"router",
		{
			"iofog_agent.edge": "create",
			"iofog_agent_provisioning.edge-provisioning": "create",
		},
	],
	["application", "3.7", "nothing", { "iofog_application.shop": "create" }],
	["catalog-item", "3.0", "nothing", { "iofog_catalog_item.broker": "create" }],
	[
		"microservice",
		"3.0",
		"router",
		{
			"iofog_agent.edge": "create",
			"iofog_application.shop": "create",
			"iofog_microservice.web": "create",
		},
	],
	[
		"microservice-ready",
		"3.0",
		"agent",
		{
			"iofog_application.shop": "create",
			"iofog_microservice.cart": "create",
			"iofog_microservice.web": "create",
			"iofog_microservice_ready.cart-ready": "create",
			"iofog_microservice_ready.web-ready": "create",
		},
	],
	["config-map", "3.7", "nothing", { "iofog_config_map.settings": "create" }],
	["secret", "3.7", "nothing", { "iofog_secret.database": "create" }],
	[
		"volume-mount",
		"3.7",
		"agent",
		{
			"iofog_application.shop": "create",
			"iofog_config_map.settings": "create",
			"iofog_microservice.web": "create",
			"iofog_volume_mount.files": "create",
		},
	],
	["data-config-map", "3.7", "fleet", {}],
	[
		"data-secret",
		"3.7",
		"fleet",
		{ "iofog_volume_mount.certificate-files": "create" },
	],
	["data-volume-mount", "3.7", "fleet", {}],
	["nats-hub", "3.7", "nothing", { "iofog_nats_hub.hub": "create" }],
	["registry", "3.0", "nothing", { "iofog_registry.private": "create" }],
	["registry", "3.7", "nothing", { "iofog_registry.private": "create" }],
	[
		"route",
		"3.0",
		"agent",
		{
			"iofog_application.shop": "create",
			"iofog_microservice.ledger": "create",
			"iofog_microservice.till": "create",
			"iofog_route.sales": "create",
		},
	],
	["router", "3.0", "nothing", { "iofog_router.router": "create" }],
	["data-agent", "3.0", "fleet", {}],
	["data-agents", "3.7", "fleet", {}],
	["data-application", "3.7", "fleet", {}],
	["data-applications", "3.0", "fleet", {}],
	["data-catalog-item", "3.0", "fleet", {}],
	["data-controller", "3.7", "nothing", {}],
	["data-microservice", "3.0", "fleet", {}],
	["data-microservices", "3.7", "fleet", {}],
	["data-nats-hub", "3.7", "fleet", {}],
	["data-registries", "3.0", "fleet", {}],
	["data-registry", "3.7", "fleet", {}],
	["data-route", "3.0", "fleet", {}],
	["data-router", "3.0", "fleet", {}],
	[
		"ephemeral-provisioning-key",
		"3.0",
		"fleet",
		{
			"iofog_agent.spare": "create",
			"iofog_microservice.installer": "create",
		},
	],
	[
		"function-config-encode",
		"3.7",
		"fleet",
		{ "iofog_microservice.prices": "create" },
	],
	[
		"function-parse-manifest",
		"3.0",
		"agent",
		{ "iofog_application.shop": "create", "iofog_microservice.web": "create" },
	],
];

// They name a Controller and a Docker Engine of their own.
const isPlannedOnly = (name: string) =>
	["provider", "agent-provisioning"].includes(name);

const pageOf = (name: string) => {
	const [, kind = "", rest = ""] =
		/^(data|ephemeral|function)?-?(.*)$/.exec(name) ?? [];
	const folder = {
		"": "resources",
		data: "data-sources",
		ephemeral: "ephemeral-resources",
		function: "functions",
	}[kind];
	return name === "provider"
		? "docs/index.md"
		: `docs/${folder}/${rest.replaceAll("-", "_")}.md`;
};

test("every page has an example that is run", () => {
	const pages = readdirSync(join(root, "docs"), { recursive: true })
		.map(String)
		.filter((file) => file.endsWith(".md") && !file.startsWith("guides"))
		.map((file) => `docs/${file}`);
	expect([...new Set(cases.map(([name]) => pageOf(name)))].sort()).toEqual(
		pages.sort(),
	);
});

const HOST = "10.0.8.2";

/** A Controller with what the examples refer to, made by hand. */
async function makeWorld(
	dialect: Dialect,
	world: World,
): Promise<TestController> {
	const controller = await testController(dialect);
	if (world === "nothing") return controller;
	const make = async (method: string, path: string, body: object) => {
		const made = await controller.call(method, path, body);
		expect({ path, ...made, ok: made.status < 300 }).toMatchObject({
			ok: true,
		});
		return made.body as { uuid: string };
	};
	await make("PUT", "/router", {
		host: HOST,
		messagingPort: 5671,
		edgeRouterPort: 56721,
		interRouterPort: 56722,
	});
	if (dialect === "3.7") await make("PUT", "/nats/hub", { host: HOST });
	if (world === "router") return controller;
	const { uuid } = await make("POST", "/iofog", {
		name: "edge-1",
		host: "10.0.8.11",
		fogType: 1,
		tags: ["hall-3"],
		// Else it changes a moment later, as a Controller 3.7 sets the two up in the background.
		...(dialect === "3.7" && { routerMode: "none", natsMode: "none" }),
	});
	if (world === "agent") return controller;
	for (const name of ["shop", "setup"])
		await make("POST", "/application", { name, isActivated: true });
	for (const name of ["web", "till", "ledger"])
		await make("POST", "/microservices", {
			name,
			application: "shop",
			iofogUuid: uuid,
			registryId: 1,
			config: "{}",
			images: [{ fogTypeId: 1, containerImage: "nginx:1.27" }],
		});
	if (dialect === "3.0")
		await make("POST", "/routes", {
			name: "sales",
			application: "shop",
			from: "till",
			to: "ledger",
		});
	else {
		const name = "shop-settings";
		await make("POST", "/configmaps", { name, data: { currency: "EUR" } });
		await make("POST", "/secrets", {
			name: "shop-certificate",
			type: "Opaque",
			data: { key: "k" },
		});
		await make("POST", "/volumeMounts", {
			name: "shop-files",
			configMapName: name,
		});
	}
	await make("POST", "/registries", {
		url: "registry.example.com",
		username: "fleet",
		password: "p",
		email: "fleet@example.com",
		isPublic: false,
		requiresCert: false,
	});
	await make("POST", "/catalog/microservices", {
		name: "broker",
		registryId: 1,
		images: [{ fogTypeId: 1, containerImage: "eclipse-mosquitto:2" }],
	});
	return controller;
}

const worlds = new Map<string, Promise<TestController>>();
function worldOf(dialect: Dialect, world: World) {
	const key = `${dialect} ${world}`;
	const found = worlds.get(key) ?? makeWorld(dialect, world);
	worlds.set(key, found);
	return found;
}

const folder = mkdtempSync(join(tmpdir(), "fogform-docs-"));
afterAll(async () => {
	rmSync(folder, { recursive: true, force: true });
	for (const world of worlds.values()) await (await world).close();
});

const VARIABLES = {
	TF_VAR_password: "one",
	TF_VAR_registry_password: "two",
	TF_VAR_database_password: "three",
};
const project = tfProjects();

/** What the engine is told of a folder. */
const engine = (dir: string, { login }: TestController) => ({
	dir,
	skipSynth: true,
	env: {
		...process.env,
		IOFOG_CONTROLLER_URL: login.url,
		IOFOG_EMAIL: login.email,
		IOFOG_PASSWORD: login.password,
		...VARIABLES,
	},
});

/** What a plan changes, by address. */
function changesOf({ stacks }: Pick<Plan, "stacks">): Record<string, string> {
	const changes = Object.values(stacks).flatMap(
		(s) => s.resource_changes ?? [],
	);
	return Object.fromEntries(
		changes
			.filter(({ mode }) => mode === "managed")
			.map(({ address, change }) => [address, change.actions.join("-")]),
	);
}

const HEAD =
	'terraform {\n  required_providers {\n    iofog = { source = "registry.terraform.io/fogform/iofog" }\n  }\n}\n';

describe.each(cases)("%s on a Controller %s", (name, dialect, before, made) => {
	const page = readFileSync(join(root, pageOf(name)), "utf8");
	const dir = mkdtempSync(join(folder, `${name}-`));

	test("the program makes a stack that the engine applies", async () => {
		const source = readFileSync(join(snippets, `${name}.ts`), "utf8");
		expect(page).toContain(source);
		const { example } = require(join(snippets, `${name}.ts`)) as {
			example(stack: TerraformStack): void;
		};
		const app = new App({ outdir: join(dir, "cdktf.out") });
		const stack = new TerraformStack(app, "example");
		if (name !== "provider") new IofogProvider(stack, "iofog");
		example(stack);
		stack.addOverride(
			"terraform.backend.local.path",
			join(dir, "terraform.tfstate"),
		);
		app.synth();
		const controller = await makeWorld(dialect, before);
		try {
			const options = engine(join(dir, "cdktf.out"), controller);
			const first = await plan(options);
			expect(changesOf(first)).toEqual(made);
			if (isPlannedOnly(name)) return;
			await apply(first);
			expect(await plan(options)).toMatchObject({ hasChanges: false });
		} finally {
			await controller.close();
		}
	}, 30_000);

	const hcl = /```terraform\n(.*?)```/s.exec(page)?.[1] ?? "";
	const whole = hcl.startsWith("terraform {") ? hcl : `${HEAD}\n${hcl}`;
	const files = readdirSync(snippets).filter(
		(file) => file.endsWith(".yaml") && page.includes(`\`${file}\`:`),
	);
	// Resources that the program makes in a loop have a key in HCL.
	const names = (actions: Record<string, string>) =>
		Object.entries(actions)
			.map(([address, action]) => [
				address.replace(/\.all\["(?:shop\/)?(\w+)"\]$/, ".$1"),
				action,
			])
			.sort();

	test("the configuration is planned by the engine", async () => {
		const json = await parse("main.tf", whole);
		const place = join(dir, "hcl");
		mkdirSync(place);
		writeFileSync(join(place, "main.tf.json"), JSON.stringify(json));
		for (const file of files) cpSync(join(snippets, file), join(place, file));
		const controller = await worldOf(dialect, before);
		const { stacks } = await plan(engine(place, controller));
		expect(names(changesOf({ stacks }))).toEqual(names(made));
	}, 30_000);

	(terraformBinary ? test : test.skip)(
		"the configuration is planned by Terraform",
		async () => {
			const controller = await worldOf(dialect, before);
			if (!terraformBinary) return;
			const tf = project(terraformBinary, controller, VARIABLES);
			tf.write("main.tf", whole);
			if (name !== "provider")
				tf.write("provider.tf", providerBlock(controller));
			for (const file of files)
				tf.write(file, readFileSync(join(snippets, file), "utf8"));
			expect((await tf.run("fmt", "-check", "-diff", "main.tf")).stdout).toBe(
				"",
			);
			const { actions } = await tf.plan();
			expect(names(actions)).toEqual(names(made));
		},
		30_000,
	);
});
