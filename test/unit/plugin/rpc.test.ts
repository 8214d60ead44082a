// Longer than other files: every method of the protocol, and what a provider may do wrong in each.
import { type Diagnostic, UNKNOWN } from "../../../src/core";
import { attributeType, type Schema } from "../../../src/core/schema";
import { decode, encode } from "../../../src/plugin/cty";
import { makeLog } from "../../../src/plugin/log";
import { METHODS } from "../../../src/plugin/rpc";
import { Session } from "../../../src/plugin/rpc/session";
import {
	type Body,
	decodeMessage,
	encodeMessage,
} from "../../../src/plugin/wire/message";
import * as messages from "../../../src/plugin/wire/messages";
import type { Provider, Values } from "../../../src/provider/types";

const schema: Schema = {
	version: 2,
	block: {
		attributes: {
			id: { type: "string", computed: true },
			name: { type: "string", required: true },
			size: { type: "number", optional: true, computed: true },
			tags: { type: ["set", "string"], optional: true },
			nested: {
				nested_type: {
					nesting_mode: "list",
					attributes: {
						a: { type: "string", required: true },
						b: { type: "string", optional: true, computed: true },
					},
				},
				optional: true,
			},
			secret_wo: { type: "string", optional: true, write_only: true },
		},
	},
};
const type = [
	"object",
	Object.fromEntries(
		Object.entries(schema.block.attributes).map(([name, a]) => [
			name,
			attributeType(a),
		]),
	),
] as ["object", Record<string, never>];
const EMPTY: Values = {
	id: null,
	name: null,
	size: null,
	tags: null,
	nested: null,
	secret_wo: null,
};
const valued = (values: Values | null) => ({
	msgpack: encode(type, values && { ...EMPTY, ...values }),
});
const values = (carried: { msgpack?: Uint8Array } | undefined) =>
	carried?.msgpack
		? (decode(type, carried.msgpack) as Values | null)
		: undefined;

const nothing = {
	state: null,
	private: {},
	diagnostics: [],
	requiresReplace: [],
};

/** A session with a provider of which a test says what matters to it. */
function session(more: Partial<Record<keyof Provider, unknown>> = {}): Session {
	const provider = {
		schema: () => ({
			provider: { version: 0, block: { attributes: {} } },
			resource_schemas: { t: schema },
			data_source_schemas: { t: schema },
		}),
		facts: () => ({}),
		claims: () => [],
		needs: async () => [],
		restarts: async () => [],
		idOf: (_: string, { id }: Values) => id,
		configure: () => ({
			configured: { close() {}, warnOnRestart: true },
			diagnostics: [],
		}),
		...more,
	} as unknown as Provider;
	const made = new Session(provider, makeLog({}));
	made.configured = { close() {}, warnOnRestart: true } as never;
	return made;
}

async function call<
	Q extends Parameters<typeof encodeMessage>[0],
	A extends Parameters<typeof decodeMessage>[0],
>(
	at: Session,
	name: string,
	[request, response]: readonly [Q, A],
	body: Body<Q>,
): Promise<Body<A>> {
	const method = METHODS[name];
	if (!method) throw new Error(`no method ${name}`);
	return decodeMessage(
		response,
		await method(at, encodeMessage(request, body)),
	);
}

const PLAN = [
	messages.PlanResourceChangeRequest,
	messages.PlanResourceChangeResponse,
] as const;
const APPLY = [
	messages.ApplyResourceChangeRequest,
	messages.ApplyResourceChangeResponse,
] as const;

const plan = (
	at: Session,
	{ prior = null as Values | null, config = null as Values | null } = {},
) =>
	call(at, "PlanResourceChange", PLAN, {
		typeName: "t",
		priorState: valued(prior),
		proposedNewState: valued(config),
		config: valued(config),
	});

const planning = (planned: Values | null, more: object = {}) =>
	session({
		plan: async () => ({
			...nothing,
			planned: planned && { ...EMPTY, ...planned },
			...more,
		}),
	});

const summaries = (body: {
	diagnostics?: readonly { severity?: number; summary?: string }[];
}) =>
	(body.diagnostics ?? []).map(
		({ severity, summary }) =>
			`${severity === 1 ? "error" : "warning"}: ${summary}`,
	);

