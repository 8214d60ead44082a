import type { Dialect, MicroserviceSpec } from "../../../src/controller";
import {
	decodeMicroservice,
	type RawMicroservice,
} from "../../../src/controller/microservice-decode";
import {
	encodeCreate,
	encodeUpdate,
	type PriorMicroservice,
} from "../../../src/controller/microservice-encode";

const minimal: MicroserviceSpec = {
	name: "web",
	application: "shop",
	agentUuid: "g1",
	images: { arm: "nginx:arm", amd64: "nginx:1" },
};

describe("a create", () => {
	test("sends what is set, under the names of the wire", () => {
		expect(
			encodeCreate(
				{
					...minimal,
					config: String.raw`{"a":"\"{{"}`,
					env: { A: "1" },
					envFromSecret: { S: "secret/key" },
					envFromConfigMap: { M: "map/key" },
					command: ["-v"],
					ports: [{ internal: 80, external: 8080 }],
					volumes: [{ host: "/a", container: "/b" }],
					extraHosts: { h: "1.2.3.4" },
					logSize: 5,
					privileged: true,
					healthCheck: { test: ["CMD"], interval: 3, timeout: null },
					serviceAccount: { kind: "Role", name: "cook" },
					natsConfig: { natsAccess: true, natsRule: null },
					memoryLimit: null,
				},
				"3.7",
			),
		).toEqual({
			name: "web",
			application: "shop",
			iofogUuid: "g1",
			images: [
				{ containerImage: "nginx:1", fogTypeId: 1 },
				{ containerImage: "nginx:arm", fogTypeId: 2 },
			],
			config: String.raw`{"a":"\u0022\u007b{"}`,
			env: [
				{ key: "A", value: "1" },
				{ key: "S", valueFromSecret: "secret/key" },
				{ key: "M", valueFromConfigMap: "map/key" },
			],
			cmd: ["-v"],
			ports: [{ internal: 80, external: 8080, protocol: "tcp" }],
			volumeMappings: [
				{
					hostDestination: "/a",
					containerDestination: "/b",
					accessMode: "rw",
					type: "bind",
				},
			],
			extraHosts: [{ name: "h", address: "1.2.3.4" }],
			logSize: 5,
			isPrivileged: true,
			healthCheck: { test: ["CMD"], interval: 3 },
			serviceAccount: { roleRef: { kind: "Role", name: "cook" } },
			natsConfig: { natsAccess: true },
		});
	});

	const lacking: [Dialect, string, Partial<MicroserviceSpec>][] = [
		["3.7", "rootHostAccess", { rootHostAccess: true }],
		[
			"3.7",
			"ports[0].public",
			{
				ports: [
					{
						internal: 1,
						external: 2,
						public: { schemes: ["http"], protocol: "http" },
					},
				],
			},
		],
		["3.0", "privileged", { privileged: true }],
		["3.0", "envFromSecret", { envFromSecret: { A: "b/c" } }],
		["3.0", "serviceAccount", { serviceAccount: { kind: "Role", name: "r" } }],
		["3.0", "activated", { activated: false }],
		["3.0", "memoryLimit", { memoryLimit: 0 }],
	];
	test.each(lacking)(
		"on %s refuses %s, which the Controller would drop",
		(dialect, attribute, more) => {
			expect(() => encodeCreate({ ...minimal, ...more }, dialect)).toThrow(
				expect.objectContaining({ kind: "unsupported", attribute }),
			);
		},
	);

	test("takes what asks for nothing where the dialect lacks it", () => {
		const nothing = {
			privileged: false,
			capAdd: [],
			runAsUser: "",
			annotations: "{}",
			envFromSecret: {},
			activated: true,
			healthCheck: null,
		};
		expect(
			Object.keys(encodeCreate({ ...minimal, ...nothing }, "3.0")).sort(),
		).toEqual(["application", "images", "iofogUuid", "name"]);
	});

	test.each(["config", "annotations"])(
		"refuses %s that is no JSON",
		(attribute) => {
			expect(() =>
				encodeCreate({ ...minimal, [attribute]: '{"a":' }, "3.7"),
			).toThrow(expect.objectContaining({ kind: "invalid", attribute }));
		},
	);

	test("turns an empty config, which the Controller ignores, into an empty object", () => {
		expect(encodeCreate({ ...minimal, config: "" }, "3.0").config).toBe("{}");
	});
});

