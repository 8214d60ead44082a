import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Locked {
	readonly dev?: boolean;
	readonly devOptional?: boolean;
	readonly hasInstallScript?: boolean;
}

const root = join(__dirname, "../../..");
const read = (name: string) =>
	JSON.parse(readFileSync(join(root, name), "utf8"));

const packages: Record<string, Locked> = read("package-lock.json").packages;
const allowed: Record<string, boolean> = read("package.json").allowScripts;
const withScripts = Object.entries(packages).filter(
	([, { hasInstallScript }]) => hasInstallScript,
);

test("nothing that comes with fogform runs a script when it is installed", () => {
	expect(Object.keys(packages).length).toBeGreaterThan(300);
	expect(
		withScripts.filter(([, { dev, devOptional }]) => !dev && !devOptional),
	).toEqual([]);
});

test("what has such a script for development is denied it", () => {
	const names = withScripts.map(([path]) =>
		path.replace(/^.*node_modules\//, ""),
	);
	expect(names).not.toEqual([]);
	for (const name of names) expect(allowed[name]).toBe(false);
});
