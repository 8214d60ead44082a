import { type Define, does } from "../command";
import {
	addConnectionOptions,
	type ConnectionFlags,
	connect,
} from "../connection";
import { UsageError } from "../failure";
import { withInterrupts } from "../interrupts";
import { printJsonValue } from "../json-output";
import { kindNamed, LIST_KINDS, type Raw } from "../list-kinds";
import { nearest } from "../nearest";
import { tableText } from "../table";

const NAMES = LIST_KINDS.map((kind) => kind.name);

/** `fogform list KIND`: what the Controller has, whoever made it. */
export const define: Define = (program, run) => {
	const command = addConnectionOptions(
		program
			.command("list")
			.description("print what the Controller has, managed or not")
			.argument("<kind>", NAMES.join(", ")),
	)
		.option(
			"--application <name>",
			"only the microservices of this application",
		)
		.option("--json", "print as JSON, with the Controller's own keys");
	does<ConnectionFlags & { json?: boolean; application?: string }>(
		command,
		run,
		async ({ terminal, args, options }) => {
			const kind = kindNamed(args[0] as string);
			if (!kind) {
				const guess = nearest(args[0] as string, NAMES);
				throw new UsageError(
					"Unknown kind",
					`"${args[0]}" cannot be listed.${guess ? ` Did you mean ${guess}?` : ""} The kinds are ${NAMES.join(", ")}.`,
				);
			}
			if (options.application !== undefined && kind.name !== "microservices")
				throw new UsageError(
					"Invalid option",
					"--application narrows the list of microservices only.",
				);
			const configured = await connect(options, terminal);
			try {
				const objects = (await withInterrupts(terminal, ({ signal }) => {
					if (!configured.controller)
						throw new UsageError(
							"No Controller",
							"Give its address with --url.",
						);
					return configured.controller.rawList(kind.name, {
						signal,
						...(options.application !== undefined && {
							application: options.application,
						}),
					});
				})) as readonly Raw[];
				if (options.json) printJsonValue({ [kind.key]: objects }, terminal);
				else if (objects.length > 0)
					terminal.print(tableText(objects, kind.columns));
				else terminal.note(`The Controller has no ${kind.name}.`);
			} finally {
				configured.close();
			}
			return undefined;
		},
	);
};
