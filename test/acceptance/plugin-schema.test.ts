import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { binaries, cleanEnvironment } from "../support/binaries";
import { type TestController, testController } from "../support/controllers";
import { installedProjects } from "../support/installed-project";

jest.setTimeout(60_000);

const projectFor = installedProjects();
let controller: TestController;
beforeAll(async () => {
	controller = await testController("3.7");
});
afterAll(() => controller.close());

const own = JSON.parse(
	execFileSync(
		process.execPath,
		[join(__dirname, "../../lib/cli/main.js"), "schema", "--json"],
		{ encoding: "utf8", env: cleanEnvironment(), maxBuffer: 1 << 26 },
	),
);
const ADDRESS = "registry.terraform.io/fogform/iofog";

test("fogform schema --json has the shape of Terraform's", () => {
	expect(own.format_version).toBe("1.0");
	expect(Object.keys(own.provider_schemas)).toEqual([ADDRESS]);
});

(binaries.length > 0 ? describe : describe.skip).each(
	binaries.length > 0 ? [...binaries] : [undefined as never],
)("$name", (binary) => {
	test("prints the same of the plugin", async () => {
		const project = await projectFor(binary, controller);
		const { provider_schemas } = await project.json(
			"providers",
			"schema",
			"-json",
		);
		const [schema] = Object.values(provider_schemas as object);
		expect(schema).toEqual(own.provider_schemas[ADDRESS]);
	});
});