describe("planning", () => {
	test("values, private values and paths come back as the provider gave them", async () => {
		const at = planning(
			{ id: UNKNOWN, name: "a", size: 3 },
			{ requiresReplace: [["name"]], private: { k: 1 } },
		);
		const answer = await plan(at, {
			prior: { id: "1", name: "b" },
			config: { name: "a" },
		});
		expect(values(answer.plannedState)).toMatchObject({
			id: UNKNOWN,
			name: "a",
			size: 3,
		});
		expect(answer.requiresReplace).toEqual([
			{ steps: [{ attributeName: "name" }] },
		]);
		expect(Buffer.from(answer.plannedPrivate ?? []).toString()).toBe('{"k":1}');
		expect(answer.diagnostics).toBeUndefined();
	});

	test("a destruction has no configuration", async () => {
		const asked: unknown[] = [];
		const at = session({
			plan: async (_: unknown, __: unknown, request: unknown) => {
				asked.push(request);
				return { ...nothing, planned: null };
			},
		});
		const answer = await plan(at, { prior: { id: "1", name: "a" } });
		expect(values(answer.plannedState)).toBeNull();
		expect(asked).toMatchObject([{ config: null, prior: { id: "1" } }]);
	});

	const nested = (b: string | null) => [{ a: "x", b }];
	test.each<[string, Values, Values, Values | null]>([
		["another value than is configured", { name: "a" }, { name: "b" }, null],
		[
			"null for what is configured",
			{ name: "a", tags: ["x"] },
			{ name: "a" },
			null,
		],
		[
			"a value for what is not configured",
			{ name: "a" },
			{ name: "a", tags: [] },
			null,
		],
		[
			"a write-only value",
			{ name: "a", secret_wo: "s" },
			{ name: "a", secret_wo: "s" },
			null,
		],
		[
			"neither the configured value nor the stored one",
			{ name: "a", size: 3 },
			{ name: "a", size: 4 },
			{ name: "a", size: 5 },
		],
		[
			"another nested value",
			{ name: "a", nested: nested("1") },
			{ name: "a", nested: nested("2") },
			null,
		],
		[
			"fewer nested values",
			{ name: "a", nested: nested(null) },
			{ name: "a", nested: [] },
			null,
		],
		[
			"unknown for what is known",
			{ name: "a", nested: nested(null) },
			{ name: "a", nested: UNKNOWN },
			null,
		],
	])("refused as a fault of ours: %s", async (_, config, planned, prior) => {
		const answer = await plan(planning(planned), {
			config,
			prior: prior && { id: "1", ...prior },
		});
		expect(summaries(answer)).toEqual([
			"error: Plan contradicts the configuration",
		]);
		const [diagnostic] = answer.diagnostics ?? [];
		expect(diagnostic?.detail).toContain("a fault of fogform");
		expect(diagnostic?.attribute?.steps?.length).toBeGreaterThan(0);
	});

	test.each<[string, Values, Values, Values | null]>([
		[
			"a default for what may be computed",
			{ name: "a" },
			{ name: "a", size: 7 },
			null,
		],
		[
			"the stored form of a value",
			{ name: "a", tags: ["x", "y"] },
			{ name: "a", tags: ["y"] },
			{ name: "a", tags: ["y"] },
		],
		[
			"members of a set in another order",
			{ name: "a", tags: ["x", "y"] },
			{ name: "a", tags: ["y", "x"] },
			null,
		],
		["unknown for what is unknown", { name: UNKNOWN }, { name: UNKNOWN }, null],
		[
			"a nested default",
			{ name: "a", nested: nested(null) },
			{ name: "a", nested: nested("z") },
			null,
		],
		[
			"null for a write-only value",
			{ name: "a", secret_wo: "s" },
			{ name: "a" },
			null,
		],
	])("let through: %s", async (_, config, planned, prior) => {
		const answer = await plan(planning(planned), {
			config,
			prior: prior && { id: "1", ...prior },
		});
		expect(summaries(answer)).toEqual([]);
	});

	test("restarts are a warning, by name", async () => {
		const at = planning({ id: "1", name: "b" });
		Object.assign(at.provider, {
			restarts: async () => Array.from({ length: 12 }, (_, i) => `shop/m${i}`),
		});
		const answer = await plan(at, {
			prior: { id: "1", name: "a" },
			config: { name: "b" },
		});
		expect(summaries(answer)).toEqual(["warning: Containers restart"]);
		expect(answer.diagnostics?.[0]?.detail).toMatch(
			/12 microservices: shop\/m0, .*m9, …/,
		);
	});

	test("nothing is asked about restarts where nothing changes", async () => {
		const at = planning({ id: "1", name: "a" });
		Object.assign(at.provider, {
			restarts: () => {
				throw new Error("asked");
			},
		});
		const answer = await plan(at, {
			prior: { id: "1", name: "a" },
			config: { name: "a" },
		});
		expect(summaries(answer)).toEqual([]);
	});

	test("two that claim the same", async () => {
		const at = planning({ id: UNKNOWN, name: "a" });
		Object.assign(at.provider, {
			claims: () => [{ key: "k", label: "port 80", path: ["tags"] }],
		});
		expect(summaries(await plan(at, { config: { name: "a" } }))).toEqual([]);
		const second = await plan(at, { config: { name: "a" } });
		expect(summaries(second)).toEqual(["error: Claimed twice"]);
		expect(second.diagnostics?.[0]).toMatchObject({
			detail: expect.stringContaining("Port 80 is wanted by another resource"),
			attribute: { steps: [{ attributeName: "tags" }] },
		});
		// A new configuration begins anew.
		await call(
			at,
			"ConfigureProvider",
			[messages.ConfigureProviderRequest, messages.Judged],
			{},
		);
		expect(summaries(await plan(at, { config: { name: "a" } }))).toEqual([]);
	});

	test("one that is replaced claims once", async () => {
		const claims = () => [{ key: "k", label: "port 80", path: ["tags"] }];
		const at = planning(
			{ id: UNKNOWN, name: "a" },
			{ requiresReplace: [["name"]] },
		);
		Object.assign(at.provider, { claims });
		const update = { prior: { id: "1", name: "b" }, config: { name: "a" } };
		expect(summaries(await plan(at, update))).toEqual([]);
		expect(summaries(await plan(at, { config: { name: "a" } }))).toEqual([]);
	});

	test("before it is configured, and after it was stopped", async () => {
		const bare = planning({ name: "a" });
		bare.configured = undefined;
		expect(summaries(await plan(bare, { config: { name: "a" } }))).toEqual([
			"error: Provider not configured",
		]);
		const stopped = planning({ name: "a" });
		stopped.halt();
		expect(summaries(await plan(stopped, { config: { name: "a" } }))).toEqual([
			"error: Interrupted",
		]);
	});
});

