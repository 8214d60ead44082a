import type { OutputJson } from "../../engine/types";
import { type Define, does } from "../command";
import { UsageError } from "../failure";
import { isGlob, matchesName } from "../globs";
import { printJsonValue } from "../json-output";
import { engine } from "../lazy";
import { stackTitle } from "../plan-text";
import {
	addStackSourceOptions,
	type StackFlags,
	stackOptions,
} from "../stack-options";
import type { Terminal } from "../terminal";
import { outputsText, valueText } from "../values-text";

interface Flags extends StackFlags {
	readonly json?: boolean;
	readonly raw?: boolean;
}

type Outputs = Record<string, Record<string, OutputJson>>;

/** `fogform output`: outputs of stacks, or one of them. */
export const define: Define = (program, run) => {
	const command = addStackSourceOptions(
		program
			.command("output")
			.description("print outputs of stacks from their states")
			.argument(
				"[names...]",
				"names of stacks or globs, and at most one name of an output",
			),
	)
		.option("--json", "print as JSON, sensitive values included")
		.option("--raw", "print the text of one output, and nothing else");
	does<Flags>(command, run, async ({ terminal, args, options }) => {
		const all: Outputs = await engine().output(
			stackOptions(options, [], terminal.streams.env),
		);
		const { outputs, name } = select(all, args);
		if (name === undefined) {
			if (options.raw)
				throw new UsageError(
					"Missing argument",
					"--raw prints one output: name it.\n    fogform output NAME --raw",
				);
			if (options.json) await printJsonValue(outputs, terminal);
			else showAll(outputs, terminal);
			return undefined;
		}
		const output = findOutput(outputs, name);
		if (options.json) await printJsonValue(output.value as object, terminal);
		else if (options.raw) terminal.streams.stdout.write(rawText(name, output));
		else
			terminal.print(
				output.sensitive ? "<sensitive>" : valueText(output.value, output.type),
			);
		return undefined;
	});
};

function select(
	all: Outputs,
	args: readonly string[],
): { outputs: Outputs; name?: string } {
	const stacks = Object.keys(all);
	const names = args.filter((arg) => !isGlob(arg) && !stacks.includes(arg));
	if (names.length > 1)
		throw new UsageError(
			"Too many arguments",
			`Neither of these is a stack: ${names.join(", ")}. The stacks are ${stacks.join(", ") || "none"}; beside them at most one output can be named.`,
		);
	const patterns = args.filter((arg) => !names.includes(arg));
	const chosen =
		patterns.length === 0
			? stacks
			: stacks.filter((s) => patterns.some((p) => matchesName(s, p)));
	if (chosen.length === 0 && patterns.length > 0)
		throw new UsageError(
			"No such stack",
			`No stack matches ${patterns.join(", ")}; the stacks are ${stacks.join(", ") || "none"}.`,
		);
	return {
		outputs: Object.fromEntries(chosen.map((s) => [s, all[s] ?? {}])),
		...(names[0] !== undefined && { name: names[0] }),
	};
}

function findOutput(outputs: Outputs, name: string): OutputJson {
	const found = Object.entries(outputs).filter(([, o]) =>
		Object.hasOwn(o, name),
	);
	const [first, ...others] = found;
	if (!first) {
		const known = [...new Set(Object.values(outputs).flatMap(Object.keys))];
		throw new UsageError(
			"Output not found",
			`"${name}" is neither a stack nor an output in the state. ${known.length > 0 ? `The outputs are ${known.sort().join(", ")}.` : "There are no outputs: apply a stack that declares some first."}`,
		);
	}
	if (others.length > 0)
		throw new UsageError(
			"Ambiguous output",
			`Several stacks have an output "${name}": ${found.map(([s]) => s).join(", ")}. Name the stack too:\n    fogform output ${first[0]} ${name}`,
		);
	return first[1][name] as OutputJson;
}

function rawText(name: string, { value }: OutputJson): string {
	if (typeof value === "string") return value;
	if (typeof value === "number" || typeof value === "boolean")
		return String(value);
	throw new UsageError(
		"Not a text",
		`--raw prints strings, numbers and truth values, and the output "${name}" is none. Use instead:\n    fogform output ${name} --json`,
	);
}

function showAll(outputs: Outputs, terminal: Terminal): void {
	const stacks = Object.entries(outputs);
	if (stacks.every(([, o]) => Object.keys(o).length === 0)) {
		terminal.note(
			"No outputs: the states hold none. Declare them with TerraformOutput and apply the stack.",
		);
		return;
	}
	stacks.forEach(([stack, values], i) => {
		if (Object.keys(values).length === 0) return;
		if (stacks.length > 1)
			terminal.print(`${i > 0 ? "\n" : ""}${stackTitle(stack, terminal)}`);
		terminal.print(outputsText(values));
	});
}
