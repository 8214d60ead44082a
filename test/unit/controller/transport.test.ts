import { createServer } from "node:net";
import { ControllerError } from "../../../src/controller";
import { useStub } from "./stub";

const use = useStub();
const list = { json: { registries: [] } };
const at = (path: string, reply: Parameters<typeof Object.is>[0]) =>
	((request: { path: string }) =>
		request.path === path ? reply : undefined) as typeof use.stub.handler;

async function failure(work: Promise<unknown>): Promise<ControllerError> {
	const caught = await work.then(
		() => undefined,
		(error) => error,
	);
	expect(caught).toBeInstanceOf(ControllerError);
	return caught;
}

const spec = {
	url: "r.example.com",
	public: false,
	username: "u",
	email: "a@b.co",
	password: "hush-hush",
};

describe("reads", () => {
	test("are repeated after a broken connection", async () => {
		use.stub.handler = ({ path }, nth) =>
			path === "/registries" ? (nth < 3 ? "drop" : list) : undefined;
		await expect(use.client().registries.list()).resolves.toEqual([]);
		expect(use.stub.count("GET", "/registries")).toBe(3);
	});

	test("are repeated while a proxy says that nobody is there, and give up after four tries", async () => {
		use.stub.handler = at("/registries", { status: 503, html: "<h1>no</h1>" });
		const error = await failure(use.client().registries.list());
		expect(error).toMatchObject({
			kind: "unreachable",
			status: 503,
			wrote: "no",
		});
		expect(use.stub.count("GET", "/registries")).toBe(4);
	});

	test("are repeated while the database is busy", async () => {
		use.stub.handler = ({ path }, nth) =>
			path === "/registries"
				? nth < 2
					? {
							status: 500,
							json: {
								name: "SequelizeTimeoutError",
								message: "SQLITE_BUSY: database is locked",
							},
						}
					: list
				: undefined;
		await use.client().registries.list();
		expect(use.stub.count("GET", "/registries")).toBe(2);
	});

	test("are not repeated after a failure of the Controller's own", async () => {
		use.stub.handler = at("/registries", {
			status: 500,
			json: {
				name: "TypeError",
				message: "x is not a function",
				stack: "at /srv/secret.js",
			},
		});
		const error = await failure(use.client().registries.list());
		expect(error).toMatchObject({
			kind: "failed",
			controllerName: "TypeError",
			wrote: "no",
		});
		expect(error.message).not.toMatch(/secret\.js|500/);
		expect(use.stub.count("GET", "/registries")).toBe(1);
	});
});