const apply = (
	at: Session,
	{ prior = null as Values | null, planned = null as Values | null } = {},
) =>
	call(at, "ApplyResourceChange", APPLY, {
		typeName: "t",
		priorState: valued(prior),
		plannedState: valued(planned),
		config: valued(planned && { ...planned, id: null }),
		plannedPrivate: Buffer.from('{"k":1}'),
	});

const applying = (state: Values | null, more: object = {}) =>
	session({
		apply: async () => ({
			...nothing,
			state: state && { ...EMPTY, ...state },
			...more,
		}),
	});
const failure: Diagnostic = { severity: "error", summary: "No", detail: "No." };

describe("applying", () => {
	test("a result that keeps the plan", async () => {
		const at = applying({ id: "1", name: "a" }, { private: { s: 2 } });
		const answer = await apply(at, { planned: { id: UNKNOWN, name: "a" } });
		expect(values(answer.newState)).toMatchObject({ id: "1", name: "a" });
		expect(Buffer.from(answer.private ?? []).toString()).toBe('{"s":2}');
		expect(summaries(answer)).toEqual([]);
	});

	test("nothing kept takes no bytes", async () => {
		const answer = await apply(applying({ id: "1", name: "a" }), {
			planned: { id: UNKNOWN, name: "a" },
		});
		expect(answer.private).toBeUndefined();
	});

	test("an update whose result contradicts the plan is an error, and the state keeps the plan", async () => {
		const answer = await apply(applying({ id: "1", name: "other", size: 1 }), {
			prior: { id: "1", name: "b" },
			planned: { id: "1", name: "a", size: 1 },
		});
		expect(summaries(answer)).toEqual(["error: Result contradicts the plan"]);
		expect(answer.diagnostics?.[0]?.detail).toMatch(
			/"name" of t.*fault of fogform/s,
		);
		expect(values(answer.newState)).toMatchObject({ id: "1", name: "a" });
	});

	test("a created object is not tainted by such a fault", async () => {
		const answer = await apply(applying({ id: UNKNOWN, name: "other" }), {
			planned: { id: UNKNOWN, name: "a" },
		});
		expect(summaries(answer)).toEqual(["warning: Result contradicts the plan"]);
		expect(values(answer.newState)).toMatchObject({ id: null, name: "a" });
	});

	test("a fault after the object was created does not lose it", async () => {
		const at = session({
			apply: async (
				_: unknown,
				__: unknown,
				{ onIdentity }: { onIdentity(values: Values): void },
			) => {
				onIdentity({ id: "7" });
				throw new TypeError("x is undefined");
			},
		});
		const answer = await apply(at, {
			planned: { id: UNKNOWN, name: "a", size: UNKNOWN },
		});
		expect(values(answer.newState)).toMatchObject({
			id: "7",
			name: "a",
			size: null,
		});
		expect(summaries(answer)).toEqual(["error: Unexpected fault"]);
	});

	test("a fault of a deletion leaves the state as it was", async () => {
		const at = session({
			apply: async () => {
				throw new TypeError("x is undefined");
			},
		});
		const answer = await apply(at, { prior: { id: "7", name: "a" } });
		expect(values(answer.newState)).toMatchObject({ id: "7", name: "a" });
		expect(Buffer.from(answer.private ?? []).toString()).toBe('{"k":1}');
	});

	test("an object that may exist is spoken of", async () => {
		const at = applying(null, { diagnostics: [failure], maybeCreated: true });
		const answer = await apply(at, { planned: { id: UNKNOWN, name: "a" } });
		expect(summaries(answer)).toEqual([
			"error: No",
			"warning: Object may exist",
		]);
		expect(values(answer.newState)).toBeNull();
	});

	test("what must be there first is looked for, and found once", async () => {
		let lists = 0;
		let there = false;
		const at = applying({ id: "1", name: "a" });
		Object.assign(at.provider, {
			needs: async () => [{ type: "router", detail: "Add one." }],
			list: async () => {
				lists++;
				return there ? [{}] : [];
			},
		});
		const planned = { id: UNKNOWN, name: "a" };
		expect(summaries(await apply(at, { planned }))).toEqual([
			"error: Missing prerequisite",
		]);
		there = true;
		expect(summaries(await apply(at, { planned }))).toEqual([]);
		expect(summaries(await apply(at, { planned }))).toEqual([]);
		expect(lists).toBe(2);
	});

	test("nothing is begun after a stop, and what runs gets its time", async () => {
		let signal: AbortSignal | undefined;
		let finish = (_: unknown) => {};
		const at = session({
			apply: (_: unknown, __: unknown, ___: unknown, given: AbortSignal) => {
				signal = given;
				return new Promise((resolve) => {
					finish = resolve;
				});
			},
		});
		const running = apply(at, { planned: { id: UNKNOWN, name: "a" } });
		await new Promise((resolve) => setImmediate(resolve));
		at.halt();
		expect(signal?.aborted).toBe(false);
		expect(summaries(await apply(at, { planned: { name: "b" } }))).toEqual([
			"error: Interrupted",
		]);
		finish({ ...nothing, state: { ...EMPTY, id: "1", name: "a" } });
		expect(values((await running).newState)).toMatchObject({ id: "1" });
	});
});

