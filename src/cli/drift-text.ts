import { deepEqual, pathText } from "../core";
import type { Drift, DriftClass, DriftEntry } from "../engine/types";
import { compareAny } from "./diff/compare";
import { printNode } from "./diff/print";
import { symbol } from "./diff/print-options";
import { unchanged } from "./diff/sides";
import { wrap } from "./diff/wrap";
import { stackTitle } from "./plan-text";
import type { Terminal } from "./terminal";

const CLASSES: readonly DriftClass[] = [
	"changed",
	"missing",
	"unmanaged",
	"unapplied",
];

/** Writes a drift report for a reader: per object what differs, and what each side says. */
export function showDrift(report: Drift, terminal: Terminal): void {
	const stacks = Object.entries(report.stacks);
	const totals = CLASSES.map(
		(c) => [c, stacks.reduce((n, [, s]) => n + s.summary[c], 0)] as const,
	);
	for (const [stack, { drift }] of stacks) {
		if (drift.length === 0) continue;
		if (stacks.length > 1) terminal.print(stackTitle(stack, terminal));
		for (const entry of drift)
			terminal.print(`${entryText(entry, terminal)}\n`);
	}
	const { bold, green, yellow } = terminal.colors;
	const found = totals.filter(([, count]) => count > 0);
	if (found.length === 0) {
		terminal.print(
			`${bold(green("No drift."))} ${bold("Code, state and Controller agree.")}`,
		);
		return;
	}
	const counts = found.map(([name, count]) => `${count} ${name}`).join(", ");
	terminal.print(`${bold(yellow("Drift:"))} ${counts}.\n`);
	terminal.print(wrap(adviceFor(found.map(([name]) => name)), terminal.width));
}

function adviceFor(classes: readonly DriftClass[]): string {
	const advice: string[] = [];
	if (classes.includes("changed") || classes.includes("missing"))
		advice.push(
			"fogform apply puts back what was changed or deleted by hand; to keep a change, write it into the code.",
		);
	if (classes.includes("unmanaged"))
		advice.push(
			"What is unmanaged stays as it is: describe it in the code and import it (fogform import), or delete it.",
		);
	if (classes.includes("unapplied"))
		advice.push(
			"What is unapplied is in the code and not in the Controller yet: fogform apply brings it there.",
		);
	return advice.join("\n");
}

function entryText(entry: DriftEntry, terminal: Terminal): string {
	const { bold, green, red, yellow, cyan } = terminal.colors;
	const head = {
		changed: `  ${yellow("~")} ${bold(entry.address)} was changed in the Controller`,
		missing: `  ${red("-")} ${bold(entry.address)} is gone from the Controller`,
		unmanaged: `  ${green("+")} ${bold(entry.address)} is in the Controller, and no resource describes it`,
		unapplied: `  ${cyan("!")} ${bold(entry.address)} is not as the code says: not applied yet`,
	}[entry.class];
	const lines = entry.attributes.flatMap((attribute) =>
		attributeLines(entry.class, attribute, terminal),
	);
	return [head, ...lines].join("\n");
}

function attributeLines(
	kind: DriftClass,
	attribute: DriftEntry["attributes"][number],
	{ colors }: Terminal,
): string[] {
	const name = pathText(attribute.path);
	if (attribute.sensitive)
		return [`    ${symbol("update", { colors })}${name} = (sensitive value)`];
	const { code, state, live } = attribute;
	// What was applied last leads to what is there now, or to what the code wants.
	const [before, after] =
		kind === "unapplied" ? [live ?? state, code] : [state, live];
	const node = compareAny({
		...unchanged(undefined),
		before: before ?? undefined,
		after: after ?? undefined,
	});
	const lines = [
		`    ${symbol(node.action, { colors })}${name} = ${printNode(node, 1, { colors })}`,
	];
	if (kind === "changed" && !deepEqual(code, state)) {
		const wanted = compareAny(unchanged(code));
		lines.push(
			`        ${colors.gray(`# the code says ${printNode(wanted, 2, { colors, plain: true, all: true })}`)}`,
		);
	}
	return lines;
}
