import pc from "picocolors";
import { renderPlan } from "../../../../src/cli/diff/plan";
import type {
	PlanJson,
	ResourceChangeJson,
} from "../../../../src/engine/json-types";
import { provider } from "../../../../src/provider";

const schema = provider.schema();

function render(changes: ResourceChangeJson[], more: Partial<PlanJson> = {}) {
	const plan = {
		resource_changes: changes,
		restarts: [],
		applyable: true,
		...more,
	} as unknown as PlanJson;
	return renderPlan(plan, {
		colors: pc.createColors(false),
		width: 100,
		schemaOf: (mode, type) =>
			(mode === "managed"
				? schema.resource_schemas
				: schema.data_source_schemas)[type],
	});
}

function change(
	type: string,
	fields: Partial<ResourceChangeJson["change"]>,
	more: Partial<ResourceChangeJson> = {},
): ResourceChangeJson {
	return {
		address: `${type}.x`,
		mode: "managed",
		type,
		name: "x",
		provider_name: "registry.terraform.io/fogform/iofog",
		change: {
			actions: ["update"],
			before: null,
			after: null,
			after_unknown: {},
			before_sensitive: {},
			after_sensitive: {},
			...fields,
		},
		...more,
	};
}

/** The block of the only change, without what every plan says. */
function block(
	fields: Partial<ResourceChangeJson["change"]>,
	type = "iofog_microservice",
) {
	const text = render([change(type, fields)]);
	return text.slice(text.indexOf("  # "), text.indexOf("\n\nPlan:"));
}

const web = {
	uuid: "u1",
	name: "web",
	application: "shop",
	agent_uuid: "a1",
	images: { amd64: "nginx:1", arm: "nginx:1" },
	config: '{"level":"info","n":1,"deep":{"a":[1,2]}}',
	env: { A: "1", B: "2" },
	command: ["a", "b"],
	ports: [
		{ internal: 80, external: 8080, protocol: "tcp" },
		{ internal: 81, external: 8081, protocol: "tcp" },
	],
	volumes: [],
	health_check: { test: ["x"], interval: 5 },
};

describe("changed attributes only", () => {
	test("a configuration is compared key by key", () => {
		const config = '{ "deep": {"a": [1, 3]}, "level": "debug", "n": 1 }';
		expect(
			block({ before: web, after: { ...web, config } }),
		).toBe(`  # iofog_microservice.x will be updated in-place
  ~ resource "iofog_microservice" "x" {
      ~ config       = jsonencode(
          ~ {
              ~ deep  = {
                  ~ a = [
                        1,
                      ~ 2 -> 3,
                    ]
                }
              ~ level = "info" -> "debug"
                # (1 unchanged attribute hidden)
            }
        )
        name         = "web"
        # (11 unchanged attributes hidden)
    }`);
	});

	test("long numbers of a configuration keep their digits", () => {
		const text = block({
			before: { ...web, config: '{"id":12345678901234567890}' },
			after: { ...web, config: '{"id":12345678901234567891}' },
		});
		expect(text).toContain(
			"~ id = 12345678901234567890 -> 12345678901234567891",
		);
	});

	test("a set of objects: what comes and what goes, in whole elements", () => {
		const ports = [
			web.ports[0],
			{ internal: 82, external: 8082, protocol: "tcp" },
		];
		expect(
			block({ before: web, after: { ...web, ports } }),
		).toContain(`      ~ ports        = [
          - {
              - external = 8081 -> null
              - internal = 81 -> null
              - protocol = "tcp" -> null
            },
          + {
              + external = 8082
              + internal = 82
              + protocol = "tcp"
            },
            # (1 unchanged element hidden)
        ]`);
	});

	test("an order of a set that changes is no change", () => {
		const ports = [...web.ports].reverse();
		const text = block({ before: web, after: { ...web, ports, name: "w" } });
		expect(text).not.toContain("ports");
	});

	test("maps, lists and nested objects", () => {
		const after = {
			...web,
			env: { A: "1", B: "3", C: "n" },
			images: { amd64: "nginx:2" },
			command: ["a"],
			health_check: { test: ["y"], interval: 5 },
		};
		expect(
			block({ before: web, after }),
		).toBe(`  # iofog_microservice.x will be updated in-place
  ~ resource "iofog_microservice" "x" {
      ~ command      = [
            "a",
          - "b",
        ]
      ~ env          = {
          ~ "B" = "2" -> "3"
          + "C" = "n"
            # (1 unchanged element hidden)
        }
      ~ health_check = {
          ~ test     = [
              ~ "x" -> "y",
            ]
            # (1 unchanged attribute hidden)
        }
      ~ images       = {
          ~ "amd64" = "nginx:1" -> "nginx:2"
          - "arm"   = "nginx:1" -> null
        }
        name         = "web"
        # (8 unchanged attributes hidden)
    }`);
	});

	test("an object that comes, and one that goes", () => {
		const { health_check, ...without } = web;
		expect(
			block({ before: { ...without, health_check: null }, after: web }),
		).toContain(`      + health_check = {
          + interval = 5
          + test     = [
              + "x",
            ]
        }`);
		expect(
			block({ before: web, after: { ...web, health_check: null } }),
		).toContain(`      - health_check = {
          - interval = 5 -> null
          - test     = [
              - "x",
            ] -> null
        } -> null`);
		expect(health_check).toBeDefined();
	});

	test("another order of the keys of a configuration is shown as such", () => {
		const text = block({
			before: { ...web, config: '{"a":1}' },
			after: { ...web, config: '{ "a": 1 }' },
		});
		expect(text).toContain("jsonencode( # whitespace changes");
	});
});

