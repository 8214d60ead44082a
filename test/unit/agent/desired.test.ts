import {
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControllerLink } from "../../../src/agent/controller";
import { Desired } from "../../../src/agent/desired";
import type { Memory } from "../../../src/agent/plan";
import { Store } from "../../../src/agent/store";
import { VolumeMounts } from "../../../src/agent/volume-mounts";

let folder: string;
let server: Server;
let calls: string[];
let answers: Record<string, unknown>;
let broken: { status: number; text: string; type: string } | undefined;
let memory: Map<string, Memory>;
let configs: string[][];
let running: string[];

const FLAGS = {
	microserviceList: true,
	lastUpdated: "2026-01-01T00:00:00.000Z",
};
const row = (uuid: string, part = {}) => ({ uuid, imageId: "a:1", ...part });

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), "fogform-desired-"));
	calls = [];
	configs = [];
	running = [];
	memory = new Map();
	broken = undefined;
	answers = {
		"config/changes": FLAGS,
		config: { changeFrequency: 2, statusFrequency: 3, timeZone: "" },
		registries: { registries: [{ id: 1, url: "r", password: "hush" }] },
		microservices: { microservices: [row("a", { rebuild: true })] },
	};
	server = createServer((request, response) => {
		const path = (request.url ?? "").replace("/api/v3/agent/", "");
		calls.push(`${request.method} ${path}`);
		if (broken && path !== "config/changes") {
			if (broken.status === 0) return request.socket.destroy();
			response.writeHead(broken.status, { "Content-Type": broken.type });
			response.end(broken.text);
			return;
		}
		response.writeHead(200, { "Content-Type": "application/json" });
		response.end(JSON.stringify(answers[path] ?? {}));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
	await new Promise((resolve) => {
		server.close(resolve);
		server.closeAllConnections();
	});
	rmSync(folder, { recursive: true, force: true });
});

const open = () => {
	const { port } = server.address() as AddressInfo;
	const controller = `http://127.0.0.1:${port}`;
	return new Desired({
		link: new ControllerLink({ controller, uuid: "x", token: "t" }),
		store: new Store(folder),
		volumeMounts: new VolumeMounts(folder),
		memory,
		running: () => running,
		onConfig: (uuids) => configs.push([...uuids]),
		onLogs: async () => {},
		log: () => {},
	});
};

const uuids = ({ microservices }: Desired) => microservices?.map((m) => m.uuid);

test("takes everything over at first, keeps it for its owner alone, and acknowledges last", async () => {
	const desired = open();
	expect(desired.microservices).toBeUndefined();
	await desired.look();
	expect(calls).toEqual([
		"GET config/changes",
		"GET config",
		"GET registries",
		"GET microservices",
		"PATCH config/changes",
	]);
	expect(memory.get("a")).toMatchObject({ rebuild: true });
	const path = join(folder, "desired.json");
	expect(statSync(path).mode & 0o777).toBe(0o600);
	expect(statSync(folder).mode & 0o777).toBe(0o700);
	memory = new Map();
	const next = open();
	expect(uuids(next)).toEqual(["a"]);
	expect(next.registries[0]?.password).toBe("hush");
	expect(next.settings.changeFrequency).toBe(2);
	expect(memory.get("a")).toEqual({ rebuild: true });
});

test("a look without changes is one request", async () => {
	const desired = open();
	await desired.look();
	answers["config/changes"] = { microserviceList: false, lastUpdated: "x" };
	calls = [];
	await desired.look();
	expect(calls).toEqual(["GET config/changes"]);
});

describe("what never passes for a list without microservices", () => {
	test.each<[string, number, string, string]>([
		["401", 401, "application/json", '{"message":"authorization failed"}'],
		["500", 500, "application/json", "{}"],
		["HTML", 200, "text/html", "<html>"],
		["no list", 200, "application/json", "{}"],
		["half an answer", 200, "application/json", '{"microservices":['],
		["nothing", 200, "application/json", ""],
		["no answer", 0, "", ""],
		[
			"a row without uuid",
			200,
			"application/json",
			'{"microservices":[{"imageId":"a"}]}',
		],
	])("%s", async (_, status, type, text) => {
		const desired = open();
		await desired.look();
		const before = readFileSync(join(folder, "desired.json"), "utf8");
		broken = { status, type, text };
		calls = [];
		await expect(desired.look()).rejects.toThrow();
		expect(uuids(desired)).toEqual(["a"]);
		expect(readFileSync(join(folder, "desired.json"), "utf8")).toBe(before);
		expect(calls).not.toContain("PATCH config/changes");
	});
});

