import type { Plan } from "../engine/types";
import { rule } from "./diff/plan";
import { showDiagnostic } from "./failure";
import { planRenderer, providerSchema } from "./lazy";
import type { Terminal } from "./terminal";

/** Writes a plan for a reader: every stack, in the order of applying, and on standard error what else is to be said. */
export function showPlan(plan: Plan, terminal: Terminal): void {
	const { colors, width } = terminal;
	const { renderPlan } = planRenderer();
	const schema = providerSchema();
	for (const stack of plan.order) {
		const json = plan.stacks[stack];
		if (!json) continue;
		if (plan.order.length > 1) terminal.print(stackTitle(stack, terminal));
		terminal.print(
			renderPlan(json, {
				colors,
				width,
				destroy: plan.destroy,
				schemaOf: (mode, type) =>
					(mode === "managed"
						? schema.resource_schemas
						: schema.data_source_schemas)[type],
			}),
		);
		terminal.print("");
	}
	showNotices(plan, terminal);
}

/** Writes to standard error which stacks were left out, and the warnings. */
export function showNotices(
	result: Pick<Plan, "diagnostics"> & { readonly skipped?: readonly string[] },
	terminal: Terminal,
): void {
	const skipped = result.skipped ?? [];
	if (skipped.length > 0)
		terminal.note(
			`Left out, because they need other providers than iofog: ${skipped.join(", ")}. Run them with:\n    cdktf deploy ${skipped.join(" ")}`,
		);
	for (const diagnostic of result.diagnostics)
		showDiagnostic(diagnostic, terminal);
}

/** The line above what concerns one stack among several. */
export function stackTitle(stack: string, { colors }: Terminal): string {
	return colors.bold(`Stack "${stack}"\n`);
}

/** A line across the screen. */
export function separator({ width, colors }: Terminal): string {
	return colors.gray(rule(width));
}
