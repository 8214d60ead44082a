import { Controller, type ControllerOptions } from "../../../src/controller";
import {
	controllerDialects,
	type TestController,
	testController,
} from "../../support/controllers";

/** What a test of the client is given: a client, and the API itself as the second path by which it checks. */
export interface Use {
	readonly dialect: "3.0" | "3.7";
	readonly client: Controller;
	/** The API itself; throws nothing. */
	readonly call: TestController["call"];
	/** Like `call`, and gives the body. */
	read(path: string): Promise<Record<string, unknown>>;
	/** Another client of the same Controller. */
	another(options?: Partial<ControllerOptions>): Controller;
	/** A name that nothing on the Controller has yet. */
	fresh(base: string): string;
	/** An agent of architecture amd64 without NATS, the same for all tests of a file. */
	agent(): Promise<string>;
	/** An activated application of its own. */
	application(): Promise<string>;
	/** Runs `work` and tells which calls the client made, as `METHOD /path`, writes only unless `reads`. */
	callsOf(work: () => Promise<unknown>, reads?: boolean): Promise<string[]>;
}

/** Runs a suite against the dev Controller in both dialects, or against the real one at IOFOG_CONTROLLER_URL. */
export function onEachController(suite: (use: Use) => void): void {
	jest.setTimeout(120_000);
	describe.each(controllerDialects())("on Controller %s", (which) => {
		let target: TestController;
		let client: Controller;
		let agent: Promise<string> | undefined;
		const clients: Controller[] = [];
		const seen: string[] = [];
		const use: Use = {
			get dialect() {
				return target.dialect;
			},
			get client() {
				return client;
			},
			call: (...call) => target.call(...call),
			read: async (path) =>
				(await target.call("GET", path)).body as Record<string, unknown>,
			another: (options) => {
				const made = new Controller({ ...target.login, ...options });
				clients.push(made);
				return made;
			},
			fresh: (base) =>
				`${base}-${Date.now().toString(36)}-${Math.floor(Math.random() * 1e6)}`,
			agent: () => {
				agent ??= client.agents
					.create({
						name: use.fresh("edge"),
						architecture: "amd64",
						host: "10.9.8.7",
						...(target.dialect === "3.7" && { natsMode: "none" }),
					})
					.then(({ uuid }) => uuid);
				return agent;
			},
			application: async () => {
				const name = use.fresh("shop");
				await client.applications.create({
					name,
					description: "",
					activated: true,
				});
				return name;
			},
			callsOf: async (work, reads = false) => {
				const from = seen.length;
				await work();
				return seen
					.slice(from)
					.filter((each) => reads || !each.startsWith("GET"));
			},
		};
		beforeAll(async () => {
			target = await testController(which, { settleMs: 30 });
			client = use.another({
				onRequest: ({ method, path }) => seen.push(`${method} ${path}`),
			});
			await client.router.put({ host: "127.0.0.1" });
			if (target.dialect === "3.7") {
				await client.natsHub.put({ host: "127.0.0.1" });
			}
		});
		beforeEach(() => client.forget());
		suite(use);
		// After the suite's own, which still talk to the Controller.
		afterAll(async () => {
			if (agent) await client.agents.delete({ uuid: await agent });
			for (const each of clients) each.close();
			await target.close();
		});
	});
}
