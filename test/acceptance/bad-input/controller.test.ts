// Longer than other files: one table of cases, which share what the Controller holds.
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { Controller } from "../../../src/controller";
import { apply } from "../../../src/engine";
import { type TestController, testController } from "../../support/controllers";
import { type Reply, Stub } from "../../unit/controller/stub";
import { BadInput, SECRET } from "./support";

jest.setTimeout(120_000);

const TLS = join(__dirname, "../../unit/controller/tls");

let input: BadInput;
beforeEach(() => {
	input = new BadInput();
});
afterEach(() => input.remove());

const applications = (count: number, prefix = "app") => ({
	resource: {
		iofog_application: Object.fromEntries(
			Array.from({ length: count }, (_, i) => [
				`a${i}`,
				{ name: `${prefix}-${i}` },
			]),
		),
	},
});

describe("what answers is no Controller that we know", () => {
	let stub: Stub;
	afterEach(() => stub?.close());

	const html = "<!DOCTYPE html><html><body>Welcome to nginx!</body></html>";
	const cases: Record<
		string,
		[
			{
				version?: string;
				login?: object;
				reply?: (path: string) => Reply | undefined;
			},
			string,
			RegExp[],
		]
	> = {
		"an unknown version": [
			{ version: "9.9.9" },
			"Unknown Controller version",
			[/9\.9\.9/, /3\.0\.x and 3\.7\.x/],
		],
		"a version of the future": [
			{ version: "3.8.0" },
			"Unknown Controller version",
			[/3\.8\.0/, /3\.0\.x and 3\.7\.x/],
		],
		"a version that is none": [
			{ version: "" },
			"No Controller answers there",
			[/names no version/],
		],
		"a web server": [
			{ reply: () => ({ status: 200, html }) },
			"No Controller answers there",
			[/HTML/, /Check the URL/],
		],
		"a web server without that page": [
			{ reply: () => ({ status: 404, html }) },
			"No Controller answers there",
			[/HTML/, /Check the URL/],
		],
		"another program": [
			{ reply: () => ({ json: { status: "UP" } }) },
			"No Controller answers there",
			[/names no version/, /Check the URL/],
		],
		"a server that redirects": [
			{
				reply: () => ({
					status: 301,
					headers: { location: "https://elsewhere" },
					html,
				}),
			},
			"No Controller answers there",
			[/redirects/, /https:\/\//],
		],
		"a proxy before a Controller that is down": [
			{ reply: () => ({ status: 502, html }) },
			"Controller not reachable",
			[/cannot be reached/, /repeat the command/],
		],
		"a Controller that breaks connections": [
			{ reply: () => "drop" },
			"Controller not reachable",
			[/connection broke/, /repeat the command/],
		],
		"a Controller that is slow": [
			{ login: { request_timeout: 0.2 }, reply: () => "hang" },
			"Controller did not answer in time",
			[/0\.2 seconds/, /request_timeout/],
		],
		"a Controller that is slow after the log-in": [
			{
				login: { request_timeout: 0.3 },
				reply: (path) => (path.startsWith("/application") ? "hang" : undefined),
			},
			"Controller did not answer in time",
			[/seconds/, /request_timeout/],
		],
		"a Controller that refuses the password": [
			{
				reply: (path) =>
					path === "/user/login"
						? {
								status: 401,
								json: {
									name: "InvalidCredentialsError",
									message: "Invalid credentials",
								},
							}
						: undefined,
			},
			"Log-in failed",
			[/does not accept this email and password/, /IOFOG_PASSWORD/],
		],
		"a Controller that refuses the token": [
			{
				login: { email: undefined, password: undefined, token: SECRET },
				reply: (path) =>
					path.startsWith("/application")
						? {
								status: 401,
								json: {
									name: "AuthenticationError",
									message: "authorization failed",
								},
							}
						: undefined,
			},
			"Log-in failed",
			[/token/, /IOFOG_TOKEN/],
		],
		"a Controller that does not let this user": [
			{
				reply: (path) =>
					path.startsWith("/application")
						? { status: 403, json: { error: "access denied" } }
						: undefined,
			},
			"Not permitted",
			[/does not allow this user to show application "app-0"/, /role/],
		],
		"a proxy that knows no such page": [
			{
				reply: (path) =>
					path.startsWith("/application")
						? { status: 404, html: `<pre>Cannot GET /api/v3${path}</pre>` }
						: undefined,
			},
			"Not supported by this Controller",
			[
				/knows no route GET \/api\/v3\/application\/app-0/,
				/Check that the URL/,
			],
		],
		"a Controller whose log-in is a web page": [
			{
				reply: (path) =>
					path === "/user/login" ? { status: 200, html } : undefined,
			},
			"No Controller answers there",
			[/Check the URL/],
		],
	};

	test.each(Object.entries(cases))(
		"%s",
		async (_, [{ version, login, reply }, summary, texts]) => {
			stub = new Stub();
			await stub.listen();
			if (version !== undefined) stub.version = version;
			if (reply) stub.handler = ({ path }) => reply(path);
			input.login = { ...input.login, url: stub.url, ...login };
			input.write(applications(5));
			const { text, summaries } = await input.refused();
			expect([...new Set(summaries)]).toEqual([summary]);
			expect(text).toContain(stub.url);
			expect(text).toMatch(/with iofog_application\.a\d, in stack "test"/);
			// What has nothing to do with the resource is said once for all five.
			if (!/Not permitted|Not supported/.test(summary))
				expect(text).toMatch(/The same holds for 4 more/);
			for (const each of texts) expect(text).toMatch(each);
			const writes = stub.received.filter(
				({ method, path }) => method !== "GET" && path !== "/user/login",
			);
			expect(writes).toEqual([]);
			expect(
				stub.received.filter(({ path }) => path === "/user/login").length,
			).toBeLessThanOrEqual(2);
		},
	);

	test("a body that a proxy finds too large", async () => {
		stub = new Stub();
		await stub.listen();
		stub.handler = ({ method, path }) =>
			path === "/application" && method === "POST"
				? { status: 413, html }
				: path.startsWith("/application")
					? { status: 404, json: { name: "NotFoundError", message: "No." } }
					: undefined;
		input.login = { ...input.login, url: stub.url };
		input.write(applications(1));
		const { text, summaries } = await input.failed(() => input.apply());
		expect(summaries).toEqual(["Request too large"]);
		expect(text).toMatch(/with iofog_application\.a0, in stack "test"/);
		expect(text).toMatch(
			/create application "app-0".*Make the largest argument smaller/s,
		);
		expect(input.folder.state.resources).toEqual([]);
	});

	test("a certificate of an unknown authority", async () => {
		stub = new Stub({
			key: readFileSync(join(TLS, "server-key.pem"), "utf8"),
			cert: readFileSync(join(TLS, "server.pem"), "utf8"),
		});
		await stub.listen();
		input.login = { ...input.login, url: stub.url };
		input.write(applications(1));
		const { text, summaries } = await input.refused();
		expect(summaries).toEqual(["Certificate not trusted"]);
		expect(text).toContain(stub.url);
		expect(text).toMatch(/ca_file \(IOFOG_CA_FILE\)/);
		// Nothing is sent before the certificate is trusted.
		expect(stub.received).toEqual([]);
	});

	test("https where only http is spoken", async () => {
		stub = new Stub();
		await stub.listen();
		input.login = { ...input.login, url: stub.url.replace("http:", "https:") };
		input.write(applications(1));
		const { text, summaries } = await input.refused();
		expect(summaries).toEqual(["Certificate not trusted"]);
		expect(text).toMatch(/begins with http:\/\//);
	});

	test("a server that speaks no HTTP", async () => {
		const server: Server = createServer((socket) => {
			socket.on("error", () => {});
			socket.end("220 mail.example.com ESMTP\r\n");
			socket.resume();
		});
		await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
		const { port } = server.address() as { port: number };
		input.login = { ...input.login, url: `http://127.0.0.1:${port}` };
		input.write(applications(1));
		const { text, summaries } = await input.refused();
		expect(summaries).toEqual(["No Controller answers there"]);
		expect(text).toMatch(/does not speak HTTP.*Check the URL/s);
		server.close();
	});
});

test.each([
	["nothing listens there", "http://127.0.0.1:9", /nothing listens there/],
	[
		"the host name is unknown",
		"http://no-such-host.invalid:51121",
		/host name/,
	],
])("a Controller that is down: %s", async (_, url, why) => {
	input.login = { ...input.login, url };
	input.write(applications(3));
	const { text, summaries } = await input.refused();
	expect(summaries).toEqual(["Controller not reachable"]);
	expect(text).toContain(url);
	expect(text).toMatch(/The same holds for 2 more/);
	expect(text).toMatch(why);
});

describe.each(["3.0", "3.7"] as const)("in mid-apply on %s", (which) => {
	let controller: TestController;
	beforeAll(async () => {
		controller = await testController(which, { faults: true });
	});
	afterAll(() => controller.close());
	beforeEach(() => {
		input.login = { ...controller.login };
	});
	afterEach(async () => {
		await fetch(`${controller.login.url}/__faults`, { method: "DELETE" });
	});

	const fault = async (body: object) => {
		const answer = await fetch(`${controller.login.url}/__faults`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(body),
		});
		expect(answer.status).toBe(201);
	};
	const live = async (prefix: string) => {
		// Its own log-in, as an expired token expires for all.
		const found = new Controller(controller.login);
		const all = await found.applications.all();
		found.close();
		return all
			.map(({ name }) => name)
			.filter((name) => name.startsWith(`${prefix}-`));
	};
	/** A second apply ends what the first began: each object once, and an empty plan. */
	const goesOn = async (prefix: string) => {
		await input.apply();
		expect((await live(prefix)).sort()).toEqual(
			Array.from({ length: 6 }, (_, i) => `${prefix}-${i}`),
		);
		expect((await input.plan()).hasChanges).toBe(false);
	};

	test("a token that expires is renewed, and nobody notices", async () => {
		input.write(applications(6, "exp"));
		const made = await input.plan();
		await fault({
			match: { method: "POST", path: "/application$" },
			kind: "expired-token",
			times: 2,
		});
		await apply(made);
		expect((await input.plan()).hasChanges).toBe(false);
	});

	test("a token that expires and cannot be renewed", async () => {
		const { body } = await controller.call("POST", "/user/login", {
			email: controller.login.email,
			password: controller.login.password,
		});
		input.login = {
			url: controller.login.url,
			token: (body as { accessToken: string }).accessToken,
		};
		input.write(applications(6, "tok"));
		await fault({
			match: { method: "POST", path: "/application$" },
			kind: "expired-token",
		});
		const { text, summaries } = await input.failed(() => input.apply());
		expect(summaries).toEqual(["Log-in failed"]);
		expect(text).toMatch(/iofog_application\.a\d/);
		expect(text).toMatch(/IOFOG_TOKEN/);
		input.login = { ...controller.login };
		input.write(applications(6, "tok"));
		await goesOn("tok");
	});

	test("objects that cannot be read stay in the state", async () => {
		input.write(applications(3, "kept"));
		await input.apply();
		await fault({
			match: { method: "GET", path: "/application" },
			kind: "html",
			times: 100,
		});
		const { text, summaries } = await input.refused();
		expect(summaries).toEqual(["Controller not reachable"]);
		expect(text).toMatch(/web page.*repeat the command/s);
		await fetch(`${controller.login.url}/__faults`, { method: "DELETE" });
		expect((await input.plan()).hasChanges).toBe(false);
	});

	test("a connection that breaks after the object is made: it is found, and is ours", async () => {
		input.write(applications(6, "lost"));
		await fault({
			match: { method: "POST", path: "/application$" },
			kind: "drop-after",
			times: 3,
		});
		await input.apply();
		expect(await live("lost")).toHaveLength(6);
		expect((await input.plan()).hasChanges).toBe(false);
	});

	const faults: [string, object, string, RegExp][] = [
		[
			"an answer that is a web page",
			{ kind: "html" },
			"Controller not reachable",
			/web page|repeat the command/,
		],
		[
			"a failure of the Controller",
			{ kind: "500" },
			"The Controller failed",
			/A fault that was asked for.*log/s,
		],
		[
			"a connection that breaks before the object is made",
			{ kind: "drop-before" },
			"Controller not reachable",
			/connection broke.*repeat the command.*not known whether/s,
		],
		[
			"an answer that comes too late",
			{ kind: "delay", delayMs: 1500 },
			"Controller did not answer in time",
			/request_timeout.*not known whether/s,
		],
	];
	test.each(faults)("%s", async (name, kind, summary, advice) => {
		const prefix = `f${faults.findIndex((f) => f[0] === name)}`;
		input.login = { ...controller.login, request_timeout: 1 };
		input.write(applications(6, prefix));
		await fault({
			match: { method: "POST", path: "/application$" },
			times: 1,
			...kind,
		});
		const { text, summaries } = await input.failed(() => input.apply());
		expect(summaries).toEqual([summary]);
		expect(text).toMatch(/with iofog_application\.a\d, in stack "test"/);
		expect(text).toContain(controller.login.url);
		expect(text).toMatch(advice);
		await new Promise((done) => setTimeout(done, 700));
		await goesOn(prefix);
	});
});
