import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, serve } from "../../src/agent/control-channel";
import { Daemon } from "../../src/agent/daemon";
import { Store } from "../../src/agent/store";
import type { Engine } from "../../src/docker";

describe("an agent that is started while another process has its data folder", () => {
	let folder: string;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "fogform-agent-"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const daemon = (said: string[] = []) =>
		new Daemon({
			store: new Store(folder),
			engine: { close() {} } as Engine,
			version: "test",
			log: (line) => said.push(line),
		});

	const endings: [string, (socket: Socket) => void][] = [
		["without an answer", (socket) => socket.resume().end()],
		// What was not read makes the kernel break the connection.
		["without having read", (socket) => socket.destroy()],
		["in the middle of its answer", (socket) => socket.resume().end('{"do')],
	];
	test.each(endings)("waits for one that ends %s", async (_, end) => {
		const said: string[] = [];
		let connections = 0;
		const other = createServer({ pauseOnConnect: true }, (socket) => {
			socket.on("error", () => {});
			// The first one only looks whether somebody is there.
			if (++connections === 1) socket.resume().end();
			else
				setTimeout(() => {
					other.close();
					end(socket);
				}, 50);
		}).listen(join(folder, "agent.sock"));
		await new Promise((resolve) => other.once("listening", resolve));
		const late = daemon(said);
		await late.start();
		expect(said).toEqual([expect.stringContaining("waits to be provisioned")]);
		await late.stop();
	});

	test("is one of several that find the socket of a killed one", async () => {
		const script = `require("net").createServer().listen(${JSON.stringify(join(folder, "agent.sock"))}, () => console.log())`;
		const killed = spawn(process.execPath, ["-e", script]);
		await once(killed.stdout, "data");
		killed.kill("SIGKILL");
		await once(killed, "exit");
		const servers = await Promise.all(
			Array.from({ length: 8 }, (_, i) => serve(folder, async () => `${i}`)),
		);
		const [one, ...more] = servers.filter((server) => server !== undefined);
		expect(one).toBeDefined();
		expect(more).toEqual([]);
		const answer = await ask(folder, { command: "who" });
		expect(answer).toEqual({ done: String(servers.indexOf(one)) });
		expect(readdirSync(folder)).toEqual(["agent.sock"]);
		one?.close();
	});

	test("refuses where the other one stays", async () => {
		const first = daemon();
		await first.start();
		await expect(daemon().start()).rejects.toThrow(
			"Another agent runs with the data folder",
		);
		await first.stop();
	});
});
