import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { makeProject, type Project } from "./support/project";
import { shop } from "./support/stacks";

let project: Project;
beforeAll(async () => {
	project = await makeProject("3.0");
	project.write({ shop: shop() });
	const { code, err } = await project.fogform(["apply", "--auto-approve"]);
	expect(`${code}${err}`).toBe("0");
}, 60_000);
afterAll(() => project.close());

const stateFile = () =>
	readFileSync(project.path("terraform.shop.tfstate"), "utf8");

describe("drift", () => {
	async function byHand(body: object) {
		const { url, email, password, world } = project.controller;
		const login = await fetch(`${url}/api/v3/user/login`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ email, password }),
		});
		const { accessToken } = (await login.json()) as { accessToken: string };
		const web = world.microservices.all().find((m) => m.name === "web");
		const answer = await fetch(`${url}/api/v3/microservices/${web?.uuid}`, {
			method: "PATCH",
			headers: {
				"content-type": "application/json",
				authorization: accessToken,
			},
			body: JSON.stringify({ iofogUuid: web?.iofogUuid, ...body }),
		});
		expect(answer.status).toBe(204);
	}

	test("in sync: 0", async () => {
		const { code, out, err } = await project.fogform(["drift"]);
		expect(err).toBe("");
		expect(out).toContain("No drift.");
		expect(code).toBe(0);
	});

	test("a hand edit: 2, and the attribute by name", async () => {
		await byHand({ config: '{"level":"loud","size":1}' });
		const text = await project.fogform(["drift"]);
		expect(text.out).toContain(
			"iofog_microservice.web was changed in the Controller",
		);
		expect(text.out).toContain('~ level = "info" -> "loud"');
		expect(text.code).toBe(2);
		const json = await project.fogform(["drift", "--json"]);
		expect(json.code).toBe(2);
		const report = JSON.parse(json.out);
		expect(Object.keys(report).sort()).toEqual(["format_version", "stacks"]);
		expect(report.stacks.shop.summary).toMatchObject({
			changed: 1,
			missing: 0,
			unapplied: 0,
			unmanaged: 0,
		});
		const [entry] = report.stacks.shop.drift;
		expect(entry).toMatchObject({
			address: "iofog_microservice.web",
			class: "changed",
		});
		expect(entry.attributes[0].path[0]).toBe("config");
		expect(Object.keys(entry.attributes[0]).sort()).toEqual([
			"code",
			"live",
			"path",
			"state",
		]);
		const repaired = await project.fogform(["apply", "--auto-approve"]);
		expect(repaired.out).toContain(
			"Resources: 0 added, 1 changed, 0 destroyed.",
		);
		expect((await project.fogform(["drift"])).code).toBe(0);
	});

	test("what another stack of the project holds is managed, and what none holds is not", async () => {
		const extra = {
			resource: {
				iofog_microservice: {
					extra: {
						name: "extra",
						application: "shop",
						agent_uuid: project.controller.world.agents
							.all()
							.find(({ name }) => name === "edge")?.uuid,
						images: { amd64: "nginx:1.27" },
					},
				},
			},
		};
		project.write({ shop: shop(), extra });
		const applied = await project.fogform(["apply", "extra", "--auto-approve"]);
		expect(`${applied.code}${applied.err}`).toBe("0");
		for (const stacks of [["shop"], ["extra"], []])
			expect(await project.fogform(["drift", ...stacks])).toMatchObject({
				code: 0,
				err: "",
			});
		project.write({ shop: shop() });
		const alone = await project.fogform(["drift"]);
		expect(alone.code).toBe(2);
		expect(alone.out).toContain("iofog_microservice (shop/extra)");
		project.write({ shop: shop(), extra });
		const destroyed = await project.fogform([
			"destroy",
			"extra",
			"--auto-approve",
		]);
		expect(destroyed.code).toBe(0);
		project.write({ shop: shop() });
	});

	test("only what is not applied yet: 3", async () => {
		project.write({ shop: shop({ config: { level: "debug", size: 1 } }) });
		const { code, out } = await project.fogform(["drift"]);
		expect(out).toContain("not applied yet");
		expect(code).toBe(3);
		project.write({ shop: shop() });
	});
});

