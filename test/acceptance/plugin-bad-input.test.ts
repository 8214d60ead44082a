// Longer than other files: one table of cases, which share what the Controller holds.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Controller } from "../../src/controller";
import { terraformBinary } from "../support/binaries";
import { type TestController, testController } from "../support/controllers";
import {
	type InstalledProject,
	installedProjects,
} from "../support/installed-project";
import { type Reply, Stub } from "../unit/controller/stub";

jest.setTimeout(120_000);

const projectFor = installedProjects();
const binary = terraformBinary;
const TLS = join(__dirname, "../unit/controller/tls");

let controller: TestController;
let agent: string;
let project: InstalledProject;
beforeAll(async () => {
	controller = await testController("3.0", { faults: true });
	await controller.call("PUT", "/router", { host: "router.example.com" });
	const { body } = await controller.call("POST", "/iofog", {
		name: "edge",
		fogType: 1,
		host: "127.0.0.1",
	});
	agent = (body as { uuid: string }).uuid;
	if (binary) project = await projectFor(binary, controller);
});
afterAll(() => controller.close());
afterEach(async () => {
	await fetch(`${controller.login.url}/__faults`, { method: "DELETE" });
	// Its own log-in, as an expired token expires for all.
	const found = new Controller(controller.login);
	for (const { name } of await found.applications.all())
		await found.applications.delete({ name });
	found.close();
	project.drop("terraform.tfstate", "terraform.tfstate.backup", "tfplan");
});

const microservice = (more: string, name = "web") => `
resource "iofog_application" "shop" {
  name = "shop"
}
resource "iofog_microservice" "${name}" {
  name        = "${name}"
  application = iofog_application.shop.name
  agent_uuid  = "${agent}"
  images      = { amd64 = "nginx:1" }
${more}
}
`;
const writes = async () => {
	const { body } = await controller.call("GET", "/application");
	return (body as { applications: { name: string }[] }).applications.map(
		({ name }) => name,
	);
};