describe("what is known", () => {
	test("known after apply", () => {
		const text = block({
			actions: ["create"],
			after: { name: "web", application: "shop" },
			after_unknown: { uuid: true, agent_uuid: true },
		});
		expect(text).toContain('  + resource "iofog_microservice" "x" {');
		expect(text).toContain("      + agent_uuid  = (known after apply)");
		expect(text).toContain("      + uuid        = (known after apply)");
	});

	test("a value that becomes unknown", () => {
		const { agent_uuid, ...after } = web;
		expect(agent_uuid).toBe("a1");
		expect(
			block({ before: web, after, after_unknown: { agent_uuid: true } }),
		).toContain('      ~ agent_uuid   = "a1" -> (known after apply)');
	});

	test("forces replacement, by attribute and by a set as a whole", () => {
		const after = { ...web, application: "other", ports: [web.ports[0]] };
		const text = block({
			actions: ["delete", "create"],
			before: web,
			after,
			replace_paths: [["application"], ["ports"]],
		});
		expect(text).toContain(
			"  # iofog_microservice.x must be replaced\n-/+ resource",
		);
		expect(text).toContain(
			'      ~ application  = "shop" -> "other" # forces replacement',
		);
		expect(text).toContain("          - { # forces replacement");
	});
});

describe("sensitive values", () => {
	const registry = {
		id: 3,
		url: "u",
		public: false,
		username: "n",
		email: "e",
		password: null,
	};
	test.each<[string, Partial<ResourceChangeJson["change"]>, string]>([
		[
			"a new one",
			{
				actions: ["create"],
				after: registry,
				after_sensitive: { password: true },
			},
			"+ password    = (sensitive value)",
		],
		[
			"one that changes and is hidden in the plan",
			{
				before: registry,
				after: registry,
				before_sensitive: { password: true },
				after_sensitive: { password: true },
				sensitive_changes: [["password"]],
			},
			"~ password    = (sensitive value)",
		],
		[
			"one that changes beside what is shown",
			{
				before: registry,
				after: { ...registry, url: "v" },
				before_sensitive: { password: true },
				after_sensitive: { password: true },
				sensitive_changes: [["password"]],
			},
			"~ password    = (sensitive value)",
		],
		[
			"one that is taken away",
			{
				before: registry,
				after: registry,
				before_sensitive: { password: true },
				after_sensitive: {},
			},
			"- password    = (sensitive value) -> null",
		],
		[
			"one that is added",
			{
				before: registry,
				after: registry,
				before_sensitive: {},
				after_sensitive: { password: true },
			},
			"+ password    = (sensitive value)",
		],
		[
			"one key of a map that is sensitive in places",
			{
				before: { env: { A: "1", B: null, C: null } },
				after: { env: { A: "2", B: null, C: null } },
				before_sensitive: { env: { B: true, C: true } },
				after_sensitive: { env: { B: true, C: true } },
				sensitive_changes: [["env", "B"]],
			},
			'    ~ "B" = (sensitive value)',
		],
		[
			"one that goes",
			{
				actions: ["delete"],
				before: registry,
				before_sensitive: { password: true },
			},
			"- password    = (sensitive value) -> null",
		],
	])("%s", (_, fields, line) => {
		const text = block(
			fields,
			line.includes("B") ? "iofog_microservice" : "iofog_registry",
		);
		expect(text).toMatch(
			new RegExp(
				`^ {6}${line.replace(/[+()]/g, "\\$&").replace(/ +=/, " +=")}$`,
				"m",
			),
		);
	});

	test("a sensitive value that stays is not shown", () => {
		const text = block(
			{
				before: registry,
				after: { ...registry, url: "v" },
				before_sensitive: { password: true },
				after_sensitive: { password: true },
			},
			"iofog_registry",
		);
		expect(text).not.toContain("password");
	});

	test("what is written only is shown where the code sets it", () => {
		const made = change("iofog_registry", {
			actions: ["create"],
			after: registry,
			after_sensitive: {},
		});
		const configuration = (expressions: object) => ({
			root_module: {
				resources: [
					{ mode: "managed", type: "iofog_registry", name: "x", expressions },
				],
			},
		});
		const without = render([made], {
			configuration: configuration({ url: {} }),
		});
		expect(without).not.toContain("password");
		const withOne = render([made], {
			configuration: configuration({ password_wo: {} }),
		});
		expect(withOne).toContain(
			"+ password_wo = (sensitive, write-only attribute)",
		);
	});

	test("a value that was not sensitive before warns", () => {
		const text = block(
			{
				before: { ...registry, username: "x" },
				after: { ...registry, username: "x" },
				after_sensitive: { username: true },
			},
			"iofog_registry",
		);
		expect(text).toContain(
			"# Warning: this attribute value will be marked as sensitive",
		);
	});
});

