import type { Colors } from "picocolors/types";
import type { Schema } from "../../core";
import type { Actions, ResourceChangeJson } from "../../engine/json-types";
import { compareResource } from "./compare";
import { printNode } from "./print";
import { sidesOf } from "./sides";

/** Why a change is printed: because it is planned, or because somebody made it behind our back. */
export type Cause = "planned" | "drift";

/** The name of a change for counting and for its symbol. */
export type ChangeKind =
	| "no-op"
	| "create"
	| "read"
	| "update"
	| "delete"
	| "delete-create"
	| "create-delete"
	| "forget";

/** The kind of change that a list of actions stands for. */
export function kindOf(actions: Actions): ChangeKind {
	return actions.join("-") as ChangeKind;
}

/** The symbol of a planned action, three characters wide. */
export function kindSymbol(kind: ChangeKind, colors: Colors): string {
	const [add, remove] = [colors.green("+"), colors.red("-")];
	switch (kind) {
		case "create":
			return `  ${add}`;
		case "delete":
			return `  ${remove}`;
		case "update":
			return `  ${colors.yellow("~")}`;
		case "delete-create":
			return `${remove}/${add}`;
		case "create-delete":
			return `${add}/${remove}`;
		case "read":
			return ` ${colors.cyan("<=")}`;
		case "forget":
			return `  ${colors.red(".")}`;
		default:
			return "   ";
	}
}

/** What a kind of change means, for the legend of a plan. */
export const KIND_MEANING: Partial<Record<ChangeKind, string>> = {
	create: "create",
	update: "update in-place",
	delete: "destroy",
	"delete-create": "destroy and then create replacement",
	"create-delete": "create replacement and then destroy",
	read: "read (data resources)",
	forget: "forget (the object stays as it is)",
};

/** The text of one change: a comment that says what happens, and the block with what differs; undefined where there is nothing to say. */
export function renderResourceChange(
	change: ResourceChangeJson,
	schema: Schema | undefined,
	cause: Cause,
	colors: Colors,
	configured?: ReadonlySet<string>,
): string | undefined {
	const kind = kindOf(change.change.actions);
	if (kind === "no-op" && !isMoved(change) && !change.change.importing)
		return undefined;
	const node = compareResource(sidesOf(change.change), schema, configured);
	const block = printNode(node, 0, {
		colors,
		all: change.change.importing !== undefined,
	});
	const mode = change.mode === "managed" ? "resource" : "data";
	return [
		...comments(change, kind, cause, colors),
		`${kindSymbol(kind, colors)} ${mode} "${change.type}" "${change.name}" ${block}`,
	].join("\n");
}

/** True for an instance that had another address before. */
export function isMoved(change: ResourceChangeJson): boolean {
	return (
		change.previous_address !== undefined &&
		change.previous_address !== change.address
	);
}

function comments(
	change: ResourceChangeJson,
	kind: ChangeKind,
	cause: Cause,
	{ bold, red, yellow }: Colors,
): string[] {
	const where = change.deposed
		? `${change.address} (deposed object ${change.deposed})`
		: change.address;
	const head = bold(`  # ${where}`);
	const replaced = bold(red("replaced"));
	const lines: string[] = [];
	let saidMoved = false;
	let saidImported = false;
	switch (kind) {
		case "create":
			lines.push(`${head} will be created`);
			break;
		case "read":
			lines.push(`${head} will be read during apply`);
			break;
		case "update":
			lines.push(
				cause === "drift"
					? `${head} has changed`
					: `${head} will be updated in-place`,
			);
			break;
		case "delete-create":
		case "create-delete":
			lines.push(
				{
					replace_because_tainted: `${head} is tainted, so must be ${replaced}`,
					replace_by_request: `${head} will be ${replaced}, as requested`,
					replace_by_triggers: `${head} will be ${replaced} due to changes in replace_triggered_by`,
				}[change.action_reason ?? ""] ?? `${head} must be ${replaced}`,
			);
			break;
		case "forget":
			lines.push(
				`${head} will no longer be managed by fogform, but ${bold(red("will not be destroyed"))}`,
			);
			break;
		case "delete":
			lines.push(
				cause === "drift"
					? `${head} has been deleted`
					: `${head} will be ${bold(red("destroyed"))}`,
			);
			break;
		case "no-op":
			saidMoved = isMoved(change);
			saidImported = !saidMoved;
			lines.push(
				saidMoved
					? `${bold(`  # ${change.previous_address}`)} has moved to ${bold(where)}`
					: `${head} will be imported`,
			);
	}
	const reason = reasonText(change);
	if (reason) lines.push(`  # (${reason})`);
	if (change.deposed)
		lines.push(
			"  # (left over from a partially-failed replacement of this instance)",
		);
	if (isMoved(change) && !saidMoved)
		lines.push(`  # (moved from ${change.previous_address})`);
	const importing = change.change.importing;
	if (importing && !saidImported)
		lines.push(`  # (imported from "${importing.id}")`);
	if (importing && kind.includes("delete"))
		lines.push(
			`  # ${yellow("Warning: this will destroy the imported resource")}`,
		);
	return lines;
}

function reasonText(change: ResourceChangeJson): string | undefined {
	const index = JSON.stringify(change.index);
	switch (change.action_reason) {
		case "read_because_config_unknown":
			return "config refers to values not yet known";
		case "read_because_dependency_pending":
			return "depends on a resource or a module with changes pending";
		case "delete_because_no_resource_config":
			return `because ${change.type}.${change.name} is not in configuration`;
		case "delete_because_no_move_target":
			return `because ${change.previous_address} was moved to ${change.address}, which is not in configuration`;
		case "delete_because_wrong_repetition":
			if (change.index === undefined)
				return "because resource uses count or for_each";
			return `because resource does not use ${typeof change.index === "number" ? "count" : "for_each"}`;
		case "delete_because_count_index":
			return `because index [${index}] is out of range for count`;
		case "delete_because_each_key":
			return `because key [${index}] is not in for_each map`;
		default:
			return undefined;
	}
}