describe("stored state", () => {
	const upgrade = (at: Session, version: number, json: string) =>
		call(
			at,
			"UpgradeResourceState",
			[
				messages.UpgradeResourceStateRequest,
				messages.UpgradeResourceStateResponse,
			],
			{ typeName: "t", version, rawState: { json: Buffer.from(json) } },
		);

	test("of this version keeps every digit and drops what is unknown", async () => {
		const answer = await upgrade(
			session(),
			2,
			'{"name":"a","size":123456789012345678901234567890,"old":1}',
		);
		expect(values(answer.upgradedState)).toEqual({
			...EMPTY,
			name: "a",
			size: 123456789012345678901234567890n,
		});
	});

	test("of this version's very shape is given back as it is", async () => {
		const json = JSON.stringify({ ...EMPTY, name: "a", size: 1 }).replace(
			'"size":1',
			'"size":123456789012345678901234567890',
		);
		const answer = await upgrade(session(), 2, json);
		expect(answer.upgradedState?.msgpack).toBeUndefined();
		expect(Buffer.from(answer.upgradedState?.json ?? "").toString()).toBe(json);
	});

	test("of an older version is upgraded by the provider", async () => {
		const at = session({
			upgradeState: (_: string, version: number, { title }: Values) => ({
				state: { name: `${title} of ${version}` },
				diagnostics: [],
			}),
		});
		expect(
			values((await upgrade(at, 1, '{"title":"x"}')).upgradedState),
		).toMatchObject({ name: "x of 1" });
	});

	test.each<[string, string]>([
		["that does not fit its type", '{"name":["a"]}'],
		["that is no JSON", '{"name'],
		["that is a list", "[]"],
	])("%s is refused with what to do", async (_, json) => {
		const answer = await upgrade(session(), 2, json);
		expect(summaries(answer)).toEqual(["error: State not readable"]);
		expect(answer.diagnostics?.[0]?.detail).toContain("backup");
		expect(answer.upgradedState).toBeUndefined();
	});

	test("of Terraform 0.11 is refused", async () => {
		const answer = await call(
			session(),
			"UpgradeResourceState",
			[
				messages.UpgradeResourceStateRequest,
				messages.UpgradeResourceStateResponse,
			],
			{ typeName: "t", rawState: { flatmap: { name: "a" } } },
		);
		expect(summaries(answer)).toEqual(["error: State not readable"]);
	});

	test.each<[string, string, string, string[]]>([
		[
			"its own type under another address",
			"registry.opentofu.org/fogform/iofog",
			"t",
			[],
		],
		[
			"another type",
			"registry.terraform.io/fogform/iofog",
			"u",
			["error: Move not possible"],
		],
		[
			"another provider",
			"terraform.io/builtin/terraform",
			"t",
			["error: Move not possible"],
		],
	])(
		"moved from %s",
		async (_, sourceProviderAddress, sourceTypeName, expected) => {
			const answer = await call(
				session(),
				"MoveResourceState",
				[messages.MoveResourceStateRequest, messages.MoveResourceStateResponse],
				{
					sourceProviderAddress,
					sourceTypeName,
					sourceSchemaVersion: 2,
					sourceState: { json: Buffer.from('{"name":"a"}') },
					targetTypeName: "t",
					sourcePrivate: Buffer.from('{"k":1}'),
				},
			);
			expect(summaries(answer)).toEqual(expected);
			if (expected.length === 0) {
				expect(values(answer.targetState)).toMatchObject({ name: "a" });
				expect(Buffer.from(answer.targetPrivate ?? []).toString()).toBe(
					'{"k":1}',
				);
			}
		},
	);
});

