import { hasErrors, UNKNOWN } from "../../core";
import type { Values } from "../../provider/types";
import { samePlain } from "../objects/plain";
import { type StoredObject, storedInstance } from "../objects/stored";
import type { InstancePlan } from "../plan/model";
import type { ApplyContext } from "./context";

/** Reads what was made or changed once more, and reports what the Controller stored otherwise; the state gets what was read. */
export async function verify(context: ApplyContext): Promise<void> {
	const { stack, touched } = context;
	const { run } = stack;
	const wanted = [...touched.values()].filter(
		({ plan }) => !run.schemas.isBuiltin("managed", plan.at.type),
	);
	if (wanted.length === 0 || run.stop.aborted) return;
	run.forget();
	await Promise.all(
		wanted.map(async ({ plan, object, config }) => {
			const { address, at, provider } = plan;
			const door = stack.doorOf(provider, at.type);
			if (door.configured === undefined) return;
			const result = await door.provider.read(
				door.configured,
				at.type,
				{ state: object.values, private: object.private },
				run.kill,
			);
			stack.faults.addAll(result.diagnostics, address);
			if (hasErrors(result.diagnostics)) return;
			if (result.state === null) {
				stack.faults.error(
					"Object gone",
					`${address} was applied, and the Controller does not have it any more: somebody else has deleted it. The next plan creates it again.`,
					address,
				);
				await context.record(plan, null);
				return;
			}
			await compare(context, plan, object, config, {
				...object,
				values: result.state,
				private: result.private,
			});
		}),
	);
}

async function compare(
	context: ApplyContext,
	plan: InstancePlan,
	written: StoredObject,
	config: Values,
	read: StoredObject,
): Promise<void> {
	const { stack } = context;
	const { schema, address } = plan;
	const { volatile } = stack.run.provider.facts(plan.at.type);
	let differs = false;
	for (const attr of schema.attrs) {
		const { name } = attr;
		if (attr.writeOnly) continue;
		if (samePlain(written.values[name], read.values[name], attr.type)) continue;
		differs = true;
		const set = (config[name] ?? null) !== null && config[name] !== UNKNOWN;
		if (!set && (volatile.includes(name) || attr.computed)) continue;
		const told = attr.sensitive
			? "another value than the one that was written"
			: `${show(read.values[name])} instead of ${show(written.values[name])}`;
		stack.faults.error(
			"Stored otherwise than applied",
			`The Controller stored ${told} for "${name}" of ${address}. The state has what the Controller has, so that the next plan shows the difference.`,
			address,
			[name],
		);
	}
	if (differs) {
		await context.record(plan, storedInstance(read, schema));
		stack.evaluator.objects.set(address, read);
	}
}

function show(value: unknown): string {
	const text = JSON.stringify(value) ?? "null";
	return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
