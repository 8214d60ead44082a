import { Faults } from "../config/faults";
import { fail } from "../config/files";
import { suggestion } from "../config/shape";
import { variableValues } from "../config/variables";
import { storedInstance } from "../objects/stored";
import { importPrior } from "../plan/imports";
import { recoverIntents } from "../plan/recover";
import { functionContext, Stack } from "../stack/stack";
import { addressText, parseAddress, resourceText, withState } from "../state";
import type { StackOptions } from "../types";
import { load, throwFaults } from "./load";
import { withRun } from "./run";

/** Takes a live object under the management of a resource of one of the stacks. */
export function importOne(
	options: StackOptions & { readonly address: string; readonly id: string },
): Promise<{ stack: string; address: string }> {
	return withRun(options, async (run) => {
		const at = parseAddress(options.address);
		if (at === undefined || at.mode === "data" || at.module)
			fail(
				"Invalid address",
				`"${options.address}" is not the address of a managed resource or of an instance, such as iofog_microservice.web or 'iofog_microservice.web["eu"]'.`,
			);
		const { stacks, given } = await load(run, options);
		const wanted = resourceText(at as NonNullable<typeof at>);
		const having = stacks.filter(({ resources }) => resources.has(wanted));
		const [config, other] = having;
		if (config === undefined)
			fail(
				"Resource address does not exist in the configuration",
				`No selected stack has ${wanted}. Before importing, add it to a stack.${suggestion(
					wanted,
					stacks.flatMap(({ resources }) => [...resources.keys()]),
				)}`,
			);
		if (other !== undefined)
			fail(
				"Several stacks have the resource",
				`${having.map(({ name }) => name).join(", ")} have ${wanted}: name the stack to import into.`,
			);
		const target = config as NonNullable<typeof config>;
		const resource = target.resources.get(wanted) as NonNullable<
			ReturnType<typeof target.resources.get>
		>;
		const address = addressText(at as NonNullable<typeof at>);
		const faults = new Faults(target.name);
		await withState(
			target.statePath,
			{
				operation: "import",
				...(options.lockTimeout !== undefined && {
					lockTimeoutSeconds: options.lockTimeout,
				}),
				signal: run.stop,
			},
			async (session) => {
				const variables = variableValues(
					target,
					given,
					functionContext(target, true, run.startedAt),
					faults,
				);
				throwFaults(faults.list);
				const stack = new Stack(run, target, variables, "plan", { faults });
				await recoverIntents(stack, session);
				if (session.state.instance(address))
					fail(
						"Resource already managed",
						`The state of stack "${target.name}" has ${address} already. To import another object in its place, take it out first:\n    fogform state rm '${address}'`,
					);
				const object = await importPrior(stack, resource, address, {
					id: options.id,
				});
				throwFaults(faults.list, run.stop.aborted);
				if (object === undefined) return;
				await session.append({
					kind: "result",
					address,
					provider: stack.door(resource.provider).name,
					instance: storedInstance(object, resource.schema),
				});
			},
		);
		return { stack: target.name, address };
	});
}
