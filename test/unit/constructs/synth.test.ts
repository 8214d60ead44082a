import {
	Fn,
	TerraformIterator,
	TerraformOutput,
	TerraformStack,
	TerraformVariable,
	Testing,
} from "cdktf";
import {
	Agent,
	Application,
	CatalogItem,
	DataIofogAgent,
	DataIofogAgents,
	DataIofogApplication,
	DataIofogController,
	DataIofogMicroservices,
	DataIofogRegistries,
	DataIofogRegistry,
	IofogProvider,
	Microservice,
	type MicroserviceConfig,
	NatsHub,
	Registry,
	Route,
	Router,
} from "../../../src";

function stackOf(build: (stack: TerraformStack) => void) {
	const stack = new TerraformStack(Testing.app(), "fleet");
	build(stack);
	return JSON.parse(Testing.synth(stack));
}

/** Arguments of the one microservice that is built with the given ones. */
function microservice(
	config: (stack: TerraformStack) => Partial<MicroserviceConfig>,
) {
	const out = stackOf((stack) => {
		new Microservice(stack, "web", {
			name: "web",
			application: "shop",
			...config(stack),
		});
	});
	const { name: _, application, ...rest } = out.resource.iofog_microservice.web;
	return application === "shop" ? rest : { application, ...rest };
}

