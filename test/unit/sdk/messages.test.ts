import * as fc from "fast-check";
import { Client } from "../../../src/sdk";
import {
	decodeMessage,
	encodeMessage,
	fullMessage,
	messageFrame,
	messageFromJson,
	messageToJson,
} from "../../../src/sdk/message-codec";
import { StandIn, until } from "./local-api";

let api: StandIn;
let client: Client;
let errors: Error[];

beforeEach(async () => {
	errors = [];
	api = await new StandIn().start();
	client = new Client({
		id: "ms-1",
		host: "127.0.0.1",
		port: api.port,
		onError: (error) => errors.push(error),
	});
});

afterEach(async () => {
	client.close();
	await api.stop();
});

describe("the bytes of a message", () => {
	test("are as the agents of ioFog write them", () => {
		const bytes = encodeMessage({
			id: "i",
			priority: 3,
			timestamp: 258,
			publisher: "pq",
			contentData: Buffer.from("xyz"),
		});
		expect(bytes.toString("hex")).toBe(
			[
				"0004 01 0000 00 00 00 01 08 02 0000 0000 00 0000 0000 0000 00 00 00 00000000 00000003",
				"69 03 0000000000000102 7071 78797a",
			]
				.join("")
				.replaceAll(" ", ""),
		);
	});

	const text = fc.string({ maxLength: 40 });
	const whole = fc.nat();
	const bytes = fc.uint8Array().map((array) => Buffer.from(array));
	const messages = fc
		.record({
			id: text,
			tag: text,
			groupId: text,
			sequenceNumber: whole,
			sequenceTotal: whole,
			priority: fc.nat(255),
			timestamp: fc.maxSafeNat(),
			publisher: text,
			authId: text,
			authGroup: text,
			chainPosition: fc.maxSafeNat(),
			hash: text,
			previousHash: text,
			nonce: text,
			difficultyTarget: whole,
			infoType: text,
			infoFormat: text,
			contextData: bytes,
			contentData: bytes,
		})
		.map(fullMessage);

	test("and its JSON bring every message back", () => {
		fc.assert(
			fc.property(messages, (message) => {
				expect(decodeMessage(encodeMessage(message))).toEqual(message);
				const json = JSON.parse(JSON.stringify(messageToJson(message)));
				expect(messageFromJson(json)).toEqual(message);
			}),
		);
	});

	test("that are cut short or not of this version are refused", () => {
		const whole = encodeMessage({ id: "abc", contentData: Buffer.from("x") });
		for (let length = 0; length < whole.length; length++)
			expect(() => decodeMessage(whole.subarray(0, length))).toThrow(
				/no message/,
			);
		whole[1] = 3;
		expect(() => decodeMessage(whole)).toThrow(/version is 3/);
	});

	test("have no place for what is too long or no whole number", () => {
		expect(() => encodeMessage({ id: "x".repeat(256) })).toThrow(/id .* 255/);
		expect(() => encodeMessage({ priority: 256 })).toThrow(/priority/);
		expect(() => encodeMessage({ timestamp: 1.5 })).toThrow(/timestamp/);
	});
});

describe("sendMessage", () => {
	test("posts what the local API wants", async () => {
		api.answers.set("/v2/messages/new", {
			status: 200,
			body: { status: "okay", timestamp: 17, id: "m1" },
		});
		const sent = await client.sendMessage({
			infoType: "temperature",
			infoFormat: "json",
			contentData: { celsius: 4 },
		});
		expect(sent).toEqual({ id: "m1", timestamp: 17 });
		expect(api.requests[0]?.body).toEqual({
			version: 4,
			publisher: "ms-1",
			infotype: "temperature",
			infoformat: "json",
			contentdata: Buffer.from('{"celsius":4}').toString("base64"),
		});
	});

	test("is tried again where the agent is not there, and only there", async () => {
		const { port } = api;
		await api.stop();
		const sending = client.sendMessage({ contentData: "x" });
		await new Promise((resolve) => setTimeout(resolve, 300));
		api.port = port;
		api.answers.set("/v2/messages/new", { status: 500, body: "boom" });
		await api.start();
		await expect(sending).rejects.toThrow(/boom/);
		expect(api.requests).toHaveLength(1);
	});

	test("names NATS where the agent has no messages", async () => {
		const failed = client.sendMessage({ contentData: "x" });
		await expect(failed).rejects.toMatchObject({ kind: "unsupported" });
		await expect(failed).rejects.toThrow(/NATS/);
		await expect(
			client.queryMessages({ from: 0, publishers: [] }),
		).rejects.toThrow(/NATS/);
	});
});

test("queryMessages decodes what it finds", async () => {
	const message = { id: "m", publisher: "p", contentData: Buffer.from("x") };
	api.answers.set("/v2/messages/query", {
		status: 200,
		body: { status: "okay", count: 1, messages: [messageToJson(message)] },
	});
	const found = await client.queryMessages({
		from: new Date(5),
		to: 9,
		publishers: ["p"],
	});
	expect(found).toEqual([fullMessage(message)]);
	expect(api.requests[0]?.body).toEqual({
		id: "ms-1",
		timeframestart: 5,
		timeframeend: 9,
		publishers: ["p"],
	});
});

test("onMessage hands each message over once, in order, acknowledges it, and again where the listener failed", async () => {
	const seen: string[] = [];
	let failures = 1;
	client.onMessage(async ({ id }) => {
		if (id === "b" && failures-- > 0) throw new Error("not now");
		seen.push(id);
	});
	await until("the socket is there", () => api.message.size === 1);
	const send = (id: string) => {
		for (const socket of api.message) socket.send(messageFrame({ id }));
	};
	for (const id of ["a", "b", "b", "a", "c"]) send(id);
	await until("all are through", () => seen.length === 3);
	await until("four are acknowledged", () => api.messageFrames.length === 4);
	expect(seen).toEqual(["a", "b", "c"]);
	expect(errors.map(({ message }) => message)).toEqual(["not now"]);
	api.breakAll();
	await until("the socket is gone", () => api.message.size === 0);
	await until("the socket is back", () => api.message.size === 1);
	send("d");
	await until("it goes on", () => seen.at(-1) === "d");
});
