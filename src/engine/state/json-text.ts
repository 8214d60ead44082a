import { escapeHtml, type JsonValue } from "../values/json-text";
import { LongNumber } from "../values/number";
import { compareStrings } from "../values/strings";

/** JSON as compact text, the way Terraform keeps what it need not look into: digits, keys and their order stay as written. */
export type JsonText = string;

/** Prints JSON as the state holds it: compact, keys in the order of their bytes, long numbers in full, `<`, `>` and `&` escaped. */
export function jsonText(value: JsonValue): JsonText {
	return escapeHtml(unescapedText(value));
}

/** The same, before `<`, `>` and `&` are escaped, which can be done with a longer text at once. */
export function unescapedText(value: JsonValue): string {
	if (value === null || typeof value !== "object") return JSON.stringify(value);
	if (value instanceof LongNumber) return value.text;
	if (Array.isArray(value)) return `[${value.map(unescapedText).join(",")}]`;
	// JSON.stringify would put keys such as "10" and "9" into the order of numbers.
	const members = Object.keys(value)
		.sort(compareStrings)
		.map(
			(key) =>
				`${JSON.stringify(key)}:${unescapedText(value[key] as JsonValue)}`,
		);
	return `{${members.join(",")}}`;
}