describe("an update", () => {
	const full: PriorMicroservice = {
		...minimal,
		registryId: 1,
		config: '{"a":1}',
		env: { A: "1", B: "2" },
		envFromSecret: {},
		envFromConfigMap: {},
		command: ["a", "b"],
		ports: [
			{ internal: 80, external: 8080, protocol: "tcp" },
			{ internal: 81, external: 8081, protocol: "udp" },
		],
		volumes: [{ host: "/a", container: "/b", accessMode: "rw", type: "bind" }],
		extraHosts: { a: "1", b: "2" },
		logSize: 5,
		runAsUser: "1000",
		capAdd: ["ALL"],
		memoryLimit: 100,
		schedule: 50,
		healthCheck: { test: ["CMD"], interval: 3 },
		natsConfig: { natsAccess: true, natsRule: "r" },
	};

	const cases: [string, Partial<MicroserviceSpec>, object][] = [
		["nothing", {}, {}],
		[
			"the order of variables, ports and hosts",
			{
				env: { B: "2", A: "1" },
				ports: [...(full.ports ?? [])].reverse(),
				extraHosts: { b: "2", a: "1" },
			},
			{},
		],
		[
			"a protocol that is the default",
			{
				ports: [
					{ internal: 80, external: 8080 },
					{ internal: 81, external: 8081, protocol: "udp" },
				],
			},
			{},
		],
		[
			"a variable",
			{ env: { A: "1", B: "3" } },
			{
				env: [
					{ key: "A", value: "1" },
					{ key: "B", value: "3" },
				],
			},
		],
		[
			"a variable that now comes from a secret",
			{ env: { A: "1" }, envFromSecret: { B: "s/k" } },
			{
				env: [
					{ key: "A", value: "1" },
					{ key: "B", valueFromSecret: "s/k" },
				],
			},
		],
		["all variables away", { env: null }, { env: [] }],
		["the order of words", { command: ["b", "a"] }, { cmd: ["b", "a"] }],
		["config away", { config: null }, { config: "{}" }],
		[
			"lists, texts and structures away",
			{
				command: null,
				ports: null,
				volumes: null,
				extraHosts: null,
				runAsUser: null,
				capAdd: null,
				healthCheck: null,
				natsConfig: null,
			},
			{
				cmd: [],
				ports: [],
				volumeMappings: [],
				extraHosts: [],
				runAsUser: "",
				capAdd: [],
				healthCheck: { test: [] },
				natsConfig: { natsAccess: false },
			},
		],
		[
			"numbers away, which the Controller cannot",
			{ memoryLimit: null, schedule: null, registryId: null },
			{},
		],
		["a name", { name: "web2" }, { name: "web2" }],
		[
			"an image",
			{ images: { amd64: "nginx:2" } },
			{ images: [{ containerImage: "nginx:2", fogTypeId: 1 }] },
		],
	];
	test.each(cases)("of %s", (_, change, body) => {
		expect(encodeUpdate(full, { ...full, ...change }, "3.7")).toEqual(body);
	});

	test("writes variables anew when somebody has set one twice", () => {
		expect(
			encodeUpdate({ ...full, duplicateEnvKeys: ["A"] }, full, "3.7"),
		).toEqual({
			env: [
				{ key: "A", value: "1" },
				{ key: "B", value: "2" },
			],
		});
	});

	test("sends what is set where the prior value is not known, even if it asks for nothing", () => {
		expect(
			encodeUpdate(
				{ ...full, config: null, env: null },
				{ ...full, config: "{}", env: {} },
				"3.7",
			),
		).toEqual({ config: "{}", env: [] });
	});

	test("does not stumble over a prior config that is no JSON", () => {
		expect(
			encodeUpdate({ ...full, config: '{"a": "b"c"}' }, full, "3.7"),
		).toEqual({ config: '{"a":1}' });
	});
});

