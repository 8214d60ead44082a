import type { Controller } from "../../../src/controller";
import { type Stub, useStub } from "./stub";

const use = useStub();

interface Row {
	uuid: string;
	name: string;
	application: string;
	iofogUuid: string;
	serviceAccount?: object;
	rebuild?: boolean;
	status?: object;
}

/** A Controller that holds microservices and agents in memory, as far as reads tell. */
function fleet(
	stub: Stub,
	rows: Row[],
	agents: { uuid: string; name: string }[] = [],
) {
	const application = (name: string) => ({
		name,
		description: "",
		isActivated: true,
		microservices: rows.filter((row) => row.application === name),
		routes: [{ name: "r", from: "a", to: "b" }],
	});
	stub.handler = ({ method, path, body }) => {
		const [, group, id] = path.split("?")[0]?.split("/") ?? [];
		const gone = {
			status: 404,
			json: { name: "NotFoundError", message: `Invalid ${group} '${id}'` },
		};
		if (method === "GET" && path === "/application") {
			const names = new Set(rows.map((row) => row.application));
			return { json: { applications: [...names].map(application) }, delay: 10 };
		}
		if (method === "GET" && group === "application" && id) {
			const known = rows.some((row) => row.application === id);
			return known ? { json: application(id), delay: 10 } : gone;
		}
		if (method === "GET" && path.startsWith("/microservices?application=")) {
			const name = path.split("=")[1];
			return {
				json: { microservices: rows.filter((row) => row.application === name) },
			};
		}
		if (method === "GET" && group === "microservices") {
			const row = rows.find(({ uuid }) => uuid === id);
			return row ? { json: row } : gone;
		}
		if (method === "GET" && group === "iofog-list")
			return { json: { fogs: agents } };
		if (method === "GET" && group === "iofog") {
			const row = agents.find(({ uuid }) => uuid === id);
			return row ? { json: row } : gone;
		}
		if (method === "POST" && group === "microservices") {
			const { name, application: home } = body as Row;
			rows.push({ uuid: `u-${name}`, name, application: home, iofogUuid: "g" });
			return { status: 201, json: { uuid: `u-${name}` } };
		}
		if (method === "POST" && group === "application")
			return { status: 201, json: { id: 1 } };
		if (method === "PATCH" || method === "DELETE") return { status: 204 };
		return undefined;
	};
}

const row = (
	uuid: string,
	application: string,
	more: Partial<Row> = {},
): Row => ({
	uuid,
	name: `name-${uuid}`,
	application,
	iofogUuid: "g1",
	...more,
});

const spec = (name: string, application = "shop") => ({
	name,
	application,
	agentUuid: "g1",
	images: { amd64: "i" },
	logSize: 1,
});

const rows = () => [row("u1", "shop"), row("u2", "shop"), row("u3", "bank")];

function get(client: Controller, uuid: string, application?: string) {
	return client.microservices.get({ uuid, application });
}

test("one call refreshes an application and all its microservices", async () => {
	fleet(use.stub, rows());
	const client = use.client();
	const [application, first, second, third] = await Promise.all([
		client.applications.get({ name: "shop" }),
		get(client, "u1", "shop"),
		get(client, "u2", "shop"),
		client.microservices.findByName({ application: "shop", name: "name-u2" }),
	]);
	expect(application?.microservices.map(({ uuid }) => uuid)).toEqual([
		"u1",
		"u2",
	]);
	expect([first?.uuid, second?.uuid, third?.uuid]).toEqual(["u1", "u2", "u2"]);
	expect(use.stub.count("GET", /^\/(application|microservices)/)).toBe(1);
});

test("a microservice whose application is not known is read by itself", async () => {
	fleet(use.stub, rows());
	expect(await get(use.client(), "u3")).toMatchObject({ application: "bank" });
	expect(use.stub.count("GET", "/microservices/u3")).toBe(1);
	expect(use.stub.count("GET", /^\/application/)).toBe(0);
});

