import { agent, DIALECTS, type Lab, lab, microservice } from "./support";

/** An application `a` with the microservice `m` on the agent `edge`. */
async function furnished(dialect: "3.0" | "3.7") {
	const opened = await lab(dialect);
	const uuid = await agent(opened);
	await opened.call("POST", "/application", { name: "a", isActivated: true });
	const made = await opened.call(
		"POST",
		"/microservices",
		microservice("m", "a", uuid),
	);
	return { ...opened, agentUuid: uuid, uuid: made.body.uuid as string };
}

const names = async ({ call }: Lab, list: string, key: string) =>
	(await call("GET", list)).body[key].map((row: { name: string }) => row.name);

describe.each(DIALECTS)("on %s", (dialect) => {
	test("a microservice whose own ports clash is kept, although 3.0 refuses it", async () => {
		const opened = await furnished(dialect);
		const answer = await opened.call("POST", "/microservices", {
			...microservice("second", "a", opened.agentUuid),
			ports: [
				{ internal: 80, external: 8080 },
				{ internal: 81, external: 8080 },
			],
		});
		expect(answer.status).toBe(dialect === "3.0" ? 400 : 201);
		const { microservices } = (await opened.call("GET", "/application/a")).body;
		const kept = microservices.map((m: { name: string }) => m.name);
		expect(kept).toContain("second");
	});

	test("an application of which one microservice is refused goes away with the others", async () => {
		const opened = await furnished(dialect);
		const refused = await opened.call("POST", "/application", {
			name: "b",
			microservices: [
				microservice("good", "b", opened.agentUuid),
				{ ...microservice("bad", "b", opened.agentUuid), registryId: 99 },
			],
		});
		expect(refused.status).toBeGreaterThanOrEqual(400);
		expect(await names(opened, "/application", "applications")).toEqual(["a"]);
	});

	test("a name is given once: of an application, and of a microservice within one", async () => {
		const opened = await furnished(dialect);
		expect(
			(await opened.call("POST", "/application", { name: "a" })).body,
		).toMatchObject({
			name: "DuplicatePropertyError",
			message: "Duplicate name 'a'",
		});
		const again = await opened.call(
			"POST",
			"/microservices",
			microservice("m", "a", opened.agentUuid),
		);
		expect(again.body.message).toBe("Duplicate name 'm'");
		await opened.call("POST", "/application", { name: "b" });
		const elsewhere = await opened.call(
			"POST",
			"/microservices",
			microservice("m", "b", opened.agentUuid),
		);
		expect(elsewhere.status).toBe(201);
	});

	test("a deleted agent takes its microservices along", async () => {
		const opened = await furnished(dialect);
		expect(
			(await opened.call("DELETE", `/iofog/${opened.agentUuid}`)).status,
		).toBe(202);
		expect(
			(await opened.call("GET", `/microservices/${opened.uuid}`)).status,
		).toBe(404);
		expect(
			(await opened.call("GET", "/application/a")).body.microservices,
		).toEqual([]);
		expect(
			(await opened.call("DELETE", `/iofog/${opened.agentUuid}`)).body,
		).toEqual({
			name: "NotFoundError",
			message: `Invalid ioFog UUID '${opened.agentUuid}'`,
		});
	});

	test("a catalog item shows both architectures and forgets no image", async () => {
		const { call } = await lab(dialect);
		const made = await call("POST", "/catalog/microservices", {
			name: "item",
			description: "",
			registryId: 1,
			images: [{ containerImage: "x:1", fogTypeId: 1 }],
		});
		const path = `/catalog/microservices/${made.body.id}`;
		expect((await call("PATCH", path, { images: [] })).status).toBe(204);
		const { images } = (await call("GET", path)).body;
		expect(images).toEqual([
			{ containerImage: "x:1", fogTypeId: 1 },
			{ containerImage: null, fogTypeId: 2 },
		]);
	});

	test("the two built-in registries are there", async () => {
		const { call } = await lab(dialect);
		const { registries } = (await call("GET", "/registries")).body;
		expect(
			registries.map((row: { id: number; url: string }) => [row.id, row.url]),
		).toEqual([
			[1, "registry.hub.docker.com"],
			[2, "from_cache"],
		]);
	});

	test("an agent's first complaint is about its first wrong member only", async () => {
		const { call } = await lab(dialect);
		const answer = await call("POST", "/iofog", { name: "", fogType: "x" });
		expect(answer.status).toBe(400);
		expect(answer.body.name).toBe("ValidationError");
		expect(answer.body.message).not.toContain("\n");
	});
});

describe("only 3.0", () => {
	test("keeps routes between microservices, also inside an application", async () => {
		const opened = await furnished("3.0");
		await opened.call(
			"POST",
			"/microservices",
			microservice("n", "a", opened.agentUuid),
		);
		const made = await opened.call("POST", "/routes", {
			name: "r",
			application: "a",
			from: "m",
			to: "n",
		});
		expect(made.status).toBe(200);
		expect((await opened.call("GET", "/application/a")).body.routes).toEqual([
			{ name: "r", from: "m", to: "n" },
		]);
	});

	test("lets an application be renamed", async () => {
		const { call } = await furnished("3.0");
		expect((await call("PATCH", "/application/a", { name: "z" })).status).toBe(
			204,
		);
		expect((await call("GET", "/application/z")).status).toBe(200);
	});
});

describe("only 3.7", () => {
	test("refuses new names", async () => {
		const { call, agentUuid } = await furnished("3.7");
		for (const [path, kind] of [
			["/application/a", "Application"],
			[`/iofog/${agentUuid}`, "Agent"],
		])
			expect((await call("PATCH", String(path), { name: "z" })).body).toEqual({
				name: "ValidationError",
				message: `${kind} Resource Name is immutable`,
			});
	});

	test("has no routes between microservices", async () => {
		const { call } = await furnished("3.7");
		expect((await call("GET", "/routes")).status).toBe(404);
	});

	test("stops and starts a microservice, and forbids to delete what it runs itself", async () => {
		const { call, uuid } = await furnished("3.7");
		expect((await call("PATCH", `/microservices/${uuid}/stop`)).status).toBe(
			204,
		);
		expect((await call("GET", `/microservices/${uuid}`)).body.isActivated).toBe(
			false,
		);
		expect((await call("PATCH", `/microservices/${uuid}/start`)).status).toBe(
			204,
		);
		expect((await call("GET", `/microservices/${uuid}`)).body.isActivated).toBe(
			true,
		);
		const own = await call("DELETE", "/application/system-edge");
		expect(own.body.message).toBe("Cannot delete system application.");
	});
});
