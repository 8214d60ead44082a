import { ControlSockets } from "../../../src/agent/control-sockets";
import { LocalApi } from "../../../src/agent/local-api";
import { MessageRouter } from "../../../src/agent/message-router";
import { Client } from "../../../src/sdk";
import { until } from "../sdk/local-api";

let configs: Map<string, string>;
let api: LocalApi;
let control: ControlSockets;
let router: MessageRouter;
let port: number;
let foreign: boolean;
const clients: Client[] = [];

async function open(messages: boolean, at = 0): Promise<void> {
	control = new ControlSockets();
	router = new MessageRouter((id) => (id === "a" ? ["b"] : []));
	api = new LocalApi({
		configOf: (id) => configs.get(id),
		isContainerOf: async (_, address) => !foreign && address === "127.0.0.1",
		control,
		messages: messages ? router : undefined,
	});
	port = await api.listen("127.0.0.1", at);
}

const client = (id: string) => {
	const made = new Client({ id, host: "127.0.0.1", port, onError: () => {} });
	clients.push(made);
	return made;
};

const post = (path: string, body: unknown, init: RequestInit = {}) =>
	fetch(`http://127.0.0.1:${port}${path}`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(body),
		...init,
	});

beforeEach(async () => {
	foreign = false;
	configs = new Map([
		["a", '{"n":1}'],
		["b", "{}"],
	]);
	await open(true);
});

afterEach(async () => {
	for (const made of clients.splice(0)) made.close();
	await api.close();
	control.close();
	router.close();
});

describe("the local API", () => {
	const cases: [string, () => Promise<Response>, number, RegExp][] = [
		[
			"a configuration",
			() => post("/v2/config/get", { id: "a" }),
			200,
			/"okay"/,
		],
		[
			"an unknown id",
			() => post("/v2/config/get", { id: "x" }),
			400,
			/^No configuration found for the id x\n400/,
		],
		["no id", () => post("/v2/config/get", {}), 400, /id .* missing/],
		[
			"no JSON",
			() => post("/v2/config/get", {}, { body: "{" }),
			400,
			/no JSON/,
		],
		[
			"another content type",
			() => post("/v2/config/get", {}, { headers: {} }),
			400,
			/content type/,
		],
		[
			"another method",
			() => fetch(`http://127.0.0.1:${port}/v2/config/get`),
			405,
			/not allowed/,
		],
		["another path", () => post("/v2/config/get/", {}), 404, /not found/],
		[
			"a message without a type",
			() => post("/v2/messages/new", { publisher: "a", version: 4 }),
			400,
			/no infotype/,
		],
	];
	test.each(cases)("answers %s", async (_, call, status, text) => {
		const answer = await call();
		expect(answer.status).toBe(status);
		expect(await answer.text()).toMatch(text);
	});

	test("answers a container for itself only", async () => {
		foreign = true;
		expect((await post("/v2/config/get", { id: "a" })).status).toBe(403);
		const seen: unknown[] = [];
		client("a").onConfig((config) => {
			seen.push(config);
		});
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(seen).toEqual([]);
	});
});

describe("with the library of microservices", () => {
	test("a configuration and its change arrive, also over a restart of the agent", async () => {
		const seen: unknown[] = [];
		client("a").onConfig((config) => {
			seen.push(config);
		});
		await until("the first arrives", () => seen.length === 1);
		await new Promise((resolve) => setTimeout(resolve, 100));
		configs.set("a", '{"n":2}');
		control.signal("a");
		await until("the second arrives", () => seen.length === 2);
		await api.close();
		configs.set("a", '{"n":3}');
		await open(true, port);
		await until("the third arrives", () => seen.length === 3);
		expect(seen).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
	});

	test("messages take their route, wait for their receiver, and can be asked for", async () => {
		const from = Date.now();
		const one = await client("a").sendMessage({ contentData: "one" });
		const seen: string[] = [];
		client("b").onMessage(({ contentData, publisher }) => {
			seen.push(`${publisher}: ${contentData}`);
		});
		await until("it arrives", () => seen.length === 1);
		await client("a").sendMessage({ contentData: "two" });
		await client("b").sendMessage({ contentData: "nobody gets it" });
		await until("the other arrives", () => seen.length === 2);
		expect(seen).toEqual(["a: one", "a: two"]);
		const found = await client("b").queryMessages({ from, publishers: ["a"] });
		expect(found.map(({ id }) => id)).toContain(one.id);
		expect(found).toHaveLength(2);
		const none = await client("b").queryMessages({ from, publishers: ["b"] });
		expect(none).toEqual([]);
	});

	test("what waits can be fetched instead", async () => {
		await client("a").sendMessage({ contentData: "one" });
		const next = async () =>
			(await post("/v2/messages/next", { id: "b" })).json();
		const { count, messages } = (await next()) as {
			count: number;
			messages: { contentdata: string }[];
		};
		expect(count).toBe(1);
		expect(
			Buffer.from(messages[0]?.contentdata ?? "", "base64").toString(),
		).toBe("one");
		expect(await next()).toMatchObject({ count: 0, messages: [] });
	});

	test("an agent without messages names NATS", async () => {
		await api.close();
		await open(false);
		await expect(client("a").sendMessage({ contentData: "x" })).rejects.toThrow(
			/NATS/,
		);
	});
});
