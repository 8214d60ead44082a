import { writeFileSync } from "node:fs";
import { makeProject, type Project } from "./support/project";

let project: Project;
beforeAll(async () => {
	project = await makeProject("3.7");
});
afterAll(() => project.close());

function fleet(email: string, secret: string, level: string) {
	writeFileSync(
		project.path("terraform.tfvars.json"),
		JSON.stringify({ secret }),
	);
	project.write({
		fleet: {
			variable: { secret: { type: "string", sensitive: true } },
			resource: {
				iofog_registry: {
					closed: {
						url: "closed.example.com",
						username: "bot",
						password: secret,
						email,
					},
					open: {
						url: "open.example.com",
						public: true,
						username: "bot",
						email: "o@example.com",
					},
				},
				terraform_data: {
					marked: { input: { level, token: "${var.secret}" } },
				},
			},
		},
	});
}

test("a secret that changes beside other things is marked as changed, and shown nowhere", async () => {
	fleet("a@example.com", "hidden-one", "info");
	expect(await project.fogform(["apply", "--auto-approve"])).toMatchObject({
		code: 0,
		err: "",
	});
	fleet("b@example.com", "hidden-two", "debug");
	const { out } = await project.fogform(["plan"]);
	expect(out).toContain('~ email    = "a@example.com" -> "b@example.com"');
	expect(out).toContain("~ password = (sensitive value)");
	expect(out).toContain('~ level = "info" -> "debug"');
	expect(out).toContain("~ token = (sensitive value)");
	const json = await project.fogform(["plan", "--json"]);
	expect(out + json.out).not.toMatch(/hidden-(one|two)/);
	const changes = JSON.parse(json.out).stacks.fleet.resource_changes;
	expect(
		Object.fromEntries(
			changes.map((one: { address: string; change: object }) => [
				one.address,
				(one.change as { sensitive_changes?: unknown }).sensitive_changes,
			]),
		),
	).toMatchObject({
		"iofog_registry.closed": [["password"]],
		"iofog_registry.open": undefined,
		"terraform_data.marked": [["input", "token"]],
	});
	const saved = await project.fogform(["plan", "--out", "p.fogplan"]);
	expect(saved.code).toBe(0);
	expect((await project.fogform(["show", "p.fogplan"])).out).toContain(
		"~ password = (sensitive value)",
	);
	expect(await project.fogform(["apply", "--auto-approve"])).toMatchObject({
		code: 0,
		err: "",
	});
	fleet("c@example.com", "hidden-two", "debug");
	expect((await project.fogform(["plan"])).out).not.toContain("password");
});

test("show hides a password that is set, and leaves out one that is not", async () => {
	const { out } = await project.fogform(["show"]);
	const [, closed, open] = out.split(/^# iofog_registry\.\w+:$/m);
	expect(closed).toContain("password = (sensitive value)");
	expect(open).toContain("open.example.com");
	expect(open).not.toContain("password");
	const json = await project.fogform(["show", "--json"]);
	const [first, second] = JSON.parse(json.out).stacks.fleet.values.root_module
		.resources;
	expect(first.sensitive_values).toEqual({ password: true });
	expect(second).toMatchObject({
		values: { password: null },
		sensitive_values: {},
	});
});
