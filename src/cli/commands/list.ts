import type { Configured } from "../../provider/types";
import { type Define, does } from "../command";
import {
	addConnectionOptions,
	type ConnectionFlags,
	connect,
} from "../connection";
import { UsageError } from "../failure";
import { withInterrupts } from "../interrupts";
import { printJsonValue } from "../json-output";
import { kindNamed, LIST_KINDS, type ListKind, type Raw } from "../list-kinds";
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
				const objects = await withInterrupts(terminal, ({ signal }) =>
					objectsOf(configured, kind, { ...options, signal }),
				);
				if (options.json)
					await printJsonValue({ [kind.key]: objects }, terminal);
				else if (objects.length > 0)
					terminal.print(tableText(objects, kind.columns));
				else terminal.note(`The Controller has no ${kind.title}.`);
			} finally {
				configured.close();
			}
			return undefined;
		},
	);
};

async function objectsOf(
	{ controller }: Configured,
	kind: ListKind,
	{ application, signal }: { application?: string; signal: AbortSignal },
): Promise<readonly Raw[]> {
	if (!controller)
		throw new UsageError("No Controller", "Give its address with --url.");
	try {
		return await controller.rawList(kind.name, {
			signal,
			...(application !== undefined && { application }),
		});
	} catch (cause) {
		if (!(cause instanceof Error && "kind" in cause)) throw cause;
		if (cause.kind !== "unsupported") throw cause;
		const { version } = await controller.info(signal);
		throw new UsageError(
			"Not on this Controller",
			`The Controller at ${controller.url} is a ${version}, and has no ${kind.title}.`,
		);
	}
}
