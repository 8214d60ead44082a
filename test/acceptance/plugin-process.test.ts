import { spawn } from "node:child_process";
import { once } from "node:events";
import {
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "acorn";
import { schemaResponse } from "../../src/plugin/prepared";
import { GrpcClient, identity } from "../support/grpc-client";
import {
	COOKIE,
	PLUGIN,
	PluginProcess,
	runs,
	until,
} from "../support/plugin-process";

jest.setTimeout(30_000);

const client = identity();
const open: PluginProcess[] = [];
let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "fogform-plugin-"));
});
afterEach(() => {
	for (const plugin of open.splice(0)) plugin.stop();
	rmSync(folder, { recursive: true });
});

function start(
	env: NodeJS.ProcessEnv = {},
	own: typeof client | undefined = client,
) {
	const plugin = new PluginProcess(
		{ ...COOKIE, PLUGIN_UNIX_SOCKET_DIR: folder, ...env },
		own && { client: own },
	);
	open.push(plugin);
	return plugin;
}

async function connected(env?: NodeJS.ProcessEnv) {
	const plugin = start(env);
	const { socket, certificate } = await plugin.handshake();
	return {
		plugin,
		socket,
		certificate,
		connection: await GrpcClient.connect(socket, client),
	};
}

const preload = (code: string) => {
	const file = join(folder, "preload.js");
	writeFileSync(file, code);
	return { NODE_OPTIONS: `--require ${file}` };
};

describe("the file", () => {
	test("is one that an old Node can read to its end, with a line that says what runs it", () => {
		const text = readFileSync(PLUGIN, "utf8");
		expect(text.startsWith("#!/usr/bin/env node\n")).toBe(true);
		expect(() =>
			parse(text, { ecmaVersion: 5, allowHashBang: true }),
		).not.toThrow();
		expect(statSync(PLUGIN).mode & 0o777).toBe(0o755);
	});

	test("says so where Node is too old", async () => {
		const plugin = start(
			preload(
				'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.0" } });',
			),
		);
		expect(await plugin.ended).toBe(1);
		expect(plugin.stdout).toBe("");
		expect(plugin.stderr).toMatch(
			/^panic: .*needs Node 20 or newer.*18\.20\.0/,
		);
	});
});

describe("whoever starts it", () => {
	test("is served, and is shown the certificate of the handshake line", async () => {
		const { plugin, socket, certificate, connection } = await connected();
		expect(connection.server?.equals(certificate)).toBe(true);
		const { status, body } = await connection.call(
			"/tfplugin6.Provider/GetProviderSchema",
		);
		expect(status).toBe(0);
		expect(body.equals(schemaResponse())).toBe(true);
		expect(
			(await connection.call("/grpc.health.v1.Health/Check")).body,
		).toEqual(Buffer.from([8, 1]));
		await connection.call("/plugin.GRPCController/Shutdown").catch(() => {});
		expect(await plugin.ended).toBe(0);
		expect(existsSync(socket)).toBe(false);
		expect(plugin.stdout.split("\n")).toHaveLength(2);
		expect(plugin.stderr).toBe("");
	});

	test.each<[string, NodeJS.ProcessEnv, RegExp]>([
		[
			"without the cookie",
			{ TF_PLUGIN_MAGIC_COOKIE: undefined },
			/not by hand/,
		],
		["with a wrong cookie", { TF_PLUGIN_MAGIC_COOKIE: "d602" }, /not by hand/],
		["with an old protocol", { PLUGIN_PROTOCOL_VERSIONS: "5" }, /protocol 6/],
		["with a certificate that is none", { PLUGIN_CLIENT_CERT: "x" }, /PEM/],
	])("%s is told why not", async (_, env, said) => {
		const plugin = start(env);
		expect(await plugin.ended).toBe(1);
		expect(plugin.stdout).toBe("");
		expect(plugin.stderr).toMatch(said);
		expect(plugin.stderr).not.toMatch(/^\s+at /m);
		expect(readdirSync(folder)).toEqual([]);
	});

	test("is the only one who is: another certificate is refused, and the plugin goes on", async () => {
		const { socket, connection } = await connected();
		const answer = await GrpcClient.connect(socket, identity())
			.then((foreign) => foreign.call("/tfplugin6.Provider/GetProviderSchema"))
			.catch(() => undefined);
		expect(answer?.status === 0).toBe(false);
		await expect(GrpcClient.connect(socket)).rejects.toThrow();
		const { status } = await connection.call("/grpc.health.v1.Health/Check");
		expect(status).toBe(0);
		connection.close();
	});

	test("may be several at a time", async () => {
		const all = await Promise.all([connected(), connected()]);
		expect(new Set(all.map(({ socket }) => socket)).size).toBe(2);
		for (const { connection } of all)
			expect(
				(await connection.call("/tfplugin6.Provider/StopProvider")).status,
			).toBe(0);
	});
});

describe("its end", () => {
	test("does not come by Ctrl-C, but by SIGTERM", async () => {
		const { plugin, socket, connection } = await connected();
		plugin.child.kill("SIGINT");
		plugin.child.kill("SIGINT");
		const { status } = await connection.call("/grpc.health.v1.Health/Check");
		expect(status).toBe(0);
		plugin.child.kill("SIGTERM");
		await plugin.ended;
		expect(existsSync(socket)).toBe(false);
		connection.close();
	});

	test("comes some seconds after the last connection", async () => {
		const { plugin, socket, connection } = await connected();
		connection.close();
		expect(await plugin.ended).toBe(0);
		expect(existsSync(socket)).toBe(false);
	});

	test("comes with the end of whoever started it", async () => {
		const parent = spawn(
			process.execPath,
			[
				"-e",
				`const child = require("child_process").spawn(${JSON.stringify(PLUGIN)}, { stdio: ["ignore", "pipe", "inherit"] });
				child.stdout.once("data", () => console.log(child.pid)); setInterval(() => {}, 1000);`,
			],
			{
				env: { ...process.env, ...COOKIE, PLUGIN_UNIX_SOCKET_DIR: folder },
				stdio: ["ignore", "pipe", "inherit"],
			},
		);
		const [line] = await once(parent.stdout, "data");
		const pid = Number(String(line));
		expect(runs(pid)).toBe(true);
		expect(readdirSync(folder)).toHaveLength(1);
		parent.kill("SIGKILL");
		expect(await until(() => !runs(pid))).toBe(true);
		expect(readdirSync(folder)).toEqual([]);
	});

	test.each<[string, string]>([
		["an exception", 'throw new Error("planted")'],
		["a rejection", 'Promise.reject(new Error("planted"))'],
	])("by %s nobody caught is shown by Terraform", async (_, code) => {
		const { plugin } = await connected(
			preload(`setTimeout(() => { ${code} }, 600);`),
		);
		expect(await plugin.ended).toBe(2);
		expect(plugin.stderr).toMatch(
			/^panic: Error: planted\n[\s\S]*fault of fogform/,
		);
		expect(readdirSync(folder)).toEqual(["preload.js"]);
	});
});