describe("why", () => {
	test.each<[string, Partial<ResourceChangeJson>, string]>([
		[
			"tainted",
			{
				change: { actions: ["delete", "create"] } as never,
				action_reason: "replace_because_tainted",
			},
			"# iofog_microservice.x is tainted, so must be replaced",
		],
		[
			"asked for",
			{
				change: { actions: ["create", "delete"] } as never,
				action_reason: "replace_by_request",
			},
			"# iofog_microservice.x will be replaced, as requested",
		],
		[
			"triggered",
			{
				change: { actions: ["delete", "create"] } as never,
				action_reason: "replace_by_triggers",
			},
			"due to changes in replace_triggered_by",
		],
		[
			"out of the code",
			{
				change: { actions: ["delete"] } as never,
				action_reason: "delete_because_no_resource_config",
			},
			"(because iofog_microservice.x is not in configuration)",
		],
		[
			"an index too many",
			{
				change: { actions: ["delete"] } as never,
				action_reason: "delete_because_count_index",
				index: 2,
			},
			"(because index [2] is out of range for count)",
		],
		[
			"a key too many",
			{
				change: { actions: ["delete"] } as never,
				action_reason: "delete_because_each_key",
				index: "eu",
			},
			'(because key ["eu"] is not in for_each map)',
		],
		[
			"a deposed object",
			{ change: { actions: ["delete"] } as never, deposed: "ab12" },
			"(deposed object ab12) will be destroyed",
		],
		[
			"forgotten",
			{ change: { actions: ["forget"] } as never },
			"will no longer be managed by fogform, but will not be destroyed",
		],
		[
			"moved",
			{
				change: { actions: ["no-op"] } as never,
				previous_address: "iofog_microservice.old",
			},
			"# iofog_microservice.old has moved to iofog_microservice.x",
		],
		[
			"moved and changed",
			{
				change: { actions: ["update"], after: { ...web, name: "v" } } as never,
				previous_address: "iofog_microservice.old",
			},
			"# (moved from iofog_microservice.old)",
		],
		[
			"imported",
			{
				change: { actions: ["no-op"], importing: { id: "shop/web" } } as never,
			},
			"# iofog_microservice.x will be imported",
		],
		[
			"imported and changed",
			{
				change: {
					actions: ["update"],
					after: { ...web, name: "v" },
					importing: { id: "shop/web" },
				} as never,
			},
			'# (imported from "shop/web")',
		],
	])("%s", (_, more, text) => {
		const { change: fields, ...rest } = more;
		const before =
			fields?.actions[0] === "delete" || fields?.actions[0] === "forget"
				? web
				: web;
		const after =
			fields?.actions.includes("delete" as never) && fields.actions.length === 1
				? null
				: web;
		expect(
			render([
				change("iofog_microservice", { before, after, ...fields }, rest),
			]),
		).toContain(text);
	});
});

