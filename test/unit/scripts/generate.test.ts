import { execFile } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "@cdktf/hcl2json";
import { settle } from "../../../scripts/settle";
import { dataSources } from "../../../src/data-sources";
import { ephemeralResources } from "../../../src/ephemeral-resources";
import { functions } from "../../../src/functions";
import { provider } from "../../../src/provider";
import { resources } from "../../../src/resources";

const root = join(__dirname, "../../..");
const text = (file: string) => readFileSync(join(root, file), "utf8");

test("what is generated from the definitions is up to date", async () => {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		[
			join(root, "node_modules/jiti/lib/jiti-cli.mjs"),
			"scripts/generate.ts",
			"--check",
		],
		{ cwd: root },
	);
	expect(stdout).toMatch(/^\d\d+ generated files are up to date\.\n$/);
}, 120_000);

describe("settle", () => {
	const folder = mkdtempSync(join(tmpdir(), "fogform-settle-"));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	const files = new Map([
		["own/a.txt", "a"],
		["own/deep/b.txt", "b"],
		["c.txt", "c"],
	]);

	test("writes what is missing or stale, and removes what is left over", () => {
		mkdirSync(join(folder, "own"));
		writeFileSync(join(folder, "own/old.txt"), "old");
		writeFileSync(join(folder, "c.txt"), "stale");
		writeFileSync(join(folder, "kept.txt"), "kept");
		const stale = ["own/a.txt", "own/deep/b.txt", "c.txt", "own/old.txt"];
		expect(settle(folder, files, ["own"], true)).toEqual(stale);
		expect(existsSync(join(folder, "own/a.txt"))).toBe(false);
		expect(settle(folder, files, ["own"], false)).toEqual(stale);
		expect(readFileSync(join(folder, "c.txt"), "utf8")).toBe("c");
		expect(existsSync(join(folder, "own/old.txt"))).toBe(false);
		expect(existsSync(join(folder, "kept.txt"))).toBe(true);
		expect(settle(folder, files, ["own"], true)).toEqual([]);
	});
});

test("schema.json is what Terraform would be told", () => {
	const { format_version, provider_schemas } = JSON.parse(text("schema.json"));
	expect(format_version).toBe("1.0");
	expect(provider_schemas).toEqual({
		"registry.terraform.io/fogform/iofog": JSON.parse(
			JSON.stringify(provider.schema()),
		),
	});
});

describe("reference pages", () => {
	const pages: [string, string, string][] = [
		...resources.map((r): [string, string, string] => [
			`docs/resources/${r.type.replace("iofog_", "")}.md`,
			"resource",
			r.type,
		]),
		...dataSources.map((d): [string, string, string] => [
			`docs/data-sources/${d.type.replace("iofog_", "")}.md`,
			"data",
			d.type,
		]),
		...ephemeralResources.map((e): [string, string, string] => [
			`docs/ephemeral-resources/${e.type.replace("iofog_", "")}.md`,
			"ephemeral",
			e.type,
		]),
	];

	test("there is one for each type", () => {
		const files = readdirSync(join(root, "docs"), { recursive: true })
			.map((file) => `docs/${file}`)
			.filter((file) => /^docs\/(?!guides).*\/.*\.md$/.test(file));
		const expected = [
			...pages.map(([file]) => file),
			...functions.map(({ name }) => `docs/functions/${name}.md`),
		];
		expect(files.sort()).toEqual(expected.sort());
	});

	test.each(pages)(
		"%s shows every attribute and a valid example",
		async (file, block, type) => {
			const page = text(file);
			const schemas = provider.schema();
			const schema = {
				data: schemas.data_source_schemas,
				ephemeral: schemas.ephemeral_resource_schemas,
				resource: schemas.resource_schemas,
			}[block]?.[type];
			expect(schema).toBeDefined();
			for (const [name, { description }] of Object.entries(
				schema?.block.attributes ?? {},
			))
				expect(page).toMatch(
					new RegExp(`^- \`${name}\` \\(.*\\) ${escaped(description)}`, "m"),
				);
			const hcl = /```terraform\n(.*?)```/s.exec(page)?.[1] ?? "";
			const parsed = await parse("main.tf", hcl);
			const shown = Object.values(parsed[block][type]).flat();
			expect(shown.length).toBeGreaterThan(0);
			const known = [
				...Object.keys(schema?.block.attributes ?? {}),
				"lifecycle",
				"depends_on",
			];
			for (const one of shown as object[])
				for (const name of Object.keys(one)) expect(known).toContain(name);
		},
	);
});

function escaped(description = ""): string {
	return description.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
