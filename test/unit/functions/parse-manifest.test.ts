import { FunctionFault } from "../../../src/core";
import { parseManifest } from "../../../src/functions/parse-manifest";

// biome-ignore lint/suspicious/noExplicitAny: what a manifest holds is told by each test.
const parse = (yaml: string) => parseManifest.run(yaml) as any;

const SHOP = `
apiVersion: iofog.org/v3
kind: Application
metadata:
  name: shop
spec:
  microservices:
    - name: web
      agent: { name: edge-1 }
      images:
        x86: nginx:1.25
        arm: arm/nginx:1.25
        registry: remote
      container:
        rootHostAccess: false
        commands: [run, "1"]
        ports:
          - internal: 80
            external: 8080
          - { internal: 53, external: 5353, protocol: UDP }
        volumes:
          - hostDestination: /data
            containerDestination: /var/data
            accessMode: ro
        env:
          - key: LEVEL
            value: 5
          - key: ON
            value: yes
        extraHosts:
          - { name: db, address: 10.0.0.7 }
      config:
        z: 1
        a: { big: 12345678901234567890, long: 0.12345678901234567891, list: [true, null] }
    - name: db
      agent: { name: edge-1 }
      images: { catalogId: 12 }
      container: {}
  routes:
    - { name: to-db, from: web, to: db }
---
apiVersion: iofog.org/v3
kind: Microservice
metadata:
  name: shop/cache
spec:
  agent: { name: edge-2 }
  images: { x86: "redis:7", registry: "7" }
  schedule: 20
  container:
    isPrivileged: true
    healthCheck: { test: [CMD, "true"], retries: 3 }
    annotations: { b: 1, a: x }
    env:
      - { key: TOKEN, valueFromSecret: keys/token }
      - { key: MODE, valueFromConfigMap: modes/one }
`;

test("an application becomes its microservices and routes", () => {
	const found = parse(SHOP);
	expect(found.applications.shop).toMatchObject({
		name: "shop",
		activated: null,
	});
	expect(Object.keys(found.microservices)).toEqual([
		"shop/web",
		"shop/db",
		"shop/cache",
	]);
	expect(found.microservices["shop/web"]).toMatchObject({
		name: "web",
		application: "shop",
		agent_name: "edge-1",
		agent_uuid: null,
		images: { amd64: "nginx:1.25", arm: "arm/nginx:1.25" },
		catalog_item_id: null,
		registry_id: 1,
		root_host_access: false,
		command: ["run", "1"],
		ports: [
			{ internal: 80, external: 8080, protocol: null, public: null },
			{ internal: 53, external: 5353, protocol: "udp", public: null },
		],
		volumes: [
			{
				host: "/data",
				container: "/var/data",
				access_mode: "ro",
				type: null,
			},
		],
		env: { LEVEL: "5", ON: "true" },
		extra_hosts: { db: "10.0.0.7" },
		config:
			'{"a":{"big":12345678901234567890,"list":[true,null],"long":0.12345678901234567891},"z":1}',
		privileged: null,
	});
	expect(found.microservices["shop/db"]).toMatchObject({
		catalog_item_id: 12,
		images: null,
		registry_id: null,
		ports: null,
	});
	expect(found.microservices["shop/cache"]).toMatchObject({
		application: "shop",
		registry_id: 7,
		schedule: 20,
		privileged: true,
		health_check: { test: ["CMD", "true"], retries: 3, interval: null },
		annotations: '{"a":"x","b":1}',
		env: null,
		env_from_secret: { TOKEN: "keys/token" },
		env_from_config_map: { MODE: "modes/one" },
	});
	expect(found.routes).toEqual({
		"shop/to-db": {
			name: "to-db",
			application: "shop",
			from: "web",
			to: "db",
		},
	});
});

test("all objects of a group have the same arguments", () => {
	const { microservices } = parse(SHOP);
	const [first, ...others] = Object.values(microservices).map((one) =>
		Object.keys(one as object),
	);
	expect(first).not.toContain("uuid");
	expect(first).not.toContain("config_wo");
	for (const keys of others) expect(keys).toEqual(first);
});

const AGENTS = `
kind: Agent
metadata: { name: edge-1, tags: [north] }
spec:
  host: 10.0.0.1
  ssh: { user: root, keyFile: ~/.ssh/id, port: 22 }
---
kind: AgentConfig
metadata: { name: edge-1 }
spec:
  name: edge-1
  agentType: x86
  host: ignored
  latitude: 46.25
  diskLimit: 30
  bluetoothEnabled: true
  upstreamRouters: [default-router]
  routerConfig: { routerMode: interior, edgeRouterPort: 45671 }
---
kind: LocalAgent
metadata: { name: here }
spec: { container: { image: agent } }
---
kind: AgentConfig
metadata: { name: edge-3 }
spec: { agentType: arm, host: 10.0.0.3, statusFrequency: 10 }
`;