describe("the summary", () => {
	const update = change("iofog_microservice", {
		before: web,
		after: { ...web, name: "v" },
	});
	const create = change("iofog_application", {
		actions: ["create"],
		after: { name: "a" },
	});

	test("counts, and names the microservices that restart", () => {
		const restarts = [
			{ microservice: "shop/web", because: ["iofog_microservice.x"] },
			{ microservice: "shop/db", because: ["iofog_microservice.x"] },
		];
		expect(render([create, create, create, update], { restarts })).toContain(
			"\n\nPlan: 3 to add, 1 to change, 0 to destroy. 2 microservices restart.\n  Restarting: shop/db, shop/web",
		);
	});

	test("one restarts; none is said too, as it was updated", () => {
		const restarts = [{ microservice: "shop/web", because: [] }];
		expect(render([update], { restarts })).toContain(
			"1 microservice restarts.",
		);
		expect(render([update])).toMatch(
			/0 to destroy\. 0 microservices restart\.$/,
		);
	});

	test("of many restarts only some are named", () => {
		const restarts = Array.from({ length: 1000 }, (_, i) => ({
			microservice: `shop/m${i}`,
			because: [],
		}));
		const text = render([update], { restarts });
		expect(text).toContain("1000 microservices restart.");
		expect(text).toContain("and 980 more");
		expect(text.split("\n").length).toBeLessThan(30);
	});

	test("imports and forgotten objects are counted", () => {
		const imported = change("iofog_application", {
			actions: ["no-op"],
			before: { name: "a" },
			after: { name: "a" },
			importing: { id: "a" },
		});
		const forgotten = change("iofog_application", {
			actions: ["forget"],
			before: { name: "a" },
			after: null,
		});
		expect(render([imported, forgotten])).toContain(
			"Plan: 1 to import, 0 to add, 0 to change, 0 to destroy. 1 to forget.",
		);
	});

	test("no changes", () => {
		expect(
			render(
				[
					change("iofog_application", {
						actions: ["no-op"],
						before: { name: "a" },
						after: { name: "a" },
					}),
				],
				{ applyable: false },
			),
		).toBe(
			`No changes. Your infrastructure matches the configuration.

fogform has compared your real infrastructure against your configuration and found no differences,
so no changes are needed.`,
		);
	});

	test("a data source that is read, and the one that is gone", () => {
		const read = change(
			"iofog_agent",
			{
				actions: ["read"],
				after: { name: "edge" },
				after_unknown: { uuid: true },
			},
			{
				mode: "data",
				address: "data.iofog_agent.x",
				action_reason: "read_because_config_unknown",
			},
		);
		const gone = change(
			"iofog_agent",
			{ actions: ["delete"], before: { name: "edge" } },
			{ mode: "data" },
		);
		const text = render([read, gone]);
		expect(text).toContain(" <= read (data resources)");
		expect(text).toContain(
			'  # data.iofog_agent.x will be read during apply\n  # (config refers to values not yet known)\n <= data "iofog_agent" "x" {',
		);
		expect(text.match(/iofog_agent/g)).toHaveLength(2);
	});
});

test("ten thousand changes are rendered in seconds", () => {
	const changes = Array.from({ length: 10_000 }, (_, i) =>
		change("iofog_microservice", {
			before: web,
			after: { ...web, config: `{"n":${i}}` },
		}),
	);
	const before = process.cpuUsage();
	expect(render(changes)).toContain("10000 to change");
	expect(process.cpuUsage(before).user / 1e6).toBeLessThan(10);
});