describe("arguments of a microservice", () => {
	const cases: [
		string,
		(stack: TerraformStack) => Partial<MicroserviceConfig>,
		object,
	][] = [
		[
			"an agent of the stack becomes its uuid",
			(s) => ({ agent: new Agent(s, "edge", { name: "edge-1" }) }),
			{ agent_uuid: "${iofog_agent.edge.uuid}" },
		],
		[
			"the engine that an agent shares is that of its microservices",
			(s) => ({
				agent: new Agent(s, "edge", { name: "edge-1", engine: "lab" }),
			}),
			{ agent_uuid: "${iofog_agent.edge.uuid}", engine: "lab" },
		],
		[
			"an agent looked up becomes its uuid",
			(s) => ({ agent: new DataIofogAgent(s, "edge", { name: "edge-1" }) }),
			{ agent_uuid: "${data.iofog_agent.edge.uuid}" },
		],
		[
			"a text is an agent's name",
			() => ({ agent: "edge-1" }),
			{ agent_name: "edge-1" },
		],
		[
			"a variable is an agent's name",
			(s) => ({
				agent: new TerraformVariable(s, "edge", { type: "string" }).stringValue,
			}),
			{ agent_name: "${var.edge}" },
		],
		[
			"a reference to a uuid is an agent's uuid",
			(s) => ({
				agent: new DataIofogAgents(s, "all").agents.get(0).uuid,
			}),
			{ agent_uuid: "${data.iofog_agents.all.agents[0].uuid}" },
		],
		[
			"agentUuid and agentName stay as they are",
			() => ({ agentUuid: "3f", agentName: undefined }),
			{ agent_uuid: "3f" },
		],
		[
			"an application becomes its name",
			(s) => ({ application: new Application(s, "app", { name: "till" }) }),
			{ application: "${iofog_application.app.name}" },
		],
		[
			"an application looked up becomes its name",
			(s) => ({
				application: new DataIofogApplication(s, "app", { name: "till" }),
			}),
			{ application: "${data.iofog_application.app.name}" },
		],
		[
			"Docker Hub",
			() => ({ registry: Registry.DOCKER_HUB }),
			{ registry_id: 1 },
		],
		[
			"the agent's cache",
			() => ({ registry: Registry.FROM_CACHE }),
			{ registry_id: 2 },
		],
		[
			"a registry becomes its id",
			(s) => ({
				registry: new Registry(s, "r", {
					url: "r.example.com",
					username: "u",
					email: "u@example.com",
				}),
			}),
			{ registry_id: "${iofog_registry.r.id}" },
		],
		[
			"a registry looked up becomes its id",
			(s) => ({
				registry: new DataIofogRegistry(s, "r", { url: "r.example.com" }),
			}),
			{ registry_id: "${data.iofog_registry.r.id}" },
		],
		["registryId", () => ({ registryId: 7 }), { registry_id: 7 }],
		[
			"one image for all architectures",
			() => ({ image: "nginx:1.27" }),
			{ images: { amd64: "nginx:1.27", arm: "nginx:1.27" } },
		],
		[
			"images by architecture",
			() => ({ images: { arm: "arm32v7/nginx" } }),
			{ images: { arm: "arm32v7/nginx" } },
		],
		[
			"a catalog item becomes its id",
			(s) => ({
				catalogItem: new CatalogItem(s, "c", {
					name: "c",
					image: "c:1",
					registry: Registry.FROM_CACHE,
				}),
			}),
			{ catalog_item_id: "${iofog_catalog_item.c.id}" },
		],
		[
			"a catalog item's id",
			() => ({ catalogItem: 12 }),
			{ catalog_item_id: 12 },
		],
		[
			"nested arguments in snake_case at every depth",
			() => ({
				ports: [
					{
						internal: 80,
						external: 8080,
						public: {
							schemes: ["http"],
							protocol: "http",
							router: { port: 90 },
						},
					},
				],
				volumes: [{ host: "/a", container: "/b", accessMode: "ro" }],
				healthCheck: { test: ["CMD", "true"], startPeriod: 5 },
				serviceAccount: { name: "reader" },
				natsConfig: { natsAccess: true },
			}),
			{
				ports: [
					{
						internal: 80,
						external: 8080,
						public: {
							schemes: ["http"],
							protocol: "http",
							router: { port: 90 },
						},
					},
				],
				volumes: [{ host: "/a", container: "/b", access_mode: "ro" }],
				health_check: { test: ["CMD", "true"], start_period: 5 },
				service_account: { name: "reader" },
				nats_config: { nats_access: true },
			},
		],
		[
			"keys of maps belong to the user",
			() => ({
				env: { logLevel: "x", A_b: "y" },
				extraHosts: { "db.Local": "10.0.0.1" },
				envFromSecret: { apiKey: "Secret/apiKey" },
				rebuildTriggers: { builtAt: "now" },
			}),
			{
				env: { logLevel: "x", A_b: "y" },
				extra_hosts: { "db.Local": "10.0.0.1" },
				env_from_secret: { apiKey: "Secret/apiKey" },
				rebuild_triggers: { builtAt: "now" },
			},
		],
		[
			"falsy values are values",
			() => ({
				activated: false,
				runAsUser: "",
				schedule: 0,
				capAdd: [],
				env: {},
				config: {},
			}),
			{
				activated: false,
				run_as_user: "",
				schedule: 0,
				cap_add: [],
				env: {},
				config: "{}",
			},
		],
		[
			"lists and numbers of other elements",
			(s) => {
				const list = new TerraformVariable(s, "l", { type: "list(string)" });
				const size = new TerraformVariable(s, "n", { type: "number" });
				const on = new TerraformVariable(s, "b", { type: "bool" });
				return {
					command: list.listValue,
					logSize: size.numberValue,
					privileged: on.booleanValue,
				};
			},
			{
				command: "${var.l}",
				log_size: "${var.n}",
				privileged: "${var.b}",
			},
		],
	];
	test.each(cases)("%s", (_, config, expected) => {
		expect(microservice(config)).toEqual(expected);
	});

	test.each<[string, Partial<MicroserviceConfig>, string]>([
		["agents", { agent: "a", agentUuid: "b" }, '"agent" and "agentUuid"'],
		[
			"registries",
			{ registry: 1, registryId: 2 },
			'"registry" and "registryId"',
		],
		[
			"images",
			{ image: "a", images: { arm: "b" }, catalogItem: 3 },
			'"image" and "images" and "catalogItem"',
		],
	])("two %s are one too many", (_, config, names) => {
		expect(() => microservice(() => config)).toThrow(
			`"web" in "fleet" sets ${names}: only one of them can be set.`,
		);
	});
});

test("a catalog item needs images and a registry", () => {
	const build = (config: object) => () =>
		stackOf((stack) => {
			new CatalogItem(stack, "c", { name: "c", ...config });
		});
	expect(build({ registry: 1 })).toThrow(
		'"c" in "fleet" needs "image" or "images"',
	);
	expect(build({ image: "a" })).toThrow(
		'"c" in "fleet" needs "registry" or "registryId"',
	);
});

test("a route names its application and its ends", () => {
	const out = stackOf((stack) => {
		const shop = new Application(stack, "shop", { name: "shop" });
		const web = new Microservice(stack, "web", {
			name: "web",
			application: shop,
			agent: "edge-1",
		});
		new Route(stack, "r", {
			name: "r",
			application: shop,
			from: web,
			to: "db",
		});
	});
	expect(out.resource.iofog_route.r).toEqual({
		name: "r",
		application: "${iofog_application.shop.name}",
		from: "${iofog_microservice.web.name}",
		to: "db",
	});
});

