import type { Values } from "../../provider/types";
import { bodyValues } from "../eval/body";
import { expand } from "../eval/expand";
import { placesOf, stateExpansion } from "../eval/places";
import { readStored, storedInstance } from "../objects/stored";
import { guarded } from "../stack/guarded";
import { Stack, stateProvider } from "../stack/stack";
import {
	type InstanceAddress,
	type OpenIntent,
	parseAddress,
	resourceText,
	type StateSession,
} from "../state";
import { lookUp, type Search } from "./adopt";

/** Looks up what an earlier, interrupted apply may have created, and takes it into the state; an object that was there before is never taken. */
export async function recoverIntents(
	given: Stack,
	session: StateSession,
): Promise<void> {
	const { faults } = given;
	if (session.recovered) {
		const { changes, operation } = session.recovered;
		faults.warning(
			"Interrupted run recovered",
			`An earlier ${operation ?? "run"} ended without finishing; its journal was folded into the state (${changes} ${changes === 1 ? "change" : "changes"}).`,
		);
	}
	if (session.openIntents.length === 0) return;
	const stack = seeded(given, session);
	for (const intent of [...session.openIntents]) {
		const at = parseAddress(intent.address);
		const schema = stack.run.schemas.of("managed", intent.type);
		if (at === undefined || schema === undefined) continue;
		const resource = stack.config.resources.get(resourceText(at));
		const key = resource?.provider ?? "iofog";
		const door = stack.door(key);
		if (door.configured === undefined) return;
		const planned = await plannedFor(stack, intent);
		const search: Search = {
			provider: door.provider,
			configured: door.configured,
			schema,
			signal: stack.run.kill,
			faults,
			...(planned && { planned }),
			...(resource && {
				dependencies: stack.graph.dependencies(resource.address),
			}),
		};
		const found = await guarded(faults, intent.address, () =>
			lookUp(intent, search),
		);
		if (found === undefined) {
			faults.error(
				"Interrupted create not settled",
				`An earlier run was interrupted while it created ${intent.address}, and it cannot be found out now whether the object exists. Run the same command again once the Controller answers.`,
				intent.address,
			);
			continue;
		}
		const { address, deposed } = intent;
		await session.append({
			kind: "result",
			address,
			...(deposed !== undefined && { deposed }),
			provider: door.name || stateProvider(key),
			instance: found && storedInstance(found, schema),
		});
		if (found)
			faults.warning(
				"Interrupted create adopted",
				found.tainted
					? `${address} had been created when an earlier run was interrupted; it is not as it was planned and is going to be replaced.`
					: `${address} had been created when an earlier run was interrupted; it is managed from now on.`,
				address,
			);
	}
}

/** A stack of its own, in which names stand for what the state has: what it computes must not be taken for planned values. */
function seeded(
	{ run, config, variables, faults }: Stack,
	session: StateSession,
): Stack {
	const stack = new Stack(run, config, variables, "plan", { faults });
	const known = new Map<string, InstanceAddress[]>();
	for (const { text, address, current } of session.state.entries()) {
		const resource = config.resources.get(resourceText(address));
		if (!resource || !current) continue;
		const { object } = readStored(
			current,
			address.type,
			resource.schema,
			run.schemas.isBuiltin(address.mode, address.type)
				? stack.builtin
				: run.provider,
		);
		if (!object) continue;
		stack.evaluator.objects.set(text, object);
		const list = known.get(resource.address);
		if (list) list.push(address);
		else known.set(resource.address, [address]);
	}
	for (const [address, at] of known) {
		const resource = config.resources.get(address);
		if (resource)
			stack.evaluator.expansions.set(address, stateExpansion(resource, at));
	}
	return stack;
}

/** The planned state that an intent was about, as far as the present configuration tells it. */
async function plannedFor(
	stack: Stack,
	intent: OpenIntent,
): Promise<Values | undefined> {
	const at = parseAddress(intent.address);
	const resource = at && stack.config.resources.get(resourceText(at));
	if (!at || !resource) return undefined;
	const { evaluator, faults } = stack;
	const expansion =
		resource.count || resource.forEach
			? expand(resource, evaluator.scope(), faults)
			: ({ kind: "single" } as const);
	const place =
		expansion && placesOf(expansion).find(({ key }) => key === at.key);
	const given =
		place &&
		bodyValues(resource.body, evaluator.scope(place), faults, intent.address);
	const door = stack.door(resource.provider);
	if (!given || !door.configured) return undefined;
	const { planned, diagnostics } = await door.provider.plan(
		door.configured,
		resource.type,
		{
			config: given.values,
			prior: null,
			private: {},
		},
		stack.run.kill,
	);
	return diagnostics.some((d) => d.severity === "error")
		? undefined
		: (planned ?? undefined);
}