(binary ? describe : describe.skip)(`through ${binary?.name}`, () => {
	test.each<
		[string, string, { summary: string; code: string; detail: RegExp }]
	>([
		[
			"a name that the Controller refuses",
			'resource "iofog_application" "a" {\n  name = "No Good!"\n}',
			{ summary: "Invalid value", code: 'name = "No Good!"', detail: /name/ },
		],
		[
			"a port out of range",
			microservice("  ports = [{ internal = 70000, external = 80 }]"),
			{
				summary: "Invalid value",
				code: "ports = [{ internal = 70000, external = 80 }]",
				detail: /65535/,
			},
		],
		[
			"JSON that is none",
			microservice('  config = "{"'),
			{ summary: "Invalid value", code: 'config = "{"', detail: /JSON/ },
		],
		[
			"a key of a map",
			microservice("").replace("amd64 =", "vax ="),
			{
				summary: "Invalid value",
				code: 'images      = { vax = "nginx:1" }',
				detail: /amd64/,
			},
		],
	])("validation: %s", async (_, hcl, { summary, code, detail }) => {
		project.main(hcl);
		const said = await project.said("validate");
		expect(said).toHaveLength(1);
		expect(said[0]).toMatchObject({ severity: "error", code });
		expect(said[0]?.summary).toBe(summary);
		expect(said[0]?.detail).toMatch(detail);
	});

	test.each<
		[string, () => string, { summary: string; code: string; detail: RegExp }]
	>([
		[
			"two of one name in an application",
			() =>
				microservice("") +
				microservice("")
					.replace(/[\s\S]*?(?=resource "iofog_microservice")/, "")
					.replace('"web" {', '"web2" {'),
			{
				summary: "Claimed twice",
				code: 'name        = "web"',
				detail: /"web" in application "shop"/,
			},
		],
		[
			"two that publish the same port of an agent",
			() =>
				microservice("  ports = [{ internal = 80, external = 8080 }]") +
				microservice(
					"  ports = [{ internal = 81, external = 8080 }]",
					"api",
				).replace(/[\s\S]*?(?=resource "iofog_microservice")/, ""),
			{ summary: "Claimed twice", code: "", detail: /port 8080/ },
		],
		[
			"a body above 100 KiB",
			() =>
				microservice(
					`  config = jsonencode({ a = join("", [for i in range(1000) : "${"x".repeat(110)}"]) })`,
				),
			{ summary: "Request too large", code: "", detail: /102400|100 KiB/ },
		],
		[
			"an argument that only another Controller has",
			() => microservice("  privileged = true"),
			{
				summary: "Not supported by this Controller",
				code: "privileged = true",
				detail: /3\.7 only/,
			},
		],
	])("plan: %s", async (_, hcl, { summary, code, detail }) => {
		project.main(hcl());
		const said = (await project.said("plan")).filter(
			(d) => d.severity === "error",
		);
		expect(said.map((d) => d.summary)).toEqual([summary]);
		expect(said[0]?.detail).toMatch(detail);
		expect(said[0]?.code).toContain(code);
		expect(await writes()).toEqual([]);
	});

	test.each<[string, string, RegExp]>([
		[
			"an unknown agent",
			'agent_uuid  = "00000000000000000000000000000000"',
			/fogform list agents/,
		],
		[
			"an unknown agent by name",
			'agent_name  = "egde"',
			/no agent "egde".*fogform list agents/s,
		],
		["an unknown registry", "registry_id = 77", /fogform list registries/],
	])("apply: %s is neither tainted nor lost", async (_, line, advice) => {
		const base = microservice(line.startsWith("agent") ? "" : `  ${line}`);
		project.main(
			line.startsWith("agent") ? base.replace(/agent_uuid.*/, line) : base,
		);
		const said = (await project.said("apply")).filter(
			(d) => d.severity === "error",
		);
		expect(said).toHaveLength(1);
		expect(said[0]).toMatchObject({
			address: "iofog_microservice.web",
			code: line,
		});
		expect(said[0]?.detail).toMatch(advice);
		expect(Object.keys(project.state)).toEqual(["iofog_application.shop"]);
		// What was made is known, and the rest can be mended.
		project.main(microservice(""));
		expect(await project.said("apply")).toEqual([]);
		expect((await project.emptyPlan()).status).toBe(0);
	});

	test("an object that exists already is left alone, and the import command works", async () => {
		await controller.call("POST", "/application", {
			name: "shop",
			isActivated: true,
			description: "by hand",
		});
		project.main(
			'resource "iofog_application" "shop" {\n  name = "shop"\n  description = "by hand"\n}',
		);
		const [said, ...more] = await project.said("apply");
		expect(more).toEqual([]);
		expect(said).toMatchObject({
			summary: "Object exists already",
			address: "iofog_application.shop",
		});
		const command = /terraform import (\S+)\.NAME (\S+)/.exec(
			said?.detail ?? "",
		);
		expect(command).not.toBeNull();
		expect(project.state).toEqual({});
		await project.good(
			"import",
			"-input=false",
			`${command?.[1]}.shop`,
			command?.[2] ?? "",
		);
		expect((await project.emptyPlan()).status).toBe(0);
	});

	describe("what answers is no Controller that we know", () => {
		let stub: Stub;
		afterEach(() => stub?.close());
		const html = "<!DOCTYPE html><html><body>Welcome to nginx!</body></html>";
		test.each<
			[
				string,
				{
					version?: string;
					reply?: (path: string) => Reply | undefined;
					more?: string;
					tls?: boolean;
				},
				string,
				RegExp,
			]
		>([
			[
				"an unknown version",
				{ version: "9.9.9" },
				"Unknown Controller version",
				/3\.0\.x and 3\.7\.x/,
			],
			[
				"a web server",
				{ reply: () => ({ status: 200, html }) },
				"No Controller answers there",
				/HTML.*Check the URL/,
			],
			[
				"one that breaks connections",
				{ reply: () => "drop" },
				"Controller not reachable",
				/repeat the command/,
			],
			[
				"one that is slow",
				{ reply: () => "hang", more: "  request_timeout = 0.2\n" },
				"Controller did not answer in time",
				/request_timeout/,
			],
			[
				"one whose certificate nobody knows",
				{ tls: true },
				"Certificate not trusted",
				/ca_file/,
			],
		])("%s", async (_, { version, reply, more = "", tls }, summary, detail) => {
			stub = new Stub(
				tls
					? {
							key: readFileSync(join(TLS, "server-key.pem"), "utf8"),
							cert: readFileSync(join(TLS, "server.pem"), "utf8"),
						}
					: undefined,
			);
			await stub.listen();
			if (version) stub.version = version;
			if (reply) stub.handler = ({ path }) => reply(path);
			project.main('resource "iofog_application" "a" {\n  name = "a"\n}');
			project.write(
				"provider.tf",
				`provider "iofog" {\n  url = "${stub.url}"\n  email = "a@example.com"\n  password = "longSecret1"\n${more}}\n`,
			);
			const said = await project.said("plan");
			expect(said.map((d) => d.summary)).toEqual([summary]);
			expect(said[0]?.detail).toMatch(detail);
			expect(JSON.stringify(said)).not.toContain("longSecret1");
		});

		test("a wrong password", async () => {
			project.main('resource "iofog_application" "a" {\n  name = "a"\n}');
			const { url, email } = controller.login;
			project.write(
				"provider.tf",
				`provider "iofog" {\n  url = "${url}"\n  email = "${email}"\n  password = "wrongSecret1"\n}\n`,
			);
			const said = await project.said("apply");
			expect(said.map((d) => d.summary)).toEqual(["Log-in failed"]);
			expect(JSON.stringify(said)).not.toContain("wrongSecret1");
			expect(await writes()).toEqual([]);
		});

		test("neither URL nor log-in", async () => {
			project.main('resource "iofog_application" "a" {\n  name = "a"\n}');
			project.write("provider.tf", 'provider "iofog" {}\n');
			const said = await project.said("plan");
			expect(said.map((d) => d.summary)).toEqual([
				"Missing Controller URL",
				"Missing log-in",
			]);
		});
	});

	test("a token that expires in mid-apply is renewed", async () => {
		project.main(microservice(""));
		await project.good("plan", "-out=tfplan", "-input=false");
		await fetch(`${controller.login.url}/__faults`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({
				match: { method: "POST", path: "/microservices$" },
				kind: "expired-token",
			}),
		});
		await project.good("apply", "-input=false", "tfplan");
		expect((await project.emptyPlan()).status).toBe(0);
	});

	test("an answer that is lost loses no object and taints none", async () => {
		project.main(microservice(""));
		await fetch(`${controller.login.url}/__faults`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({
				match: { method: "POST", path: "/microservices$" },
				kind: "drop-after",
			}),
		});
		expect(
			(await project.said("apply")).filter((d) => d.severity === "error"),
		).toEqual([]);
		expect(Object.keys(project.state)).toContain("iofog_microservice.web");
		expect((await project.emptyPlan()).status).toBe(0);
	});

	test("the log of everything tells no secret", async () => {
		project.main(
			microservice(
				'  config_wo = jsonencode({ token = "hiddenToken1" })\n  config_wo_version = 1\n  env_wo = { KEY = "hiddenKey1" }\n  env_wo_version = 1',
			),
		);
		const log = join(project.dir, "log");
		const logged = await projectFor(binary as never, controller, {
			TF_LOG_PROVIDER: "TRACE",
			TF_LOG_PATH: log,
		});
		logged.main(
			project.read("main.tf").replace(/^terraform \{[\s\S]*?\n\}\n/, ""),
		);
		await logged.apply();
		const text = readFileSync(log, "utf8");
		expect(text).toMatch(
			/\[DEBUG\] +provider\.terraform-provider-iofog\S*: POST \/microservices/,
		);
		expect(text).toMatch(
			/\[TRACE\] +provider\.terraform-provider-iofog\S*: \/tfplugin6\.Provider\/ApplyResourceChange begins/,
		);
		for (const secret of [
			"hiddenToken1",
			"hiddenKey1",
			controller.login.password,
		])
			expect(text).not.toContain(secret);
		await logged.destroy();
	});
});
