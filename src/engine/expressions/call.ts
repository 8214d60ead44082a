import { callFunction } from "../functions/call";
import {
	ArgumentError,
	type FunctionDefinition,
	type Parameter,
} from "../functions/definition";
import { ConversionError, convert } from "../values/convert";
import {
	DYNAMIC,
	FALSE,
	TRUE,
	unknownValue,
	type Value,
} from "../values/value";
import type { Node } from "./ast";
import { type Environment, fail } from "./environment";
import { LanguageError } from "./errors";
import { findFunction, tooFew, tooMany } from "./find-function";
import { evaluateTemplateString } from "./template-string";

type CallNode = Extract<Node, { kind: "call" }>;

/** Evaluates a function call; `try`, `can` and `templatestring` get their arguments as expressions. */
export function evaluateCall(node: CallNode, env: Environment): Value {
	const name = node.name.startsWith("core::") ? node.name.slice(6) : node.name;
	if (name === "try" && !node.expand) return evaluateTry(node, env);
	const definition = findFunction(
		node,
		env.source,
		env.scope.functions.provided,
	);
	const args = expand(node, env);
	if (args === undefined) return DYNAMIC;
	const { parameters, variadic } = definition;
	if (args.length < parameters.length) {
		throw tooFew(definition, args.length, node, env.source);
	}
	if (variadic === undefined && args.length > parameters.length) {
		const excess = args[parameters.length] as Argument;
		throw tooMany(definition, node, excess.node, env.source);
	}
	if (name === "can") return evaluateCan(args[0] as Argument, env);
	if (name === "templatestring") {
		return failing(node, definition, args, env, () =>
			evaluateTemplateString(
				(args[0] as Argument).node,
				argumentValue(args[1] as Argument, env),
				env,
			),
		);
	}
	const values = args.map((arg, i) =>
		argument(arg, parameters[i] ?? (variadic as Parameter), env),
	);
	return failing(node, definition, args, env, () =>
		callFunction(definition, values, env.scope.functions),
	);
}

/** An argument: an expression, or an element of the last one that `...` spreads out. */
interface Argument {
	node: Node;
	value?: Value;
}

function argumentValue(arg: Argument, env: Environment): Value {
	return arg.value ?? env.evaluate(arg.node, env);
}

function expand(node: CallNode, env: Environment): Argument[] | undefined {
	const args: Argument[] = node.args.map((arg) => ({ node: arg }));
	const last = args.at(-1);
	if (!node.expand || last === undefined) return args;
	const given = env.evaluate(last.node, env);
	const invalid = (detail: string) =>
		fail(env, last.node, "Invalid expanding argument value", detail);
	const sequence = ["tuple", "list", "set"].includes(given.type[0] as string);
	if (!given.isDynamic && !sequence) {
		throw invalid(
			"The expanding argument (indicated by ...) must be of a tuple, list, or set type.",
		);
	}
	if (given.isNull) {
		throw invalid(
			"The expanding argument (indicated by ...) must not be null.",
		);
	}
	if (!given.isKnown) return undefined;
	const spread = given.elements.map((value) => ({
		node: last.node,
		value: value.withMarks(given.marks),
	}));
	return [...args.slice(0, -1), ...spread];
}

function argument(
	arg: Argument,
	parameter: Parameter,
	env: Environment,
): Value {
	const value = argumentValue(arg, env);
	if (value.type === parameter.type) return value;
	try {
		return convert(value, parameter.type);
	} catch (error) {
		if (!(error instanceof ConversionError)) throw error;
		throw fail(
			env,
			arg.node,
			"Invalid function argument",
			`Invalid value for "${parameter.name}" parameter: ${error.message}.`,
		);
	}
}

/** Runs a call and words its errors, which are parts of sentences. */
function failing(
	node: CallNode,
	definition: FunctionDefinition,
	args: readonly Argument[],
	env: Environment,
	run: () => Value,
): Value {
	try {
		return run();
	} catch (error) {
		if (error instanceof LanguageError) throw error;
		const { message } = error as Error;
		if (!(error instanceof ArgumentError)) {
			throw fail(
				env,
				node,
				"Error in function call",
				`Call to function "${node.name}" failed: ${message}.`,
			);
		}
		const { parameters, variadic } = definition;
		const parameter = parameters[error.index] ?? variadic;
		throw fail(
			env,
			args[error.index]?.node ?? node,
			"Invalid function argument",
			`Invalid value for "${parameter?.name}" parameter: ${message}.`,
		);
	}
}

function evaluateTry(node: CallNode, env: Environment): Value {
	if (node.args.length === 0) {
		throw fail(
			env,
			node,
			"Error in function call",
			`Call to function "${node.name}" failed: at least one argument is required.`,
		);
	}
	const failures: LanguageError[] = [];
	for (const arg of node.args) {
		try {
			const value = env.evaluate(arg, env);
			// What is unknown may fail once it is known, and then another argument would be the result.
			return value.isWhollyKnown ? value : DYNAMIC;
		} catch (error) {
			if (!(error instanceof LanguageError)) throw error;
			failures.push(error);
		}
	}
	const list = failures
		.map(({ summary, detail, snippet }) => {
			const where = snippet === undefined ? "" : ` (at ${snippet})`;
			return `- ${summary}${where}\n  ${detail}\n`;
		})
		.join("");
	throw fail(
		env,
		node,
		"Error in function call",
		`Call to function "${node.name}" failed: no expression succeeded:\n${list}\nAt least one expression must produce a successful result.`,
	);
}

function evaluateCan(arg: Argument, env: Environment): Value {
	try {
		return argumentValue(arg, env).isWhollyKnown ? TRUE : unknownValue("bool");
	} catch (error) {
		if (!(error instanceof LanguageError)) throw error;
		return FALSE;
	}
}