test("the provider takes variables, and its source and version are exact", () => {
	const out = stackOf((stack) => {
		const password = new TerraformVariable(stack, "password", {
			sensitive: true,
		});
		new IofogProvider(stack, "iofog", {
			url: "http://127.0.0.1:51121",
			password,
			maxWrites: 4,
		});
		new IofogProvider(stack, "other", { alias: "other" });
	});
	expect(out.provider.iofog).toEqual([
		{
			url: "http://127.0.0.1:51121",
			password: "${var.password}",
			max_writes: 4,
		},
		{ alias: "other" },
	]);
	expect(out.terraform.required_providers).toEqual({
		iofog: {
			source: "registry.terraform.io/fogform/iofog",
			version: require("../../../package.json").version,
		},
	});
});

describe("an agent", () => {
	const edge = (build: (stack: TerraformStack) => void) =>
		stackOf(build).resource.iofog_agent.edge;

	test("is created before the one that it replaces is deleted", () => {
		expect(
			edge((s) => new Agent(s, "edge", { name: "edge-1", host: "10.0.0.1" })),
		).toEqual({
			name: "edge-1",
			host: "10.0.0.1",
			lifecycle: { create_before_destroy: true },
		});
	});

	test("keeps the lifecycle that it is given", () => {
		expect(
			edge(
				(s) =>
					new Agent(s, "edge", {
						name: "edge-1",
						lifecycle: { createBeforeDestroy: false, preventDestroy: true },
					}),
			).lifecycle,
		).toEqual({ create_before_destroy: false, prevent_destroy: true });
	});

	test("waits for the router and the hub of its stack, wherever they are written", () => {
		const agent = edge((s) => {
			const other = new Application(s, "app", { name: "app" });
			new Agent(s, "edge", { name: "edge-1", dependsOn: [other] });
			new Router(s, "router", { host: "10.0.0.1" });
			new NatsHub(s, "hub", { host: "10.0.0.1" });
		});
		expect(agent.depends_on).toEqual([
			"iofog_application.app",
			"iofog_router.router",
			"iofog_nats_hub.hub",
		]);
	});

	test("does not wait for a router that takes its host from it", () => {
		const agent = edge((s) => {
			const edge = new Agent(s, "edge", { name: "edge-1", host: "10.0.0.1" });
			new Router(s, "router", { host: edge.host });
		});
		expect(agent.depends_on).toBeUndefined();
	});

	test("does not wait for a router of another stack", () => {
		const app = Testing.app();
		const one = new TerraformStack(app, "one");
		new Router(one, "router", { host: "10.0.0.1" });
		const two = new TerraformStack(app, "two");
		new Agent(two, "edge", { name: "edge-1" });
		expect(
			JSON.parse(Testing.synth(two)).resource.iofog_agent.edge.depends_on,
		).toBeUndefined();
	});

	test("names its upstream routers by uuid", () => {
		const out = stackOf((s) => {
			const hub = new Agent(s, "hub", { name: "hub" });
			new Agent(s, "edge", {
				name: "edge-1",
				upstreamRouters: [hub, "default-router"],
			});
		});
		expect(out.resource.iofog_agent.edge.upstream_routers).toEqual([
			"${iofog_agent.hub.uuid}",
			"default-router",
		]);
	});
});

