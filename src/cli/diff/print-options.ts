import type { Colors } from "picocolors/types";
import type { Action } from "./sides";

/** How nodes are printed. */
export interface PrintOptions {
	readonly colors: Colors;
	/** Also what does not change. */
	readonly all?: boolean;
	/** Without the column of action symbols, as a state is shown. */
	readonly plain?: boolean;
	/** Without `-> null` after what is deleted. */
	readonly noNull?: boolean;
	/** For the direct parts of a value only: all force replacement, or none says so. */
	readonly replacement?: "force" | "forbid";
}

/** The symbol of an action with the space after it; empty where symbols are not shown. */
export function symbol(action: Action, options: PrintOptions): string {
	if (options.plain) return "";
	const { colors } = options;
	switch (action) {
		case "create":
			return `  ${colors.green("+")} `;
		case "delete":
			return `  ${colors.red("-")} `;
		case "update":
			return `  ${colors.yellow("~")} `;
		default:
			return "    ";
	}
}

/** What follows a value that goes away. */
export function nullSuffix(action: Action, options: PrintOptions): string {
	return action === "delete" && !options.noNull
		? options.colors.gray(" -> null")
		: "";
}

/** What follows a value whose change replaces the object. */
export function replacementSuffix(
	replaces: boolean,
	{ replacement, colors }: PrintOptions,
): string {
	return (replaces || replacement === "force") && replacement !== "forbid"
		? colors.red(" # forces replacement")
		: "";
}

/** What holds for the parts of a value too. */
export function inner({
	replacement: _,
	...options
}: PrintOptions): PrintOptions {
	return options;
}

/** The space before a line. */
export function indent(depth: number): string {
	return "    ".repeat(depth);
}