test("an object that is gone is read as null", async () => {
	const at = session({ read: async () => nothing });
	const answer = await call(
		at,
		"ReadResource",
		[messages.ReadResourceRequest, messages.ReadResourceResponse],
		{
			typeName: "t",
			currentState: valued({ id: "1", name: "a" }),
		},
	);
	expect(answer.newState && values(answer.newState)).toBeNull();
});

test("a type that does not exist is refused", async () => {
	await expect(
		call(
			session(),
			"ValidateResourceConfig",
			[messages.TypedConfig, messages.Judged],
			{ typeName: "toString" },
		),
	).rejects.toThrow('there is no resource "toString"');
});

test("diagnostics of a validation lead to the argument", async () => {
	const at = session({
		validateResource: () => [{ ...failure, path: ["nested", 0, "a"] }],
	});
	const answer = await call(
		at,
		"ValidateResourceConfig",
		[messages.TypedConfig, messages.Judged],
		{
			typeName: "t",
			config: valued({ name: UNKNOWN }),
		},
	);
	expect(answer.diagnostics).toEqual([
		{
			severity: 1,
			summary: "No",
			detail: "No.",
			attribute: {
				steps: [
					{ attributeName: "nested" },
					{ elementKeyInt: 0 },
					{ attributeName: "a" },
				],
			},
		},
	]);
});

test.each<[string, boolean, Values, string[]]>([
	["a client that keeps them", true, { secret_wo: "s" }, []],
	[
		"a client that would store them",
		false,
		{ secret_wo: "s" },
		["error: Write-only argument not supported"],
	],
	["a client that is given none", false, { secret_wo: null }, []],
	[
		"a client that will be given some",
		false,
		{ secret_wo: UNKNOWN },
		["error: Write-only argument not supported"],
	],
])("write-only values and %s", async (_, allowed, config, expected) => {
	const answer = await call(
		session({ validateResource: () => [] }),
		"ValidateResourceConfig",
		[messages.TypedConfig, messages.Judged],
		{
			typeName: "t",
			config: valued({ name: "a", ...config }),
			clientCapabilities: { writeOnlyAttributesAllowed: allowed },
		},
	);
	expect(summaries(answer)).toEqual(expected);
});
