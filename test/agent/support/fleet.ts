import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Daemon, type Engine, Store } from "../../../src/agent";
import {
	connect,
	type TestController,
	testController,
} from "../../support/controllers";

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
type Any = any;

/** Waits until something holds and returns it; fails with what it was waiting for and what it saw last. */
export async function eventually<T>(
	what: string,
	look: () => Promise<T | undefined | false>,
	milliseconds = 90_000,
): Promise<T> {
	const end = Date.now() + milliseconds;
	let last: unknown;
	for (;;) {
		try {
			const found = await look();
			if (found !== undefined && found !== false) return found;
		} catch (error) {
			last = error;
		}
		if (Date.now() > end)
			throw new Error(
				`waited in vain until ${what}${last ? ` (${last})` : ""}`,
			);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** A Controller with one agent that runs on this machine's engine. */
export class Fleet {
	readonly folder = mkdtempSync(join(tmpdir(), "fogform-agent-"));
	readonly lines: string[] = [];
	private readonly applications: string[] = [];
	agent = "";
	daemon: Daemon | undefined;

	private constructor(
		public controller: TestController,
		private readonly makeEngine: () => Engine,
	) {}

	static async open(
		which: Parameters<typeof testController>[0],
		makeEngine: () => Engine,
	): Promise<Fleet> {
		return Fleet.of(await testController(which, { faults: true }), makeEngine);
	}

	/** A fleet of a Controller that somebody else starts and ends. */
	static async at(
		login: TestController["login"],
		dialect: TestController["dialect"],
		makeEngine: () => Engine,
	): Promise<Fleet> {
		const close = async () => {};
		return Fleet.of(await connect("dev", dialect, login, close), makeEngine);
	}

	private static async of(
		controller: TestController,
		makeEngine: () => Engine,
	): Promise<Fleet> {
		const fleet = new Fleet(controller, makeEngine);
		const { dialect } = controller;
		if (dialect === "3.7")
			await controller.call("PUT", "/nats/hub", { host: "10.9.9.9" });
		await controller.call("PUT", "/router", { host: "10.9.9.9" });
		const made = await fleet.call("POST", "/iofog", {
			name: `edge-${Date.now()}`,
			fogType: process.arch === "x64" ? 1 : 2,
			host: "10.0.0.1",
			routerMode: "none",
			...(dialect === "3.7" && { natsMode: "none" }),
			changeFrequency: 1,
			statusFrequency: 2,
		});
		fleet.agent = made.uuid;
		return fleet;
	}

	/** Logs in anew, as a Controller that restarted wants. */
	async login(): Promise<void> {
		const { label, dialect, login, close } = this.controller;
		this.controller = await connect(label, dialect, login, close);
	}

	/** A call that has to succeed. */
	async call(method: string, path: string, body?: unknown): Promise<Any> {
		const answer = await this.controller.call(method, path, body);
		if (answer.status >= 300)
			throw new Error(
				`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`,
			);
		return answer.body;
	}

	/** Starts the agent; the first time with a key. */
	async start(makeEngine = this.makeEngine): Promise<void> {
		const store = new Store(this.folder);
		this.daemon = new Daemon({
			store,
			engine: makeEngine(),
			version: "test",
			log: (line) => {
				this.lines.push(line);
				if (process.env.FOGFORM_DEBUG) process.stderr.write(`${line}\n`);
			},
			controller: this.controller.login.url,
			...(!store.credentials() && {
				key: async () =>
					(await this.call("GET", `/iofog/${this.agent}/provisioning-key`)).key,
			}),
		});
		await this.daemon.start();
	}

	/** An application with microservices that are on this agent; their uuids in the order given. */
	async deploy(
		application: string,
		microservices: readonly Record<string, unknown>[],
	): Promise<string[]> {
		await this.call("POST", "/application", {
			name: application,
			isActivated: true,
		});
		this.applications.push(application);
		const uuids: string[] = [];
		for (const [index, part] of microservices.entries()) {
			const { uuid } = await this.call("POST", "/microservices", {
				name: `m${index}`,
				application,
				iofogUuid: this.agent,
				registryId: 2,
				config: "{}",
				...part,
			});
			uuids.push(uuid);
		}
		return uuids;
	}

	async update(uuid: string, body: Record<string, unknown>): Promise<void> {
		// Controller 3.7 wants to be told the agent with every update.
		await this.call("PATCH", `/microservices/${uuid}`, {
			iofogUuid: this.agent,
			...body,
		});
	}

	async status(uuid: string): Promise<Any> {
		return (await this.call("GET", `/microservices/${uuid}`)).status;
	}

	async close(): Promise<void> {
		await this.daemon?.stop();
		// A real Controller outlives the tests, and shall see them again.
		if (this.controller.label === "real")
			for (const path of [
				...this.applications.map((name) => `/application/${name}`),
				`/iofog/${this.agent}`,
				"/volumeMounts/files",
				"/configmaps/settings",
			])
				await this.controller.call("DELETE", path);
		await this.controller.close();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