describe("what is read", () => {
	const raw: RawMicroservice = {
		uuid: "u",
		name: "web",
		application: "shop",
		iofogUuid: "g1",
		serviceAccount: undefined,
	};

	test("fills every attribute of the dialect and no other", () => {
		const both = [
			"agentUuid",
			"application",
			"catalogItemId",
			"command",
			"config",
			"duplicateEnvKeys",
			"env",
			"extraHosts",
			"images",
			"logSize",
			"name",
			"ports",
			"publicLinks",
			"registryId",
			"status",
			"uuid",
			"volumes",
		];
		const on37 = [
			"activated",
			"annotations",
			"capAdd",
			"capDrop",
			"cdiDevices",
			"cpuSetCpus",
			"envFromConfigMap",
			"envFromSecret",
			"healthCheck",
			"hostNetworkMode",
			"ipcMode",
			"memoryLimit",
			"natsConfig",
			"pidMode",
			"platform",
			"privileged",
			"runAsUser",
			"runtime",
			"schedule",
			"serviceAccount",
		];
		expect(Object.keys(decodeMicroservice(raw, "3.0")).sort()).toEqual(
			[...both, "rootHostAccess"].sort(),
		);
		expect(Object.keys(decodeMicroservice(raw, "3.7")).sort()).toEqual(
			[...both, ...on37].sort(),
		);
	});

	test("names variables that are there twice, and keeps the last", () => {
		const env = [
			{ key: "A", value: "1" },
			{ key: "B", value: "2" },
			{ key: "A", value: "3" },
			{ key: "__proto__", value: "4" },
		];
		const read = decodeMicroservice({ ...raw, env }, "3.0");
		expect(Object.entries(read.env)).toEqual([
			["B", "2"],
			["A", "3"],
			["__proto__", "4"],
		]);
		expect(read.duplicateEnvKeys).toEqual(["A"]);
	});

	test("keeps references apart, without the secret that stands beside them", () => {
		const none = { valueFromSecret: null, valueFromConfigMap: null };
		const env = [
			{ ...none, key: "A", value: "1" },
			{ ...none, key: "S", value: "resolved", valueFromSecret: "s/k" },
			{ ...none, key: "M", value: "resolved", valueFromConfigMap: "m/k" },
		];
		expect(decodeMicroservice({ ...raw, env }, "3.7")).toMatchObject({
			env: { A: "1" },
			envFromSecret: { S: "s/k" },
			envFromConfigMap: { M: "m/k" },
		});
	});

	test("leaves out what the Controller puts in for NATS, and only that", () => {
		const mount = {
			containerDestination: "/etc/nats/creds",
			accessMode: "ro",
			type: "volumeMount",
		};
		const live: RawMicroservice = {
			...raw,
			natsConfig: { natsAccess: true },
			natsCredsSecretName: "nats-creds-shop-web",
			env: [
				{ key: "NATS_CREDS_PATH", value: "/etc/nats/creds/shop/web.creds" },
				{ key: "MINE", value: "1" },
			],
			volumeMappings: [
				{ ...mount, hostDestination: "nats-creds-shop-web" },
				{ ...mount, hostDestination: "mine" },
			],
		};
		const read = decodeMicroservice(live, "3.7");
		expect(read.env).toEqual({ MINE: "1" });
		expect(read.volumes.map(({ host }) => host)).toEqual(["mine"]);
		const without = decodeMicroservice(
			{ ...live, natsConfig: { natsAccess: false } },
			"3.7",
		);
		expect(Object.keys(without.env)).toEqual(["NATS_CREDS_PATH", "MINE"]);
	});

	test("takes links of public ports to the top", () => {
		const open = {
			links: ["http://p:6001"],
			schemes: ["http"],
			protocol: "http" as const,
			enabled: true,
			router: { port: 6001, host: "default-router" },
		};
		const read = decodeMicroservice(
			{
				...raw,
				ports: [
					{ internal: 80, external: 8080, protocol: "tcp", public: open },
				],
			},
			"3.0",
		);
		expect(read.publicLinks).toEqual({ 8080: ["http://p:6001"] });
		expect(read.ports[0]?.public).toEqual({
			schemes: ["http"],
			protocol: "http",
			enabled: true,
			router: { host: "default-router", port: 6001 },
		});
	});

	test("a health check that was taken away is none", () => {
		expect(
			decodeMicroservice({ ...raw, healthCheck: {} }, "3.7").healthCheck,
		).toBeNull();
	});
});
