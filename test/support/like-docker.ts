import { randomBytes } from "node:crypto";
import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import {
	createServer,
	type IncomingMessage,
	type RequestListener,
	type Server,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { makeIdentity, pemOf } from "../../src/plugin/server/certificate";

/** What the program in the container does: it gets its words and all of its standard input. */
export type Program = (
	words: readonly string[],
	input: string,
) => Done | Promise<Done>;

type Done =
	| { readonly frames: readonly (readonly [1 | 2, string])[]; code: number }
	| "hangs"
	| "vanishes";

/** A piece of output as the engine frames it. */
export function frame(stream: 1 | 2, text: string): Buffer {
	const header = Buffer.alloc(8);
	header[0] = stream;
	header.writeUInt32BE(Buffer.byteLength(text), 4);
	return Buffer.concat([header, Buffer.from(text)]);
}

/** A server that speaks the part of the Docker Engine's API that the tests use: one container "edge", in which a program of the test runs. */
export class LikeDocker {
	readonly folder = mkdtempSync(join(tmpdir(), "fogform-docker-"));
	/** Method and path of every request. */
	readonly asked: string[] = [];
	private readonly servers: Server[] = [];
	private readonly taken: Duplex[] = [];
	private readonly codes = new Map<string, number | null>();
	private readonly words = new Map<string, string[]>();

	constructor(private readonly program: Program = () => "hangs") {}

	async onSocket(): Promise<string> {
		const path = join(this.folder, "docker.sock");
		await this.listen(createServer(this.answer), path);
		return path;
	}

	async onTcp(): Promise<string> {
		return `127.0.0.1:${await this.listen(createServer(this.answer), 0)}`;
	}

	/** Takes clients with its own certificate only; the folder has what such a client needs. */
	async onTls(): Promise<{ address: string; certPath: string }> {
		const [server, client] = [0, 1].map(() => {
			const { key, der } = makeIdentity(randomBytes(8));
			const pem = key.export({ type: "pkcs8", format: "pem" }).toString();
			return { key: pem, cert: pemOf(der) };
		}) as [Pems, Pems];
		const certPath = join(this.folder, "certs");
		mkdirSync(certPath);
		writeFileSync(join(certPath, "ca.pem"), server.cert);
		writeFileSync(join(certPath, "cert.pem"), client.cert);
		writeFileSync(join(certPath, "key.pem"), client.key);
		const options = {
			...server,
			ca: client.cert,
			requestCert: true,
			// As the engine does: a client that has said all still listens.
			allowHalfOpen: true,
		};
		const listener = createTlsServer(options, this.answer);
		return {
			address: `localhost:${await this.listen(listener, 0)}`,
			certPath,
		};
	}

	/** A folder for PATH with a program `ssh` that writes its words into a file and connects to the socket, or fails as it is told. */
	ssh(failure?: { says: string; code: number }): { path: string; log: string } {
		const path = join(this.folder, "bin");
		const log = join(this.folder, "ssh.log");
		mkdirSync(path, { recursive: true });
		const body = failure
			? `process.stderr.write(${JSON.stringify(failure.says)}); process.exitCode = ${failure.code};`
			: `const s = require("net").connect({ path: ${JSON.stringify(join(this.folder, "docker.sock"))}, allowHalfOpen: true });
process.stdin.pipe(s); s.pipe(process.stdout);`;
		writeFileSync(
			join(path, "ssh"),
			`#!${process.execPath}
require("fs").appendFileSync(${JSON.stringify(log)}, JSON.stringify(process.argv.slice(2)) + "\\n");
${body}
`,
		);
		chmodSync(join(path, "ssh"), 0o755);
		return { path, log };
	}

	async close(): Promise<void> {
		for (const socket of this.taken) socket.destroy();
		for (const server of this.servers) {
			await new Promise((resolve) => server.close(resolve));
		}
		rmSync(this.folder, { recursive: true, force: true });
	}

	private async listen(server: Server, at: string | number): Promise<number> {
		this.servers.push(server);
		server.on("upgrade", this.upgrade);
		server.on("connection", (socket) => this.taken.push(socket));
		const taken = typeof at === "string" ? [at] : [at, "127.0.0.1"];
		await new Promise<void>((resolve) =>
			server.listen(...(taken as [number]), resolve),
		);
		return (server.address() as AddressInfo).port;
	}

	private readonly answer: RequestListener = async (request, response) => {
		this.asked.push(`${request.method} ${request.url}`);
		const send = (status: number, body: unknown) => {
			response.writeHead(status, { "Content-Type": "application/json" });
			response.end(JSON.stringify(body));
		};
		const [, kind, id = "", what] = new URL(
			request.url ?? "",
			"http://docker",
		).pathname.split("/");
		if (kind === "version")
			return send(200, { ApiVersion: "1.41", Arch: "amd64", Version: "20.10" });
		if (kind === "exec" && what === "json") {
			const code = this.codes.get(id);
			return send(200, { ExitCode: code ?? null, Running: code === undefined });
		}
		// Nothing but the container of the tests is there.
		if (kind === "networks" || (kind === "containers" && id === "json"))
			return send(200, []);
		if (kind === "containers" && id === "edge" && what === "json")
			return send(200, {
				Path: "fogform",
				Args: ["agent"],
				State: { Status: "running", Running: true },
			});
		if (kind === "containers" && id === "edge" && what === "exec") {
			const name = `x${this.words.size}`;
			this.words.set(name, JSON.parse(await textOf(request)).Cmd);
			return send(201, { Id: name });
		}
		if (kind === "containers" && id === "stopped")
			return send(409, { message: "Container stopped is not running" });
		send(404, { message: `No such container: ${id}` });
	};

	private readonly upgrade = async (
		request: IncomingMessage,
		socket: Duplex,
		head: Buffer,
	) => {
		this.asked.push(`${request.method} ${request.url}`);
		const id = (request.url ?? "").split("/")[2] ?? "";
		// The body of the request may come with its head or after it.
		const length = Number(request.headers["content-length"]);
		let got = head;
		let all = false;
		socket.on("error", () => {});
		const ended = new Promise<void>((resolve) => {
			socket.on("end", resolve);
			socket.on("data", (chunk) => {
				got = Buffer.concat([got, chunk]);
			});
		}).then(() => {
			all = true;
		});
		const input = () => got.subarray(length).toString();
		socket.write(
			"HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n",
		);
		await Promise.race([
			ended,
			new Promise((resolve) => setTimeout(resolve, 2_000).unref()),
		]);
		const done = await this.program(
			this.words.get(id) ?? [],
			all ? input() : `${input()}…`,
		);
		if (done === "hangs") return;
		if (done === "vanishes") return socket.destroy();
		// Cut where no frame ends, as a network may.
		const bytes = Buffer.concat(done.frames.map(([s, text]) => frame(s, text)));
		const step = Math.max(5, bytes.length >> 6);
		for (let at = 0; at < bytes.length; at += step) {
			socket.write(bytes.subarray(at, at + step));
			await new Promise((resolve) => setImmediate(resolve));
		}
		this.codes.set(id, done.code);
		socket.end();
	};
}

interface Pems {
	readonly key: string;
	readonly cert: string;
}

async function textOf(request: IncomingMessage): Promise<string> {
	let text = "";
	for await (const chunk of request) text += chunk;
	return text;
}
