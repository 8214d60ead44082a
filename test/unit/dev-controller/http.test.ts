import { DIALECTS, lab, request } from "./support";

describe.each(DIALECTS)("the server of %s", (dialect) => {
	const open = async () => {
		const opened = await lab(dialect);
		return { ...opened, base: `${opened.controller.url}/api/v3` };
	};

	test("answers an unknown path with a page, before it asks who is there", async () => {
		const { base } = await open();
		const answer = await request(`${base}/nope`, "PUT");
		expect(answer.status).toBe(404);
		expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
		expect(answer.text).toContain("<pre>Cannot PUT /api/v3/nope</pre>");
	});

	test.each([
		['{"name":', /SyntaxError: /],
		['"text"', /SyntaxError: .*not valid JSON/],
	])("answers the JSON %s with a page", async (text, message) => {
		const { call } = await open();
		const answer = await call("POST", "/application", text, {
			"Content-Type": "application/json",
		});
		expect(answer.status).toBe(400);
		expect(answer.text).toMatch(message);
	});

	test("answers a body above 100 KiB with a page", async () => {
		const { call } = await open();
		const answer = await call("POST", "/application", {
			name: "a",
			description: "x".repeat(102_400),
		});
		expect(answer.status).toBe(413);
		expect(answer.text).toContain(
			"PayloadTooLargeError: request entity too large",
		);
	});

	test("reads forms as well as JSON", async () => {
		const { call } = await open();
		const answer = await call(
			"POST",
			"/application",
			new URLSearchParams({ name: "form" }).toString(),
			{ "Content-Type": "application/x-www-form-urlencoded" },
		);
		expect(answer.body).toEqual({ id: 1, name: "form" });
	});

	test("does not mind case and a trailing slash", async () => {
		const { call } = await open();
		await call("POST", "/application", { name: "a" });
		expect((await call("GET", "/Application/a/")).status).toBe(200);
	});

	test("refuses a path that cannot be decoded", async () => {
		const { call } = await open();
		const answer = await call("GET", "/application/%E0%A4%A");
		expect(answer.status).toBe(400);
		expect(answer.text).toContain(
			"URIError: Failed to decode param &#39;%E0%A4%A&#39;",
		);
	});

	test("says when it answered, lets every origin in, and keeps what has not changed", async () => {
		const { call } = await open();
		const first = await call("GET", "/application");
		expect(Number(first.headers.get("x-timestamp"))).toBeGreaterThan(0);
		expect(first.headers.get("access-control-allow-origin")).toBe("*");
		const tag = String(first.headers.get("etag"));
		expect(tag).toMatch(/^W\//);
		const again = await call("GET", "/application", undefined, {
			"If-None-Match": tag,
		});
		expect([again.status, again.text]).toEqual([304, ""]);
	});

	test("answers HEAD as GET without a body", async () => {
		const { call } = await open();
		const answer = await call("HEAD", "/application");
		expect([answer.status, answer.text]).toEqual([200, ""]);
	});

	test("waits as long as it was told to", async () => {
		const { controller } = await lab(dialect, { latencyMs: 60 });
		const before = Date.now();
		await request(`${controller.url}/api/v3/status`, "GET");
		expect(Date.now() - before).toBeGreaterThanOrEqual(59);
	});
});
