import { randomBytes } from "node:crypto";
import { hasErrors, type Path, type Private, UNKNOWN } from "../../core";
import type { ApplyResult, Configured, Values } from "../../provider/types";
import type { ResourceConfig } from "../config/model";
import { bodyValues } from "../eval/body";
import { judgeConditions } from "../eval/conditions";
import type { Place } from "../eval/evaluator";
import { Value } from "../language";
import { planFaults, resultFaults } from "../objects/assert";
import { sameObject, samePlain, withoutWriteOnly } from "../objects/plain";
import { proposedNew } from "../objects/proposed";
import { type StoredObject, storedInstance } from "../objects/stored";
import { intentOf, lookUp } from "../plan/adopt";
import { readData } from "../plan/data";
import { withIgnored } from "../plan/ignore";
import type { InstancePlan } from "../plan/model";
import { guarded } from "../stack/guarded";
import type { Door } from "../stack/stack";
import type { ApplyContext } from "./context";

/** Makes, changes or reads what one instance plans; false after an error, which is reported. */
export async function makeInstance(
	context: ApplyContext,
	plan: InstancePlan,
): Promise<boolean> {
	const { stack } = context;
	const resource = plan.resource as ResourceConfig;
	const place = placeOf(context, plan);
	const scope = stack.evaluator.scope(place);
	const before = judgeConditions(
		resource.preconditions,
		"Resource precondition failed",
		scope,
		stack.faults,
		plan.address,
	);
	if (before.status === "fail" || before.status === "error") return false;
	const given = bodyValues(resource.body, scope, stack.faults, plan.address);
	if (given === undefined) return false;
	if (plan.at.mode === "data")
		return readDeferred(context, plan, place, given.values, given.sensitive);
	const door = stack.door(resource.provider);
	if (door.configured === undefined) return false;
	const config = withIgnored(
		resource,
		given.values,
		plan.action === "create" ? undefined : plan.prior?.values,
	);
	const final = await planAgain(context, plan, door, door.configured, config);
	if (final === undefined) return false;
	const sensitive = given.sensitive.filter(
		(path) => !resource.schema.byName.get(String(path[0]))?.sensitive,
	);
	const work: Work = {
		context,
		plan,
		place,
		door,
		configured: door.configured,
		config,
		planned: final.planned,
		private: final.private,
		sensitive,
	};
	return plan.action === "update" ? update(work) : create(work);
}

interface Work {
	readonly context: ApplyContext;
	readonly plan: InstancePlan;
	readonly place: Place;
	readonly door: Door;
	readonly configured: Configured;
	readonly config: Values;
	readonly planned: Values;
	readonly private: Private;
	readonly sensitive: readonly Path[];
}

function placeOf({ stack }: ApplyContext, plan: InstancePlan): Place {
	const { key } = plan.at;
	if (key === undefined) return {};
	const expansion = stack.evaluator.expansions.get(
		(plan.resource as ResourceConfig).address,
	);
	if (expansion?.kind !== "each") return { key };
	const each = expansion.values.get(String(key));
	return each ? { key, each } : { key };
}

async function readDeferred(
	context: ApplyContext,
	plan: InstancePlan,
	place: Place,
	values: Values,
	sensitive: readonly Path[],
): Promise<boolean> {
	const object = await readData(
		context.stack,
		{
			resource: plan.resource as ResourceConfig,
			address: plan.address,
			at: plan.at,
			place,
			pending: false,
			check: (result) => context.checks.push(result),
		},
		values,
		sensitive,
	);
	if (object === undefined) return false;
	context.stack.evaluator.objects.set(plan.address, object);
	await context.record(plan, storedInstance(object, plan.schema));
	return true;
}

/** The plan of an instance once more, with what is known now; it must say what the approved plan said. */
async function planAgain(
	{ stack, configs }: ApplyContext,
	plan: InstancePlan,
	{ provider }: Door,
	configured: Configured,
	config: Values,
): Promise<{ planned: Values; private: Private } | undefined> {
	const { address, schema, at } = plan;
	const approved = plan.planned as Values;
	const then = configs.get(address);
	const { identity } = provider.facts(at.type);
	const open = schema.attrs.some(
		({ name }) => approved[name] === UNKNOWN && !identity.includes(name),
	);
	// With the same arguments, and nothing to look up, planning again would say the same.
	if (
		!open &&
		then !== undefined &&
		sameObject(then, config, schema) &&
		isKnown(config)
	)
		return { planned: approved, private: plan.private };
	const prior =
		plan.action === "update" ? (plan.prior as StoredObject) : undefined;
	const result = await provider.plan(
		configured,
		at.type,
		{
			config,
			prior: prior?.values ?? null,
			proposed: proposedNew(schema.attrs, prior?.values ?? null, config),
			private: prior?.private ?? {},
		},
		stack.run.kill,
	);
	stack.faults.addAll(result.diagnostics, address);
	if (hasErrors(result.diagnostics) || result.planned === null)
		return undefined;
	const wrong = [
		...planFaults(
			schema.attrs,
			prior?.values ?? null,
			withoutWriteOnly(config, schema),
			result.planned,
		),
		...changedSince(plan, approved, result.planned),
	];
	if (wrong.length > 0) {
		stack.faults.error(
			"Provider produced inconsistent final plan",
			`When the plan of ${address} was made again with the values that are known now, it came out otherwise:\n    ${wrong.join("\n    ")}\nNothing was changed; plan and apply again. If that does not help, this is a fault of fogform; please report it.`,
			address,
		);
		return undefined;
	}
	return { planned: result.planned, private: result.private };
}

