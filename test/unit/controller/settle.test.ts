import { useStub } from "./stub";

const use = useStub();

interface Scene {
	routerMode: string;
	natsMode: string;
	warningMessage: string;
	updatedAt: string;
}

/** An agent of 3.7 whose looks follow a script; the last one stays. */
function script(scenes: Partial<Scene>[]): void {
	use.stub.version = "3.7.3";
	use.stub.handler = ({ method, path }, nth) => {
		if (method === "POST" && path === "/iofog")
			return { status: 201, json: { uuid: "g1" } };
		if (method === "PATCH" || method === "DELETE") return { status: 204 };
		if (path !== "/iofog/g1" && path !== "/iofog-list") return undefined;
		const raw = {
			uuid: "g1",
			name: "edge",
			fogTypeId: 1,
			routerMode: "none",
			natsMode: "none",
			createdAt: "t0",
			updatedAt: "t0",
			warningMessage: "HEALTHY",
		};
		const scene = scenes[Math.min(nth, scenes.length) - 1] ?? {};
		return { json: { ...raw, ...scene } };
	};
}

const spec = { name: "edge", architecture: "amd64" as const, host: "h" };
const right = { routerMode: "edge", natsMode: "leaf" };

test("a new agent is waited for until its modes are right and its row has been written last", async () => {
	script([{}, { natsMode: "leaf" }, right, { ...right, updatedAt: "t1" }]);
	const client = use.client();
	const identities: unknown[] = [];
	await client.agents.create(spec, undefined, {
		onIdentity: (identity) =>
			identities.push([identity, use.stub.count("GET", "/iofog/g1")]),
	});
	expect(identities).toEqual([[{ uuid: "g1" }, 0]]);
	expect(use.stub.count("GET", "/iofog/g1")).toBe(4);
	// What the last look showed answers the read that follows.
	expect(await client.agents.get({ uuid: "g1" })).toMatchObject(right);
	expect(use.stub.count("GET", /iofog/)).toBe(4);
});

test("a failure of the background work is an error with its text", async () => {
	script([
		{},
		{
			warningMessage: 'Background orchestration error: "host" is required',
			updatedAt: "t1",
		},
	]);
	await expect(use.client().agents.create(spec)).rejects.toMatchObject({
		kind: "unsettled",
		wrote: "maybe",
		message: expect.stringMatching(
			/could not set up agent "edge".*"host" is required\. See/,
		),
	});
});

test("an old failure is not that of the change that repairs it", async () => {
	const old = {
		warningMessage: "Background orchestration error: x",
		updatedAt: "t5",
	};
	script([old, { ...old, ...right }, { ...right, updatedAt: "t6" }]);
	await use
		.client()
		.agents.update(
			{ uuid: "g1" },
			{ ...spec, ...right },
			{ ...spec, ...right, description: "d" },
		);
});

test("where no end can be seen, right modes that stand are enough", async () => {
	script([{ ...right, updatedAt: "t9" }]);
	await use
		.client()
		.agents.update(
			{ uuid: "g1" },
			{ ...spec, ...right },
			{ ...spec, ...right, description: "d" },
		);
	expect(use.stub.count("GET", "/iofog/g1")).toBeGreaterThan(3);
});

test("an agent that does not settle in time is an error that says how it stands", async () => {
	script([{ natsMode: "leaf" }]);
	await expect(
		use.client().agents.create(spec, undefined, { settleTimeout: 0.2 }),
	).rejects.toMatchObject({
		kind: "timeout",
		message: expect.stringMatching(
			/within 0\.2 seconds \(router mode none, NATS mode leaf\)/,
		),
	});
});

test("waiting can be called off at once", async () => {
	script([{}]);
	const off = new AbortController();
	const work = use.client().agents.create(spec, off.signal);
	setTimeout(() => off.abort(), 100);
	await expect(work).rejects.toMatchObject({ kind: "aborted", wrote: "maybe" });
});

test("agents that settle hold no write slot, and share their looks", async () => {
	use.stub.version = "3.7.3";
	const born = new Map<string, number>();
	const show = (uuid: string) => ({
		uuid,
		name: uuid,
		fogTypeId: 1,
		createdAt: "t0",
		warningMessage: "HEALTHY",
		...(Date.now() - (born.get(uuid) ?? 0) > 250
			? { ...right, updatedAt: "t1" }
			: { routerMode: "none", natsMode: "none", updatedAt: "t0" }),
	});
	use.stub.handler = ({ method, path, body }) => {
		if (method === "POST" && path === "/iofog") {
			const { name } = body as { name: string };
			born.set(name, Date.now());
			return { status: 201, json: { uuid: name } };
		}
		if (path === "/iofog-list")
			return { json: { fogs: [...born.keys()].map(show) } };
		if (path.startsWith("/iofog/")) return { json: show(path.slice(7)) };
		return undefined;
	};
	const client = use.client({ maxWrites: 1 });
	const started = Date.now();
	await Promise.all(
		Array.from({ length: 60 }, (_, n) =>
			client.agents.create({ ...spec, name: `g${n}` }),
		),
	);
	expect(Date.now() - started).toBeLessThan(5000);
	expect(use.stub.count("POST", "/iofog")).toBe(60);
	expect(use.stub.count("GET", /^\/iofog/)).toBeLessThan(60);
});

test("two changes of one agent never overlap, settling included", async () => {
	script([
		{ ...right, updatedAt: "t1" },
		{ ...right, updatedAt: "t2" },
		{ ...right, updatedAt: "t2" },
		{ ...right, updatedAt: "t3" },
	]);
	const client = use.client();
	const change = (description: string) =>
		client.agents.update(
			{ uuid: "g1" },
			{ ...spec, ...right },
			{ ...spec, ...right, description },
		);
	await Promise.all([change("a"), change("b")]);
	const order = use.stub.received
		.filter(({ path }) => path === "/iofog/g1")
		.map(({ method }) => method);
	expect(order).toEqual(["PATCH", "GET", "GET", "PATCH", "GET", "GET"]);
});

test("a change that does not know the NATS settings reads them first", async () => {
	script([
		{ routerMode: "edge", natsMode: "none", updatedAt: "t1" },
		{ routerMode: "edge", natsMode: "none", updatedAt: "t1" },
		{ routerMode: "edge", natsMode: "none", updatedAt: "t2" },
	]);
	await use
		.client()
		.agents.update({ uuid: "g1" }, spec, { ...spec, description: "d" });
	expect(
		use.stub.received.find(({ method }) => method === "PATCH")?.body,
	).toEqual({ description: "d", natsMode: "none" });
});
