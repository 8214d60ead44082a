import { execFileSync } from "node:child_process";
import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../src/cli/run";
import { fakeStreams } from "../unit/cli/support/streams";

const ROOT = join(__dirname, "../..");
const ENTRY = join(ROOT, "src/index.ts");

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "fogform-init-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function fogform(...args: string[]) {
	const streams = fakeStreams({
		env: {
			PATH: process.env.PATH as string,
			JITI_ALIAS: JSON.stringify({ fogform: ENTRY }),
			IOFOG_CONTROLLER_URL: "http://127.0.0.1:1",
			IOFOG_EMAIL: "a@b.example",
			IOFOG_PASSWORD: "x",
		},
	});
	const before = process.cwd();
	process.chdir(folder);
	try {
		const code = await run(args, streams);
		await new Promise((resolve) => setImmediate(resolve));
		return { code, out: streams.out(), err: streams.err() };
	} finally {
		process.chdir(before);
	}
}

/** What `npm install` would do, with the packages of this repository. */
function install(into: string) {
	const modules = join(into, "node_modules");
	mkdirSync(modules);
	for (const name of readdirSync(join(ROOT, "node_modules")))
		if (name !== ".package-lock.json")
			symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
}

test("a new project synthesizes, is valid, compiles and passes its own test", async () => {
	const made = await fogform("init");
	expect(made.err).toBe("");
	expect(made.out).toContain("created    main.ts");
	expect(made.code).toBe(0);
	install(folder);

	const synth = await fogform("synth");
	expect(synth.err).toBe("");
	expect(synth.out).toContain("Wrote 1 stack");
	expect(synth.out).toContain(": edge\n");

	const validate = await fogform("validate", "--skip-synth");
	expect(validate.err).toBe("");
	expect(validate.out).toContain("The configuration is valid");

	writeFileSync(
		join(folder, "tsconfig.check.json"),
		JSON.stringify({
			extends: "./tsconfig.json",
			// The sources stand in for the built package, and ask for what it was built with.
			compilerOptions: {
				lib: ["ES2023"],
				baseUrl: ".",
				paths: { fogform: [ENTRY] },
			},
			include: ["main.ts", "stack.ts", "test/*.ts"],
		}),
	);
	const node = (...args: string[]) =>
		execFileSync(process.execPath, args, {
			cwd: folder,
			encoding: "utf8",
			stdio: "pipe",
		});
	expect(
		node(require.resolve("typescript/lib/tsc.js"), "-p", "tsconfig.check.json"),
	).toBe("");

	const { jest } = JSON.parse(
		readFileSync(join(folder, "package.json"), "utf8"),
	);
	writeFileSync(
		join(folder, "jest.config.json"),
		JSON.stringify({
			...jest,
			moduleNameMapper: { "^fogform$": ENTRY },
			transformIgnorePatterns: ["/node_modules/"],
		}),
	);
	node(
		join(ROOT, "node_modules/jest/bin/jest.js"),
		"--config",
		"jest.config.json",
		"--rootDir",
		folder,
	);
}, 180_000);

test("a program that fails is an error with what it said", async () => {
	const path = join(folder, "main.ts");
	const before = readFileSync(path, "utf8");
	writeFileSync(path, 'throw new Error("no such fleet");\n');
	const { code, out, err } = await fogform("plan");
	writeFileSync(path, before);
	expect(code).toBe(1);
	expect(out).toBe("");
	expect(err).toContain("no such fleet");
}, 60_000);
