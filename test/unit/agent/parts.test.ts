import { spawnSync } from "node:child_process";
import { generateKeyPairSync, verify } from "node:crypto";
import {
	mkdtempSync,
	openSync,
	readdirSync,
	readFileSync,
	readSync,
	rmSync,
	statSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, serve } from "../../../src/agent/control-channel";
import { ControllerLink } from "../../../src/agent/controller";
import { authHeader, Progress, splitReference } from "../../../src/agent/pull";
import { containerSpec, type Surroundings } from "../../../src/agent/recipe";
import { microserviceReports } from "../../../src/agent/status";
import { lastAddress, pathOnHost } from "../../../src/agent/surroundings";
import { VolumeMounts } from "../../../src/agent/volume-mounts";
import { desiredList } from "../../../src/agent/wire";
import { Engine } from "../../../src/docker";
import { container, microservice } from "./support";

const around: Surroundings = {
	agent: "ag",
	network: "iofog-ag",
	agentAddress: "172.18.0.1",
	agentAddressOnHost: "172.18.0.1",
	timeZone: "Europe/Berlin",
	apiVersion: "1.41",
	volumeMountPath: (reference) => `/data/${reference}`,
};

// biome-ignore lint/suspicious/noExplicitAny: the engine's own shape.
const spec = (part = {}, place = {}): any =>
	containerSpec(microservice(part), "nginx:1.25", { ...around, ...place });

describe("the container of a microservice", () => {
	test("has what every one has", () => {
		expect(spec()).toMatchObject({
			Image: "nginx:1.25",
			Env: ["SELFNAME=u1", "TZ=Europe/Berlin"],
			Labels: { "iofog-uuid": "ag", "fogform-microservice": "u1" },
			NetworkingConfig: {
				EndpointsConfig: { "iofog-ag": { Aliases: ["shop.web"] } },
			},
			HostConfig: {
				NetworkMode: "iofog-ag",
				ExtraHosts: ["iofog:172.18.0.1"],
				Privileged: false,
				RestartPolicy: { Name: "no" },
				LogConfig: { Config: { "max-size": "100m", "max-file": "5" } },
			},
		});
		expect(spec().Cmd).toBeUndefined();
		expect(spec().Healthcheck).toBeUndefined();
	});

	test("publishes ports by protocol", () => {
		const ports = [
			{ internal: 53, external: 5353, protocol: "udp" },
			{ internal: 80, external: 8180, protocol: "tcp" },
			{ internal: 80, external: 8181, protocol: "tcp" },
		];
		expect(spec({ ports }).HostConfig.PortBindings).toEqual({
			"53/udp": [{ HostPort: "5353" }],
			"80/tcp": [{ HostPort: "8180" }, { HostPort: "8181" }],
		});
	});

	test("mounts folders, named volumes with the agent's label, and volume mounts", () => {
		const volume = (type: string, source: string, readOnly = false) => ({
			type,
			source,
			target: "/t",
			readOnly,
		});
		const volumes = [
			volume("bind", "/host", true),
			volume("bind", "/with:colon"),
			volume("volume", "data"),
			volume("volumeMount", "secrets/key"),
		];
		const { Binds, Mounts } = spec({ volumes }).HostConfig;
		expect(Binds).toEqual(["/host:/t:ro"]);
		expect(Mounts).toMatchObject([
			{ Type: "bind", Source: "/with:colon" },
			{
				Type: "volume",
				Source: "data",
				VolumeOptions: { Labels: { "iofog-uuid": "ag" } },
			},
			{ Type: "bind", Source: "/data/secrets/key", ReadOnly: true },
		]);
	});

	test("on the host's network has neither ports nor names there", () => {
		const ports = [{ internal: 80, external: 81, protocol: "tcp" }];
		const made = spec({ hostNetwork: true, ports });
		expect(made.HostConfig).toMatchObject({
			NetworkMode: "host",
			ExtraHosts: ["iofog:172.18.0.1"],
		});
		expect(made.HostConfig.PortBindings).toBeUndefined();
		expect(made.NetworkingConfig).toBeUndefined();
	});

	test("keeps the user's own iofog, time zone and order of hosts", () => {
		const made = spec({
			extraHosts: ["iofog:10.0.0.9", "db:10.0.0.8"],
			env: [{ key: "TZ", value: "UTC" }],
		});
		expect(made.HostConfig.ExtraHosts).toEqual([
			"iofog:10.0.0.9",
			"db:10.0.0.8",
		]);
		expect(made.Env).toEqual(["SELFNAME=u1", "TZ=UTC"]);
	});

	test("leaves out what old engines do not know, or says so", () => {
		const healthCheck = { test: ["CMD", "x"], interval: 1.5, startInterval: 2 };
		expect(spec({ healthCheck }).Healthcheck).toEqual({
			Test: ["CMD", "x"],
			Interval: 1_500_000_000,
		});
		expect(
			spec({ healthCheck }, { apiVersion: "1.44" }).Healthcheck,
		).toHaveProperty("StartInterval", 2_000_000_000);
		expect(() => spec({ cdiDevices: ["a/b=c"] })).toThrow(/Docker Engine 25/);
		expect(
			spec({ cdiDevices: ["a"] }, { apiVersion: "1.45" }).HostConfig,
		).toHaveProperty("DeviceRequests");
	});
});

