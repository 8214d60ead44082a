import { useStub } from "./stub";

const use = useStub();
const registries = { json: { registries: [] } };

test("fifty calls at the same time log in once and ask for the version once", async () => {
	use.stub.handler = ({ path }) =>
		path.startsWith("/registries/") ? { status: 204 } : undefined;
	const client = use.client();
	await Promise.all(
		Array.from({ length: 50 }, (_, id) => client.registries.delete({ id })),
	);
	expect(use.stub.count("POST", "/user/login")).toBe(1);
	expect(use.stub.count("GET", "/status")).toBe(1);
});

test.each([
	["3.0.4", "token-1"],
	["3.7.3", "Bearer token-1"],
])("a Controller %s gets the header %s", async (version, header) => {
	use.stub.version = version;
	use.stub.handler = ({ path }) =>
		path === "/registries" ? registries : undefined;
	await use.client().registries.list();
	const call = use.stub.received.find(({ path }) => path === "/registries");
	expect(call?.authorization).toBe(header);
});

test("a token that is given is used before any log-in", async () => {
	use.stub.handler = ({ path }) =>
		path === "/registries" ? registries : undefined;
	await use.client({ token: "given" }).registries.list();
	expect(use.stub.received.at(-1)?.authorization).toBe("given");
	expect(use.stub.count("POST", "/user/login")).toBe(0);
});

test("a refused token is renewed once for all, and each call is repeated once", async () => {
	use.stub.handler = ({ path, authorization }) => {
		if (!path.startsWith("/registries/")) return undefined;
		if (authorization === "expired") {
			return {
				status: 401,
				json: { name: "AuthenticationError", message: "token expired" },
			};
		}
		return { status: 204 };
	};
	const client = use.client({ token: "expired", maxWrites: 20 });
	await Promise.all(
		Array.from({ length: 20 }, (_, id) => client.registries.delete({ id })),
	);
	expect(use.stub.count("POST", "/user/login")).toBe(1);
	for (let id = 0; id < 20; id++) {
		expect(use.stub.count("DELETE", `/registries/${id}`)).toBeLessThanOrEqual(
			2,
		);
	}
});

test("a token that is refused again is an error after one repetition", async () => {
	use.stub.handler = ({ path }) =>
		path === "/registries"
			? {
					status: 401,
					json: {
						name: "AuthenticationError",
						message: "authorization failed",
					},
				}
			: undefined;
	await expect(use.client().registries.list()).rejects.toMatchObject({
		kind: "unauthorized",
		status: 401,
		wrote: "no",
	});
	expect(use.stub.count("GET", "/registries")).toBe(2);
	expect(use.stub.count("POST", "/user/login")).toBe(2);
});

test("a refused token with nothing to log in with is an error that says what to set", async () => {
	use.stub.handler = ({ path }) =>
		path === "/registries"
			? {
					status: 401,
					json: { error: "Unauthorized: No authentication information found" },
				}
			: undefined;
	const client = use.client({
		token: "old",
		email: undefined,
		password: undefined,
	});
	await expect(client.registries.list()).rejects.toThrow(/IOFOG_TOKEN/);
	expect(use.stub.count("GET", "/registries")).toBe(1);
});

test("a wrong password is an error without the password", async () => {
	use.stub.handler = ({ path }) =>
		path === "/user/login"
			? {
					status: 401,
					json: {
						name: "InvalidCredentialsError",
						message: "Invalid credentials",
					},
				}
			: undefined;
	const error = await use
		.client()
		.registries.list()
		.catch((caught) => caught);
	expect(error).toMatchObject({ kind: "unauthorized" });
	expect(error.message).toMatch(/does not accept this email and password\./);
	expect(JSON.stringify(error) + error.message).not.toContain("secret-word");
	expect(use.stub.count("POST", "/user/login")).toBe(1);
});

test("without anything to log in with no call is made but the status", async () => {
	const client = use.client({ email: undefined, password: undefined });
	await expect(client.registries.list()).rejects.toThrow(/IOFOG_EMAIL/);
	expect(use.stub.received.map(({ path }) => path)).toEqual(["/status"]);
});

test("a log-in that gives no token is no Controller", async () => {
	use.stub.handler = ({ path }) =>
		path === "/user/login" ? { json: { hello: 1 } } : undefined;
	await expect(use.client().registries.list()).rejects.toMatchObject({
		kind: "not-a-controller",
	});
});

test("the log-in of several calls goes on when one of them is called off", async () => {
	use.stub.handler = ({ path }) =>
		path === "/user/login"
			? { json: { accessToken: "t" }, delay: 60 }
			: path === "/registries"
				? registries
				: undefined;
	const client = use.client();
	const off = new AbortController();
	const first = client.catalogItems.list(off.signal);
	const second = client.registries.list();
	setTimeout(() => off.abort(), 30);
	await expect(first).rejects.toMatchObject({ kind: "aborted" });
	await expect(second).resolves.toEqual([]);
	expect(use.stub.count("POST", "/user/login")).toBe(1);
});

test("nothing ever logs out", async () => {
	use.stub.handler = ({ path }) =>
		path === "/registries" ? registries : undefined;
	const client = use.client();
	await client.registries.list();
	client.forget();
	client.close();
	expect(use.stub.count("POST", "/user/logout")).toBe(0);
});

test("a log-in that gets no answer has written nothing, and is not repeated with the call", async () => {
	use.stub.handler = ({ path }) =>
		path === "/user/login" ? { status: 503, html: "<h1>no</h1>" } : undefined;
	const client = use.client();
	const work = client.registries.delete({ id: 3 });
	await expect(work).rejects.toMatchObject({
		kind: "unreachable",
		wrote: "no",
	});
	expect(use.stub.count("POST", "/user/login")).toBe(4);
	use.stub.handler = ({ path }) =>
		path === "/user/login" ? "drop" : undefined;
	await expect(client.registries.delete({ id: 3 })).rejects.toMatchObject({
		wrote: "no",
	});
});

test("clients with the same credentials share a log-in, others do not, and closing one ends it for none", async () => {
	use.stub.handler = ({ path }) =>
		path === "/registries" ? registries : undefined;
	const [first, second] = [use.client(), use.client()];
	await Promise.all([first.registries.list(), second.registries.list()]);
	expect(use.stub.count("POST", "/user/login")).toBe(1);
	first.close();
	await use.client().registries.list();
	expect(use.stub.count("POST", "/user/login")).toBe(1);
	await use.client({ password: "other" }).registries.list();
	expect(use.stub.count("POST", "/user/login")).toBe(2);
});
