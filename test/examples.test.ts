import { execFile } from "node:child_process";
import {
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { hasErrors, UNKNOWN } from "../src/core";
import { provider } from "../src/provider";

const root = join(__dirname, "..");
const folder = join(root, "examples");

const examples = readdirSync(folder).filter(
	(name) => statSync(join(folder, name)).isDirectory() && name !== "snippets",
);

/** Runs the program of an example on the sources of this repository; the stacks that it writes, by name. */
async function synthesize(
	name: string,
	outdir: string,
): Promise<Record<string, Record<string, Record<string, object>>>> {
	await promisify(execFile)(
		process.execPath,
		[join(root, "node_modules/jiti/lib/jiti-cli.mjs"), "main.ts"],
		{
			cwd: join(folder, name),
			env: {
				...process.env,
				CDKTF_OUTDIR: outdir,
				JITI_ALIAS: JSON.stringify({ fogform: join(root, "src/index.ts") }),
			},
		},
	);
	const { stacks } = JSON.parse(
		readFileSync(join(outdir, "manifest.json"), "utf8"),
	);
	return Object.fromEntries(
		Object.keys(stacks).map((stack) => [
			stack,
			JSON.parse(
				readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"),
			),
		]),
	);
}

/** Arguments as the provider gets them, references not known yet. */
function unresolved(value: unknown): unknown {
	if (typeof value === "string") return value.includes("${") ? UNKNOWN : value;
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map(unresolved);
	return Object.fromEntries(
		Object.entries(value).map(([k, v]) => [k, unresolved(v)]),
	);
}

const META = new Set([
	"//",
	"depends_on",
	"lifecycle",
	"provider",
	"count",
	"for_each",
]);

describe.each(examples)("%s", (name) => {
	let stacks: Awaited<ReturnType<typeof synthesize>>;
	const outdir = mkdtempSync(join(tmpdir(), "fogform-example-"));
	beforeAll(async () => {
		stacks = await synthesize(name, outdir);
	}, 60_000);
	afterAll(() => rmSync(outdir, { recursive: true, force: true }));

	test("synthesizes stacks that the provider finds valid", () => {
		expect(Object.keys(stacks).length).toBeGreaterThan(0);
		for (const stack of Object.values(stacks))
			for (const [type, all] of Object.entries(stack.resource ?? {}))
				for (const [id, values] of Object.entries(all)) {
					const attributes =
						provider.schema().resource_schemas[type]?.block.attributes ?? {};
					const config = Object.fromEntries(
						Object.keys(attributes).map((attribute) => [
							attribute,
							unresolved(
								(values as Record<string, unknown>)[attribute] ?? null,
							),
						]),
					);
					for (const argument of Object.keys(values))
						if (!META.has(argument))
							expect(attributes).toHaveProperty(argument);
					const problems = provider.validateResource(type, config);
					expect({ id, problems: hasErrors(problems) ? problems : [] }).toEqual(
						{
							id,
							problems: [],
						},
					);
				}
	});

	test("has a README that shows how to run it", () => {
		expect(readFileSync(join(folder, name, "README.md"), "utf8")).toMatch(
			/^# .+\n\n[\s\S]+```shell\nn?p?x? ?[\s\S]+fogform/,
		);
		expect(readFileSync(join(folder, "README.md"), "utf8")).toContain(
			`](${name})`,
		);
	});

	test("uses the public API alone", () => {
		for (const file of readdirSync(join(folder, name)))
			if (file.endsWith(".ts")) {
				const source = readFileSync(join(folder, name, file), "utf8");
				const imported = [...source.matchAll(/from "([^"]+)"/g)].map(
					(m) => m[1],
				);
				for (const from of imported)
					expect(from).toMatch(/^(cdktf|constructs|fogform|\.\/[\w-]+)$/);
			}
	});
});