describe("writes", () => {
	test("are not repeated after a broken connection, which may have written", async () => {
		use.stub.handler = at("/registries", "drop");
		const error = await failure(use.client().registries.create(spec));
		expect(error).toMatchObject({ kind: "unreachable", wrote: "maybe" });
		expect(use.stub.count("POST", "/registries")).toBe(1);
	});

	test.each([
		[503, "unreachable"],
		[500, "not-a-controller"],
	])("are not repeated after an HTML %i", async (status, kind) => {
		use.stub.handler = at("/registries", { status, html: "<p>oh</p>" });
		const error = await failure(use.client().registries.create(spec));
		expect(error).toMatchObject({ kind, wrote: "maybe" });
		expect(use.stub.count("POST", "/registries")).toBe(1);
	});

	test("at most maxWrites run at a time, reads beside them", async () => {
		let running = 0;
		let most = 0;
		use.stub.handler = ({ method, path }) => {
			if (path === "/registries") return list;
			if (method !== "DELETE") return undefined;
			most = Math.max(most, ++running);
			setTimeout(() => running--, 25);
			return { status: 204, delay: 30 };
		};
		const client = use.client({ maxWrites: 3 });
		await Promise.all([
			...Array.from({ length: 12 }, (_, id) =>
				client.registries.delete({ id }),
			),
			client.registries.list(),
		]);
		expect(most).toBe(3);
		expect(client.calls).toEqual({ reads: 3, writes: 12 });
	});

	test.each([
		[{ parallelism: 2 }, 2],
		[{ parallelism: 2, maxWrites: 5 }, 2],
		[{ parallelism: 5, maxWrites: 2 }, 2],
	])("with %j at most %d run at a time", async (options, least) => {
		let running = 0;
		let most = 0;
		use.stub.handler = ({ method }) => {
			if (method !== "DELETE") return undefined;
			most = Math.max(most, ++running);
			setTimeout(() => running--, 25);
			return { status: 204, delay: 30 };
		};
		const client = use.client(options);
		await Promise.all(
			Array.from({ length: 8 }, (_, id) => client.registries.delete({ id })),
		);
		expect(most).toBe(least);
	});

	test("have their deadlines from the time that they are sent", async () => {
		use.stub.handler = ({ method }) =>
			method === "DELETE" ? { status: 204, delay: 120 } : undefined;
		const client = use.client({ maxWrites: 1, requestTimeout: 0.3 });
		await expect(
			Promise.all([1, 2, 3, 4].map((id) => client.registries.delete({ id }))),
		).resolves.toHaveLength(4);
	});

	test("are not begun once the run is stopped, but go on with what was begun", async () => {
		const stop = new AbortController();
		use.stub.handler = ({ method, path }) => {
			if (path === "/registries") return list;
			if (method !== "DELETE") return undefined;
			stop.abort();
			return { status: 204 };
		};
		const client = use.client({ stop: stop.signal });
		const { signal } = new AbortController();
		await client.registries.delete({ id: 7 }, signal);
		for (const other of [undefined, new AbortController().signal])
			expect(
				await failure(client.registries.delete({ id: 8 }, other)),
			).toMatchObject({ kind: "aborted", wrote: "no" });
		await client.registries.delete({ id: 9 }, signal);
		await client.registries.list();
		expect(use.stub.count("DELETE", "/registries/7")).toBe(1);
		expect(use.stub.count("DELETE", "/registries/8")).toBe(0);
		expect(use.stub.count("DELETE", "/registries/9")).toBe(1);
	});

	test("that wait for a slot can be called off before anything is sent", async () => {
		use.stub.handler = ({ method }) =>
			method === "DELETE" ? { status: 204, delay: 60 } : undefined;
		const sent: string[] = [];
		const client = use.client({
			maxWrites: 1,
			onRequest: ({ path }) => sent.push(path),
		});
		const off = new AbortController();
		const first = client.registries.delete({ id: 1 });
		const second = client.registries.delete({ id: 2 }, off.signal);
		setTimeout(() => off.abort(), 20);
		expect(await failure(second)).toMatchObject({
			kind: "aborted",
			wrote: "no",
		});
		await first;
		expect(use.stub.count("DELETE", "/registries/2")).toBe(0);
		expect(sent).not.toContain("/registries/2");
	});
});

describe("a call", () => {
	test("ends at its deadline", async () => {
		use.stub.handler = at("/registries", "hang");
		const error = await failure(
			use.client({ requestTimeout: 0.1 }).registries.list(),
		);
		expect(error).toMatchObject({ kind: "timeout", wrote: "no" });
		expect(error.message).toMatch(/within 0\.1 seconds\..*request_timeout/);
		expect(use.stub.count("GET", "/registries")).toBe(1);
	});

	test("that trickles ends at its deadline too", async () => {
		const slow = createServer((socket) => {
			socket.on("error", () => {});
			socket.write(
				"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n",
			);
			const timer = setInterval(() => socket.write(" "), 20);
			socket.on("close", () => clearInterval(timer));
		});
		await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
		const { port } = slow.address() as { port: number };
		const client = use.client({
			url: `http://127.0.0.1:${port}`,
			requestTimeout: 0.2,
		});
		expect(await failure(client.info())).toMatchObject({ kind: "timeout" });
		slow.close();
	});

	test("ends when it is called off, and a write may have been made", async () => {
		const off = new AbortController();
		use.stub.handler = ({ path }) => {
			if (path !== "/registries") return undefined;
			setTimeout(() => off.abort(), 10);
			return "hang";
		};
		const work = use.client().registries.create(spec, off.signal);
		expect(await failure(work)).toMatchObject({
			kind: "aborted",
			wrote: "maybe",
		});
	});

	test("with an aborted signal sends nothing", async () => {
		expect(
			await failure(use.client().registries.list(AbortSignal.abort())),
		).toMatchObject({ kind: "aborted" });
		expect(use.stub.received).toEqual([]);
	});

	test("keeps its connection for the next", async () => {
		use.stub.handler = at("/registries", list);
		const client = use.client();
		for (let i = 0; i < 5; i++) {
			client.forget();
			await client.registries.list();
		}
		expect(new Set(use.stub.received.map(({ socket }) => socket)).size).toBe(1);
	});

	test("is reported when it ends, with nothing secret", async () => {
		const seen: string[] = [];
		use.stub.handler = at("/registries", { status: 201, json: { id: 3 } });
		await use
			.client({ onRequest: (call) => seen.push(JSON.stringify(call)) })
			.registries.create(spec);
		expect(seen.map((each) => JSON.parse(each).path)).toEqual([
			"/status",
			"/user/login",
			"/registries",
		]);
		expect(seen.join()).not.toMatch(/hush|secret-word|token/);
	});
});

