import { resolve } from "node:path";
import {
	applyConstraint,
	EPHEMERAL,
	evaluate,
	type FunctionContext,
	fromPlain,
	LanguageError,
	objectValue,
	parseExpression,
	SENSITIVE,
	stringValue,
	Value,
	valueScope,
} from "../language";
import type { StackOptions } from "../types";
import { EMPTY_SCOPE } from "./body";
import type { Faults } from "./faults";
import type { StackConfig, VariableConfig } from "./model";
import { suggestion } from "./shape";
import { automaticFiles, readVariableFile } from "./variable-files";

/** Values of variables as they were given, before any stack looks at them. */
export interface GivenVariables {
	/** Text, to be read by the variable's type, or a value. */
	readonly values: ReadonlyMap<string, string | Value>;
	/** Names that must be declared by a stack, with the place that gave them. */
	readonly strict: ReadonlyMap<string, string>;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Values given by files that lie in a stack's own folder come from here. */
	readonly lax: ReadonlyMap<string, string>;
}

/** Gathers what options, variable files and the environment say; later sources win. */
export function gatherVariables(
	options: Pick<StackOptions, "vars" | "varFiles" | "env">,
	directories: readonly string[],
): GivenVariables {
	const values = new Map<string, string | Value>();
	const strict = new Map<string, string>();
	const lax = new Map<string, string>();
	for (const file of new Set(directories.flatMap(automaticFiles)))
		for (const [name, value] of readVariableFile(file)) {
			values.set(name, value);
			lax.set(name, file);
		}
	for (const given of options.varFiles ?? []) {
		const file = resolve(given);
		for (const [name, value] of readVariableFile(file)) {
			values.set(name, value);
			lax.set(name, file);
		}
	}
	for (const [name, value] of Object.entries(options.vars ?? {})) {
		values.set(
			name,
			typeof value === "string" || value instanceof Value
				? value
				: fromPlain(value, "dynamic"),
		);
		strict.set(name, "-var");
	}
	return { values, strict, lax, env: options.env ?? process.env };
}

/** Reports variables that were given and that no stack declares. */
export function reportUndeclared(
	given: GivenVariables,
	stacks: readonly StackConfig[],
	faults: Faults,
): void {
	const declared = (name: string) =>
		stacks.some((stack) => stack.variables.has(name));
	for (const name of given.strict.keys())
		if (!declared(name))
			faults.error(
				"Value for undeclared variable",
				`A variable named "${name}" was given a value (with --var), but no selected stack declares it.${suggestion(
					name,
					stacks.flatMap(({ variables }) => [...variables.keys()]),
				)} Leave it out, or declare it.`,
			);
	for (const [name, file] of given.lax)
		if (!declared(name))
			faults.warning(
				"Value for undeclared variable",
				`${file} sets "${name}", which no selected stack declares.`,
			);
}

/** The values of a stack's variables, with their marks; what is missing or unfit is reported. */
export function variableValues(
	stack: StackConfig,
	given: GivenVariables,
	functions: FunctionContext,
	faults: Faults,
): Map<string, Value> {
	const values = new Map<string, Value>();
	for (const variable of stack.variables.values()) {
		const value = variableValue(variable, given, faults);
		if (value === undefined) continue;
		const marks =
			(variable.sensitive ? SENSITIVE : 0) |
			(variable.ephemeral ? EPHEMERAL : 0);
		values.set(variable.name, value.withMarks(marks));
	}
	if (!faults.failed) validate(stack, values, functions, faults);
	return values;
}

function variableValue(
	variable: VariableConfig,
	given: GivenVariables,
	faults: Faults,
): Value | undefined {
	const address = `var.${variable.name}`;
	const raw =
		given.values.get(variable.name) ?? given.env[`TF_VAR_${variable.name}`];
	try {
		let value =
			typeof raw === "string" ? readText(raw, variable, address) : raw;
		if (value?.isNull && !variable.nullable && variable.default)
			value = undefined;
		if (value === undefined) {
			if (variable.default === undefined) {
				faults.error(
					"No value for required variable",
					`The variable "${variable.name}" has no default and needs a value. Give it one:\n    --var '${variable.name}=…'\nor in the environment:\n    TF_VAR_${variable.name}=…`,
					address,
				);
				return undefined;
			}
			value = evaluate(variable.default, EMPTY_SCOPE);
		}
		const fitted = applyConstraint(value, variable.constraint);
		if (fitted.isNull && !variable.nullable) {
			faults.error(
				"Required variable not set",
				`The variable "${variable.name}" must not be null.`,
				address,
			);
			return undefined;
		}
		return fitted;
	} catch (thrown) {
		if (!(thrown instanceof Error)) throw thrown;
		// A text that a conversion quotes could be a secret.
		faults.error(
			"Invalid value for input variable",
			thrown instanceof LanguageError
				? thrown.detail
				: `The given value is not suitable for ${address}: ${thrown.message}.`,
			address,
		);
		return undefined;
	}
}

/** A text from the command line or the environment: taken literally for a primitive type or none, else an expression. */
function readText(
	text: string,
	{ constraint, sensitive }: VariableConfig,
	address: string,
): Value {
	const { type } = constraint;
	if (typeof type === "string") return stringValue(text);
	try {
		return evaluate(parseExpression(text), EMPTY_SCOPE);
	} catch (thrown) {
		if (!(thrown instanceof LanguageError)) throw thrown;
		throw new LanguageError(
			thrown.summary,
			`The value given for ${address} must be written as an expression of its type, e.g. '["a", "b"]'${sensitive ? "" : `: ${thrown.detail}`}.`,
		);
	}
}

function validate(
	stack: StackConfig,
	values: ReadonlyMap<string, Value>,
	functions: FunctionContext,
	faults: Faults,
): void {
	const scope = valueScope({ var: objectValue(values) }, functions);
	for (const variable of stack.variables.values())
		for (const { condition, message } of variable.validations) {
			const address = `var.${variable.name}`;
			try {
				const met = evaluate(condition, scope).unmarked();
				if (met.isKnown && met.raw !== true && met.raw !== "true") {
					const text = evaluate(message, scope);
					faults.error(
						"Invalid value for variable",
						(text.deepMarks & (SENSITIVE | EPHEMERAL)) !== 0
							? "The error message included a sensitive value, so it will not be displayed."
							: String(text.raw),
						address,
					);
				}
			} catch (thrown) {
				faults.caught(thrown, address);
			}
		}
}
