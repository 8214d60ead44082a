import { execFile } from "node:child_process";
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(__dirname, "../..");

interface Report {
	readonly modules: readonly { readonly source: string }[];
	readonly summary: {
		readonly totalCruised: number;
		readonly violations: readonly {
			readonly from: string;
			readonly to: string;
			readonly rule: { readonly name: string };
		}[];
	};
}

/** Runs dependency-cruiser with the rules of this repository on the folder src of a folder. */
function cruise(folder: string): Promise<Report> {
	return new Promise((resolve, reject) => {
		execFile(
			process.execPath,
			[
				join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
				"--config",
				join(root, ".dependency-cruiser.cjs"),
				"--output-type",
				"json",
				"src",
			],
			{ cwd: folder, maxBuffer: 1 << 28 },
			(error, stdout, stderr) => {
				if (stdout === "") reject(error ?? new Error(stderr));
				else resolve(JSON.parse(stdout));
			},
		);
	});
}

test("the sources keep the rules of the folders", async () => {
	const { modules, summary } = await cruise(root);
	const own = modules.filter((m) => m.source.startsWith("src/"));
	// A cruiser that cannot read TypeScript sees nothing and complains of nothing.
	expect(own.length).toBeGreaterThan(200);
	expect(
		summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`),
	).toEqual([]);
}, 240_000);

test("stacks and examples use the public API alone", () => {
	const files = ["stacks", "examples"].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
			.filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
			.map((file) => join(folder, file)),
	);
	expect(files.length).toBeGreaterThan(25);
	const forbidden = files.flatMap((file) =>
		[...readFileSync(join(root, file), "utf8").matchAll(/ from "([^"]+)"/g)]
			.map((match) => match[1] as string)
			.filter((from) => !isPublic(file, from))
			.map((from) => `${file} imports ${from}`),
	);
	expect(forbidden).toEqual([]);
});

/** True for what anyone could import: packages, Node itself, and files of the same example. */
function isPublic(file: string, from: string): boolean {
	if (!from.startsWith("."))
		return /^(cdktf|constructs|fogform(\/docker|\/sdk)?|@cdktf\/provider-docker\/lib\/[a-z-]+|node:[a-z]+)$/.test(
			from,
		);
	const [folder = "", example = ""] = file.split("/");
	const own = folder === "stacks" ? folder : join(folder, example);
	return join(dirname(file), from).startsWith(`${own}/`);
}

describe("a planted violation is found", () => {
	const cases: [string, string, Record<string, string>, string][] = [
		[
			"core imports a resource type",
			"core-knows",
			{
				"core/planted.ts":
					'import { x } from "../resources/x";\nexport const y = x;\n',
				"resources/x.ts": "export const x = 1;\n",
			},
			"src/core/planted.ts",
		],
		[
			"core imports a package that is not zod",
			"core-imports-zod",
			{
				"core/packages.ts":
					'import axios from "axios";\nexport const y = axios;\n',
			},
			"src/core/packages.ts",
		],
		[
			"core imports a module of Node",
			"core-imports-zod",
			{
				"core/files.ts":
					'import { join } from "node:path";\nexport const y = join;\n',
			},
			"src/core/files.ts",
		],
		[
			"the engine imports cdktf",
			"only-constructs-docker-stacks-imports-cdktf",
			{
				"engine/stack.ts":
					'import { App } from "cdktf";\nexport const y = App;\n',
			},
			"src/engine/stack.ts",
		],
		[
			"the provider imports axios",
			"only-controller-imports-axios",
			{
				"provider/http.ts":
					'import axios from "axios";\nexport const y = axios;\n',
			},
			"src/provider/http.ts",
		],
		[
			"the engine imports the client",
			"engine-knows",
			{
				"engine/client.ts":
					'import { C } from "../controller/c";\nexport const y = C;\n',
				"controller/c.ts": "export class C {}\n",
			},
			"src/engine/client.ts",
		],
		[
			"the dev Controller imports a type of the client",
			"dev-controller-knows",
			{
				"dev-controller/spy.ts":
					'import type { C } from "../controller/c";\nexport type Y = C;\n',
				"controller/c.ts": "export class C {}\n",
			},
			"src/dev-controller/spy.ts",
		],
		[
			"a resource type runs code of the client",
			"resources-knows-types",
			{
				"resources/call.ts":
					'import { C } from "../controller/c";\nexport const y = new C();\n',
				"controller/c.ts": "export class C {}\n",
			},
			"src/resources/call.ts",
		],
		[
			"two modules import each other",
			"no-circular",
			{
				"engine/a.ts": 'import { b } from "./b";\nexport const a = () => b;\n',
				"engine/b.ts": 'import { a } from "./a";\nexport const b = () => a;\n',
			},
			"src/engine/a.ts",
		],
		[
			"something that runs at a user's imports a development dependency",
			"published",
			{
				"cli/check.ts":
					'import check from "fast-check";\nexport const y = check;\n',
			},
			"src/cli/check.ts",
		],
		[
			"something imports what is not there",
			"resolvable",
			{
				"cli/gone.ts": 'import { x } from "./nowhere";\nexport const y = x;\n',
			},
			"src/cli/gone.ts",
		],
	];
	const innocent: Record<string, string> = {
		"resources/typed.ts":
			'import type { C } from "../controller/c";\nexport type Y = C;\n',
		"controller/c.ts": "export class C {}\n",
		"engine/one.ts":
			'import type { Two } from "./two";\nexport const one = (t: Two) => t;\n',
		"engine/two.ts":
			'import { one } from "./one";\nexport interface Two { x: typeof one }\nexport const two = one;\n',
	};

	const folder = mkdtempSync(join(tmpdir(), "fogform-rules-"));
	let violations: Report["summary"]["violations"];

	beforeAll(async () => {
		const files = Object.assign({}, innocent, ...cases.map((c) => c[2]));
		for (const [file, text] of Object.entries<string>(files)) {
			const path = join(folder, "src", file);
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, text);
		}
		writeFileSync(join(folder, "tsconfig.json"), "{}");
		cpSync(join(root, "package.json"), join(folder, "package.json"));
		symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
		({ violations } = (await cruise(folder)).summary);
	}, 60_000);

	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	test.each(cases)("%s", (_, rule, _files, from) => {
		expect(
			violations.filter((v) => v.from === from).map((v) => v.rule.name),
		).toContain(rule);
	});

	test("and what is allowed is not", () => {
		const quiet = Object.keys(innocent).map((file) => `src/${file}`);
		expect(violations.filter((v) => quiet.includes(v.from))).toEqual([]);
	});
});