describe("references", () => {
	test.each<[string, (m: Microservice) => unknown, unknown]>([
		["a text", (m) => m.uuid, "${iofog_microservice.web.uuid}"],
		["a number", (m) => m.registryId, "${iofog_microservice.web.registry_id}"],
		[
			"a truth value",
			(m) => m.privileged,
			"${iofog_microservice.web.privileged}",
		],
		["a list", (m) => m.command, "${iofog_microservice.web.command}"],
		["a set", (m) => m.capAdd, "${tolist(iofog_microservice.web.cap_add)}"],
		["a map", (m) => m.env, "${iofog_microservice.web.env}"],
		["JSON", (m) => m.config, "${iofog_microservice.web.config}"],
		[
			"a nested attribute",
			(m) => m.healthCheck.interval,
			"${iofog_microservice.web.health_check.interval}",
		],
		[
			"an element of a set",
			(m) => m.ports.get(1).external,
			"${tolist(iofog_microservice.web.ports).1.external}",
		],
		[
			"nested in an element of a set",
			(m) => m.ports.get(0).public.router.host,
			"${tolist(iofog_microservice.web.ports).0.public.router.host}",
		],
		[
			"a list in a map",
			(m) => m.publicLinks.get("8080"),
			"${iofog_microservice.web.public_links[8080]}",
		],
		["all of a set", (m) => m.ports, "${tolist(iofog_microservice.web.ports)}"],
	])("to %s", (_, value, expected) => {
		const out = stackOf((stack) => {
			const web = new Microservice(stack, "web", {
				name: "web",
				application: "shop",
			});
			new TerraformOutput(stack, "out", { value: value(web) });
		});
		expect(out.output.out.value).toEqual(expected);
	});

	test("into data sources", () => {
		const out = stackOf((stack) => {
			const shop = new Application(stack, "shop", { name: "shop" });
			const all = new DataIofogMicroservices(stack, "all", {
				application: shop,
			});
			const registries = new DataIofogRegistries(stack, "registries");
			new TerraformOutput(stack, "out", {
				value: [
					all.microservices.get(0).ports.get(0).internal,
					registries.registries.get(2).url,
					new DataIofogController(stack, "controller").version,
				],
			});
		});
		expect(out.data.iofog_microservices.all).toEqual({
			application: "${iofog_application.shop.name}",
		});
		expect(out.output.out.value).toEqual([
			"${tolist(data.iofog_microservices.all.microservices[0].ports).0.internal}",
			"${data.iofog_registries.registries.registries[2].url}",
			"${data.iofog_controller.controller.version}",
		]);
	});
});

describe("arguments set later", () => {
	const built = (change: (web: Microservice) => void) => {
		const shared = {
			name: "web",
			application: "shop",
			logSize: 3,
			healthCheck: { test: ["CMD"] },
		};
		const out = stackOf((stack) => {
			const web = new Microservice(stack, "web", shared);
			change(web);
		});
		expect(shared.healthCheck).toEqual({ test: ["CMD"] });
		return out.resource.iofog_microservice.web;
	};

	test("a setter, a reset and an input", () => {
		const web = built((m) => {
			m.agentName = "edge-2";
			m.config = { b: 1 };
			m.resetLogSize();
			expect(m.nameInput).toBe("web");
			expect(m.configInput).toEqual({ b: 1 });
			expect(m.logSizeInput).toBeUndefined();
		});
		expect(web).toMatchObject({ agent_name: "edge-2", config: '{"b":1}' });
		expect(web.log_size).toBeUndefined();
	});

	test("members of a nested argument", () => {
		const web = built((m) => {
			m.healthCheck.interval = 9;
			m.natsConfig.natsAccess = true;
			expect(m.healthCheckInput).toEqual({ test: ["CMD"], interval: 9 });
			expect(m.healthCheck.intervalInput).toBe(9);
		});
		expect(web.health_check).toEqual({ test: ["CMD"], interval: 9 });
		expect(web.nats_config).toEqual({ nats_access: true });
	});

	test("a nested argument as a whole", () => {
		const web = built((m) => {
			m.putPorts([{ internal: 1, external: 2 }]);
			m.resetHealthCheck();
			expect(m.ports.internalValue).toEqual([{ internal: 1, external: 2 }]);
			expect(m.healthCheck.internalValue).toBeUndefined();
		});
		expect(web.ports).toEqual([{ internal: 1, external: 2 }]);
		expect(web.health_check).toBeUndefined();
	});
});

test("iterators give an instance for each element", () => {
	const out = stackOf((stack) => {
		const sites = TerraformIterator.fromMap({
			north: { port: 8081 },
			south: { port: 8082 },
		});
		new Microservice(stack, "web", {
			forEach: sites,
			name: Fn.join("-", ["web", sites.key]),
			application: "shop",
			agent: sites.key,
			ports: [{ internal: 80, external: sites.getNumber("port") }],
			config: { site: sites.key },
		});
	});
	expect(out.resource.iofog_microservice.web).toMatchObject({
		agent_name: "${each.key}",
		ports: [{ internal: 80, external: "${each.value.port}" }],
		config: '${jsonencode({"site" = each.key})}',
	});
});