describe("pulling", () => {
	test.each([
		["nginx", "nginx", "latest"],
		["nginx:1.25", "nginx", "1.25"],
		["localhost:5000/a/b", "localhost:5000/a/b", "latest"],
		["localhost:5000/a/b:2", "localhost:5000/a/b", "2"],
		["a/b@sha256:00", "a/b@sha256:00", ""],
	])("%s is split into %s and %j", (reference, fromImage, tag) => {
		expect(splitReference(reference)).toEqual({ fromImage, tag });
	});

	test("logs in to private registries only", () => {
		const registry = {
			id: 3,
			url: "r:5000",
			isPublic: false,
			username: "ü?>",
			password: "p+/",
			email: "e",
		};
		const { "X-Registry-Auth": text = "" } = authHeader(registry);
		expect(JSON.parse(Buffer.from(text, "base64url").toString())).toEqual({
			username: "ü?>",
			password: "p+/",
			email: "e",
			serveraddress: "r:5000",
		});
		expect(text).toMatch(/^[\w-]+=*$/);
		expect(text.length % 4).toBe(0);
		expect(authHeader({ ...registry, isPublic: true })).toEqual({});
		expect(authHeader(undefined)).toEqual({});
	});

	test("adds up layers and never goes back", () => {
		const progress = new Progress();
		const line = (id: string, status: string, current?: number) =>
			progress.add({
				id,
				status,
				...(current !== undefined && {
					progressDetail: { current, total: 100 },
				}),
			});
		line("a", "Pulling fs layer");
		line("b", "Pulling fs layer");
		const seen = [
			line("a", "Downloading", 50),
			line("b", "Downloading", 0),
			line("a", "Download complete"),
			line("b", "Pull complete"),
		];
		expect(seen).toEqual([25, 25, 50, 100]);
	});
});

test("the Controller's list leaves out its own routers, and reads both dialects", () => {
	const { microservices, rebuild } = desiredList({
		microservices: [
			{ uuid: "r", imageId: "x", isRouter: true },
			{ uuid: "d", imageId: "x", delete: true },
			{
				uuid: "b",
				imageId: "x",
				schedule: 60,
				rootHostAccess: true,
				volumeMappings: [
					{
						hostDestination: "data",
						containerDestination: "/d",
						accessMode: "ro",
						type: "bind",
					},
				],
				portMappings: [{ portInternal: 1, portExternal: 2, isUdp: null }],
				healthCheck: {},
			},
			{
				uuid: "a",
				imageId: "x",
				schedule: 50,
				rebuild: true,
				memoryLimit: null,
			},
		],
	});
	expect(microservices.map(({ uuid }) => uuid)).toEqual(["a", "b"]);
	expect(rebuild).toEqual(["a"]);
	expect(microservices[1]).toMatchObject({
		hostNetwork: true,
		privileged: true,
		volumes: [{ type: "volume", readOnly: true }],
		ports: [{ protocol: "tcp" }],
		healthCheck: undefined,
	});
});

