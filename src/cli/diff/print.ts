import { nameText, quote } from "./json-text";
import type { Node } from "./node";
import { printLeaf } from "./print-leaf";
import {
	indent,
	inner,
	nullSuffix,
	type PrintOptions,
	replacementSuffix,
	symbol,
} from "./print-options";

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
			return printLeaf(node, depth, options, printNode);
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
