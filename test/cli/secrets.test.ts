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

test("a secret that somebody changed by hand is drift of the argument that holds it", async () => {
	const own = await makeProject("3.7");
	const { world, url, email, password } = own.controller;
	own.write({
		work: {
			resource: {
				iofog_router: { r: { host: "r" } },
				iofog_agent: {
					e: {
						name: "edge",
						architecture: "amd64",
						host: "10.0.0.1",
						nats_mode: "none",
						depends_on: ["iofog_router.r"],
					},
				},
				iofog_application: { a: { name: "a" } },
				iofog_microservice: {
					m: {
						name: "m",
						application: "a",
						agent_uuid: "${iofog_agent.e.uuid}",
						images: { amd64: "x" },
						config: '{"open":1}',
						config_wo: '{"key":"hidden-three"}',
						config_wo_version: 1,
						depends_on: ["iofog_application.a"],
					},
				},
			},
		},
	});
	expect(await own.fogform(["apply", "--auto-approve"])).toMatchObject({
		code: 0,
		err: "",
	});
	const login = await fetch(`${url}/api/v3/user/login`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ email, password }),
	});
	const { accessToken } = (await login.json()) as { accessToken: string };
	const web = world.microservices.all().find((m) => m.name === "m");
	await fetch(`${url}/api/v3/microservices/${web?.uuid}`, {
		method: "PATCH",
		headers: {
			"content-type": "application/json",
			authorization: `Bearer ${accessToken}`,
		},
		body: JSON.stringify({
			iofogUuid: web?.iofogUuid,
			config: '{"open":1,"key":"hidden-four"}',
		}),
	});
	const text = await own.fogform(["drift"]);
	expect(text.code).toBe(2);
	expect(text.out).toContain("~ config_wo = (sensitive value)");
	const json = await own.fogform(["drift", "--json"]);
	expect(JSON.parse(json.out).stacks.work.drift[0].attributes).toEqual([
		{
			path: ["config_wo"],
			code: null,
			state: null,
			live: null,
			sensitive: true,
		},
	]);
	expect(text.out + json.out).not.toContain("hidden-");
	const repaired = await own.fogform(["apply", "--auto-approve"]);
	expect(repaired.out).toContain("0 added, 1 changed, 0 destroyed.");
	expect((await own.fogform(["drift"])).code).toBe(0);
	await own.close();
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
