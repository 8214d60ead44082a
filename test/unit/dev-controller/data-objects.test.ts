import { agent, lab } from "./support";

type Row = [
	call: string,
	body: object | undefined,
	status: number,
	answer: unknown,
];

const invalid = (message: string) => ({ name: "ValidationError", message });
const noSecret = (name: string) => ({
	name: "NotFoundError",
	message: `Secret with name "${name}" not found`,
});
const opaque = { type: "Opaque", data: { user: "u", n: 5, o: { a: 1 } } };
const fixed =
	"Configmap c2 is immutable and cannot be updated. If you want to update it, please delete it and create a new configmap.";

// Each as a Controller 3.7.3 answered it, one after the other.
const secrets: Row[] = [
	["POST /secrets", { name: "s1", ...opaque }, 201, { name: "s1" }],
	[
		"POST /secrets",
		{ name: "s1", ...opaque },
		500,
		{
			name: "ConflictError",
			message: 'Secret with name "s1" already exists',
		},
	],
	[
		"POST /secrets",
		{ name: "s2", type: "docker", data: {} },
		400,
		invalid("Field type is not one of enum values: Opaque,tls"),
	],
	[
		"POST /secrets",
		{ name: "s2", type: "Opaque", data: {}, foo: 1 },
		400,
		invalid("Field 'foo' not allowed"),
	],
	[
		"POST /secrets",
		{ name: "s2", type: "Opaque", data: ["a"] },
		400,
		invalid("Field 'data' is not of a type(s) object"),
	],
	[
		"POST /secrets",
		{ name: "t1", type: "tls", data: { "tls.crt": "plain", key: 5 } },
		400,
		invalid("Invalid base64 encoding for keys: tls.crt, key"),
	],
	["POST /secrets", { name: "My Secret/1", ...opaque }, 201, {}],
	["GET /secrets/My%20Secret%2F1", undefined, 200, { name: "My Secret/1" }],
	["GET /secrets/s1", undefined, 200, { name: "s1", ...opaque }],
	[
		"PATCH /secrets/s1",
		{ data: {} },
		400,
		invalid(
			"Secret type mismatch. Secret s1 is of type Opaque but trying to update with type undefined",
		),
	],
	["PATCH /secrets/s1", { name: "s1b", ...opaque, data: {} }, 200, {}],
	["GET /secrets/s1", undefined, 200, { name: "s1", data: {} }],
	["PATCH /secrets/zzz", opaque, 404, noSecret("zzz")],
	["DELETE /secrets/s1", undefined, 200, {}],
	["DELETE /secrets/s1", undefined, 404, noSecret("s1")],
];

const configMaps: Row[] = [
	[
		"POST /configmaps",
		{ name: "c1", data: { n: 5 } },
		201,
		{ name: "c1", immutable: false, useVault: true },
	],
	[
		"POST /configmaps",
		{ name: "c1", data: {} },
		500,
		{
			name: "ConflictError",
			message: "ConfigMap with name c1 already exists",
		},
	],
	[
		"PATCH /configmaps/c1",
		{ data: {} },
		500,
		{
			name: "SequelizeValidationError",
			message: "notNull Violation: ConfigMap.immutable cannot be null",
		},
	],
	["GET /configmaps/c1", undefined, 200, { data: { n: 5 } }],
	["POST /configmaps", { name: "c2", data: {}, immutable: true }, 201, {}],
	["PATCH /configmaps/c2", { data: {}, immutable: false }, 400, invalid(fixed)],
	["DELETE /configmaps/c2", undefined, 200, {}],
];

const mounts: Row[] = [
	["POST /secrets", { name: "s1", ...opaque }, 201, {}],
	["POST /configmaps", { name: "c1", data: {} }, 201, {}],
	[
		"POST /volumeMounts",
		{ name: "vm1", secretName: "s1" },
		200,
		{ version: 1 },
	],
	[
		"POST /volumeMounts",
		{ name: "vm1", secretName: "s1" },
		400,
		invalid("Duplicate name 'vm1'"),
	],
	[
		"POST /volumeMounts",
		{ name: "vm3", secretName: "no" },
		500,
		noSecret("no"),
	],
	[
		"POST /volumeMounts",
		{ name: "Vm_3", secretName: "s1" },
		400,
		invalid("Invalid format for field 'name'"),
	],
	[
		"PATCH /volumeMounts/vm1",
		{ configMapName: "c1", name: "other" },
		200,
		{ name: "vm1", secretName: "s1", configMapName: "c1", version: 2 },
	],
	["PATCH /secrets/s1", opaque, 200, {}],
	["GET /volumeMounts/vm1", undefined, 200, { version: 3 }],
	[
		"GET /volumeMounts/zz/link",
		undefined,
		500,
		{
			name: "NotFoundError",
			message: "Volume mount with name zz not found",
		},
	],
	["DELETE /secrets/s1", undefined, 200, {}],
	["GET /volumeMounts/vm1", undefined, 404, { name: "NotFoundError" }],
];

