import {
	type IResolveContext,
	TerraformElement,
	Token,
	Tokenization,
} from "cdktf";

const TOKEN = /\$\{TfToken\[[^\]]*\]\}/g;

/** Escapes what Terraform would take for the begin of an expression, so that a text arrives as it is written; tokens are left alone. */
export function literal(text: string): string {
	let out = "";
	let at = 0;
	for (const token of text.matchAll(TOKEN)) {
		out += escapeMarks(text.slice(at, token.index)) + token[0];
		at = token.index + token[0].length;
	}
	return out + escapeMarks(text.slice(at));
}

function escapeMarks(text: string): string {
	return text.replace(/([$%])\{/g, "$1$1{");
}

/**
 * Prints a value as an HCL expression, its tokens resolved: strings are templates as in Terraform's JSON syntax,
 * or texts that mean nothing but themselves where `literally` says so.
 */
export function printHcl(
	value: unknown,
	context: IResolveContext,
	literally = false,
): string {
	if (value === null || value === undefined) return "null";
	if (typeof value === "string") {
		const template = context.resolve(literally ? literal(value) : value);
		return typeof template === "string"
			? quote(template)
			: printHcl(template, context, literally);
	}
	if (TerraformElement.isTerraformElement(value))
		return quote(context.resolve(value.fqn));
	if (Token.isUnresolved(value)) {
		const resolved = context.resolve(value);
		return typeof resolved === "string"
			? quote(resolved)
			: printHcl(resolved, context, literally);
	}
	if (typeof value !== "object") return String(value);
	if (Array.isArray(value))
		return `[${value.map((v) => printHcl(v, context, literally)).join(", ")}]`;
	const members = Object.entries(value)
		.filter(([, v]) => v !== undefined)
		.map(
			([k, v]) =>
				`${quote(context.resolve(literally ? literal(k) : k))} = ${printHcl(v, context, literally)}`,
		);
	return `{${members.join(", ")}}`;
}

const ESCAPES: Record<string, string> = {
	"\\": "\\\\",
	'"': '\\"',
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
};

const unicode = (c: string) =>
	`\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Writes a template as a quoted HCL template; one that is a single expression is written as that expression. */
function quote(template: string): string {
	let out = "";
	for (let at = 0; at < template.length; ) {
		const two = template.slice(at, at + 2);
		if (/^[$%]{2}$/.test(two) && template[at + 2] === "{") {
			out += `${two}{`;
			at += 3;
		} else if (two === "${" || two === "%{") {
			const end = closing(template, at + 2);
			if (two === "${" && at === 0 && end === template.length)
				return template.slice(2, -1).trim();
			out += template.slice(at, end);
			at = end;
		} else {
			const c = template[at] as string;
			out += ESCAPES[c] ?? (c < " " ? unicode(c) : c);
			at++;
		}
	}
	return `"${out}"`;
}

/** Position after the brace that closes an expression whose inside begins at `at`; braces inside quotes do not count, but for those of templates. */
function closing(text: string, at: number): number {
	let i = at;
	while (i < text.length) {
		const c = text[i];
		if (c === "}") return i + 1;
		if (c === "{") i = closing(text, i + 1);
		else if (c === '"') i = closingQuote(text, i + 1);
		else i++;
	}
	return i;
}

function closingQuote(text: string, at: number): number {
	let i = at;
	while (i < text.length) {
		const c = text[i];
		if (c === '"') return i + 1;
		if (c === "\\") i += 2;
		else if (/^[$%]{2}\{/.test(text.slice(i, i + 3))) i += 3;
		else if ((c === "$" || c === "%") && text[i + 1] === "{")
			i = closing(text, i + 2);
		else i++;
	}
	return i;
}

/** True where a value holds anything that is known only to Terraform, at any depth. */
export function holdsTokens(value: unknown): boolean {
	if (value === null || value === undefined) return false;
	if (Token.isUnresolved(value) || Tokenization.isResolvable(value))
		return true;
	if (typeof value !== "object") return false;
	if (TerraformElement.isTerraformElement(value)) return true;
	return Object.entries(value).some(
		([k, v]) => Token.isUnresolved(k) || holdsTokens(v),
	);
}
