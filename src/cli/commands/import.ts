import { type Define, does } from "../command";
import { withInterrupts } from "../interrupts";
import { engine } from "../lazy";
import { stackOptions } from "../stack-options";
import { addStateOptions, type StateFlags } from "../state-files";

/** `fogform import`: takes a live object under the management of a resource. */
export const define: Define = (program, run) => {
	const command = addStateOptions(
		program
			.command("import")
			.description(
				"take an object of the Controller under the management of a resource",
			)
			.argument("<address>", "address of a resource instance in the code")
			.argument(
				"<id>",
				"what identifies the object, e.g. a uuid, a name, or application/name",
			),
	);
	does<StateFlags>(command, run, async ({ terminal, args, options }) => {
		const [address = "", id = ""] = args;
		const result = await withInterrupts(terminal, (signals) =>
			engine().importResource({
				...stackOptions(
					options,
					options.stack === undefined ? [] : [options.stack],
					terminal.streams.env,
				),
				...signals,
				address,
				id,
			}),
		);
		const { bold, green } = terminal.colors;
		terminal.print(
			`${bold(green("Import successful!"))} ${result.address} in stack "${result.stack}" now manages "${id}". To see what the code would change about it:\n    fogform plan ${result.stack}`,
		);
		return undefined;
	});
};