describe("output", () => {
	test.each<[string, string[], string]>([
		[
			"all",
			[],
			'hub = 3\nsecret = <sensitive>\nurl = "http://192.0.2.1:8080"\n',
		],
		["one", ["url"], '"http://192.0.2.1:8080"\n'],
		["one of a stack", ["shop", "url"], '"http://192.0.2.1:8080"\n'],
		["one as it is", ["url", "-raw"], "http://192.0.2.1:8080"],
		["a number as it is", ["hub", "--raw"], "3"],
		["a sensitive one is hidden", ["secret"], "<sensitive>\n"],
		["a sensitive one as it is", ["secret", "--raw"], "s3cret-output"],
		["one as JSON", ["secret", "--json"], '"s3cret-output"\n'],
	])("%s", async (_, args, text) => {
		const { code, out, err } = await project.fogform(["output", ...args]);
		expect(err).toBe("");
		expect(out).toBe(text);
		expect(code).toBe(0);
	});

	test("all as JSON, by stack", async () => {
		const { out } = await project.fogform(["output", "--json"]);
		expect(JSON.parse(out)).toEqual({
			shop: {
				hub: { sensitive: false, type: "number", value: 3 },
				secret: { sensitive: true, type: "string", value: "s3cret-output" },
				url: {
					sensitive: false,
					type: "string",
					value: "http://192.0.2.1:8080",
				},
			},
		});
	});

	test("one that is not there names those that are", async () => {
		const { code, err } = await project.fogform(["output", "nope"]);
		expect(code).toBe(1);
		expect(err).toContain("hub, secret, url");
	});
});

describe("show", () => {
	test("the state, without secrets", async () => {
		const { code, out } = await project.fogform(["show"]);
		expect(code).toBe(0);
		expect(out).toContain(
			'# iofog_microservice.web:\nresource "iofog_microservice" "web" {\n',
		);
		expect(out).toMatch(/^ {4}name += "web"$/m);
		expect(out).toContain("(sensitive value)");
		expect(out).not.toMatch(/S3cret-word|s3cret-output/);
	});

	test("as JSON, by stack", async () => {
		const { out } = await project.fogform(["show", "--json"]);
		const { stacks } = JSON.parse(out);
		expect(stacks.shop.values.root_module.resources).toHaveLength(6);
		expect(out).not.toMatch(/S3cret-word|s3cret-output/);
	});
});

describe("state", () => {
	test("list, all or some", async () => {
		const all = await project.fogform(["state", "list"]);
		expect(all.out.trimEnd().split("\n")).toEqual([
			"iofog_agent.edge",
			"iofog_application.shop",
			"iofog_microservice.db",
			"iofog_microservice.web",
			"iofog_registry.hub",
			"iofog_router.router",
		]);
		const some = await project.fogform(["state", "list", "iofog_registry.hub"]);
		expect(some.out).toBe("iofog_registry.hub\n");
	});

	test("show one", async () => {
		const { out } = await project.fogform([
			"state",
			"show",
			"iofog_application.shop",
		]);
		expect(out).toContain('resource "iofog_application" "shop" {');
		expect(out).toContain('description   = "The shop"');
		const missing = await project.fogform([
			"state",
			"show",
			"iofog_application.nope",
		]);
		expect(missing.code).toBe(1);
		expect(missing.err).toContain("fogform state list");
	});

	test("mv there and back", async () => {
		const there = await project.fogform([
			"state",
			"mv",
			"iofog_registry.hub",
			"iofog_registry.other",
		]);
		expect(there.out).toContain(
			"Moved iofog_registry.hub to iofog_registry.other",
		);
		expect(stateFile()).toContain('"name": "other"');
		const dry = await project.fogform([
			"state",
			"mv",
			"--dry-run",
			"iofog_registry.other",
			"iofog_registry.x",
		]);
		expect(dry.out).toContain("Would move");
		expect(stateFile()).toContain('"name": "other"');
		await project.fogform([
			"state",
			"mv",
			"iofog_registry.other",
			"iofog_registry.hub",
		]);
		expect((await project.fogform(["plan", "--detailed-exitcode"])).code).toBe(
			0,
		);
	});

	test("taint makes the next plan replace, untaint does not", async () => {
		const tainted = await project.fogform([
			"state",
			"taint",
			"iofog_microservice.db",
		]);
		expect(tainted.code).toBe(0);
		const plan = await project.fogform(["plan"]);
		expect(plan.out).toContain(
			"iofog_microservice.db is tainted, so must be replaced",
		);
		await project.fogform(["state", "untaint", "iofog_microservice.db"]);
		expect((await project.fogform(["plan", "--detailed-exitcode"])).code).toBe(
			0,
		);
	});

	test("pull gives what push takes; an older one is refused", async () => {
		const pulled = await project.fogform(["state", "pull"]);
		expect(JSON.parse(pulled.out)).toEqual(JSON.parse(stateFile()));
		const old = JSON.parse(pulled.out);
		writeFileSync(
			project.path("old.json"),
			JSON.stringify({ ...old, serial: 0 }),
		);
		const refused = await project.fogform(["state", "push", "old.json"]);
		expect(refused.code).toBe(1);
		expect(refused.err).toContain("--force");
		writeFileSync(project.path("same.json"), pulled.out);
		expect((await project.fogform(["state", "push", "same.json"])).code).toBe(
			0,
		);
	});

	test("rm forgets, import takes back, and the plan is empty", async () => {
		const removed = await project.fogform([
			"state",
			"rm",
			"iofog_microservice.db",
		]);
		expect(removed.out).toBe("Removed iofog_microservice.db\n");
		expect(
			(await project.fogform(["plan", "--detailed-exitcode"])).code,
		).not.toBe(0);
		const imported = await project.fogform([
			"import",
			"iofog_microservice.db",
			"shop/db",
		]);
		expect(imported.err).toBe("");
		expect(imported.out).toContain("Import successful!");
		const plan = await project.fogform(["plan", "--detailed-exitcode"]);
		expect(plan.out).toContain("No changes.");
		expect(plan.code).toBe(0);
	});

	test("an address that is nowhere is an error", async () => {
		const before = stateFile();
		const { code, err } = await project.fogform([
			"state",
			"rm",
			"iofog_registry.nope",
		]);
		expect(code).toBe(1);
		expect(err).toContain("iofog_registry.nope");
		expect(stateFile()).toBe(before);
	});
});

