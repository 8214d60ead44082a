import { existsSync, statSync } from "node:fs";
import type { Unary } from "../../../src/plugin/server/grpc";
import { GrpcError } from "../../../src/plugin/server/grpc";
import { type Listening, listen } from "../../../src/plugin/server/server";
import { GrpcClient, identity } from "../../support/grpc-client";

const own = identity();
const mine = identity();
const complaints: string[] = [];
let open: number[] = [];
let finish: (() => void) | undefined;
const HANDLERS: Record<string, Unary> = {
	"/echo": (request) => request,
	"/fails": () => {
		throw new Error("50 % of Ä failed");
	},
	"/refuses": () => {
		throw new GrpcError(3, "no such thing");
	},
	"/waits": (request) =>
		new Promise((resolve) => {
			finish = () => resolve(request);
		}),
};

let server: Listening;
let client: GrpcClient | undefined;
const start = async (tls: boolean) => {
	// Of this server alone: connections of the one before may end later.
	const counts: number[] = [];
	open = counts;
	server = await listen({
		...(tls && { tls: { own, client: mine.der } }),
		connect: () => ({ handler: (path) => HANDLERS[path], close: () => {} }),
		onConnections: (count) => counts.push(count),
		complain: (message) => complaints.push(message),
	});
	return server.socket;
};
afterEach(() => {
	client?.close();
	client = undefined;
	server.close();
	complaints.length = 0;
});

describe("who may connect", () => {
	test("the client whose certificate the plugin was told, and it sees the certificate of the handshake line", async () => {
		client = await GrpcClient.connect(await start(true), mine);
		expect(client.server?.equals(own.der)).toBe(true);
		expect(await client.call("/echo", Buffer.from("hi"))).toMatchObject({
			status: 0,
			body: Buffer.from("hi"),
		});
	});

	test("nobody with another certificate", async () => {
		const socket = await start(true);
		const foreign = await GrpcClient.connect(socket, identity()).catch(
			() => undefined,
		);
		const answer = await foreign
			?.call("/echo", Buffer.from("hi"))
			.catch(() => undefined);
		expect(answer?.status === 0).toBe(false);
		expect(complaints).toEqual([
			expect.stringContaining("another certificate"),
		]);
		expect(open).toEqual([]);
	});

	test("nobody without a certificate", async () => {
		const socket = await start(true);
		await expect(GrpcClient.connect(socket)).rejects.toThrow();
		expect(open).toEqual([]);
	});

	test("only this user, without TLS too", async () => {
		const socket = await start(false);
		expect(statSync(socket).mode & 0o022).toBe(0);
		client = await GrpcClient.connect(socket);
		expect((await client.call("/echo")).status).toBe(0);
	});
});

test("the socket is gone when the server is closed", async () => {
	const socket = await start(false);
	expect(existsSync(socket)).toBe(true);
	server.close();
	expect(existsSync(socket)).toBe(false);
});

test("a folder that is too deep for a socket is left for another", async () => {
	server = await listen({
		connect: () => ({ handler: () => undefined, close: () => {} }),
		complain: () => {},
		socketFolder: `/tmp/${"deep/".repeat(30)}`,
	});
	expect(server.socket).toMatch(/^\/tmp\/iofog-/);
});

test("connections are counted", async () => {
	client = await GrpcClient.connect(await start(false));
	await client.call("/echo");
	expect(open).toEqual([1]);
	client.close();
	await new Promise((resolve) => setTimeout(resolve, 50));
	expect(open).toEqual([1, 0]);
});

describe("answers", () => {
	beforeEach(async () => {
		client = await GrpcClient.connect(await start(false));
	});
	const call = (...args: Parameters<GrpcClient["call"]>) =>
		(client as GrpcClient).call(...args);

	test.each<
		[
			string,
			Parameters<GrpcClient["call"]>,
			{ status: number; message?: unknown },
		]
	>([
		["an unknown method", ["/tfplugin6.Provider/Dance"], { status: 12 }],
		["a fault", ["/fails"], { status: 13, message: "50 % of Ä failed" }],
		["a refusal", ["/refuses"], { status: 3, message: "no such thing" }],
		[
			"a compressed request",
			["/echo", undefined, { raw: Buffer.from([1, 0, 0, 0, 0]) }],
			{ status: 12 },
		],
		[
			"a request that is cut off",
			["/echo", undefined, { raw: Buffer.from([0, 0, 0, 0, 9, 1]) }],
			{ status: 13 },
		],
		[
			"no request at all",
			["/echo", undefined, { raw: new Uint8Array() }],
			{ status: 13 },
		],
	])("%s", async (_, args, expected) => {
		expect(await call(...args)).toMatchObject(expected);
	});

	test("large messages, many at a time", async () => {
		const big = Buffer.alloc(3_000_000, 7);
		const answers = await Promise.all(
			Array.from({ length: 60 }, (_, i) =>
				call("/echo", i % 20 ? Buffer.from([i]) : big),
			),
		);
		expect(answers.every(({ status }) => status === 0)).toBe(true);
		expect(answers[0]?.body.equals(big)).toBe(true);
		expect(answers[59]?.body).toEqual(Buffer.from([59]));
	});

	test("the answer to a call that was given up goes nowhere", async () => {
		const abort = new AbortController();
		const waiting = call("/waits", undefined, { signal: abort.signal });
		await new Promise((resolve) => setTimeout(resolve, 50));
		abort.abort();
		await waiting.catch(() => {});
		finish?.();
		expect(await call("/echo", Buffer.from("hi"))).toMatchObject({
			status: 0,
			body: Buffer.from("hi"),
		});
	});

	test.each([
		"/plugin.GRPCStdio/StreamStdio",
		"/plugin.GRPCBroker/StartStream",
	])("%s stays open", async (path) => {
		const over = await Promise.race([
			call(path),
			new Promise((resolve) => setTimeout(resolve, 100, "open")),
		]);
		expect(over).toBe("open");
	});
});
