import { writeSync } from "node:fs";

/** Says why the process ends in the way that makes Terraform show it: everything from a line that begins with `panic: `. */
export function panic(cause: unknown): void {
	const text =
		cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
	try {
		writeSync(
			2,
			`panic: ${text}\n\nThis is a fault of fogform, not of your configuration; please report it with the lines above.\n`,
		);
	} catch {
		// Nobody reads any more.
	}
}