describe("list takes the Controller of the project", () => {
	test.each<[string, string]>([
		["registries", "registry.example"],
		["applications", "shop"],
		["microservices", "web"],
		["agents", "edge"],
		["router", "router.example"],
	])("%s", async (kind, text) => {
		const { code, out, err } = await project.fogform(["list", kind]);
		expect(err).toBe("");
		expect(out).toContain(text);
		expect(code).toBe(0);
	});

	test("registries as JSON: the built-in ones too, with the Controller's keys, without passwords", async () => {
		const { out } = await project.fogform(["list", "registries", "--json"]);
		const { registries } = JSON.parse(out);
		expect(registries.map((r: { id: number }) => r.id)).toEqual([1, 2, 3]);
		expect(registries[2]).toMatchObject({
			url: "registry.example",
			isPublic: false,
			username: "bot",
			userEmail: "bot@example.com",
		});
		expect(out).not.toContain("S3cret");
	});
});

describe("validate", () => {
	test("a good stack, without a call", async () => {
		const { code, out } = await project.fogform(["validate"]);
		expect(out).toContain("The configuration is valid");
		expect(code).toBe(0);
	});

	test("a bad one, with its place", async () => {
		const stack = shop();
		stack.resource.iofog_application.shop.name = "Not Allowed";
		project.write({ shop: stack });
		try {
			const { code, out, err } = await project.fogform(["validate"]);
			expect(out).toBe("");
			expect(err).toContain("iofog_application.shop");
			expect(code).toBe(1);
			const json = await project.fogform(["validate", "--json"]);
			expect(JSON.parse(json.out)).toMatchObject({
				valid: false,
				error_count: 1,
			});
			expect(json.code).toBe(1);
		} finally {
			project.write({ shop: shop() });
		}
	});
});

test("a state that is locked by somebody else says how to go on", async () => {
	const lock = project.path(".terraform.shop.tfstate.lock.info");
	writeFileSync(
		lock,
		JSON.stringify({
			ID: "11111111-2222-3333-4444-555555555555",
			Operation: "OperationTypeApply",
			Who: "me@host",
			Version: "1.11.4",
			Created: new Date().toISOString(),
			Path: "",
		}),
	);
	const { code, err } = await project.fogform(["apply", "--auto-approve"]);
	expect(code).toBe(1);
	expect(err).toContain("11111111-2222-3333-4444-555555555555");
	const wrong = await project.fogform([
		"force-unlock",
		"--force",
		"99999999-2222-3333-4444-555555555555",
	]);
	expect(wrong.code).toBe(1);
	const unlocked = await project.fogform([
		"force-unlock",
		"--force",
		"11111111-2222-3333-4444-555555555555",
	]);
	expect(unlocked.out).toContain("is released");
	expect(existsSync(lock)).toBe(false);
	expect((await project.fogform(["plan", "--detailed-exitcode"])).code).toBe(0);
});