function isKnown(config: Values): boolean {
	for (const name in config) {
		const value = config[name];
		if (value === UNKNOWN) return false;
		if (typeof value === "object" && value !== null && holdsUnknown(value))
			return false;
	}
	return true;
}

function holdsUnknown(value: object): boolean {
	if (value instanceof Value) return !value.isWhollyKnown;
	return Object.values(value).some(
		(inner) =>
			inner === UNKNOWN ||
			(typeof inner === "object" && inner !== null && holdsUnknown(inner)),
	);
}

/** What was known in the approved plan must be as it was. */
function changedSince(
	{ schema }: InstancePlan,
	approved: Values,
	final: Values,
): string[] {
	return schema.attrs.flatMap((attr) => {
		const before = approved[attr.name] ?? null;
		const after = final[attr.name] ?? null;
		if (before === UNKNOWN || samePlain(before, after, attr.type)) return [];
		if (typeof before === "object" && before !== null && holdsUnknown(before))
			return [];
		return [`${attr.name}: planned another value than before`];
	});
}

async function update(work: Work): Promise<boolean> {
	const { context, plan, configured, door } = work;
	const { stack } = context;
	const prior = plan.prior as StoredObject;
	// A change of marks alone concerns the state only.
	if (
		sameObject(prior.values, work.planned, plan.schema) &&
		!plan.schema.hasWriteOnly
	)
		return finish(work, {
			state: work.planned,
			private: work.private,
			diagnostics: [],
		});
	context.begin(plan, "update");
	let identity: Promise<void> | undefined;
	const result = await door.provider.apply(
		configured,
		plan.at.type,
		{
			config: work.config,
			prior: prior.values,
			planned: work.planned,
			private: work.private,
			deleting: context.deleting,
			onIdentity: (found) => {
				identity = recordIdentity(context, plan, found);
			},
		},
		stack.run.kill,
	);
	await identity;
	return finish(work, result);
}

function recordIdentity(
	{ session }: ApplyContext,
	{ address }: InstancePlan,
	found: Values,
): Promise<void> {
	const recorded = session.append({
		kind: "identity",
		address,
		identity: found as Record<string, string | number | boolean | null>,
	});
	// Awaited later: until then a failure must not count as unhandled.
	recorded.catch(() => {});
	return recorded;
}

async function create(work: Work): Promise<boolean> {
	const { context, plan, configured, door, planned } = work;
	const { stack, session } = context;
	const { type } = plan.at;
	const { run } = stack;
	const isBuiltin = door.provider === stack.builtin;
	const action = "create" as const;
	context.begin(plan, action);
	if (!isBuiltin) {
		const live = await guarded(stack.faults, plan.address, () =>
			door.provider.find(configured, type, planned, run.kill),
		);
		if (live !== null) {
			if (live !== undefined) conflict(work, live);
			context.end(plan, action, false);
			return false;
		}
	}
	const intent = intentOf(door.provider, plan, planned);
	const deposed = plan.action === "create-delete" ? depose(plan) : undefined;
	// Whoever comes after a crash must know that the object, if there is one, is ours.
	if (!isBuiltin || deposed)
		await session.append(...(deposed?.records ?? []), intent);
	if (deposed) deposedKeys(context).set(plan.address, deposed.key);
	let identity: Promise<void> | undefined;
	const result = await door.provider.apply(
		configured,
		type,
		{
			config: work.config,
			prior: null,
			planned,
			private: work.private,
			deleting: context.deleting,
			keyIsFree: true,
			onIdentity: (found) => {
				identity = recordIdentity(context, plan, found);
			},
		},
		run.kill,
	);
	await identity;
	if (result.state === null && result.maybeCreated)
		return settleCreate(work, result, intent);
	if (result.state === null && deposed) await restore(work, deposed.key);
	return finish(work, result);
}

const deposedByContext = new WeakMap<ApplyContext, Map<string, string>>();

/** Keys under which objects were put aside before their replacements were created, by address. */
export function deposedKeys(context: ApplyContext): Map<string, string> {
	let keys = deposedByContext.get(context);
	if (keys === undefined) {
		keys = new Map();
		deposedByContext.set(context, keys);
	}
	return keys;
}

function depose({ address, provider, prior, schema }: InstancePlan) {
	const key = randomBytes(4).toString("hex");
	const instance = storedInstance(prior as StoredObject, schema);
	const result = { kind: "result" as const, address, provider };
	return {
		key,
		records: [
			{ ...result, instance: null },
			{ ...result, deposed: key, instance },
		],
	};
}