describe("status", () => {
	const web = microservice();
	const report = (part: Partial<Parameters<typeof microserviceReports>[0]>) =>
		microserviceReports({
			desired: [web],
			containers: [],
			phases: new Map(),
			memory: new Map(),
			usage: new Map(),
			started: new Map([["c-u1", 1_000]]),
			engineFault: undefined,
			noteOn: () => "",
			now: 5_000,
			...part,
		})[0];
	const fault = (recipe: string) => ({
		fault: { recipe, count: 1, retryAt: 0, message: "no such image" },
	});
	const { recipe } = container(web);

	test.each<[string, Parameters<typeof report>[0], object]>([
		["waits", {}, { status: "QUEUED", errorMessage: "" }],
		[
			"is pulled",
			{ phases: new Map([["u1", { status: "PULLING", percentage: 30 }]]) },
			{ status: "PULLING", percentage: 30 },
		],
		[
			"runs",
			{ containers: [container(web, { detail: "Up 2 minutes (healthy)" })] },
			{
				status: "RUNNING",
				healthStatus: "HEALTHY",
				containerId: "c-u1",
				startTime: 1_000,
				operatingDuration: 4_000,
			},
		],
		[
			"failed",
			{ memory: new Map([["u1", fault(recipe)]]) },
			{ status: "FAILED", errorMessage: "no such image" },
		],
		[
			"runs as before because its update failed",
			{
				containers: [container(web, { recipe: "old" })],
				memory: new Map([["u1", fault(recipe)]]),
			},
			{ status: "RUNNING", errorMessage: "no such image" },
		],
		[
			"has a fault of something that is not wanted any more",
			{
				containers: [container(web)],
				memory: new Map([["u1", fault("other")]]),
			},
			{ status: "RUNNING", errorMessage: "" },
		],
		[
			"is stuck",
			{
				containers: [
					container(web, { state: "exited", detail: "Exited (3) now" }),
				],
				memory: new Map([["u1", { stuck: recipe }]]),
			},
			{
				status: "STUCK_IN_RESTART",
				errorMessage: expect.stringMatching(/exit code 3/),
			},
		],
		[
			"runs on an engine that lacks something",
			{ containers: [container(web)], noteOn: () => "it lacks something" },
			{ status: "RUNNING", errorMessage: "Note: it lacks something" },
		],
		[
			"cannot be seen",
			{ containers: [container(web)], engineFault: "no engine" },
			{ status: "UNKNOWN", errorMessage: "no engine" },
		],
	])("%s", (_, seen, expected) => {
		expect(report(seen)).toMatchObject(expected);
	});
});

describe("volume mounts", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "fogform-mounts-"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));
	const mount = (data: Record<string, string>, part = {}) => ({
		name: "m",
		version: 1,
		type: "secret" as const,
		data: new Map(
			Object.entries(data).map(([key, text]) => [key, Buffer.from(text)]),
		),
		...part,
	});

	test("change in place, whole or by key, and go", () => {
		const mounts = new VolumeMounts(folder);
		mounts.apply([mount({ a: "1", "dir/b": "2" })], new Set());
		const whole = mounts.path("m");
		const single = mounts.path("m/a");
		expect(readFileSync(join(whole, "dir/b"), "utf8")).toBe("2");
		expect(statSync(join(whole, "a")).mode & 0o777).toBe(0o600);
		// As a container holds the file that was mounted.
		const held = openSync(single, "r");
		mounts.apply([mount({ a: "9", c: "3" }, { version: 2 })], new Set());
		const buffer = Buffer.alloc(1);
		readSync(held, buffer, 0, 1, 0);
		expect(buffer.toString()).toBe("9");
		expect(readFileSync(join(whole, "a"), "utf8")).toBe("9");
		expect(readFileSync(join(whole, "c"), "utf8")).toBe("3");
		expect(() => readFileSync(join(whole, "dir/b"))).toThrow();
		expect(() => mounts.path("m/dir/b")).toThrow(/linked to this agent/);
		mounts.apply([], new Set());
		expect(() => mounts.path("m")).toThrow(/linked to this agent/);
	});

	test("stay as long as a microservice has them", () => {
		const mounts = new VolumeMounts(folder);
		mounts.apply([mount({ a: "1" })], new Set(["m"]));
		const inode = statSync(mounts.path("m")).ino;
		mounts.apply([], new Set(["m"]));
		mounts.apply([mount({ a: "2" })], new Set(["m"]));
		expect(statSync(mounts.path("m")).ino).toBe(inode);
		expect(readFileSync(join(mounts.path("m"), "a"), "utf8")).toBe("2");
	});

	test("do not change what is the same, and never leave their folder", () => {
		const mounts = new VolumeMounts(folder);
		mounts.apply([mount({ a: "1" })], new Set());
		const inode = () => statSync(join(mounts.path("m"), "a")).ino;
		const before = inode();
		mounts.apply([mount({ a: "1" }, { version: 2 })], new Set());
		expect(inode()).toBe(before);
		expect(() => mounts.apply([mount({ "../../x": "1" })], new Set())).toThrow(
			/leads out/,
		);
		expect(() =>
			mounts.apply([mount({}, { name: "../x" })], new Set()),
		).toThrow(/leads out/);
	});
});

