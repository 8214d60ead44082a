import type { Engine } from "../docker";
import { Agent, type AgentOptions } from "./agent";
import { ask, type Request, serve } from "./control-channel";
import { provision } from "./controller";

/** How to run an agent. */
export interface DaemonOptions extends AgentOptions {
	/** The Controller to be provisioned at; needed with a key only. */
	readonly controller?: string | undefined;
	/** Reads the provisioning key; called only where one is needed. Undefined where none was given. */
	readonly key?: (() => Promise<string>) | undefined;
}

/** The type that the Controller has for this host's architecture: 1 is x86, 2 is arm. */
async function fogType(engine: Engine): Promise<1 | 2> {
	const found = await engine
		.version()
		.then(({ Arch }) => Arch)
		.catch(() => process.arch);
	return found.startsWith("arm") || found === "aarch64" ? 2 : 1;
}

/** Hands a key to the agent that runs with a data folder; undefined where none runs, otherwise what it says. Rejects where it refuses. */
export async function handOver(
	folder: string,
	controller: string,
	key: string,
): Promise<string | undefined> {
	return settled(await ask(folder, { command: "provision", controller, key }));
}

/** Takes an agent out of its fleet, whether it runs or not, with the named volumes of its microservices where that is wished; says what became of it. */
export async function deprovisionAgent(
	options: AgentOptions,
	removeVolumes = false,
): Promise<string> {
	const { store } = options;
	for (;;) {
		const said = settled(
			await ask(store.folder, { command: "deprovision", removeVolumes }),
		);
		if (said !== undefined) return said;
		// One that is started meanwhile has to wait, or it would make anew what is being removed.
		const server = await serve(store.folder, async ({ command }) => {
			if (command === "who") return "leaves";
			throw new Error("The agent is being taken out of its fleet.");
		});
		if (!server) continue;
		try {
			const credentials = store.credentials();
			if (!credentials) return "The agent is not provisioned.";
			await new Agent(credentials, options).deprovision(removeVolumes);
			return `The agent ${credentials.uuid} is deprovisioned.`;
		} finally {
			server.close();
		}
	}
}

function settled(reply: Awaited<ReturnType<typeof ask>>): string | undefined {
	if (!reply) return undefined;
	if ("failed" in reply) throw new Error(reply.failed);
	return reply.done;
}

/** Runs an agent with a data folder: with the credentials that are there, with a key, or idle until another process hands one over. */
export class Daemon {
	private agent: Agent | undefined;
	private server: Awaited<ReturnType<typeof serve>>;
	private turn: Promise<unknown> = Promise.resolve();

	constructor(private readonly options: DaemonOptions) {}

	/** Rejects where another agent has the data folder, or where the key is refused. */
	async start(): Promise<void> {
		const { store, key, controller, log } = this.options;
		this.server = await this.takeFolder();
		if (!this.server)
			throw new Error(
				`Another agent runs with the data folder ${store.folder}. Choose another one with --data.`,
			);
		try {
			const credentials = store.credentials();
			if (credentials) {
				if (key) log("This agent is provisioned already; the key is not used.");
				log(
					`The agent ${credentials.uuid} works for ${credentials.controller}.`,
				);
				this.agent = new Agent(credentials, this.options);
				this.agent.start();
			} else if (key)
				await this.provision(controller ?? "", (await key()).trim());
			else log("The agent waits to be provisioned: fogform agent --key-file -");
		} catch (error) {
			this.server.close();
			throw error;
		}
	}

	/** Stops working; containers run on. */
	async stop(): Promise<void> {
		this.server?.close();
		await this.turn.catch(() => {});
		await this.agent?.stop();
		this.options.engine.close();
	}

	/** Undefined where another agent has the folder; whoever only takes one out of its fleet, or ends, is waited for. */
	private async takeFolder(): Promise<typeof this.server> {
		const { folder } = this.options.store;
		const handle = async (request: Request): Promise<string> => {
			if (request.command === "who") return "stays";
			return this.inTurn(() =>
				request.command === "provision"
					? this.provision(request.controller, request.key)
					: this.deprovision(request.removeVolumes),
			);
		};
		for (;;) {
			const server = await serve(folder, handle);
			if (server) return server;
			const holder = await ask(folder, { command: "who" });
			// One that ends while it is asked is on its way out.
			if (holder && "done" in holder && holder.done === "stays")
				return undefined;
			await new Promise((resolve) => setTimeout(resolve, 250));
		}
	}

	private inTurn<T>(work: () => Promise<T>): Promise<T> {
		const mine = this.turn.catch(() => {}).then(work);
		this.turn = mine;
		return mine;
	}

	private async provision(controller: string, key: string): Promise<string> {
		const { store, engine, log } = this.options;
		const before = this.agent;
		// One whose credentials the Controller has forgotten gets new ones, and keeps what runs.
		if (before && !before.isForgotten)
			throw new Error(
				`This agent is provisioned already, as ${before.credentials.uuid}. Take it out of its fleet first:\n    fogform agent --deprovision`,
			);
		if (!controller)
			throw new Error("The Controller's URL is missing: give --controller.");
		const credentials = await provision(controller, key, await fogType(engine));
		if (before && before.credentials.uuid !== credentials.uuid)
			throw new Error(
				`The key is of another agent, ${credentials.uuid}, and is used up now; this one is ${before.credentials.uuid}. Give each agent a data folder of its own.`,
			);
		store.saveCredentials(credentials);
		await before?.stop();
		const done = `The agent ${credentials.uuid} is provisioned at ${credentials.controller}.`;
		log(done);
		this.agent = new Agent(credentials, this.options);
		this.agent.start();
		return done;
	}

	private async deprovision(removeVolumes = false): Promise<string> {
		const { agent } = this;
		if (!agent) return "The agent is not provisioned.";
		await agent.deprovision(removeVolumes);
		this.agent = undefined;
		return `The agent ${agent.credentials.uuid} is deprovisioned.`;
	}
}
