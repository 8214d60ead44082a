import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { initProject } from "../../../src/cli/init-project";

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "fogform-init-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (file: string) => readFileSync(join(folder, file), "utf8");
const write = (file: string, text: string) =>
	writeFileSync(join(folder, file), text);
const whatBecame = () =>
	Object.fromEntries(initProject(folder, "1.2.3").map((r) => [r.file, r.what]));

test("an empty folder becomes a project", () => {
	expect(new Set(Object.values(whatBecame()))).toEqual(new Set(["created"]));
	expect(readdirSync(folder).sort()).toEqual([
		".gitignore",
		"cdktf.json",
		"main.ts",
		"package.json",
		"stack.ts",
		"test",
		"tsconfig.json",
	]);
	const { dependencies, devDependencies } = JSON.parse(read("package.json"));
	expect(dependencies).toMatchObject({ fogform: "^1.2.3", cdktf: "0.21.0" });
	// Without a compiler's JavaScript API, as TypeScript 7 is, nothing runs.
	expect(devDependencies.typescript).toMatch(/^~5\.9/);
	expect(JSON.parse(read("cdktf.json")).app).toBe("npx jiti main.ts");
	expect(read("stack.ts").split("\n").length).toBeLessThanOrEqual(27);
});

test("a second time nothing changes", () => {
	whatBecame();
	const before = read("package.json");
	expect(new Set(Object.values(whatBecame()))).toEqual(new Set(["kept"]));
	expect(read("package.json")).toBe(before);
});

test("what secrets are written to is not committed", () => {
	whatBecame();
	const lines = read(".gitignore").split("\n");
	expect(lines).toEqual(
		expect.arrayContaining([
			"*.tfstate",
			"*.tfstate.*",
			"cdktf.out/",
			"*.fogplan",
		]),
	);
});

test("a package.json is completed and keeps what it says", () => {
	write(
		"package.json",
		'{\n\t"name": "mine",\n\t"scripts": {"plan": "make plan"},\n\t"dependencies": {"cdktf": "^0.20.0"},\n\t"devDependencies": {"jiti": "1.0.0"}\n}\n',
	);
	expect(whatBecame()["package.json"]).toBe("completed");
	const completed = JSON.parse(read("package.json"));
	expect(completed.name).toBe("mine");
	expect(completed.scripts.plan).toBe("make plan");
	expect(completed.scripts.apply).toBe("fogform apply");
	expect(completed.dependencies.cdktf).toBe("^0.20.0");
	expect(completed.dependencies.fogform).toBe("^1.2.3");
	expect(completed.dependencies.jiti).toBeUndefined();
	expect(read("package.json")).toContain('\n\t"name"');
});

test("lines are added to a .gitignore, those it has are not repeated", () => {
	write(".gitignore", "node_modules\n*.log");
	expect(whatBecame()[".gitignore"]).toBe("completed");
	const lines = read(".gitignore").trimEnd().split("\n");
	expect(lines.slice(0, 2)).toEqual(["node_modules", "*.log"]);
	expect(lines).not.toContain("node_modules/");
	expect(lines).toContain("*.tfstate");
});

test("a project with a program of its own gets no second one", () => {
	write("cdktf.json", '{"app": "npx ts-node index.ts"}');
	const results = whatBecame();
	expect(results["cdktf.json"]).toBe("kept");
	expect(results).not.toHaveProperty("main.ts");
	expect(readdirSync(folder)).not.toContain("main.ts");
});

test("a file is never overwritten", () => {
	write("main.ts", "mine");
	mkdirSync(join(folder, "test"));
	whatBecame();
	expect(read("main.ts")).toBe("mine");
});

test("a package.json that is none is an error, and stays", () => {
	write("package.json", "{ not json");
	expect(() => whatBecame()).toThrow("is not a JSON object");
	expect(read("package.json")).toBe("{ not json");
});

test("a new folder is made, and named in package.json as npm, Docker and Controller allow", () => {
	initProject(join(folder, "My Fleet!"), "1.2.3");
	const { name } = JSON.parse(read(join("My Fleet!", "package.json")));
	expect(name).toBe("my-fleet");
});
