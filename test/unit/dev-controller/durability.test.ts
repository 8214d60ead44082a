import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dialect } from "../../../src/dev-controller/dialect";
import { agent, DIALECTS, lab, microservice, request } from "./support";

jest.setTimeout(60_000);

const folders: string[] = [];
const children: ChildProcess[] = [];

function folder(): string {
	const made = mkdtempSync(join(tmpdir(), "dev-controller-"));
	folders.push(made);
	return made;
}

afterAll(() => {
	for (const child of children) child.kill("SIGKILL");
	for (const made of folders) rmSync(made, { recursive: true, force: true });
});

async function launch(dialect: Dialect, data: string) {
	const script = join(__dirname, "fixtures", "server.ts");
	const child = spawn(process.execPath, [
		"--import",
		"jiti/register",
		script,
		dialect,
		data,
	]);
	children.push(child);
	const [line] = await once(child.stdout, "data");
	return { child, url: String(line).trim() };
}

async function session(url: string, dialect: Dialect) {
	const login = await request(`${url}/api/v3/user/login`, "POST", {
		email: "dev@example.com",
		password: "devController1",
	});
	const token = login.body.accessToken;
	const authorization = dialect === "3.0" ? token : `Bearer ${token}`;
	return (method: string, path: string, body?: unknown) =>
		request(`${url}/api/v3${path}`, method, body, { authorization });
}

describe.each(DIALECTS)("the data of %s", (dialect) => {
	test("is the same after a restart, also ids and what was deleted", async () => {
		const data = folder();
		const first = await lab(dialect, { data });
		const uuid = await agent(first);
		await first.call("POST", "/application", { name: "gone" });
		await first.call("DELETE", "/application/gone");
		await first.call("POST", "/application", { name: "kept" });
		await first.call("POST", "/microservices", microservice("m", "kept", uuid));
		const before = await first.call("GET", "/application/kept");
		const agents = await first.call("GET", `/iofog/${uuid}`);
		await first.controller.close();

		const second = await lab(dialect, { data });
		expect((await second.call("GET", "/application/kept")).body).toEqual(
			before.body,
		);
		expect((await second.call("GET", `/iofog/${uuid}`)).body).toEqual(
			agents.body,
		);
		expect((await second.call("GET", "/application/gone")).status).toBe(404);
		const next = await second.call("POST", "/application", { name: "next" });
		expect(next.body.id).toBe(before.body.id + 1);
		const catalog = await second.call("GET", "/catalog/microservices");
		expect(catalog.body.catalogItems).toHaveLength(dialect === "3.0" ? 11 : 5);
	});

	test("holds all that was answered when the process is killed", async () => {
		const data = folder();
		const first = await launch(dialect, data);
		const call = await session(first.url, dialect);
		const answered: string[] = [];
		const writes = Array.from({ length: 60 }, async (_, i) => {
			const name = `app-${i}`;
			const answer = await call("POST", "/application", { name });
			if (answer.status === 201) answered.push(name);
			if (answered.length === 30) first.child.kill("SIGKILL");
		});
		await Promise.allSettled(writes);
		expect(answered.length).toBeGreaterThanOrEqual(30);

		const second = await launch(dialect, data);
		const again = await session(second.url, dialect);
		const list = await again("GET", "/application");
		const names = list.body.applications.map(
			(row: { name: string }) => row.name,
		);
		expect(names).toEqual(expect.arrayContaining(answered));
		const written = await again("POST", "/application", { name: "after" });
		expect(written.status).toBe(201);
	});
});

test("a data folder of one dialect is not opened as the other", async () => {
	const data = folder();
	const first = await lab("3.0", { data });
	await first.controller.close();
	await expect(lab("3.7", { data })).rejects.toThrow(/3\.0/);
});