test("an agent and its configuration become one agent", () => {
	const { agents } = parse(AGENTS);
	expect(Object.keys(agents)).toEqual(["edge-1", "here", "edge-3"]);
	expect(agents["edge-1"]).toMatchObject({
		name: "edge-1",
		host: "10.0.0.1",
		architecture: "amd64",
		latitude: 46.25,
		disk_limit: 30,
		bluetooth_enabled: true,
		upstream_routers: ["default-router"],
		router_mode: "interior",
		edge_router_port: 45671,
		inter_router_port: null,
		tags: ["north"],
	});
	expect(agents.here).toMatchObject({
		host: "localhost",
		router_mode: "interior",
		edge_router_port: 56721,
		upstream_routers: [],
	});
	expect(agents["edge-3"]).toMatchObject({
		architecture: "arm",
		host: "10.0.0.3",
		status_frequency: 10,
	});
});

test("registries, catalog items, routes and Controllers", () => {
	const found = parse(`
kind: Registry
spec: { url: https://reg.example.com, private: true, username: u, password: p, email: a@b.co, requiresCert: false }
---
kind: Registry
metadata: { name: open }
spec: { url: other.example.com, username: u, email: a@b.co }
---
kind: CatalogItem
metadata: { name: sensor }
spec: { description: d, x86: "s:1", registry: local }
---
kind: Route
metadata: { name: shop/back }
spec: { name: back, from: db, to: web }
---
kind: ControlPlane
metadata: { name: main }
spec:
  iofogUser: { name: A, surname: B, email: a@b.co, password: secret }
  controllers: [{ name: one, host: 10.0.0.9, ssh: { user: root } }]
---
kind: LocalControlPlane
spec: { iofogUser: { email: l@b.co, password: s }, controller: { name: l } }
---
kind: Volume
metadata: { name: v }
spec: { anything: 1 }
`);
	expect(found.registries).toEqual({
		"https://reg.example.com": {
			url: "https://reg.example.com",
			public: false,
			username: "u",
			password: "p",
			email: "a@b.co",
			requires_certificate: false,
			certificate: null,
		},
		open: expect.objectContaining({ public: true, password: null }),
	});
	expect(found.catalog_items.sensor).toMatchObject({
		registry_id: 2,
		images: { amd64: "s:1" },
		description: "d",
	});
	expect(found.routes["shop/back"]).toMatchObject({ from: "db", to: "web" });
	expect(found.controllers).toEqual({
		main: {
			url: "http://10.0.0.9:51121",
			email: "a@b.co",
			password: "secret",
		},
		default: { url: "http://localhost:51121", email: "l@b.co", password: "s" },
	});
	expect(found.skipped).toEqual([{ kind: "Volume", name: "v", line: 26 }]);
});

test("values and mounts of 3.7 become secrets, config maps and volume mounts", () => {
	const found = parse(`
kind: Secret
metadata: { name: keys }
spec: { type: tls }
data: { "tls.crt": YQ==, pin: 0042 }
---
kind: Secret
metadata: { name: plain }
spec: {}
data: {}
---
kind: ConfigMap
metadata: { name: settings }
spec: { immutable: true, useVault: false }
data: { "app.json": '{"a":1}', retries: 3 }
---
kind: ConfigMap
metadata: { name: bare }
data: { a: b }
---
kind: VolumeMount
metadata: { name: certs }
spec: { uuid: u-1, version: 3, secretName: keys, configMapName: "" }
---
kind: VolumeMount
metadata: { name: files }
spec: { configMapName: settings }
`);
	expect(found.secrets).toEqual({
		keys: {
			name: "keys",
			type: "tls",
			data_wo: { "tls.crt": "YQ==", pin: "0042" },
		},
		plain: { name: "plain", type: null, data_wo: {} },
	});
	expect(found.config_maps).toEqual({
		settings: {
			name: "settings",
			immutable: true,
			use_vault: false,
			data: { "app.json": '{"a":1}', retries: "3" },
		},
		bare: {
			name: "bare",
			immutable: null,
			use_vault: null,
			data: { a: "b" },
		},
	});
	const mount = { config_map_name: null, secret_name: null, agent_uuids: null };
	expect(found.volume_mounts).toEqual({
		certs: { ...mount, name: "certs", secret_name: "keys" },
		files: { ...mount, name: "files", config_map_name: "settings" },
	});
	expect(found.skipped).toEqual([]);
});

test("anchors and merged keys are followed", () => {
	const found = parse(`
kind: Application
metadata: { name: a }
spec:
  microservices:
    - &one
      name: one
      agent: { name: e }
      images: { x86: i }
    - <<: *one
      name: two
`);
	expect(found.microservices["a/two"]).toMatchObject({
		agent_name: "e",
		images: { amd64: "i" },
	});
});