test("one that is not in its application is looked for before it counts as gone", async () => {
	fleet(use.stub, rows());
	const client = use.client();
	expect(await get(client, "u3", "renamed-since")).toMatchObject({
		uuid: "u3",
	});
	expect(await get(client, "u9", "shop")).toBeUndefined();
	expect(use.stub.count("GET", "/microservices/u9")).toBe(1);
});

test("the list of all applications answers for each of them", async () => {
	fleet(use.stub, rows());
	const client = use.client();
	const all = client.applications.all();
	const early = get(client, "u1", "shop");
	expect((await all).length).toBe(2);
	expect(await early).toMatchObject({ uuid: "u1" });
	expect(await get(client, "u3", "bank")).toMatchObject({ uuid: "u3" });
	expect(await client.applications.get({ name: "none" })).toBeUndefined();
	expect(await client.routes.list()).toHaveLength(2);
	expect(await client.routes.get({ application: "shop", name: "r" })).toEqual({
		application: "shop",
		name: "r",
		from: "a",
		to: "b",
	});
	expect(use.stub.count("GET", /^\/(application|microservices|routes)/)).toBe(
		1,
	);
});

test("forget begins a new refresh", async () => {
	fleet(use.stub, rows(), [{ uuid: "g1", name: "edge" }]);
	const client = use.client();
	for (let round = 1; round <= 2; round++) {
		await get(client, "u1", "shop");
		await client.agents.get({ uuid: "g1" });
		client.forget();
	}
	expect(use.stub.count("GET", "/application/shop")).toBe(2);
	expect(use.stub.count("GET", "/iofog-list")).toBe(2);
});

test("a write of one microservice leaves the read of the others as it is", async () => {
	const live = rows();
	fleet(use.stub, live);
	const client = use.client();
	const before = await get(client, "u1", "shop");
	live.splice(0, 1, row("u1", "shop", { name: "changed" }));
	await client.microservices.update(
		{ uuid: "u1", application: "shop" },
		{ ...before, config: '{"a":1}' },
		{ ...before, config: '{"a":2}' },
	);
	expect(await get(client, "u2", "shop")).toMatchObject({ uuid: "u2" });
	expect(use.stub.count("GET", "/application/shop")).toBe(1);
	expect(await get(client, "u1", "shop")).toMatchObject({ name: "changed" });
	expect(use.stub.count("GET", "/microservices/u1")).toBe(1);
	await client.applications.get({ name: "shop" });
	expect(use.stub.count("GET", "/application/shop")).toBe(2);
});

test("a read that began before a write ended does not answer for what was written", async () => {
	const live = rows();
	fleet(use.stub, live);
	const client = use.client();
	const reading = get(client, "u2", "shop");
	const deleting = client.microservices.delete({
		uuid: "u1",
		application: "shop",
	});
	await Promise.all([reading, deleting]);
	live.splice(0, 1);
	expect(await get(client, "u1", "shop")).toBeUndefined();
});

test("the names of a new application are known to be free without a call", async () => {
	const live = rows();
	fleet(use.stub, live);
	const client = use.client();
	await client.applications.create({
		name: "new",
		description: "",
		activated: true,
	});
	const find = (name: string) =>
		client.microservices.findByName({ application: "new", name });
	expect(await find("web")).toBeUndefined();
	await client.microservices.create(spec("web", "new"));
	expect(await find("other")).toBeUndefined();
	expect(use.stub.count("GET", /^\/(application|microservices)/)).toBe(0);
	expect(await find("web")).toMatchObject({ uuid: "u-web" });
	expect(await client.applications.get({ name: "new" })).toMatchObject({
		name: "new",
		activated: true,
	});
	expect(use.stub.count("GET", "/application/new")).toBe(1);
});

