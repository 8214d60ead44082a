import {
	TerraformIterator,
	TerraformOutput,
	type TerraformStack,
	Token,
} from "cdktf";
import {
	Agent,
	AgentProvisioning,
	Application,
	CatalogItem,
	ConfigMap,
	DataIofogAgent,
	DataIofogAgents,
	DataIofogApplication,
	DataIofogApplications,
	DataIofogCatalogItem,
	DataIofogConfigMap,
	DataIofogController,
	DataIofogMicroservice,
	DataIofogMicroservices,
	DataIofogNatsHub,
	DataIofogRegistries,
	DataIofogRegistry,
	DataIofogRoute,
	DataIofogRouter,
	DataIofogSecret,
	DataIofogVolumeMount,
	IofogProvider,
	Microservice,
	NatsHub,
	Registry,
	Route,
	Router,
	Secret,
	VolumeMount,
} from "../../../src";
import type { Dialect } from "../../../src/core";

/** Fills a stack with every construct that a dialect has, each with most of its arguments; `dockerHost` has a container "edge" with an agent. */
export function fleet(
	stack: TerraformStack,
	dialect: Dialect,
	dockerHost: string,
): void {
	new IofogProvider(stack, "iofog", { maxWrites: 4 });
	const newer = dialect === "3.7";
	const router = new Router(stack, "router", {
		host: "10.0.8.2",
		messagingPort: 5671,
	});
	const registry = new Registry(stack, "private", {
		url: "registry.example.com",
		username: "fleet",
		email: "fleet@example.com",
		password: 'p"$${a}\\n',
		public: false,
	});
	const edge = new Agent(stack, "edge", {
		name: "edge-1",
		host: "10.0.8.11",
		architecture: "amd64",
		tags: ["hall-3", "a b"],
		description: "In the corner %%{ x",
		latitude: 48.14,
		longitude: -11.58,
		logLevel: "INFO",
		...(newer && { natsMode: "none" }),
		dependsOn: [router],
	});
	const sites = TerraformIterator.fromMap({ east: 8081, west: 8082 });
	const shop = new Application(stack, "shop", {
		name: "shop",
		description: 'Tills & "displays" <1> {{ x }}',
		...(newer && { natsConfig: { natsAccess: true } }),
	});
	const broker = new CatalogItem(stack, "broker", {
		name: "broker",
		description: "Broker",
		image: "eclipse-mosquitto:2",
		registry,
		configExample: { persistence: true },
	});
	const web = new Microservice(stack, "web", {
		name: "web",
		application: shop,
		agent: edge,
		registry,
		image: "registry.example.com/web:4",
		config: { agent: edge.name, deep: [{ "a.b": 1.5, text: 'q"\\ ${x}' }] },
		env: { LEVEL: "info", AGENT: edge.uuid, EMPTY: "" },
		command: ["serve", "--port=80"],
		ports: [{ internal: 80, external: 8080 }],
		volumes: [{ host: "/srv", container: "/data", accessMode: "ro" }],
		extraHosts: { db: "10.0.0.9" },
		logSize: 3,
		rebuildTriggers: { built: "yesterday" },
		...(newer && {
			privileged: true,
			capAdd: ["NET_ADMIN"],
			annotations: { team: "tills" },
			healthCheck: { test: ["CMD", "true"], interval: 30, retries: 3 },
			schedule: 30,
		}),
	});
	new Microservice(stack, "each", {
		forEach: sites,
		name: `each-${sites.key}`,
		application: shop,
		agent: edge,
		catalogItem: broker,
		ports: [{ internal: 1883, external: Token.asNumber(sites.value) }],
	});
	const provisioning = new AgentProvisioning(stack, "provisioning", {
		agentUuid: edge.uuid,
		container: "edge",
		dockerHost,
	});
	new Microservice(stack, "awaited", {
		name: "awaited",
		application: shop,
		agent: edge,
		image: "registry.example.com/awaited:4",
		waitForRunning: true,
		dependsOn: [provisioning],
	});
	const outputs: Record<string, unknown> = { web: web.uuid };

	if (newer) {
		const settings = new ConfigMap(stack, "settings", {
			name: "shop-settings",
			data: { currency: "EUR", "prices.json": '{"coffee":2.5}' },
		});
		const secret = new Secret(stack, "bank", {
			name: "bank",
			dataWo: { token: 't"1' },
			dataWoVersion: 1,
		});
		const files = new VolumeMount(stack, "files", {
			name: "files",
			configMap: settings,
			agentUuids: [edge.uuid],
		});
		new Microservice(stack, "reader", {
			name: "reader",
			application: shop,
			agent: edge,
			image: "registry.example.com/reader:4",
			envFromSecret: { TOKEN: `${secret.name}/token` },
			envFromConfigMap: { CURRENCY: `${settings.name}/currency` },
			volumes: [
				{ host: files.name, container: "/settings", type: "volumeMount" },
			],
		});
		outputs.settings = new DataIofogConfigMap(stack, "d_settings", {
			name: settings.name,
			dependsOn: [settings],
		}).id;
		outputs.bank = new DataIofogSecret(stack, "d_bank", {
			name: secret.name,
			dependsOn: [secret],
		}).type;
		outputs.files = new DataIofogVolumeMount(stack, "d_files", {
			name: files.name,
			dependsOn: [files],
		}).uuid;
		const hub = new NatsHub(stack, "hub", { host: "10.0.8.2" });
		outputs.hub = new DataIofogNatsHub(stack, "d_hub", {
			dependsOn: [hub],
		}).serverPort;
	} else {
		const each = new Microservice(stack, "sink", {
			name: "sink",
			application: shop,
			agent: edge,
			image: "registry.example.com/sink:4",
		});
		const route = new Route(stack, "sales", {
			name: "sales",
			application: shop,
			from: web,
			to: each,
		});
		outputs.route = new DataIofogRoute(stack, "d_route", {
			application: shop,
			name: "sales",
			dependsOn: [route],
		}).to;
	}

	const after = { dependsOn: [web, broker] };
	outputs.agent = new DataIofogAgent(stack, "d_agent", {
		name: edge.name,
		...after,
	}).uuid;
	outputs.agents = new DataIofogAgents(stack, "d_agents", {
		tags: ["hall-3"],
		...after,
	}).agents.get(0).name;
	outputs.application = new DataIofogApplication(stack, "d_application", {
		name: "shop",
		...after,
	}).description;
	outputs.applications = new DataIofogApplications(
		stack,
		"d_applications",
		after,
	).applications.get(0).name;
	outputs.item = new DataIofogCatalogItem(stack, "d_item", {
		name: "broker",
		...after,
	}).id;
	outputs.dialect = new DataIofogController(stack, "d_controller").dialect;
	outputs.microservice = new DataIofogMicroservice(stack, "d_microservice", {
		application: shop,
		name: "web",
		...after,
	}).config;
	outputs.microservices = new DataIofogMicroservices(
		stack,
		"d_microservices",
		after,
	).microservices.get(0).application;
	outputs.registries = new DataIofogRegistries(
		stack,
		"d_registries",
		after,
	).registries.get(1).url;
	outputs.registry = new DataIofogRegistry(stack, "d_registry", {
		url: "registry.example.com",
		...after,
	}).id;
	outputs.router = new DataIofogRouter(stack, "d_router", {
		dependsOn: [router],
	}).messagingPort;
	for (const [name, value] of Object.entries(outputs))
		new TerraformOutput(stack, `out_${name}`, { value });
}