/** The object that was put aside is the current one again: nothing took its place. */
async function restore({ context, plan }: Work, key: string): Promise<void> {
	deposedKeys(context).delete(plan.address);
	const { address, provider, prior, schema } = plan;
	const result = { kind: "result" as const, address, provider };
	await context.session.append(
		{ ...result, deposed: key, instance: null },
		{ ...result, instance: storedInstance(prior as StoredObject, schema) },
	);
}

function conflict({ context, plan, door }: Work, live: Values): void {
	const id = door.provider.idOf(plan.at.type, live) ?? "ID";
	const label =
		door.provider.claims(plan.at.type, live)[0]?.label ??
		`${plan.at.type} ${id}`;
	context.stack.faults.error(
		"Object exists already",
		`The Controller has ${label} by now, and this stack did not create it. It is neither taken over nor deleted. To manage it here, import it:\n    fogform import '${plan.address}' ${id}\nor give the new one another name.`,
		plan.address,
	);
}

/** Finds out whether a create that failed has left its object behind. */
async function settleCreate(
	work: Work,
	result: ApplyResult,
	intent: ReturnType<typeof intentOf>,
): Promise<boolean> {
	const { context, plan, configured, door, planned } = work;
	const { stack } = context;
	let found: StoredObject | null | undefined;
	if (!stack.run.kill.aborted) {
		configured.forget();
		try {
			found = await lookUp(intent, {
				provider: door.provider,
				configured,
				schema: plan.schema,
				signal: stack.run.kill,
				faults: stack.faults,
				planned,
				sensitive: work.sensitive,
				dependencies: plan.dependencies,
			});
		} catch {
			found = undefined;
		}
	}
	stack.faults.addAll(result.diagnostics, plan.address);
	context.end(plan, "create", false);
	if (found === undefined) {
		stack.faults.warning(
			"Create not settled",
			`Whether ${plan.address} was created cannot be told now. The next run finds out, and takes it over if it was.`,
			plan.address,
		);
		return false;
	}
	const key = deposedKeys(context).get(plan.address);
	if (found === null && key !== undefined) await restore(work, key);
	else await context.record(plan, found && storedInstance(found, plan.schema));
	return false;
}

async function finish(work: Work, result: ApplyResult): Promise<boolean> {
	const { context, plan, planned, place } = work;
	const { stack } = context;
	const { address, schema } = plan;
	stack.faults.addAll(result.diagnostics, address);
	const failed = hasErrors(result.diagnostics);
	const creates = plan.action !== "update";
	const hook = creates ? "create" : "update";
	if (result.state === null) {
		if (!failed)
			stack.faults.error(
				"Provider produced inconsistent result after apply",
				`Nothing was left of ${address} after it was ${creates ? "created" : "updated"}.`,
				address,
			);
		// What was put aside for a replacement is the current object again by now.
		if (plan.action !== "create-delete") await context.record(plan, null);
		context.end(plan, hook, false);
		return false;
	}
	const values = known(result.state);
	const object: StoredObject = {
		values,
		private: result.private,
		sensitive: work.sensitive,
		tainted: failed && creates,
		dependencies: plan.dependencies,
		createBeforeDestroy: plan.createBeforeDestroy,
		...(plan.prior?.instance && !creates && { instance: plan.prior.instance }),
	};
	await context.record(plan, storedInstance(object, schema));
	stack.evaluator.objects.set(address, {
		values: withoutWriteOnly(values, schema),
		sensitive: work.sensitive,
	});
	if (failed) {
		context.end(plan, hook, false);
		return false;
	}
	const wrong = resultFaults(schema.attrs, planned, result.state);
	if (wrong.length > 0) {
		stack.faults.error(
			"Provider produced inconsistent result after apply",
			`${address} is not as it was planned:\n    ${wrong.join("\n    ")}\nThis is a fault of fogform; please report it.`,
			address,
		);
		context.end(plan, hook, false);
		return false;
	}
	context.touched.set(address, { plan, object, config: work.config });
	context.end(plan, hook, true, values);
	if (creates) context.done.add++;
	else context.done.change++;
	return postconditions(context, plan, place, object);
}

function known(values: Values): Values {
	if (!Object.values(values).includes(UNKNOWN)) return values;
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name,
			value === UNKNOWN ? null : value,
		]),
	);
}

/** Judges what an instance promises of itself, with its final values. */
export function postconditions(
	context: ApplyContext,
	plan: InstancePlan,
	place: Place,
	object: StoredObject,
): boolean {
	const resource = plan.resource as ResourceConfig;
	if (resource.postconditions.length === 0) return true;
	const { status, messages } = judgeConditions(
		resource.postconditions,
		"Resource postcondition failed",
		context.stack.evaluator.scope({ ...place, self: { resource, object } }),
		context.stack.faults,
		plan.address,
	);
	context.checks.push({
		kind: "resource",
		config: resource.address,
		object: plan.address,
		status,
		messages,
	});
	return status === "pass" || status === "unknown";
}
