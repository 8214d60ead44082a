/**
 * Rewrites JSON text so that it survives the Controller and means the same: the Controller drops the backslash of `\"` in `config` and
 * `annotations` (core contract §6.2) and renders `{{ … }}` and `{% … %}` (§1.3). Valid JSON has backslashes and doubled braces only inside
 * strings, where a `\u` escape says the same thing. `\\` and `\"` are taken in one pass, since two passes break on `\\"`.
 */
export function encodeJson(text: string): string {
	return text.replace(/\\\\|\\"|\{(?=[{%])/g, (found) =>
		found === "\\\\" ? "\\u005c" : found === '\\"' ? "\\u0022" : "\\u007b",
	);
}

/** Undoes `encodeJson`; text written by others keeps its meaning and, where it holds none of the three escapes, its form. */
export function decodeJson(text: string): string {
	if (!text.includes("\\u00")) return text;
	return text.replace(/\\\\|\\u00(?:22|5[cC]|7[bB])/g, (found) => {
		if (found === "\\\\") return found;
		const code = found.slice(4).toLowerCase();
		return code === "22" ? '\\"' : code === "5c" ? "\\\\" : "{";
	});
}

/**
 * Rewrites a string so that the Controller's Liquid engine renders it to itself: each `{{` and `{%` becomes an output tag that prints it.
 * `{% raw %}` would not do for a string that itself contains `{% endraw %}`.
 */
export function literal(text: string): string {
	if (isLiteral(text)) return text;
	return text.replace(/\{\{|\{%/g, (found) => `{{'${found}'}}`);
}

/** The text of a request body that means every string literally; keys are left alone, since the Controller renders values only. */
export function bodyText(body: unknown): string {
	const text = JSON.stringify(body);
	// JSON itself doubles no brace: where the text does not, no string in it does.
	return isLiteral(text) ? text : JSON.stringify(literalBody(body));
}

function literalBody(value: unknown): unknown {
	if (typeof value === "string") return literal(value);
	if (Array.isArray(value)) return value.map(literalBody);
	if (value === null || typeof value !== "object") return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, member]) => [key, literalBody(member)]),
	);
}

const isLiteral = (text: string) =>
	!text.includes("{{") && !text.includes("{%");
