import { printJson } from "../engine/values/json-text";
import type { Terminal } from "./terminal";

/** Writes a value as JSON to standard output, long numbers in full. */
export function printJsonValue(value: object, terminal: Terminal): void {
	terminal.print(printJson(value, { indent: 2 }));
}

/** The JSON text of one line. */
export function jsonLine(value: object): string {
	return printJson(value);
}
