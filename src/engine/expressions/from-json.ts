import type { JsonValue } from "../values/json-text";
import type { Expression } from "./expression";

/** Makes an expression of any JSON configuration value: strings are templates, keys too, objects and arrays hold expressions. Throws LanguageError. */
export function expressionFromJson(json: JsonValue): Expression {
	throw new Error(`not ready: ${json}`);
}
