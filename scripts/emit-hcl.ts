import type { Attributes } from "../src/core";
import { toSnake } from "../src/core";

type Json_ = Record<string, unknown>;

/** Attributes of a type by kind of block and type, for the order of arguments and to know which of them are JSON. */
export type AttributesOf = (
	block: "resource" | "data" | "ephemeral" | "provider",
	type: string,
) => Attributes | undefined;

/** Writes a stack, as Terraform's JSON syntax has it, as HCL that a person would write; it is as `terraform fmt` wants it. */
export function emitHcl(stack: Json_, attributesOf: AttributesOf): string {
	const blocks: string[] = [];
	const providers = (stack.terraform as Json_ | undefined)?.required_providers;
	if (stack.provider && providers)
		blocks.push(
			`terraform {\n  required_providers {\n${body(providers as Json_, undefined, 2)}\n  }\n}`,
		);
	for (const [name, value] of entries(stack.variable))
		blocks.push(
			`variable "${name}" {\n${lines(
				[...entries(value)].map(([k, v]) => [
					k,
					k === "type" ? String(v) : expression(v, 1),
				]),
				1,
			)}\n}`,
		);
	for (const [type, list] of entries(stack.provider))
		for (const one of list as Json_[])
			blocks.push(
				`provider "${type}" {\n${body(one, attributesOf("provider", type), 1)}\n}`,
			);
	for (const block of ["data", "resource", "ephemeral"] as const)
		for (const [type, all] of entries(stack[block]))
			for (const [name, values] of entries(all))
				blocks.push(
					resource(
						block,
						type,
						name,
						values as Json_,
						attributesOf(block, type),
					),
				);
	for (const [name, value] of entries(stack.output))
		blocks.push(`output "${name}" {\n${body(value as Json_, undefined, 1)}\n}`);
	return `${blocks.join("\n\n")}\n`;
}

function entries(value: unknown): [string, unknown][] {
	return Object.entries((value ?? {}) as Json_);
}

function resource(
	block: string,
	type: string,
	name: string,
	{ lifecycle, depends_on, ...values }: Json_,
	attributes: Attributes | undefined,
): string {
	const parts = [body(values, attributes, 1)].filter((p) => p !== "");
	if (lifecycle)
		parts.push(
			`  lifecycle {\n${lines(
				entries(lifecycle).map(([k, v]) => [
					k,
					Array.isArray(v) ? `[${v.join(", ")}]` : expression(v, 2),
				]),
				2,
			)}\n  }`,
		);
	if (depends_on)
		parts.push(`  depends_on = [${(depends_on as string[]).join(", ")}]`);
	const head = `${block} "${type}" "${name}"`;
	return parts.length === 0
		? `${head} {}`
		: `${head} {\n${parts.join("\n\n")}\n}`;
}

function body(
	values: Json_,
	attributes: Attributes | undefined,
	depth: number,
): string {
	const order = Object.keys(attributes ?? {}).map(toSnake);
	const json = new Set(
		Object.entries(attributes ?? {})
			.filter(([, a]) => a.type.kind === "json")
			.map(([name]) => toSnake(name)),
	);
	const sorted = Object.entries(values).sort(
		([a], [b]) => order.indexOf(a) - order.indexOf(b),
	);
	return lines(
		sorted.map(([name, value]) => [
			name,
			json.has(name) && !String(value).startsWith("${")
				? `jsonencode(${expression(JSON.parse(String(value)), depth)})`
				: expression(value, depth),
		]),
		depth,
	);
}

/** Arguments, the equals signs of neighbours on one line each aligned. */
function lines(pairs: [string, string][], depth: number): string {
	const out: string[] = [];
	let group: [string, string][] = [];
	const flush = () => {
		const width = Math.max(...group.map(([name]) => name.length));
		for (const [name, text] of group)
			out.push(`${"  ".repeat(depth)}${name.padEnd(width)} = ${text}`);
		group = [];
	};
	for (const pair of pairs) {
		group.push(pair);
		if (pair[1].includes("\n")) {
			const last = group.pop() as [string, string];
			if (group.length > 0) flush();
			group = [last];
			flush();
		}
	}
	if (group.length > 0) flush();
	return out.join("\n");
}

function expression(value: unknown, depth: number): string {
	if (typeof value === "string") return text(value, depth);
	if (typeof value !== "object" || value === null) return String(value);
	const pad = "  ".repeat(depth);
	if (Array.isArray(value)) {
		const items = value.map((v) => expression(v, depth));
		return `[${items.join(", ")}]`;
	}
	if (Object.keys(value).length === 0) return "{}";
	const members = Object.entries(value).map(([k, v]): [string, string] => [
		/^[A-Za-z_][\w-]*$/.test(k) ? k : JSON.stringify(k),
		expression(v, depth + 1),
	]);
	return `{\n${lines(members, depth + 1)}\n${pad}}`;
}

function text(value: string, depth: number): string {
	const encoded = /^\$\{jsonencode\(\{(.*)\}\)\}$/.exec(value)?.[1];
	if (encoded !== undefined)
		return `jsonencode({\n${lines(membersOf(encoded), depth + 1)}\n${"  ".repeat(depth)}})`;
	const whole = /^\$\{([^$]*)\}$/.exec(value)?.[1];
	if (whole !== undefined) return whole;
	const escaped = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
	return `"${escaped.replaceAll("\n", "\\n")}"`;
}

/** Splits the inside of an object, as the constructs write it on one line, into its members. */
function membersOf(inside: string): [string, string][] {
	const parts = inside.match(
		/(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]|\{[^}]*\}|[^,])+/g,
	);
	return (parts ?? []).map((part): [string, string] => {
		const [name = "", value = ""] = part.trim().split(/ = (.*)/s);
		return [name.replace(/^"([A-Za-z_][\w-]*)"$/, "$1"), value];
	});
}