describe("an agent in a container", () => {
	const mounts = [
		{ Source: "/var/lib/docker/volumes/v/_data", Destination: "/data" },
		{ Source: "/srv/other", Destination: "/data/other" },
	];
	test.each([
		["/data/m/..data", "/var/lib/docker/volumes/v/_data/m/..data"],
		["/data/other/x", "/srv/other/x"],
		["/data", "/var/lib/docker/volumes/v/_data"],
	])("has %s on its host at %s", (path, expected) => {
		expect(pathOnHost(path, mounts)).toBe(expected);
	});
	test("says what its host does not have", () => {
		expect(() => pathOnHost("/database/m", mounts)).toThrow(
			/within the agent's container only/,
		);
	});
	test.each([
		["172.18.0.0/16", "172.18.255.254"],
		["192.168.0.16/28", "192.168.0.30"],
		["10.0.0.0/30", undefined],
		["fd00::/64", undefined],
	])("on %s always has the address %s", (subnet, expected) => {
		expect(lastAddress(subnet)).toBe(expected);
	});
});

test("an agent whose clock is an hour slow learns the time from the refusal, and never repeats a token", async () => {
	const { privateKey, publicKey } = generateKeyPairSync("ed25519");
	const jwk = JSON.stringify(privateKey.export({ format: "jwk" }));
	const hour = 3_600_000;
	const seen = new Set<string>();
	const statuses: number[] = [];
	const server = createServer((request, response) => {
		const [, token = ""] = (request.headers.authorization ?? "").split(" ");
		const [head, body, signature = ""] = token.split(".");
		const claims = JSON.parse(Buffer.from(body ?? "", "base64url").toString());
		const good =
			verify(
				null,
				Buffer.from(`${head}.${body}`),
				publicKey,
				Buffer.from(signature, "base64url"),
			) &&
			claims.sub === "x" &&
			claims.exp * 1000 > Date.now() + hour &&
			!seen.has(claims.jti);
		seen.add(claims.jti);
		statuses.push(good ? 200 : 401);
		response.writeHead(good ? 200 : 401, {
			"Content-Type": "application/json",
			"X-Timestamp": String(Date.now() + hour),
		});
		response.end("{}");
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	const link = new ControllerLink({
		controller: `http://127.0.0.1:${port}`,
		uuid: "x",
		privateKey: Buffer.from(jwk).toString("base64"),
	});
	await link.get("config");
	await link.get("config");
	expect(statuses).toEqual([401, 200, 200]);
	expect(Math.abs(link.now() - Date.now() - hour)).toBeLessThan(2_000);
	server.close();
	server.closeAllConnections();
});

describe("the channel of a data folder", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "fogform-channel-"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	test("lets one agent in, answers others, and outlives one that was killed", async () => {
		expect(await ask(folder, { command: "deprovision" })).toBeUndefined();
		const server = await serve(folder, async (request) => {
			if (request.command !== "provision") throw new Error("not now");
			return `key ${request.key}`;
		});
		expect(await serve(folder, async () => "")).toBeUndefined();
		const request = {
			command: "provision",
			controller: "c",
			key: "k",
		} as const;
		expect(await ask(folder, request)).toEqual({ done: "key k" });
		expect(await ask(folder, { command: "deprovision" })).toEqual({
			failed: "not now",
		});
		await new Promise((resolve) => server?.close(resolve));
		// It dies without taking its socket away.
		const path = JSON.stringify(join(folder, "agent.sock"));
		spawnSync(process.execPath, [
			"-e",
			`require("net").createServer().listen(${path}, () => process.kill(process.pid, "SIGKILL"))`,
		]);
		expect(readdirSync(folder)).toEqual(["agent.sock"]);
		expect(await ask(folder, request)).toBeUndefined();
		const next = await serve(folder, async () => "here");
		expect(await ask(folder, request)).toEqual({ done: "here" });
		next?.close();
	});
});

test("an engine that is not there is told as it is", async () => {
	const engine = new Engine("/nowhere/docker.sock");
	await expect(engine.version()).rejects.toThrow(
		/Docker Engine at \/nowhere\/docker\.sock cannot be reached: there is no such socket/,
	);
});
