import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(__dirname, "../../..");

/** Packages and folders of the sources that a program loads. */
async function loadedBy(program: string): Promise<string[]> {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		[
			"-e",
			`const { createJiti } = require("jiti");
const jiti = createJiti(${JSON.stringify(join(root, "test/x.ts"))}, { fsCache: false });
const fogform = jiti("../src/index.ts");
const names = () => [...new Set([...Object.keys(require.cache), ...Object.keys(jiti.cache ?? {})]
	.map((f) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(f)?.[1] ?? /\\/(src\\/.+)$/.exec(f)?.[1] ?? ""))];
(async () => { ${program}; console.log(JSON.stringify(names())); })();`,
		],
		{ cwd: root },
	);
	return JSON.parse(stdout.split("\n").filter(Boolean).at(-1) as string);
}

test("a stack loads neither the engine nor the client nor a database", async () => {
	const loaded = await loadedBy("fogform.Registry.DOCKER_HUB");
	expect(loaded).toContain("cdktf");
	const heavy = ["axios", "libsql", "hono", "zod", "commander", "decimal.js"];
	expect(loaded.filter((name) => heavy.includes(name))).toEqual([]);
	const others = loaded.filter(
		(name) =>
			name.startsWith("src/") && !/^src\/(constructs\/|index\.ts$)/.test(name),
	);
	expect(others.sort()).toEqual(["src/core/names.ts", "src/engine/types.ts"]);
}, 60_000);

test("the engine is loaded when it is called", async () => {
	const loaded = await loadedBy(
		'await fogform.validate({ dir: "/nonexistent" }).catch(() => {})',
	);
	expect(loaded).toContain("src/engine/index.ts");
}, 60_000);
