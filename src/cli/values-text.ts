import type { CtyType } from "../core";
import { nameText, quote } from "./diff/json-text";

/** Writes a value as Terraform prints outputs: strings in quotes, lists and sets by name, one element a line. */
export function valueText(value: unknown, type?: CtyType, depth = 0): string {
	if (value === null || value === undefined) return nullText(type);
	if (typeof value === "string") return stringText(value, depth);
	if (Array.isArray(value)) {
		const elements = value.map((element, i) =>
			valueText(element, elementType(type, i), depth + 1),
		);
		const kind = Array.isArray(type) ? type[0] : "tuple";
		const text = bracketed(
			"[",
			elements.map((e) => `${e},`),
			"]",
			depth,
		);
		if (kind === "list") return `tolist(${text})`;
		return kind === "set" ? `toset(${text})` : text;
	}
	if (typeof value === "object" && !("toJSON" in value)) {
		const members = Object.entries(value)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(
				([key, member]) =>
					`${quote(key)} = ${valueText(member, elementType(type, key), depth + 1)}`,
			);
		const text = bracketed("{", members, "}", depth);
		return Array.isArray(type) && type[0] === "map" ? `tomap(${text})` : text;
	}
	return typeof value === "object" && "text" in value
		? String(value.text)
		: String(value);
}

/** Writes outputs, one after the other; sensitive ones say so instead. */
export function outputsText(
	outputs: Readonly<
		Record<string, { sensitive: boolean; type?: CtyType; value?: unknown }>
	>,
): string {
	return Object.keys(outputs)
		.sort()
		.map((name) => {
			const output = outputs[name];
			const text = output?.sensitive
				? "<sensitive>"
				: valueText(output?.value, output?.type);
			return `${nameText(name)} = ${text}`;
		})
		.join("\n");
}

function bracketed(
	open: string,
	lines: readonly string[],
	close: string,
	depth: number,
): string {
	if (lines.length === 0) return `${open}${close}`;
	const indent = "  ".repeat(depth + 1);
	return [
		open,
		...lines.map((line) => `${indent}${line}`),
		`${"  ".repeat(depth)}${close}`,
	].join("\n");
}

function stringText(value: string, depth: number): string {
	if (!value.includes("\n")) return quote(value);
	if (depth === 0) return `<<EOT\n${value}\nEOT`;
	const indent = "  ".repeat(depth);
	const lines = value.split("\n").map((line) => `${indent}${line}`);
	return ["<<-EOT", ...lines, `${indent}EOT`].join("\n");
}

function nullText(type?: CtyType): string {
	if (type === "string") return "tostring(null)";
	if (type === "number") return "tonumber(null)";
	if (type === "bool") return "tobool(null)";
	return "null";
}

function elementType(
	type: CtyType | undefined,
	key: string | number,
): CtyType | undefined {
	if (!Array.isArray(type)) return undefined;
	if (type[0] === "object") return type[1][key as string];
	if (type[0] === "tuple") return type[1][key as number];
	return type[1];
}
