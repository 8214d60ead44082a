import { askForYes } from "../approval";
import { type Define, does } from "../command";
import { EXIT, UsageError } from "../failure";
import { engineState } from "../lazy";
import { addStateOptions, oneStateFile, type StateFlags } from "../state-files";

/** `fogform force-unlock`: releases a lock whose holder will not come back. */
export const define: Define = (program, run) => {
	const command = addStateOptions(
		program
			.command("force-unlock")
			.description(
				"release the lock of a state whose holder will not come back",
			)
			.argument("<id>", "ID of the lock, as the error says it"),
	).option("--force", "do not ask");
	does<StateFlags & { force?: boolean }>(
		command,
		run,
		async ({ terminal, args, options }) => {
			const id = args[0] as string;
			if (!options.force && !terminal.interactive)
				throw new UsageError(
					"Approval needed",
					`This is no terminal on which a question could be answered, so that releasing the lock must be approved beforehand:\n    fogform force-unlock ${id} --force`,
				);
			const { path } = await oneStateFile(
				options,
				terminal,
				`force-unlock ${id}`,
			);
			const approved =
				options.force ||
				(await askForYes(terminal, {
					title: "Do you really want to release the lock?",
					lines: [
						"Two commands that change one state at the same time damage it.",
						"Make sure that the holder of the lock is gone. Only 'yes' will be accepted.",
					],
				}));
			if (!approved) {
				terminal.note("The lock stays.");
				return EXIT.failed;
			}
			const outcome = await engineState().forceUnlock(path, id);
			terminal.print(
				outcome === "removed"
					? `The lock of ${path} is released.`
					: `The holder of the lock of ${path} was interrupted and left a journal: the next command folds it into the state, and releases the lock.`,
			);
			return undefined;
		},
	);
};
