import type { Colors } from "picocolors/types";
import type { Schema } from "../../core";
import type { ChangeJson, PlanJson } from "../../engine/json-types";
import {
	type Restarts,
	restartsOf,
	restartText,
	updatesMicroservices,
} from "../restarts";
import { compareAny } from "./compare";
import { nameText } from "./json-text";
import { printNode } from "./print";
import { symbol } from "./print-options";
import {
	type ChangeKind,
	isMoved,
	KIND_MEANING,
	kindOf,
	kindSymbol,
	renderResourceChange,
} from "./resource-change";
import { sidesOf } from "./sides";
import { wrap } from "./wrap";

/** What rendering a plan needs beside the plan. */
export interface RenderOptions {
	readonly colors: Colors;
	/** Characters in a line. */
	readonly width: number;
	/** The schema of a resource type or data source; without one values are compared by what they look like. */
	readonly schemaOf: (
		mode: "managed" | "data",
		type: string,
	) => Schema | undefined;
	readonly destroy?: boolean;
}

// A plan that restarts more than this many containers names the first of them only.
const RESTARTS_NAMED = 20;

/** The text of the plan of one stack, as Terraform writes it, with the restarts it causes. */
export function renderPlan(plan: PlanJson, options: RenderOptions): string {
	const { colors, width } = options;
	const counts = new Map<ChangeKind, number>();
	const blocks: string[] = [];
	const configured = argumentsSet(plan.configuration);
	let imports = 0;
	for (const change of plan.resource_changes ?? []) {
		const kind = kindOf(change.change.actions);
		if (kind === "delete" && change.mode === "data") continue;
		if (kind === "no-op" && !isMoved(change) && !change.change.importing)
			continue;
		if (change.change.importing) imports++;
		if (kind !== "no-op") counts.set(kind, (counts.get(kind) ?? 0) + 1);
		const schema = options.schemaOf(change.mode, change.type);
		const text = renderResourceChange(
			change,
			schema,
			"planned",
			colors,
			configured(change),
		);
		if (text !== undefined) blocks.push(text);
	}
	const outputs = renderOutputChanges(plan.output_changes ?? {}, colors);
	const drift = renderDrift(plan, configured, options);
	if (blocks.length === 0 && outputs === "") return noChanges(plan, options);
	const parts: string[] = [];
	if (drift) parts.push(drift, rule(width));
	if (counts.size > 0) parts.push(legend(counts, colors, width));
	if (blocks.length > 0) {
		parts.push("fogform will perform the following actions:");
		parts.push(...blocks);
		parts.push(summary(counts, imports, plan, colors, width));
	}
	if (outputs !== "") {
		parts.push(`Changes to Outputs:\n${outputs}`);
		if (counts.size === 0)
			parts.push(
				wrap(
					"You can apply this plan to save these new output values to the state, without changing any real infrastructure.",
					width,
				),
			);
	}
	return parts.join("\n\n");
}

/** The names of the arguments that the code sets for a resource; undefined where the plan does not say. */
function argumentsSet(
	configuration: unknown,
): (of: {
	mode: string;
	type: string;
	name: string;
}) => ReadonlySet<string> | undefined {
	const { root_module } = (configuration ?? {}) as {
		root_module?: {
			resources?: readonly {
				mode: string;
				type: string;
				name: string;
				expressions?: object;
			}[];
		};
	};
	if (!root_module) return () => undefined;
	const names = new Map<string, ReadonlySet<string>>();
	const key = (of: { mode: string; type: string; name: string }) =>
		`${of.mode} ${of.type} ${of.name}`;
	for (const resource of root_module.resources ?? [])
		names.set(key(resource), new Set(Object.keys(resource.expressions ?? {})));
	return (of) => names.get(key(of)) ?? NONE;
}

const NONE: ReadonlySet<string> = new Set();

function legend(
	counts: ReadonlyMap<ChangeKind, number>,
	colors: Colors,
	width: number,
): string {
	const kinds = (Object.keys(KIND_MEANING) as ChangeKind[]).filter((kind) =>
		counts.has(kind),
	);
	return [
		wrap(
			"fogform compared the configuration with the Controller and generated the following execution plan. Resource actions are indicated with the following symbols:",
			width,
		),
		...kinds.map((kind) => `${kindSymbol(kind, colors)} ${KIND_MEANING[kind]}`),
	].join("\n");
}

