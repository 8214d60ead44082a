import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../../..");
const read = (file: string) =>
	JSON.parse(readFileSync(join(root, file), "utf8"));

test.each([["examples/infra-repo"], ["test/fixtures/cdktn-project"]])(
	"%s locks what this package depends on",
	(project) => {
		const own = read("package.json");
		const { packages } = read(`${project}/package-lock.json`);
		const { version, dependencies, peerDependencies } =
			packages["node_modules/fogform"];
		// Where they differ: bash scripts/lock-projects.sh
		expect({ version, dependencies, peerDependencies }).toEqual({
			version: own.version,
			dependencies: own.dependencies,
			peerDependencies: own.peerDependencies,
		});
	},
);