test("a list that loses most of what runs is believed when it is seen again", async () => {
	const list = ["a", "b", "c"].map((uuid) => row(uuid));
	answers.microservices = { microservices: list };
	const desired = open();
	await desired.look();
	running = ["a", "b", "c"];
	answers.microservices = { microservices: [row("a", { rebuild: true })] };
	calls = [];
	expect(await desired.look()).toBe(true);
	expect(uuids(desired)).toEqual(["a", "b", "c"]);
	expect(calls).not.toContain("PATCH config/changes");
	// Reading reset it at the Controller.
	answers.microservices = { microservices: [row("a")] };
	expect(await desired.look()).toBe(false);
	expect(uuids(desired)).toEqual(["a"]);
	expect(memory.get("a")).toMatchObject({ rebuild: true });
});

test("so is one that loses most of what was wanted while the engine does not answer", async () => {
	answers.microservices = { microservices: [row("a"), row("b")] };
	const desired = open();
	await desired.look();
	running = [];
	answers.microservices = { microservices: [] };
	expect(await desired.look()).toBe(true);
	expect(uuids(desired)).toEqual(["a", "b"]);
	expect(await desired.look()).toBe(false);
	expect(uuids(desired)).toEqual([]);
});

test("another such list in between has to be seen twice itself", async () => {
	running = ["a", "b", "c"];
	const desired = open();
	const looks: boolean[] = [];
	for (const left of [[], ["a"], [], []]) {
		answers.microservices = { microservices: left.map((uuid) => row(uuid)) };
		looks.push(await desired.look());
	}
	expect(looks).toEqual([true, true, true, false]);
	expect(uuids(desired)).toEqual([]);
});

test("tells of the configurations that became others", async () => {
	const list = (n: number) => ({
		microservices: [
			row("a", { config: `{"n":${n}}` }),
			row("b", { config: "{}" }),
		],
	});
	answers.microservices = list(1);
	const desired = open();
	await desired.look();
	answers.microservices = list(2);
	await desired.look();
	expect(configs).toEqual([[], ["a"]]);
	expect(desired.configOf("a")).toBe('{"n":2}');
	expect(desired.configOf("z")).toBeUndefined();
});

test("a new configuration gives a program that kept ending another chance, also after the agent started again", async () => {
	answers.microservices = { microservices: [row("a"), row("b")] };
	await open().look();
	memory.set("a", { stuck: "r", starts: [1, 2] });
	memory.set("b", { stuck: "s" });
	open().keep();
	memory = new Map();
	const desired = open();
	expect(memory.get("b")).toEqual({ stuck: "s" });
	answers.microservices = {
		microservices: [row("a", { config: '{"n":2}' }), row("b")],
	};
	await desired.look();
	expect(memory.get("a")).toMatchObject({ stuck: undefined, starts: [] });
	expect(memory.get("b")).toMatchObject({ stuck: "s" });
});

test("new registries, and another registry of a microservice, end the wait after a failure", async () => {
	answers.microservices = { microservices: [row("a")] };
	const desired = open();
	await desired.look();
	const fault = { recipe: "r", count: 9, message: "no", retryAt: 1e15 };
	memory.set("a", { fault });
	await desired.look();
	expect(memory.get("a")?.fault?.retryAt).toBe(1e15);
	answers["config/changes"] = { registries: true, lastUpdated: "x" };
	await desired.look();
	expect(memory.get("a")?.fault).toEqual({ ...fault, retryAt: 0 });
	memory.set("a", { fault });
	answers.microservices = { microservices: [row("a", { registryId: 7 })] };
	answers["config/changes"] = { microserviceList: true, lastUpdated: "x" };
	await desired.look();
	expect(memory.get("a")?.fault).toEqual({ ...fault, retryAt: 0 });
});

test("a damaged file is told with what to do about it", async () => {
	await open().look();
	const { writeFileSync } = require("node:fs");
	writeFileSync(join(folder, "desired.json"), "{");
	expect(() => open()).toThrow(/desired\.json is damaged/);
	expect(readdirSync(folder)).not.toContain("desired.json.next");
});
