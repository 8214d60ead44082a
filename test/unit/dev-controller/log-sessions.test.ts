import { decode, encode } from "@msgpack/msgpack";
import { WebSocket } from "ws";
import { type SetUpAgent, setUpAgent } from "../../support/agent";
import { agent, type Lab, lab, logIn, microservice, request } from "./support";

interface Seen {
	readonly types: number[];
	readonly texts: string[];
	readonly socket: WebSocket;
	readonly closed: Promise<{ code: number; reason: string }>;
	until(types: number): Promise<void>;
}

function open({ controller }: Lab, path: string, authorization?: string): Seen {
	const types: number[] = [];
	const texts: string[] = [];
	let wake = () => {};
	const socket = new WebSocket(
		`${controller.url.replace("http", "ws")}/api/v3${path}`,
		{ headers: { ...(authorization && { authorization }) } },
	);
	socket.on("message", (data) => {
		const message = decode(data as Buffer) as {
			type: number;
			data: Uint8Array;
		};
		types.push(message.type);
		texts.push(Buffer.from(message.data).toString());
		wake();
	});
	const closed = new Promise<{ code: number; reason: string }>((resolve) => {
		socket.on("close", (code, reason) =>
			resolve({ code, reason: reason.toString() }),
		);
	});
	const until = async (count: number) => {
		while (types.length < count)
			await new Promise<void>((resolve) => {
				wake = resolve;
			});
	};
	return { types, texts, socket, closed, until };
}

let it: Lab;
let token: string;
let device: SetUpAgent;
let uuid: string;

beforeAll(async () => {
	it = await lab("3.7");
	const { email, password, url } = it.controller;
	const login = await request(`${url}/api/v3/user/login`, "POST", {
		email,
		password,
	});
	token = `Bearer ${login.body.accessToken}`;
	const edge = await agent(it);
	const { body } = await it.call("GET", `/iofog/${edge}/provisioning-key`);
	device = await setUpAgent(url, body.key);
	await it.call("POST", "/application", { name: "a", isActivated: true });
	const made = await it.call(
		"POST",
		"/microservices",
		microservice("m", "a", edge),
	);
	uuid = made.body.uuid;
});

const report = (status: string) =>
	device.call("PUT", "/status", {
		daemonStatus: "RUNNING",
		warningMessage: "HEALTHY",
		lastStatusTime: Date.now(),
		microserviceStatus: JSON.stringify([{ id: uuid, status }]),
	});
const sessions = async () =>
	(await (await device.call("GET", "/logs/sessions")).json()).logSessions;
const flag = async () =>
	(await (await device.call("GET", "/config/changes")).json()).microserviceLogs;

test.each([
	["without a token", "/microservices/UUID/logs", "", "Missing authentication"],
	[
		"with a wrong one",
		"/microservices/UUID/logs",
		"Bearer x.y.z",
		"No subjects",
	],
	["of nothing", "/microservices/no/logs", "yes", "Microservice not found: no"],
	[
		"of one that does not run",
		"/microservices/UUID/logs",
		"yes",
		"not running",
	],
	[
		"of one as of the system",
		"/microservices/system/UUID/logs",
		"yes",
		"not found",
	],
	["of an agent that does not run", "/iofog/AGENT/logs", "yes", "Fog is not"],
	["of a route that is none", "/nonsense", "yes", "Route not registered"],
	[
		"of an agent without its key",
		"/agent/logs/microservice/UUID/x",
		"yes",
		"authorization failed",
	],
])("a log %s is refused by the close code", async (_, path, who, reason) => {
	const seen = open(
		it,
		path.replace("UUID", uuid).replace("AGENT", device.uuid),
		who === "yes" ? token : who,
	);
	const closed = await seen.closed;
	expect(closed.code).toBe(1008);
	expect(closed.reason).toContain(reason);
});

test("what an agent sends reaches the user, and the session ends with both", async () => {
	await report("RUNNING");
	const user = open(
		it,
		`/microservices/${uuid}/logs?tail=5&follow=false`,
		token,
	);
	await user.until(2);
	expect(user.types).toEqual([7, 6]);
	expect(JSON.parse(user.texts[0] as string).tailConfig).toEqual({
		lines: 5,
		follow: false,
		since: null,
		until: null,
	});
	expect(user.texts[1]).toMatch(/^Waiting for agent connection/);
	expect(await flag()).toBe(true);
	const [session] = await sessions();
	expect(session).toMatchObject({
		microserviceUuid: uuid,
		status: "PENDING",
		agentConnected: false,
	});
	const { sessionId } = session;
	const end = open(
		it,
		`/agent/logs/microservice/${uuid}/${sessionId}`,
		await device.authorization(),
	);
	await end.until(1);
	await user.until(3);
	expect(user.texts[2]).toContain("Agent connected");
	const send = (type: number, data: string) =>
		end.socket.send(encode({ type, data: Buffer.from(data), sessionId }));
	send(6, "one\n");
	end.socket.send(Buffer.from("no message"));
	send(1, "of another kind");
	send(8, "");
	await user.until(5);
	expect(user.texts.slice(3)).toEqual(["one\n", ""]);
	expect(await sessions()).toMatchObject([{ agentConnected: true }]);
	user.socket.close();
	end.socket.close();
	await Promise.all([user.closed, end.closed]);
	expect(await sessions()).toEqual([]);
});

test("a user who leaves before the agent comes leaves nothing behind", async () => {
	const user = open(it, `/microservices/${uuid}/logs`, token);
	await user.until(2);
	user.socket.terminate();
	await user.closed;
	for (let i = 0; i < 50 && (await sessions()).length > 0; i++)
		await new Promise((resolve) => setTimeout(resolve, 20));
	expect(await sessions()).toEqual([]);
});

test("times that are none are refused", async () => {
	const user = open(it, `/microservices/${uuid}/logs?since=yesterday`, token);
	expect((await user.closed).reason).toContain("Invalid since format");
});

test("3.0 has no logs, and answers as to any request", async () => {
	const old = await lab("3.0");
	await logIn(old.controller);
	const socket = new WebSocket(
		`${old.controller.url.replace("http", "ws")}/api/v3/microservices/x/logs`,
	);
	const status = await new Promise((resolve) => {
		socket.on("error", () => {});
		socket.on("unexpected-response", (_, { statusCode }) =>
			resolve(statusCode),
		);
	});
	expect(status).toBe(404);
});