test.each([
	["secrets", secrets],
	["config maps", configMaps],
	["volume mounts", mounts],
])("%s answer as measured", async (_kind, rows) => {
	const { call } = await lab("3.7");
	for (const [line, body, status, answer] of rows) {
		const [method = "", path = ""] = line.split(" ");
		const got = await call(method, path, body);
		expect([line, got.status, got.body]).toEqual([
			line,
			status,
			expect.objectContaining(answer as object),
		]);
	}
});

test("an agent shows what is linked to it, in its latest version, until it ends", async () => {
	const opened = await lab("3.7");
	const { call } = opened;
	const uuid = await agent(opened);
	await call("POST", "/secrets", { name: "s1", ...opaque });
	await call("POST", "/volumeMounts", { name: "vm1", secretName: "s1" });
	const linked = async () =>
		(await call("GET", `/iofog/${uuid}`)).body.volumeMounts.map(
			(mount: { name: string; version: number }) =>
				`${mount.name} ${mount.version}`,
		);
	const link = { fogUuids: [uuid] };
	expect((await call("POST", "/volumeMounts/vm1/link", link)).status).toBe(200);
	expect((await call("POST", "/volumeMounts/vm1/link", link)).status).toBe(200);
	expect(await linked()).toContain("vm1 1");
	await call("PATCH", "/secrets/s1", opaque);
	expect(await linked()).toContain("vm1 2");
	await call("DELETE", "/volumeMounts/vm1");
	expect(await linked()).not.toContain("vm1 2");
});

test("a certificate authority that has signed something stays", async () => {
	const opened = await lab("3.7");
	await agent(opened);
	const { call } = opened;
	const ca = "router-local-ca-edge";
	const signed = ["router-local-server-edge", "router-local-agent-edge"];
	// The Controller makes them in the background.
	while ((await call("GET", `/secrets/${signed[1]}`)).status === 404)
		await new Promise((resolve) => setTimeout(resolve, 10));
	const kept = await call("DELETE", `/secrets/${ca}`);
	expect([kept.status, kept.body.message]).toEqual([
		500,
		`Cannot delete CA that has signed certificates. Please delete the following certificates first: ${signed.join(", ")}`,
	]);
	for (const name of [...signed, ca])
		expect((await call("DELETE", `/secrets/${name}`)).status).toBe(200);
});

// Recorded on a real 3.7.3, but for the place of what it makes in the background.
test("NATS keeps its seeds and credentials in secrets, until what they are for is gone", async () => {
	const opened = await lab("3.7");
	const names = async () =>
		(await opened.call("GET", "/secrets")).body.secrets
			.map(({ name }: { name: string }) => name)
			.filter((name: string) => /seed|creds/.test(name));
	const mounts = async () =>
		(await opened.call("GET", "/volumeMounts")).body
			.map(({ name }: { name: string }) => name)
			.filter((name: string) => name.startsWith("nats-creds"));
	const edge = await agent(opened);
	const ofEdge = [
		"nats-operator-seed",
		"nats-leaf-system-seed-edge",
		"nats-creds-sys-leaf-edge-admin-leaf-edge",
		"nats-system-account-seed",
	];
	expect(await names()).toEqual(ofEdge);
	const natsConfig = { natsAccess: true };
	await opened.call("POST", "/application", { name: "app", natsConfig });
	const create = async (name: string) =>
		(
			await opened.call("POST", "/microservices", {
				name,
				application: "app",
				iofogUuid: edge,
				images: [{ containerImage: "x", fogTypeId: 1 }],
				natsConfig,
			})
		).body.uuid;
	const one = await create("one");
	await create("two");
	expect((await names()).slice(ofEdge.length)).toEqual([
		"nats-account-seed-app",
		"nats-creds-app-one",
		"nats-creds-app-leaf-edge",
		"nats-creds-app-two",
	]);
	expect(await mounts()).toEqual(["nats-creds-app-one", "nats-creds-app-two"]);
	await opened.call("DELETE", `/microservices/${one}`);
	expect(await mounts()).toEqual(["nats-creds-app-two"]);
	await opened.call("PATCH", "/application/app", {
		natsConfig: { natsAccess: false },
	});
	expect(await names()).toEqual(ofEdge);
	expect(await mounts()).toEqual([]);
	await opened.call("DELETE", `/iofog/${edge}`);
	expect(await names()).toEqual([
		"nats-operator-seed",
		"nats-system-account-seed",
	]);
});
