import type { Colors } from "picocolors/types";
import { LongNumber } from "../../engine/values/number";
import { alignLists } from "./align";
import { compareAny } from "./compare";
import { nameText, parseJsonText, quote } from "./json-text";
import type { Leaf, Node } from "./node";
import type { Action } from "./sides";
import { unchanged } from "./sides";

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

// These are shown even where they do not change, so that a reader knows which object it is.
const ALWAYS = new Set(["id", "name", "tags"]);

/** The text of a change from its opening bracket or value on; following lines are indented by `depth` levels of four. */
export function printNode(
	node: Node,
	depth: number,
	options: PrintOptions,
): string {
	const null_ = nullSuffix(node.action, options);
	const forces = replacementSuffix(node.replaces, options);
	switch (node.kind) {
		case "leaf":
			return printLeaf(node, depth, options);
		case "sensitive":
			return `(sensitive value)${null_}${forces}`;
		case "write-only":
			return `${node.sensitive ? "(sensitive, write-only attribute)" : "(write-only attribute)"}${null_}${forces}`;
		case "unknown": {
			if (!node.before) return `(known after apply)${forces}`;
			const before = printNode(node.before, depth, {
				...inner(options),
				noNull: true,
				...(node.replaces && { replacement: "forbid" }),
			});
			return `${before} ${options.colors.yellow("->")} (known after apply)${forces}`;
		}
		case "type": {
			const part = { ...options, noNull: true };
			return `${printNode(node.before, depth, part)} ${options.colors.yellow("->")} ${printNode(node.after, depth, part)}`;
		}
		case "list":
			return printList(node, depth, options);
		case "set":
			return printSet(node, depth, options);
		default:
			return printMembers(node, depth, options);
	}
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

type Of<K extends Node["kind"]> = Extract<Node, { kind: K }>;

function printMembers(
	node: Of<"object" | "map" | "resource">,
	depth: number,
	options: PrintOptions,
): string {
	const isMap = node.kind === "map";
	// A map that the schema describes hands "forces replacement" on to its elements.
	const handsOn = isMap && node.nested;
	const forces = replacementSuffix(node.replaces && !handsOn, options);
	const null_ =
		node.kind === "resource" ? "" : nullSuffix(node.action, options);
	if (node.children.size === 0) return `{}${null_}${forces}`;
	const part: PrintOptions = {
		...inner(options),
		...(isMap
			? { noNull: node.action === "delete" || node.nested || options.noNull }
			: node.kind === "object" && { noNull: !node.nested }),
		...(handsOn && node.replaces && { replacement: "force" }),
	};
	const names = [...node.children.keys()].sort();
	const texts = new Map(
		names.map((n) => [n, isMap ? quote(n) : nameText(n)] as const),
	);
	const width =
		isMap && node.nested
			? 0
			: Math.max(...[...texts.values()].map((t) => t.length));
	const lines: string[] = [];
	let hidden = 0;
	for (const name of names) {
		const child = node.children.get(name) as Node;
		const always = !isMap && ALWAYS.has(name);
		if (child.action === "no-op" && !options.all && !always) {
			hidden++;
			continue;
		}
		const how = always ? { ...part, all: true } : part;
		lines.push(...warnings(child, depth + 1, options));
		const comma = isMap && child.kind === "object" ? "," : "";
		lines.push(
			`${indent(depth + 1)}${symbol(child.action, how)}${(texts.get(name) as string).padEnd(width)} = ${printNode(child, depth + 1, how)}${comma}`,
		);
	}
	if (hidden > 0)
		lines.push(
			hiddenLine(isMap ? "element" : "attribute", hidden, depth, options),
		);
	return [
		`{${forces}`,
		...lines,
		`${indent(depth)}${symbol("no-op", options)}}${null_}`,
	].join("\n");
}

function printSet(
	node: Of<"set">,
	depth: number,
	options: PrintOptions,
): string {
	const forces = replacementSuffix(node.replaces && !node.nested, options);
	const null_ = nullSuffix(node.action, options);
	if (node.children.length === 0) return `[]${null_}${forces}`;
	const part: PrintOptions = {
		...inner(options),
		noNull: true,
		...(node.nested && node.replaces && { replacement: "force" }),
	};
	const lines: string[] = [];
	let hidden = 0;
	for (const child of node.children)
		if (child.action === "no-op" && !options.all) hidden++;
		else lines.push(...printElement(child, depth, part));
	if (hidden > 0) lines.push(hiddenLine("element", hidden, depth, options));
	return [
		`[${forces}`,
		...lines,
		`${indent(depth)}${symbol("no-op", options)}]${null_}`,
	].join("\n");
}

function printList(
	node: Of<"list">,
	depth: number,
	options: PrintOptions,
): string {
	const forces = replacementSuffix(node.replaces, options);
	const null_ = nullSuffix(node.action, options);
	if (node.children.length === 0) return `[]${null_}${forces}`;
	const part: PrintOptions = { ...inner(options), noNull: true };
	const around: PrintOptions = { ...part, all: true };
	const lines: string[] = [];
	let hidden: Node[] = [];
	let next = false;
	for (const child of node.children) {
		if (child.action === "no-op" && !next && !options.all) {
			hidden.push(child);
			continue;
		}
		next = false;
		let how = part;
		// As order matters, the neighbours of what changes in a plain list are shown too.
		if (!node.nested) {
			const last = hidden.pop();
			if (hidden.length > 0)
				lines.push(hiddenLine("element", hidden.length, depth, options));
			if (last) lines.push(...printElement(last, depth, around));
			hidden = [];
			if (child.action === "no-op") how = around;
			else next = true;
		}
		lines.push(...printElement(child, depth, how));
	}
	if (hidden.length > 0)
		lines.push(hiddenLine("element", hidden.length, depth, options));
	return [
		`[${forces}`,
		...lines,
		`${indent(depth)}${symbol("no-op", options)}]${null_}`,
	].join("\n");
}

function printElement(
	child: Node,
	depth: number,
	options: PrintOptions,
): string[] {
	return [
		...warnings(child, depth + 1, options),
		`${indent(depth + 1)}${symbol(child.action, options)}${printNode(child, depth + 1, options)},`,
	];
}

function printLeaf(
	node: Node & Leaf,
	depth: number,
	options: PrintOptions,
): string {
	const forces = replacementSuffix(node.replaces, options);
	const null_ = nullSuffix(node.action, options);
	const { before, after, action } = node;
	const text = (value: unknown) => leafText(value, options);
	if (action === "create" || action === "no-op" || action === "delete") {
		const value = action === "delete" ? before : after;
		if (typeof value === "string") {
			const parsed = parseJsonText(value);
			if (parsed) return printJson(node, parsed, depth, options);
			if (value.includes("\n"))
				return heredoc(
					value
						.trim()
						.split("\n")
						.map((line) => ["no-op", line]),
					node,
					depth,
					options,
				);
		}
		return `${text(value)}${null_}${forces}`;
	}
	const json =
		typeof before === "string" || typeof after === "string"
			? [before, after].map((v) =>
					typeof v === "string" ? parseJsonText(v) : undefined,
				)
			: [];
	if (json[0] && json[1]) return printJsonChange(node, depth, options);
	const arrow = ` ${options.colors.yellow("->")} `;
	if (json[0] || json[1]) {
		const part = { ...options, noNull: true };
		const from = printLeaf(
			{ ...node, action: "delete", replaces: false },
			depth,
			part,
		);
		const to = printLeaf(
			{ ...node, action: "create", replaces: false },
			depth,
			part,
		);
		return `${from}${arrow}${to}${forces}`;
	}
	const multiline = [before, after].some(
		(v) => typeof v === "string" && v.includes("\n"),
	);
	if (multiline && typeof before === "string" && typeof after === "string") {
		const a = before.trim().split("\n");
		const b = after.trim().split("\n");
		const lines = alignLists(a, b, () => false).flatMap(([i, j]) => {
			if (i >= 0 && j >= 0 && a[i] === b[j])
				return [["no-op", a[i]]] as [Action, string][];
			return [
				...(i >= 0 ? [["delete", a[i]]] : []),
				...(j >= 0 ? [["create", b[j]]] : []),
			] as [Action, string][];
		});
		return heredoc(lines, node, depth, options);
	}
	return `${text(before)}${arrow}${text(after)}${forces}`;
}

function printJson(
	node: Node & Leaf,
	value: unknown,
	depth: number,
	options: PrintOptions,
): string {
	const side =
		node.action === "delete"
			? { ...unchanged(value), after: undefined }
			: node.action === "create"
				? { ...unchanged(value), before: undefined }
				: unchanged(value);
	return wrapJson(
		printNode(compareAny(side), depth + 1, { ...inner(options), noNull: true }),
		"no-op",
		"",
		replacementSuffix(node.replaces, options),
		depth,
		options,
		nullSuffix(node.action, options),
	);
}

function printJsonChange(
	node: Node & Leaf,
	depth: number,
	options: PrintOptions,
): string {
	const change = compareAny({
		...unchanged(parseJsonText(node.before as string)),
		after: parseJsonText(node.after as string),
	});
	if (change.action === "no-op")
		return wrapJson(
			printNode(change, depth + 1, { ...inner(options), all: true }),
			"no-op",
			node.replaces
				? " # whitespace changes force replacement"
				: " # whitespace changes",
			"",
			depth,
			options,
		);
	return wrapJson(
		printNode(change, depth + 1, inner(options)),
		"update",
		"",
		replacementSuffix(node.replaces, options),
		depth,
		options,
	);
}

function wrapJson(
	text: string,
	action: Action,
	note: string,
	forces: string,
	depth: number,
	options: PrintOptions,
	null_ = "",
): string {
	if (!text.includes("\n"))
		return `jsonencode(${text})${null_}${note}${forces}`;
	return [
		`jsonencode(${note}`,
		`${indent(depth + 1)}${symbol(action, options)}${text}${forces}`,
		`${indent(depth)}${symbol("no-op", options)})${null_}`,
	].join("\n");
}

function heredoc(
	lines: readonly (readonly [Action, string])[],
	node: Node,
	depth: number,
	options: PrintOptions,
): string {
	return [
		`<<-EOT${replacementSuffix(node.replaces, options)}`,
		...lines.map(
			([action, line]) =>
				`${indent(depth + 1)}${symbol(action, options)}${line}`,
		),
		`${indent(depth)}${symbol("no-op", options)}EOT${nullSuffix(node.action, options)}`,
	].join("\n");
}

function leafText(value: unknown, options: PrintOptions): string {
	if (value === null || value === undefined) return options.colors.gray("null");
	if (typeof value === "string") return quote(value);
	return value instanceof LongNumber ? value.text : String(value);
}

function warnings(
	node: Node,
	depth: number,
	{ colors }: PrintOptions,
): string[] {
	if (
		node.kind !== "sensitive" ||
		node.was === node.becomes ||
		node.inner === "create" ||
		node.inner === "delete"
	)
		return [];
	const same = node.inner === "no-op" ? " The value is unchanged." : "";
	const start = `${indent(depth)}  # ${colors.yellow("Warning")}: this attribute value will`;
	return node.was
		? [
				`${start} no longer be marked as sensitive`,
				`${indent(depth)}  # after applying this change.${same}`,
			]
		: [
				`${start} be marked as sensitive and will not`,
				`${indent(depth)}  # display in UI output after applying this change.${same}`,
			];
}

function hiddenLine(
	what: string,
	count: number,
	depth: number,
	options: PrintOptions,
): string {
	const text = `# (${count} unchanged ${what}${count === 1 ? "" : "s"} hidden)`;
	return `${indent(depth + 1)}${symbol("no-op", options)}${options.colors.gray(text)}`;
}

function nullSuffix(action: Action, options: PrintOptions): string {
	return action === "delete" && !options.noNull
		? options.colors.gray(" -> null")
		: "";
}

function replacementSuffix(
	replaces: boolean,
	{ replacement, colors }: PrintOptions,
): string {
	return (replaces || replacement === "force") && replacement !== "forbid"
		? colors.red(" # forces replacement")
		: "";
}

/** What holds for the parts of a value too. */
function inner({ replacement: _, ...options }: PrintOptions): PrintOptions {
	return options;
}

function indent(depth: number): string {
	return "    ".repeat(depth);
}
