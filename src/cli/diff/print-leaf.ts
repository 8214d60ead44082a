import { LongNumber } from "../../engine/values/number";
import { alignLists } from "./align";
import { compareAny } from "./compare";
import { parseJsonText, quote } from "./json-text";
import type { Leaf, Node } from "./node";
import {
	indent,
	inner,
	nullSuffix,
	type PrintOptions,
	replacementSuffix,
	symbol,
} from "./print-options";
import { type Action, unchanged } from "./sides";

/** Prints the parts of a JSON text; given by the caller, because it prints leaves by what is here. */
export type PrintNode = (
	node: Node,
	depth: number,
	options: PrintOptions,
) => string;

/** The text of a string, number, truth value or null; JSON texts part by part. */
export function printLeaf(
	node: Node & Leaf,
	depth: number,
	options: PrintOptions,
	printNode: PrintNode,
): string {
	const forces = replacementSuffix(node.replaces, options);
	const null_ = nullSuffix(node.action, options);
	const { before, after, action } = node;
	const text = (value: unknown) => leafText(value, options);
	if (action === "create" || action === "no-op" || action === "delete") {
		const value = action === "delete" ? before : after;
		if (typeof value === "string") {
			const parsed = parseJsonText(value);
			if (parsed) return printJson(node, parsed, depth, options, printNode);
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
	if (json[0] && json[1])
		return printJsonChange(node, depth, options, printNode);
	const arrow = ` ${options.colors.yellow("->")} `;
	if (json[0] || json[1]) {
		const part = { ...options, noNull: true };
		const from = printLeaf(
			{ ...node, action: "delete", replaces: false },
			depth,
			part,
			printNode,
		);
		const to = printLeaf(
			{ ...node, action: "create", replaces: false },
			depth,
			part,
			printNode,
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
	printNode: PrintNode,
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
	printNode: PrintNode,
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