const app = (microservice: string) =>
	`kind: Application\nmetadata: {name: a}\nspec:\n  microservices:\n    - ${microservice}`;

test.each([
	["nothing", "", "there is no document in it"],
	["only separators", "---\n---\n", "there is no document in it"],
	["no YAML", "a: [1\nb: 2", "line 2: this is not valid YAML"],
	["a key twice", "kind: A\nkind: B", "line 2: this is not valid YAML"],
	["text", "hello", "line 1: the document must be a mapping"],
	["no kind", "\n\nspec: {}", 'line 3: the document needs a "kind"'],
	[
		"another kind",
		"apiVersion: apps/v1\nkind: Deployment\nspec: {}",
		'line 2: kind "Deployment" is not one of iofogctl\'s; those that can be translated are Agent, AgentConfig, Application',
	],
	["no spec", "kind: Registry", 'needs a "spec"'],
	[
		"a secret without values",
		"kind: Secret\nmetadata: {name: s}\nspec: {type: Opaque}",
		'line 1: the document of kind Secret needs "data", beside "spec"',
	],
	[
		"values inside the specification",
		"kind: ConfigMap\nmetadata: {name: s}\nspec:\n  data: {a: b}",
		"line 4: spec.data is not known here; the keys that can be translated are immutable, name, useVault",
	],
	[
		"a value that is no text",
		"kind: ConfigMap\nmetadata: {name: s}\ndata:\n  a: {b: c}",
		"line 4: data.a must be a text",
	],
	[
		"a volume mount without a source",
		"kind: VolumeMount\nmetadata: {name: s}\nspec: {}",
		'needs either a "secretName" or a "configMapName"',
	],
	[
		"a volume mount with two sources",
		"kind: VolumeMount\nmetadata: {name: s}\nspec: {secretName: a, configMapName: b}",
		'needs either a "secretName" or a "configMapName"',
	],
	[
		"a secret twice",
		"kind: Secret\nmetadata: {name: s}\nspec: {}\ndata: {}\n---\nkind: Secret\nmetadata: {name: s}\nspec: {}\ndata: {}",
		'line 6: the document is the Secret "s" a second time; the first is on line 1',
	],
	["no name", "kind: Application\nspec: {}", 'needs a "metadata.name"'],
	[
		"a microservice without a name",
		app("agent: {name: e}"),
		'line 5: spec.microservices[0] needs a "name"',
	],
	[
		"an unknown key",
		app("{name: w,\n       imagess: {x86: i}}"),
		"line 6: spec.microservices[0].imagess is not known here",
	],
	[
		"a port that is no number",
		app("{name: w, container: {ports: [{internal: x, external: 1}]}}"),
		"spec.microservices[0].container.ports[0].internal must be a number",
	],
	[
		"a port without its other end",
		app("{name: w, container: {ports: [{internal: 1}]}}"),
		'ports[0] needs a "external"',
	],
	[
		"a variable twice",
		app(
			"{name: w, container: {env: [{key: A, value: 1}, {key: A, value: 2}]}}",
		),
		'env[1] has the key "A" twice',
	],
	[
		"a variable of nothing",
		app("{name: w, container: {env: [{key: A}]}}"),
		'env[0] needs a "key" and one of value',
	],
	[
		"a registry of no number",
		app("{name: w, images: {x86: i, registry: mine}}"),
		'images.registry must be "remote", "local" or the id of a registry',
	],
	[
		"the same microservice twice",
		`${app("{name: w}")}\n---\nkind: Microservice\nmetadata: {name: a/w}\nspec: {}`,
		'line 7: the document is the microservice "a/w" a second time; the first is on line 5',
	],
	[
		"a microservice of no application",
		"kind: Microservice\nmetadata: {name: w}\nspec: {}",
		'write "metadata.name" as APPLICATION/w',
	],
	[
		"a template of the Controller",
		app('{name: w, config: {host: "{{ self.name }}"}}'),
		"config.host holds a template of the Controller",
	],
	[
		"an application of a template",
		"kind: Application\nmetadata: {name: a}\nspec: {template: {name: t}}",
		"line 3: spec.template is made by the Controller from one of its templates",
	],
	[
		"aliases without end",
		`a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\nkind: Application\nmetadata: {name: x}\nspec: {microservices: [{name: w, config: {e: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]}}]}`,
		"has too many aliases",
	],
	["an alias of nothing", app("{name: w, config: *gone}"), "line 5"],
	["a list for a name", app("{name: [w]}"), "name must be a text"],
])("refuses %s", (_name, yaml, complaint) => {
	expect(() => parse(yaml)).toThrow(FunctionFault);
	expect(() => parse(yaml)).toThrow(complaint);
});
