import { type Lab, lab, logIn, request } from "./support";

const open = () => lab("3.7", { faults: true });

async function ask({ controller }: Lab, fault: object) {
	return request(`${controller.url}/__faults`, "POST", fault);
}

const posts = { method: "POST", path: "^/api/v3/application$" };

describe("a fault", () => {
	test("drops a connection before the work", async () => {
		const opened = await open();
		await ask(opened, { match: posts, kind: "drop-before" });
		await expect(
			opened.call("POST", "/application", { name: "a" }),
		).rejects.toThrow();
		expect((await opened.call("GET", "/application/a")).status).toBe(404);
	});

	test("drops a connection after the work", async () => {
		const opened = await open();
		await ask(opened, { match: posts, kind: "drop-after" });
		await expect(
			opened.call("POST", "/application", { name: "a" }),
		).rejects.toThrow();
		expect((await opened.call("GET", "/application/a")).status).toBe(200);
	});

	test("answers 500 or a page without any work", async () => {
		const opened = await open();
		await ask(opened, { match: posts, kind: "500" });
		await ask(opened, { match: posts, kind: "html" });
		const error = await opened.call("POST", "/application", { name: "a" });
		expect([error.status, error.body.name]).toEqual([500, "Error"]);
		const page = await opened.call("POST", "/application", { name: "a" });
		expect([page.status, page.text]).toEqual([
			502,
			expect.stringContaining("Bad Gateway"),
		]);
		const third = await opened.call("POST", "/application", { name: "a" });
		expect(third.status).toBe(201);
	});

	test("holds an answer back", async () => {
		const opened = await open();
		await ask(opened, { match: posts, kind: "delay", delayMs: 80 });
		const before = Date.now();
		const answer = await opened.call("POST", "/application", { name: "a" });
		expect(Date.now() - before).toBeGreaterThanOrEqual(79);
		expect(answer.status).toBe(201);
	});

	test("ends every session", async () => {
		const opened = await open();
		await ask(opened, { match: {}, kind: "expired-token" });
		expect((await opened.call("GET", "/application")).status).toBe(401);
		expect((await opened.call("GET", "/application")).status).toBe(401);
		const call = await logIn(opened.controller);
		expect((await call("GET", "/application")).status).toBe(200);
	});

	test("hits as often as it was asked to, and only what matches", async () => {
		const opened = await open();
		await ask(opened, { match: posts, kind: "500", times: 2 });
		expect((await opened.call("GET", "/application")).status).toBe(200);
		const statuses: number[] = [];
		for (const name of ["a", "b", "c"])
			statuses.push(
				(await opened.call("POST", "/application", { name })).status,
			);
		expect(statuses).toEqual([500, 500, 201]);
	});
});

test("faults are listed and cleared", async () => {
	const opened = await open();
	const url = `${opened.controller.url}/__faults`;
	await ask(opened, { match: posts, kind: "500", times: 3 });
	expect((await request(url, "GET")).body).toEqual({
		faults: [{ match: posts, kind: "500", times: 3, delayMs: 1000 }],
	});
	expect((await request(url, "DELETE")).status).toBe(204);
	expect((await request(url, "GET")).body).toEqual({ faults: [] });
});

test.each([
	[{ kind: "explode" }, "kind must be one of"],
	[{ kind: "500", times: 0 }, "times must be"],
	[{ kind: "delay", delayMs: -1 }, "delayMs must be"],
	[
		{ kind: "500", match: { path: "(" } },
		"match.path is no regular expression",
	],
])("the fault %j is refused", async (fault, message) => {
	const answer = await ask(await open(), fault);
	expect(answer.status).toBe(400);
	expect(answer.body.message).toContain(message);
});

test("without the option there are no faults", async () => {
	const { controller } = await lab("3.7");
	const answer = await request(`${controller.url}/__faults`, "POST", {
		kind: "500",
	});
	expect(answer.status).toBe(404);
});
