import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
	apply,
	drift,
	type EngineEvent,
	loadPlan,
	plan,
	savePlan,
	validate,
} from "../../../src/engine";
import { setUpAgent } from "../../support/agent";
import { type TestController, testController } from "../../support/controllers";
import { StackFolder } from "../../support/stack-folder";

jest.setTimeout(30_000);

let controller: TestController;
let folder: StackFolder;
beforeEach(async () => {
	controller = await testController("3.7");
	await controller.call("PUT", "/router", { host: "router.example.com" });
	folder = new StackFolder();
});
afterEach(async () => {
	folder.remove();
	await controller.close();
});

interface Changes {
	readonly version?: number;
	readonly note?: string;
	readonly rest?: Record<string, unknown>;
	readonly key?: object;
	readonly web?: object;
}

const agentKey = { agent_uuid: "${iofog_agent.edge.uuid}" };

/** An agent, its key, and a microservice that is handed the key. */
function write({ version = 1, note = "", rest, key, web }: Changes = {}): void {
	folder.write({
		terraform: {
			required_providers: { iofog: { source: "fogform/iofog" } },
		},
		provider: { iofog: controller.login },
		resource: {
			iofog_agent: {
				edge: {
					name: "edge",
					host: "10.0.0.1",
					architecture: "amd64",
					router_mode: "none",
					nats_mode: "none",
				},
			},
			iofog_application: { shop: { name: "shop", description: note } },
			iofog_microservice: {
				web: {
					name: "web",
					application: "${iofog_application.shop.name}",
					agent_uuid: "${iofog_agent.edge.uuid}",
					images: { amd64: "nginx" },
					config_wo: "${local.secret}",
					config_wo_version: version,
					...web,
				},
			},
		},
		ephemeral: { iofog_provisioning_key: { edge: key ?? agentKey } },
		locals: {
			secret:
				"${jsonencode({key = ephemeral.iofog_provisioning_key.edge.key})}",
		},
		...rest,
	});
}

const KEY_PATH = /provisioning-key$/;

/** Plans and applies; gives how often a key was asked for in either, and what was told of ephemeral resources. */
async function run(options: { destroy?: boolean } = {}) {
	const counts = { plan: 0, apply: 0 };
	const events: string[] = [];
	let phase: keyof typeof counts = "plan";
	const onRequest = ({ path }: { path: string }) => {
		if (KEY_PATH.test(path)) counts[phase]++;
	};
	const onEvent = (event: EngineEvent) => {
		if (
			event.type === "ephemeral_op_start" ||
			event.type === "ephemeral_op_complete"
		)
			events.push(
				`${event.type} ${event.hook.action} ${event.hook.resource.addr}`,
			);
	};
	const planned = await plan({
		dir: folder.dir,
		env: {},
		onRequest,
		onEvent,
		...options,
	});
	phase = "apply";
	const json = JSON.stringify(planned.stacks);
	const applied = await apply(planned, { onRequest, onEvent });
	return {
		...counts,
		events,
		json,
		summary: Object.values(applied.stacks)[0]?.summary,
	};
}

async function handedKey(): Promise<unknown> {
	const { body } = await controller.call(
		"GET",
		"/microservices?application=shop",
	);
	const [web] = (body as { microservices: { config: string }[] }).microservices;
	return JSON.parse(web?.config ?? "{}").key;
}

