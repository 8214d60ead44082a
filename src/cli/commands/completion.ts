import { type Define, does } from "../command";
import { completionScript, SHELLS } from "../completion-script";
import { UsageError } from "../failure";

/** `fogform completion`: the script that lets a shell complete commands and options. */
export const define: Define = (program, run) => {
	const command = program
		.command("completion")
		.description("print the completion script of a shell")
		.argument("<shell>", SHELLS.join(", "));
	does(command, run, async ({ terminal, args }) => {
		const shell = args[0] as string;
		const script = completionScript(shell, program);
		if (script === undefined)
			throw new UsageError(
				"Unknown shell",
				`There is no completion for "${shell}"; there is for ${SHELLS.join(", ")}. For bash:\n    source <(fogform completion bash)`,
			);
		terminal.print(script);
		return undefined;
	});
};