test("the roles of an application's microservices take one list more, on 3.7 and where they are asked for", async () => {
	const role = { roleRef: { kind: "Role", name: "cook" } };
	fleet(use.stub, [
		row("u1", "shop", { serviceAccount: role }),
		row("u2", "shop"),
	]);
	for (const version of ["3.0.4", "3.7.3"]) {
		use.stub.version = version;
		const client = use.client();
		const read = (uuid: string) =>
			client.microservices.get({ uuid, application: "shop" }, undefined, {
				serviceAccount: true,
			});
		const [first, second] = await Promise.all([read("u1"), read("u2")]);
		await get(client, "u1", "shop");
		if (version === "3.0.4") expect(first).not.toHaveProperty("serviceAccount");
		else
			expect([first?.serviceAccount, second?.serviceAccount]).toEqual([
				{ kind: "Role", name: "cook" },
				null,
			]);
	}
	expect(use.stub.count("GET", "/microservices?application=shop")).toBe(1);
	expect(use.stub.count("GET", "/application/shop")).toBe(2);
});

test("a read that fails is asked for again by the next", async () => {
	fleet(use.stub, rows());
	const usual = use.stub.handler;
	use.stub.handler = (request, nth) =>
		request.path === "/application/shop" && nth === 1
			? { status: 500, json: { name: "Error", message: "boom" } }
			: usual(request, nth);
	const client = use.client();
	await expect(get(client, "u1", "shop")).rejects.toMatchObject({
		kind: "failed",
	});
	await expect(get(client, "u1", "shop")).resolves.toMatchObject({
		uuid: "u1",
	});
});

test("a shared read goes on when one of its readers is called off, and ends with the last", async () => {
	fleet(use.stub, rows());
	const usual = use.stub.handler;
	use.stub.handler = (request, nth) =>
		request.path === "/application/shop" && nth === 1
			? { ...(usual(request, nth) as object), delay: 60 }
			: usual(request, nth);
	const client = use.client();
	await client.info();
	const off = new AbortController();
	const called = client.microservices.get(
		{ uuid: "u1", application: "shop" },
		off.signal,
	);
	const stays = get(client, "u2", "shop");
	setTimeout(() => off.abort(), 20);
	await expect(called).rejects.toMatchObject({ kind: "aborted" });
	await expect(stays).resolves.toMatchObject({ uuid: "u2" });
	expect(use.stub.count("GET", "/application/shop")).toBe(1);
});

test("destroying agents does not ask for the applications after each", async () => {
	fleet(use.stub, rows(), [{ uuid: "g2", name: "b" }]);
	const client = use.client();
	await client.applications.all();
	await client.agents.delete({ uuid: "g2" });
	await client.applications.all();
	expect(use.stub.count("GET", "/application")).toBe(1);
	await client.agents.delete({ uuid: "g1" });
	await client.applications.all();
	expect(use.stub.count("GET", "/application")).toBe(2);
});

test("several agents of one name are an error that lists them", async () => {
	fleet(
		use.stub,
		[],
		[
			{ uuid: "g1", name: "twin" },
			{ uuid: "g2", name: "twin" },
			{ uuid: "g3", name: "one" },
		],
	);
	const client = use.client();
	await expect(client.agents.findByName("twin")).rejects.toMatchObject({
		kind: "ambiguous",
		message: expect.stringMatching(/g1, g2/),
	});
	expect(await client.agents.findByName("one")).toMatchObject({ uuid: "g3" });
	expect(await client.agents.findByName("none")).toBeUndefined();
	expect(use.stub.count("GET", "/iofog-list")).toBe(1);
});

test("a rebuild that an existing container still waits for is not taken back by a PATCH", async () => {
	fleet(use.stub, [
		row("u1", "shop", { rebuild: true, status: { containerId: "c1" } }),
		row("u2", "shop", { rebuild: true, status: { containerId: "" } }),
	]);
	const client = use.client();
	for (const uuid of ["u1", "u2"]) {
		const live = await get(client, uuid, "shop");
		await client.microservices.update(
			{ uuid, application: "shop" },
			{ ...live },
			{ ...live, config: '{"b":1}' },
		);
	}
	const bodies = use.stub.received
		.filter(({ method }) => method === "PATCH")
		.map(({ body }) => body);
	expect(bodies).toEqual([
		{ config: '{"b":1}', iofogUuid: "g1", logSize: 1, rebuild: true },
		{ config: '{"b":1}', iofogUuid: "g1", logSize: 1 },
	]);
});