/** Everything that lies in the folder of the stack. */
const files = () =>
	readdirSync(folder.dir, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
		.join("\n");

const ADDRESS = "ephemeral.iofog_provisioning_key.edge";

test("a key is opened once, in apply, and stored nowhere", async () => {
	write();
	const first = await run();
	expect(first).toMatchObject({ plan: 0, apply: 1, summary: { add: 3 } });
	expect(first.events).toEqual([
		`ephemeral_op_start open ${ADDRESS}`,
		`ephemeral_op_complete open ${ADDRESS}`,
		`ephemeral_op_start close ${ADDRESS}`,
		`ephemeral_op_complete close ${ADDRESS}`,
	]);
	const key = await handedKey();
	expect(typeof key).toBe("string");
	expect(first.json).not.toContain(key);
	expect(files()).not.toContain(key);
	expect(folder.state.resources.map(({ type }) => type)).not.toContain(
		"iofog_provisioning_key",
	);
	// The key that was handed on is the one that holds.
	const daemon = await setUpAgent(controller.login.url, key as string);
	expect(daemon.uuid).toBeTruthy();
});

test("it is opened only for a consumer that acts", async () => {
	write();
	await run();
	const key = await handedKey();
	expect(await run()).toMatchObject({ plan: 0, apply: 0, events: [] });
	write({ note: "another" });
	expect(await run()).toMatchObject({
		plan: 0,
		apply: 0,
		summary: { change: 1 },
	});
	expect(await handedKey()).toBe(key);
	write({ note: "another", version: 2 });
	expect(await run()).toMatchObject({
		plan: 0,
		apply: 1,
		summary: { change: 1 },
	});
	expect(await handedKey()).not.toBe(key);
	expect(await run({ destroy: true })).toMatchObject({ plan: 0, apply: 0 });
});

test("an agent that is set up already has no key, and none is made", async () => {
	write();
	await run();
	const daemon = await setUpAgent(
		controller.login.url,
		(await handedKey()) as string,
	);
	await daemon.call("GET", "/config");
	write({ version: 2 });
	expect(await run()).toMatchObject({ apply: 0, summary: { change: 1 } });
	expect(await handedKey()).toBeNull();
	write({ version: 3, key: { ...agentKey, force: true } });
	expect(await run()).toMatchObject({ apply: 1 });
	expect(typeof (await handedKey())).toBe("string");
});

test("a saved plan holds no key; applying it opens one", async () => {
	write();
	const path = join(folder.dir, "saved.plan");
	let asked = 0;
	const onRequest = ({ path }: { path: string }) => {
		if (KEY_PATH.test(path)) asked++;
	};
	const options = { dir: folder.dir, env: {}, onRequest };
	await savePlan(await plan(options), path);
	const loaded = await loadPlan(path);
	expect(asked).toBe(0);
	await apply(loaded, { env: {}, onRequest });
	expect(asked).toBe(1);
	const key = await handedKey();
	expect(typeof key).toBe("string");
	expect(files()).not.toContain(key);
	expect((await drift(options)).exitCode).toBe(0);
	expect(asked).toBe(1);
});

test("for_each, and one that cannot be opened", async () => {
	write({
		key: { for_each: { a: "x" }, agent_uuid: "${each.value}" },
		rest: {
			locals: {
				secret:
					'${jsonencode({key = ephemeral.iofog_provisioning_key.edge["a"].key})}',
			},
		},
	});
	await expect(run()).rejects.toThrow("Agent not found");
	const { body } = await controller.call(
		"GET",
		"/microservices?application=shop",
	);
	expect(body).toEqual({ microservices: [] });
});

test("a precondition that is not met keeps it closed", async () => {
	write({
		key: {
			...agentKey,
			lifecycle: {
				precondition: {
					condition: '${iofog_agent.edge.name == "other"}',
					error_message: "not this one",
				},
			},
		},
	});
	await expect(run()).rejects.toThrow("not this one");
});

const EPHEMERAL = "${ephemeral.iofog_provisioning_key.edge.key}";

const FAULTS: readonly [string, Changes, string, string][] = [
	[
		"an argument that is stored",
		{ web: { config: "${local.secret}" } },
		"Invalid use of ephemeral value",
		'Ephemeral values are not valid for "config", because it is not a write-only attribute and must be persisted to state.',
	],
	[
		"an output",
		{ rest: { output: { key: { value: EPHEMERAL, sensitive: true } } } },
		"Ephemeral value not allowed",
		"",
	],
	[
		"one that is not declared",
		{
			rest: {
				locals: { secret: "${ephemeral.iofog_provisioning_key.edgy.key}" },
			},
		},
		"Reference to undeclared resource",
		'An ephemeral resource "iofog_provisioning_key" "edgy" has not been declared in this stack. Did you mean "ephemeral.iofog_provisioning_key.edge"?',
	],
	[
		"an attribute that it lacks",
		{ rest: { locals: { secret: `${EPHEMERAL.slice(0, -1)}s}` } } },
		"Unsupported attribute",
		'no argument, nested block, or exported attribute named "keys"',
	],
	[
		"an argument that it lacks",
		{ key: { ...agentKey, name: "x" } },
		"Extraneous JSON object property",
		'"name"',
	],
	[
		"no agent",
		{ key: {} },
		"Missing required argument",
		'The argument "agent_uuid" is required',
	],
	[
		"a lifecycle of managed resources",
		{ key: { ...agentKey, lifecycle: { prevent_destroy: true } } },
		"Invalid ephemeral resource lifecycle argument",
		'The lifecycle argument "prevent_destroy" is defined only for managed resources ("resource" blocks), and is not valid for ephemeral resources.',
	],
	[
		"a type that does not exist",
		{ rest: { ephemeral: { iofog_provision_key: { edge: agentKey } } } },
		"Invalid ephemeral resource",
		'The provider has no ephemeral resource "iofog_provision_key".',
	],
	[
		"a circle",
		{ key: { agent_uuid: "${iofog_microservice.web.agent_uuid}" } },
		"Cycle",
		"ephemeral.iofog_provisioning_key.edge",
	],
];

test.each(FAULTS)("refuses %s", async (_name, changes, summary, detail) => {
	write(changes);
	const found = await validate({ dir: folder.dir, env: {} });
	expect(found.map((d) => d.summary)).toContain(summary);
	expect(found.map((d) => d.detail).join("\n")).toContain(detail);
});

test("instance keys cannot be ephemeral", async () => {
	write({
		web: {
			for_each: "${toset([ephemeral.iofog_provisioning_key.edge.expires_at])}",
		},
	});
	await expect(run()).rejects.toThrow("derived from an ephemeral value");
});