function summary(
	counts: ReadonlyMap<ChangeKind, number>,
	imports: number,
	plan: PlanJson,
	colors: Colors,
	width: number,
): string {
	const of = (...kinds: ChangeKind[]) =>
		kinds.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
	const replaced = ["delete-create", "create-delete"] as const;
	const { restart, stop }: Restarts = restartsOf(plan);
	const line = [
		`${colors.bold("Plan:")} `,
		imports > 0 ? `${imports} to import, ` : "",
		`${of("create", ...replaced)} to add, ${of("update")} to change, ${of("delete", ...replaced)} to destroy.`,
		of("forget") > 0 ? ` ${of("forget")} to forget.` : "",
		restartText(
			{ restart: restart.length, stop: stop.length },
			"present",
			updatesMicroservices(plan),
		),
	].join("");
	const named = [
		nameList("Restarting", restart, width),
		nameList("Stopping", stop, width),
	];
	return [line, ...named.filter((text) => text !== "")].join("\n");
}

function nameList(
	title: string,
	names: readonly string[],
	width: number,
): string {
	if (names.length === 0) return "";
	const more = names.length - RESTARTS_NAMED;
	const list = names.slice(0, RESTARTS_NAMED).join(", ");
	const text = `${title}: ${list}${more > 0 ? ` and ${more} more` : ""}`;
	return wrap(text, width - 2).replace(/^/gm, "  ");
}

/** The outputs that a plan changes, one after the other; empty where none does. */
export function renderOutputChanges(
	changes: Readonly<Record<string, ChangeJson>>,
	colors: Colors,
): string {
	const names = Object.keys(changes).sort();
	const width = Math.max(0, ...names.map((name) => nameText(name).length));
	const lines: string[] = [];
	for (const name of names) {
		const change = changes[name] as ChangeJson;
		const compared = compareAny(sidesOf(change));
		const node =
			compared.kind === "sensitive" &&
			compared.action === "no-op" &&
			change.actions.some((action) => action === "update")
				? { ...compared, action: "update" as const }
				: compared;
		if (node.action === "no-op") continue;
		lines.push(
			`${symbol(node.action, { colors })}${nameText(name).padEnd(width)} = ${printNode(node, 0, { colors })}`,
		);
	}
	return lines.join("\n");
}

function renderDrift(
	plan: PlanJson,
	configured: ReturnType<typeof argumentsSet>,
	options: RenderOptions,
): string {
	const { colors, width } = options;
	const blocks = (plan.resource_drift ?? []).flatMap((change) => {
		if (kindOf(change.change.actions) === "no-op") return [];
		const schema = options.schemaOf(change.mode, change.type);
		return (
			renderResourceChange(
				change,
				schema,
				"drift",
				colors,
				configured(change),
			) ?? []
		);
	});
	if (blocks.length === 0) return "";
	return [
		`${colors.bold(colors.cyan("Note:"))}${colors.bold(" Objects have changed outside of fogform")}`,
		wrap(
			'fogform detected the following changes made outside of fogform since the last "fogform apply" which may have affected this plan:',
			width,
		),
		...blocks,
		wrap(
			"Unless you have made equivalent changes to your configuration, or ignored the relevant attributes using ignore_changes, the following plan may include actions to undo or respond to these changes.",
			width,
		),
	].join("\n\n");
}

function noChanges(plan: PlanJson, options: RenderOptions): string {
	const { bold, green } = options.colors;
	const head = bold(green("No changes."));
	if (options.destroy)
		return `${head} ${bold("No objects need to be destroyed.")}\n\n${wrap("Either you have not created any objects yet or the existing objects were already deleted outside of fogform.", options.width)}`;
	const note = plan.applyable
		? "Your configuration already matches the Controller; applying this plan only brings the state up to date and changes no real infrastructure."
		: "fogform has compared your real infrastructure against your configuration and found no differences, so no changes are needed.";
	return `${head} ${bold("Your infrastructure matches the configuration.")}\n\n${wrap(note, options.width)}`;
}

/** A line across the screen. */
export function rule(width: number): string {
	return "─".repeat(width);
}
