import type { CtyType } from "../../core";
import type { Values } from "../../provider/types";
import { hasUnknown, samePlain } from "../objects/plain";
import type { Attr } from "../objects/schema";
import { below, hiddenPaths, jsonOf } from "../objects/sensitive";
import { Fleet } from "../plan/fleet";
import { type Drifted, type InstancePlan, isReplace } from "../plan/model";
import type { PlannedStack } from "../plan/stack-plan";
import type { Run } from "../stack/run";
import type { Drift, DriftClass, DriftEntry, PlanOptions } from "../types";
import { load } from "./load";
import { type Held, heldElsewhere } from "./other-stacks";
import { DOCUMENT_FORMAT, planEach } from "./plan";
import { withRun } from "./run";
import { unmanaged } from "./unmanaged";

const CLASSES: readonly DriftClass[] = [
	"changed",
	"missing",
	"unapplied",
	"unmanaged",
];

/** Compares configuration, state and Controller of the selected stacks, by reading alone. */
export async function findDrift(options: PlanOptions): Promise<Drift> {
	return withRun({ ...options, readOnly: true }, async (run) => {
		const loaded = await load(run, options);
		const fleet = new Fleet(run.provider);
		const planned: PlannedStack[] = [];
		const plans = planEach(run, loaded, fleet, {
			operation: "drift",
			options: { ...options, refresh: true, destroy: false },
			live: false,
		});
		for await (const one of plans) planned.push(one);
		const stacks: Record<string, Drift["stacks"][string]> = {};
		let held: Promise<Held> | undefined;
		const elsewhere = () => (held ??= heldElsewhere(run, loaded));
		for (const one of planned) {
			const drift = [
				...changedAndMissing(one),
				...unapplied(one),
				...(await unmanaged(run, fleet, one.plan, elsewhere)),
			].sort((a, b) => (a.address < b.address ? -1 : 1));
			const summary = Object.fromEntries(
				CLASSES.map((name) => [
					name,
					drift.filter((entry) => entry.class === name).length,
				]),
			) as Record<DriftClass, number>;
			stacks[one.plan.name] = { summary, drift };
		}
		const all = Object.values(stacks).flatMap(({ drift }) => drift);
		const result = { format_version: DOCUMENT_FORMAT, stacks } as Drift;
		const hidden = {
			exitCode: all.some((entry) => entry.class !== "unapplied")
				? 2
				: all.length > 0
					? 3
					: 0,
			diagnostics: [
				...loaded.diagnostics,
				...planned.flatMap(({ plan }) => plan.diagnostics),
			].filter(({ severity }) => severity === "warning"),
		};
		for (const [name, value] of Object.entries(hidden))
			Object.defineProperty(result, name, { value, enumerable: false });
		return result;
	});
}

/** The value of an attribute as output shows it: null where sensitive. */
function shown(
	object: Pick<InstancePlan, "schema">,
	attr: Attr,
	values: Values | null | undefined,
	sensitive: InstancePlan["sensitive"],
): { value: unknown; hidden: boolean } {
	if (!values) return { value: null, hidden: false };
	const paths = below(hiddenPaths(object.schema, values, sensitive), attr.name);
	return {
		value: jsonOf(values[attr.name], attr.type as CtyType, paths),
		hidden: paths.length > 0,
	};
}

function changedAndMissing({ plan, configs }: PlannedStack): DriftEntry[] {
	const entries: DriftEntry[] = [];
	for (const drifted of plan.drift) {
		const { address, before, after } = drifted;
		if (after === before) continue;
		if (after === undefined) {
			entries.push({ address, class: "missing", attributes: [] });
			continue;
		}
		const attributes = changedAttributes(
			drifted,
			plan.stack.run.provider,
			configs.get(address) ?? null,
			plan.stack.run.schemas.isBuiltin("managed", drifted.at.type),
		);
		if (attributes.length > 0)
			entries.push({ address, class: "changed", attributes });
	}
	return entries;
}

function changedAttributes(
	drifted: Drifted,
	provider: Run["provider"],
	config: Values | null,
	isBuiltin: boolean,
): DriftEntry["attributes"] {
	const { schema, before, after, at } = drifted;
	const volatile = isBuiltin ? [] : provider.facts(at.type).volatile;
	return schema.attrs.flatMap((attr) => {
		const { name } = attr;
		const live = after?.values[name];
		if (samePlain(before.values[name], live, attr.type)) return [];
		const set = (config?.[name] ?? null) !== null;
		if (!set && volatile.includes(name)) return [];
		const secret = (live ?? null) === null && secretBehind(schema, name);
		if (secret) return [secret];
		const code = shown(drifted, attr, config, before.sensitive);
		const state = shown(drifted, attr, before.values, before.sensitive);
		const now = shown(drifted, attr, after?.values, before.sensitive);
		return [
			{
				path: [name],
				code: code.value,
				state: state.value,
				live: now.value,
				...((code.hidden || state.hidden || now.hidden) && {
					sensitive: true as const,
				}),
			},
		];
	});
}

/** A read forgets the version of a write-only argument whose value somebody has changed: it is the argument that has drifted. */
function secretBehind(
	{ byName }: InstancePlan["schema"],
	name: string,
): DriftEntry["attributes"][number] | undefined {
	const [, argument] = /^(.*)_version$/.exec(name) ?? [];
	if (argument === undefined || !byName.get(argument)?.writeOnly)
		return undefined;
	const nothing = { code: null, state: null, live: null };
	return { path: [argument], ...nothing, sensitive: true };
}

/** What the configuration asks for and the state does not say is done yet. */
function unapplied({ plan }: PlannedStack): DriftEntry[] {
	const drifted = new Map(plan.drift.map((one) => [one.address, one]));
	const entries: DriftEntry[] = [];
	for (const change of plan.changes.values()) {
		const { action, address } = change;
		if (action === "no-op" || change.at.mode === "data") continue;
		const drift = drifted.get(address);
		if (action === "create") {
			// An object that is gone is told as missing already.
			if (drift === undefined)
				entries.push({ address, class: "unapplied", attributes: [] });
			continue;
		}
		if (change.planned === null) {
			entries.push({ address, class: "unapplied", attributes: [] });
			continue;
		}
		const attributes = unappliedAttributes(change, drift);
		if (attributes.length > 0 || (isReplace(action) && drift === undefined))
			entries.push({ address, class: "unapplied", attributes });
	}
	return entries;
}

function unappliedAttributes(
	change: InstancePlan,
	drift: Drifted | undefined,
): DriftEntry["attributes"] {
	const { schema, planned, prior, sensitive } = change;
	const before = (drift?.before ?? prior)?.values ?? {};
	const paths = prior?.sensitive ?? [];
	return schema.attrs.flatMap((attr) => {
		const wanted = planned?.[attr.name];
		if (hasUnknown(wanted) || attr.writeOnly) return [];
		if (samePlain(wanted, before[attr.name], attr.type)) return [];
		const code = shown(change, attr, planned, sensitive);
		const state = shown(change, attr, before, paths);
		const live = shown(change, attr, prior?.values, paths);
		return [
			{
				path: [attr.name],
				code: code.value,
				state: state.value,
				live: live.value,
				...((code.hidden || state.hidden || live.hidden) && {
					sensitive: true as const,
				}),
			},
		];
	});
}
