import { type Define, does } from "../command";
import { EXIT, showDiagnostic } from "../failure";
import { withInterrupts } from "../interrupts";
import { printJsonValue } from "../json-output";
import { engine } from "../lazy";
import {
	addStackOptions,
	type StackFlags,
	stackOptions,
} from "../stack-options";

/** `fogform validate`: finds what is wrong with the stacks without any call. */
export const define: Define = (program, run) => {
	const command = addStackOptions(
		program
			.command("validate")
			.description("check the stacks without a call to the Controller"),
	).option("--json", "print the findings as JSON, like terraform validate");
	does<StackFlags & { json?: boolean }>(
		command,
		run,
		async ({ terminal, args, options }) => {
			const diagnostics = await withInterrupts(terminal, (signals) =>
				engine().validate({
					...stackOptions(options, args, terminal.streams.env),
					...signals,
				}),
			);
			const errors = diagnostics.filter((d) => d.severity === "error").length;
			const warnings = diagnostics.length - errors;
			if (options.json)
				await printJsonValue(
					{
						format_version: "1.0",
						valid: errors === 0,
						error_count: errors,
						warning_count: warnings,
						diagnostics,
					},
					terminal,
				);
			else {
				for (const diagnostic of diagnostics)
					showDiagnostic(diagnostic, terminal);
				const { bold, green } = terminal.colors;
				if (errors === 0)
					terminal.print(
						`${bold(green("Success!"))} The configuration is valid${warnings > 0 ? ", with warnings" : ""}.`,
					);
			}
			return errors > 0 ? EXIT.failed : EXIT.done;
		},
	);
};
