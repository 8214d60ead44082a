import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

const MAIN = join(__dirname, "../../../src/cli/main.ts");
const JITI = join(
	dirname(require.resolve("jiti/package.json")),
	"lib",
	"jiti-cli.mjs",
);
const children: ChildProcess[] = [];
afterEach(() => {
	for (const child of children.splice(0)) child.kill("SIGKILL");
});

function start(args: string[], stdio: "pipe" | "ipc" = "pipe") {
	const child = spawn(process.execPath, [JITI, MAIN, "controller", ...args], {
		stdio: [
			"ignore",
			"pipe",
			"pipe",
			...(stdio === "ipc" ? (["ipc"] as const) : []),
		],
	});
	children.push(child);
	let errors = "";
	child.stderr?.on("data", (chunk) => {
		errors += chunk;
	});
	const ended = new Promise<{ code: number | null; errors: string }>(
		(resolve) => child.once("exit", (code) => resolve({ code, errors })),
	);
	const lines = createInterface({
		input: child.stdout as NodeJS.ReadableStream,
	});
	const two = new Promise<string[]>((resolve) => {
		const seen: string[] = [];
		lines.on("line", (line) => {
			seen.push(line);
			if (seen.length === 2) resolve(seen);
		});
		lines.on("close", () => resolve(seen));
	});
	return { child, ended, two };
}

async function started(args: string[], stdio?: "ipc") {
	const { child, ended, two } = start(args, stdio);
	const [first = "", second = ""] = await two;
	return {
		child,
		ended,
		first,
		second,
		url: /http:\/\/[\d.]+:\d+/.exec(first)?.[0] ?? "",
	};
}

async function logIn(url: string, email: string, password: string) {
	const answer = await fetch(`${url}/api/v3/user/login`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ email, password }),
	});
	return answer.status;
}

test("the first line says the address, the second how to log in", async () => {
	const c = await started(["--port", "0", "--dialect", "3.0"]);
	expect(c.url).not.toBe("");
	const status = await fetch(`${c.url}/api/v3/status`);
	expect(await status.json()).toMatchObject({
		versions: { controller: "3.0.4" },
	});
	const email = /IOFOG_EMAIL=(\S+)/.exec(c.second)?.[1] as string;
	const password = /IOFOG_PASSWORD=(\S+)/.exec(c.second)?.[1] as string;
	expect(await logIn(c.url, email, password)).toBe(200);
	c.child.kill("SIGINT");
	expect(await c.ended).toEqual({ code: 0, errors: "" });
}, 60_000);

test("the user of --email exists at once; SIGTERM ends it, and data outlive it", async () => {
	const folder = mkdtempSync(join(tmpdir(), "fogform-controller-"));
	try {
		const args = [
			"--port=0",
			"--dialect=3.7",
			`--data=${folder}/data`,
			"--email=a@b.example",
			"--password=Secret-123",
		];
		const first = await started(args);
		expect(await logIn(first.url, "a@b.example", "Secret-123")).toBe(200);
		expect(await logIn(first.url, "a@b.example", "wrong")).toBe(401);
		first.child.kill("SIGTERM");
		expect((await first.ended).code).toBe(0);
		expect(existsSync(join(folder, "data"))).toBe(true);
		const second = await started(args);
		expect(await logIn(second.url, "a@b.example", "Secret-123")).toBe(200);
		second.child.kill("SIGINT");
		expect((await second.ended).code).toBe(0);
	} finally {
		rmSync(folder, { recursive: true });
	}
}, 60_000);

test("it ends with the process that started it with a channel", async () => {
	const c = await started(["--port=0"], "ipc");
	c.child.disconnect();
	expect((await c.ended).code).toBe(0);
}, 60_000);

test("a port that is taken is an error that says so", async () => {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as { port: number };
	const { ended, two } = start([`--port=${port}`]);
	expect(await two).toEqual([]);
	const { code, errors } = await ended;
	expect(errors).toContain(`Port ${port} is taken already`);
	expect(code).toBe(1);
	server.close();
}, 60_000);

test("an e-mail address that could never log in is refused", async () => {
	const { ended, two } = start(["--port=0", "--email=admin@localhost"]);
	expect(await two).toEqual([]);
	expect(await ended).toEqual({
		code: 1,
		errors: expect.stringContaining("admin@localhost"),
	});
}, 60_000);
