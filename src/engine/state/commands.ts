import { DiagnosticError, error } from "../../core";
import { parseAddress, resourceText } from "./address";
import { sameContent } from "./same-content";
import type { ReadonlyState, State } from "./state";
import type { InstanceAddress, StateEntry, StateInstance } from "./types";

function refuse(summary: string, detail: string): never {
	throw new DiagnosticError([error(summary, detail)]);
}

/** Reads an address given by the user; throws DiagnosticError. */
export function readAddress(text: string): InstanceAddress {
	const address = parseAddress(text);
	if (address !== undefined) return address;
	return refuse(
		"Invalid address",
		`${text} is not the address of a resource or resource instance, such as iofog_microservice.web, iofog_microservice.web[0] or 'iofog_microservice.web["eu"]' (in quotes for the shell).`,
	);
}

// An address without key means the whole resource, as in Terraform.
function matching(state: ReadonlyState, text: string): StateEntry[] {
	const address = readAddress(text);
	const resource = resourceText(address);
	const group = state
		.groups()
		.find((candidate) => resourceText(candidate.address) === resource);
	const entries = (group?.entries ?? []).filter(
		(entry) => address.key === undefined || entry.address.key === address.key,
	);
	if (entries.length > 0) return entries;
	return refuse(
		"Not in the state",
		`The state holds nothing at ${text}. The addresses that it holds are listed by:\n    fogform state list`,
	);
}

/** Addresses of the instances, as `terraform state list` prints them, deposed-only ones included; filters are addresses of resources or instances. Throws DiagnosticError for one that is none or not there. */
export function listAddresses(
	state: ReadonlyState,
	filters: readonly string[] = [],
): string[] {
	const all = state.groups().flatMap(({ entries }) => entries);
	if (filters.length === 0) return all.map(({ text }) => text);
	const chosen = new Set(
		filters.flatMap((filter) => matching(state, filter).map((e) => e.text)),
	);
	return all.map(({ text }) => text).filter((text) => chosen.has(text));
}

/** Takes resources or instances out of the state, deposed objects included; the addresses removed. Throws DiagnosticError where an address matches nothing. */
export function removeAddresses(
	state: ReadonlyState,
	addresses: readonly string[],
): { state: State; removed: string[] } {
	const removed = [
		...new Set(
			addresses.flatMap((text) => matching(state, text).map((e) => e.text)),
		),
	];
	const next = state.copy();
	for (const text of removed) next.delete(text);
	return { state: next, removed };
}

/** Marks an instance as tainted, or takes the mark away. Throws DiagnosticError. */
export function setTainted(
	state: ReadonlyState,
	text: string,
	tainted: boolean,
): State {
	const entry = oneInstance(state, text);
	const { tainted: before, ...rest } = entry.current as StateInstance;
	if (!tainted && !before) {
		refuse("Not tainted", `${entry.text} is not tainted.`);
	}
	const next = state.copy();
	next.set({
		address: entry.text,
		instance: tainted ? { ...rest, tainted } : rest,
	});
	return next;
}

function oneInstance(state: ReadonlyState, text: string): StateEntry {
	const address = readAddress(text);
	const [entry, ...others] = matching(state, text).filter(
		(candidate) => candidate.address.key === address.key,
	);
	if (entry?.current === undefined || others.length > 0) {
		return refuse(
			"Not one instance",
			`${text} is not the address of one resource instance that exists. The addresses in the state are listed by:\n    fogform state list`,
		);
	}
	if (entry.address.mode === "data") {
		return refuse(
			"Not a managed resource",
			`${text} is a data source: it is read anew each time and cannot be tainted.`,
		);
	}
	return entry;
}

/** Says why one state may not take the place of another (`state push`), by throwing DiagnosticError; `force` skips lineage and serial. */
export function checkPush(
	given: ReadonlyState,
	present: ReadonlyState | undefined,
	options: { force?: boolean } = {},
): void {
	if (options.force || present === undefined || present.size === 0) return;
	const [a, b] = [given.header, present.header];
	const anyway = "To put it in its place all the same, push with --force.";
	if (a.lineage !== "" && b.lineage !== "" && a.lineage !== b.lineage) {
		refuse(
			"State of another lineage",
			`The given state has the lineage ${a.lineage}, the present one ${b.lineage}: they were never the same state. ${anyway}`,
		);
	}
	if (a.serial < b.serial) {
		refuse(
			"State is older",
			`The given state has serial ${a.serial}, the present one is newer with serial ${b.serial}. Pull that one and make your changes in it. ${anyway}`,
		);
	}
	if (a.serial === b.serial && !sameContent(given, present)) {
		refuse(
			"State of the same serial",
			`Both states have serial ${a.serial} but differ. Raise the serial in the given state where it is meant to replace the present one. ${anyway}`,
		);
	}
}