describe("an answer that is no data", () => {
	const cases: [string, object, object, RegExp][] = [
		[
			"an unknown route",
			{ status: 404, html: "<pre>Cannot GET /api/v3/registries</pre>" },
			{ kind: "unsupported", status: 404 },
			/knows no route GET/,
		],
		[
			"another 404",
			{ status: 404, html: "<h1>Not Found</h1>" },
			{ kind: "not-a-controller" },
			/web page \(HTML\)/,
		],
		[
			"an HTML 200",
			{ status: 200, html: "<h1>Welcome</h1>" },
			{ kind: "not-a-controller" },
			/web page/,
		],
		[
			"a redirect",
			{ status: 302, html: "", headers: { location: "https://x" } },
			{ kind: "not-a-controller" },
			/redirects/,
		],
		[
			"a text that calls itself JSON",
			{ status: 200, text: "{" },
			{ kind: "not-a-controller" },
			/not JSON/,
		],
		[
			"an empty 404",
			{ status: 404, text: "" },
			{ kind: "not-a-controller" },
			/empty answer/,
		],
	];
	test.each(cases)(
		"%s is an error that says so",
		async (_, reply, fields, text) => {
			use.stub.handler = at("/registries", reply);
			const error = await failure(use.client().registries.list());
			expect(error).toMatchObject(fields);
			expect(error.message).toMatch(text);
			expect(error.message).toMatch(/\.$/);
		},
	);

	test("an HTML 404 does not say that an object is gone", async () => {
		use.stub.handler = at("/microservices/u", {
			status: 404,
			html: "<pre>Cannot GET /api/v3/microservices/u</pre>",
		});
		await expect(use.client().microservices.get({ uuid: "u" })).rejects.toThrow(
			/says nothing about/,
		);
		use.stub.handler = at("/microservices/u", {
			status: 404,
			html: "<h1>gone fishing</h1>",
		});
		await expect(
			use.client().microservices.delete({ uuid: "u" }),
		).rejects.toThrow(/web page/);
	});

	test("an HTML 413 is a request that is too large", async () => {
		use.stub.handler = at("/registries", {
			status: 413,
			html: "<pre>PayloadTooLargeError</pre>",
		});
		expect(await failure(use.client().registries.create(spec))).toMatchObject({
			kind: "too-large",
			wrote: "no",
		});
	});
});

describe("a server that is no known Controller", () => {
	test.each(["9.9.9", "3.1.0", "3.70.0", "2.0.1"])(
		"version %s is an error that names the two families",
		async (version) => {
			use.stub.version = version;
			const error = await failure(use.client().registries.list());
			expect(error.kind).toBe("unsupported-version");
			expect(error.message).toContain(version);
			expect(error.message).toMatch(/3\.0\.x and 3\.7\.x/);
			expect(use.stub.count("POST", "/user/login")).toBe(0);
		},
	);

	test("a status without a version", async () => {
		use.stub.handler = at("/status", { json: { status: "ok" } });
		expect(await failure(use.client().info())).toMatchObject({
			kind: "not-a-controller",
		});
	});

	test("something that does not speak HTTP", async () => {
		const odd = createServer((socket) => {
			socket.on("error", () => {});
			socket.end("220 mail.example.com ESMTP\r\n");
		});
		await new Promise<void>((resolve) => odd.listen(0, "127.0.0.1", resolve));
		const { port } = odd.address() as { port: number };
		const error = await failure(
			use.client({ url: `http://127.0.0.1:${port}` }).info(),
		);
		expect(error).toMatchObject({ kind: "not-a-controller" });
		odd.close();
	});

	test("nobody at all, tried four times", async () => {
		const { url } = use.stub;
		const calls: unknown[] = [];
		await use.stub.close();
		const client = use.client({ url, onRequest: (call) => calls.push(call) });
		const error = await failure(client.registries.create(spec));
		expect(error).toMatchObject({ kind: "unreachable", wrote: "no" });
		expect(error.message).toMatch(
			/nothing listens there.*Start the Controller/,
		);
		expect(calls.length).toBe(4);
		await use.stub.listen();
	});

	test("a host that nobody knows", async () => {
		const client = use.client({ url: "http://no-such-host.invalid:51121" });
		expect(await failure(client.info())).toMatchObject({ kind: "unreachable" });
	});
});

