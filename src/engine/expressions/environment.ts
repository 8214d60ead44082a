import type { CtyType } from "../../core/cty-type";
import { ConversionError, convert } from "../values/convert";
import type { Value } from "../values/value";
import type { Node, Span } from "./ast";
import { LanguageError } from "./errors";
import type { Scope } from "./scope";

/** A name that a `for` expression binds, and those bound around it. */
export interface Local {
	name: string;
	value: Value;
	outer: Local | undefined;
}

/** Where an expression is evaluated. */
export interface Environment {
	scope: Scope;
	/** The text in which the nodes' offsets count. */
	source: string;
	locals: Local | undefined;
	/** What the `*` of the innermost splat stands for. */
	item: Value | undefined;
	/** Evaluates any node. */
	evaluate: (node: Node, env: Environment) => Value;
}

/** Makes an error about a part of the expression. */
export function fail(
	env: Environment,
	span: Span,
	summary: string,
	detail: string,
): LanguageError {
	return new LanguageError(summary, detail).at(env.source, span);
}

/** Runs something that throws errors without a place, and adds the place. */
export function guard<T>(env: Environment, span: Span, run: () => T): T {
	try {
		return run();
	} catch (error) {
		if (error instanceof LanguageError) error.at(env.source, span);
		throw error;
	}
}

/** Converts a value, or throws an error about a part of the expression that gives the reason. */
export function convertAt(
	env: Environment,
	span: Span,
	value: Value,
	type: CtyType,
	message: { summary: string; detail: (reason: string) => string },
): Value {
	if (value.type === type) return value;
	try {
		return convert(value, type);
	} catch (error) {
		if (!(error instanceof ConversionError)) throw error;
		throw fail(env, span, message.summary, message.detail(error.message));
	}
}
