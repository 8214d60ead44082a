import { randomBytes } from "node:crypto";
import type { ApplyRequest, ApplyResult, Values } from "../../provider/types";
import { sameObject } from "../objects/plain";
import { type StoredObject, storedInstance } from "../objects/stored";
import { intentOf, lookUp } from "../plan/adopt";
import type { InstancePlan } from "../plan/model";
import { guarded } from "../stack/guarded";
import type { ApplyContext } from "./context";
import { finish } from "./finish";
import { withOwnSignal } from "./own-signal";
import type { Work } from "./work";

/** Sends an update; false after an error, which is reported. */
export async function update(work: Work): Promise<boolean> {
	const { context, plan } = work;
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
	const result = await send(work, "update", { prior: prior.values });
	if (result.notBegun) {
		context.drop(plan, "update");
		return false;
	}
	return finish(work, result);
}

/** Has the provider create or update an object; its identity is on record before its result is. */
async function send(
	work: Work,
	action: "create" | "update",
	over: Pick<ApplyRequest, "prior" | "keyIsFree">,
): Promise<ApplyResult> {
	const { context, plan, configured, door } = work;
	const identity = new IdentityRecord(context, plan);
	const request: ApplyRequest = {
		...over,
		config: work.config,
		planned: work.planned,
		private: work.private,
		deleting: context.deleting,
		onIdentity: (found) => {
			identity.note(found);
			waits(work);
		},
		onProgress: (text) => context.note(plan, action, text),
	};
	const result = await withOwnSignal(signalFor(work), (signal) =>
		door.provider.apply(configured, plan.at.type, request, signal),
	);
	await identity.end();
	return result;
}

/** The object is there: from here on it is only waited for. */
function waits({ door, plan, release }: Work): void {
	release(door.provider.facts(plan.at.type).waits);
}

/** A type that only waits writes nothing that could be lost: its waits end when the run is stopped. */
function signalFor({ context, door, plan }: Work): AbortSignal {
	const { stop, kill } = context.stack.run;
	return door.provider.facts(plan.at.type).waits ? stop : kill;
}

/**
 * The record of an identity, for as long as the result is not there. A result that comes right away makes it needless: until
 * then the intent stands for it.
 */
class IdentityRecord {
	#due: NodeJS.Immediate | undefined;
	#written: Promise<void> | undefined;

	constructor(
		readonly context: ApplyContext,
		readonly plan: InstancePlan,
	) {}

	note(found: Values): void {
		clearImmediate(this.#due);
		this.#due = setImmediate(() => {
			const written = this.context.session.append({
				kind: "identity",
				address: this.plan.address,
				identity: found as Record<string, string | number | boolean | null>,
			});
			// Awaited later: until then a failure must not count as unhandled.
			written.catch(() => {});
			this.#written = written;
		});
	}

	/** To be called before the result is recorded. */
	async end(): Promise<void> {
		clearImmediate(this.#due);
		await this.#written;
	}
}

/** Creates an object, with the journal saying so first; false after an error, which is reported. */
export async function create(work: Work): Promise<boolean> {
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
	const result = await send(work, action, { prior: null, keyIsFree: true });
	if (result.notBegun) {
		if (deposed) await restore(work, deposed.key);
		else await context.record(plan, null);
		context.drop(plan, action);
		return false;
	}
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
	const later = result.maybeCreated === "later";
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
	if (found === undefined || (found === null && later)) {
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