describe("the URL", () => {
	test.each([
		["/", ""],
		["/api/v3", ""],
		["/api/v3/", ""],
		["/proxied/", "/proxied"],
	])("may end in %s", (end, kept) => {
		expect(use.client({ url: `http://c.example.com:51121${end}` }).url).toBe(
			`http://c.example.com:51121${kept}`,
		);
	});

	test.each(["", "localhost:51121", "ftp://c", "http://u:p@c"])(
		"%j is refused without being shown",
		(url) => {
			expect(() => use.client({ url })).toThrow(ControllerError);
			expect(() => use.client({ url })).toThrow(/IOFOG_CONTROLLER_URL/);
		},
	);
});

describe("headers", () => {
	const before = process.env;
	beforeEach(() => {
		process.env = { ...before };
	});
	afterEach(() => {
		process.env = before;
	});

	test.each(["directly", "through a proxy of the environment"])(
		"say %s what is sent and what is asked for",
		async (way) => {
			use.stub.handler = at("/registries", list);
			const elsewhere = way !== "directly";
			// In small letters, and without exceptions, it comes before what this machine has set.
			if (elsewhere)
				Object.assign(process.env, { http_proxy: use.stub.url, no_proxy: "-" });
			const client = use.client(
				elsewhere ? { url: "http://controller.test:51121" } : {},
			);
			await client.registries.list();
			const json = "application/json";
			expect(use.stub.received).toMatchObject([
				{ path: "/status", accept: json, contentType: undefined },
				{ path: "/user/login", accept: json, contentType: json },
				{
					path: "/registries",
					accept: json,
					contentType: undefined,
					authorization: "token-1",
				},
			]);
		},
	);

	test("go to no proxy for a Controller on this machine", async () => {
		process.env.HTTP_PROXY = "http://127.0.0.1:9";
		await expect(use.client().info()).resolves.toMatchObject({
			version: "3.0.4",
			dialect: "3.0",
			uptime: 1.5,
			ahead: 0,
		});
	});
});

describe("read-only mode", () => {
	test("reads and logs in", async () => {
		use.stub.handler = at("/registries", list);
		await use.client({ readOnly: true }).registries.list();
	});

	const writes: [
		string,
		(client: ReturnType<typeof use.client>) => Promise<unknown>,
	][] = [
		["POST", (c) => c.registries.create(spec)],
		[
			"PATCH",
			(c) => c.registries.update({ id: 3 }, { url: "a" }, { url: "b" }),
		],
		["PUT", (c) => c.router.put({ host: "h" })],
		["DELETE", (c) => c.applications.delete({ name: "a" })],
	];
	test.each(writes)(
		"throws at a %s before the call is sent",
		async (_, write) => {
			const error = await failure(write(use.client({ readOnly: true })));
			expect(error).toMatchObject({ kind: "read-only", wrote: "no" });
			expect(
				use.stub.received.filter(({ path }) => path !== "/status"),
			).toEqual([]);
		},
	);
});

describe("the body limit", () => {
	const make = (config: string) => ({
		name: "m",
		application: "a",
		agentUuid: "u",
		images: { amd64: "i" },
		config: JSON.stringify({ text: config }),
		env: { SMALL: "x".repeat(20) },
	});

	test("is kept before anything is sent, and the error names the largest argument", async () => {
		const client = use.client();
		const error = await failure(
			client.microservices.create(make("y".repeat(110_000))),
		);
		expect(error).toMatchObject({
			kind: "too-large",
			attribute: "config",
			wrote: "no",
		});
		expect(error.message).toMatch(/102400 \(100 KiB\).*argument config/);
		expect(error.message).not.toContain("yyy");
		expect(use.stub.count("POST", "/microservices")).toBe(0);
	});

	test("counts bytes, of what is sent and not of what was written", async () => {
		use.stub.handler = at("/microservices", {
			status: 201,
			json: { uuid: "u" },
		});
		const client = use.client();
		await client.microservices.create(make("y".repeat(100_000)));
		const wide = await failure(
			client.microservices.create({
				...make(""),
				env: { WIDE: "é".repeat(60_000) },
			}),
		);
		expect(wide).toMatchObject({ kind: "too-large", attribute: "env" });
		const quoted = await failure(
			client.microservices.create(make('"'.repeat(20_000))),
		);
		expect(quoted).toMatchObject({ kind: "too-large", attribute: "config" });
	});
});
