import { type Define, does } from "../command";
import { withInterrupts } from "../interrupts";
import { printJsonValue } from "../json-output";
import { engine } from "../lazy";

interface Flags {
	readonly output?: string;
	readonly json?: boolean;
}

/** `fogform synth`: runs the program that writes the stacks. */
export const define: Define = (program, run) => {
	const command = program
		.command("synth")
		.description("run the program of cdktf.json, which writes the stacks")
		.option("--output <folder>", "folder to write to (default: cdktf.out)")
		.option("--json", "print the names of the stacks and the folder as JSON");
	does<Flags>(command, run, async ({ terminal, options }) => {
		const { output } = options;
		const result = await withInterrupts(terminal, ({ signal }) =>
			engine().synthesize({
				dir: process.cwd(),
				env: terminal.streams.env,
				signal,
				...(output !== undefined && { output }),
			}),
		);
		if (options.json) await printJsonValue(result, terminal);
		else
			terminal.print(
				`Wrote ${result.stacks.length === 1 ? "1 stack" : `${result.stacks.length} stacks`} to ${result.output}: ${result.stacks.join(", ")}`,
			);
		return undefined;
	});
};
