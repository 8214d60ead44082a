import { notReady } from "../not-ready";
import type { ReadonlyState, State } from "./state";

/** Addresses of the instances, as `terraform state list` prints them, deposed-only ones included; filters are addresses of resources or instances. Throws DiagnosticError for one that is none or not there. */
export function listAddresses(
	_state: ReadonlyState,
	_filters: readonly string[] = [],
): string[] {
	return notReady();
}

/** Takes resources or instances out of the state; the addresses removed. Throws DiagnosticError where an address matches nothing. */
export function removeAddresses(
	_state: ReadonlyState,
	_addresses: readonly string[],
): { state: State; removed: string[] } {
	return notReady();
}

/** Gives a resource or instance another address; dependencies of others follow. Throws DiagnosticError where it cannot. */
export function moveAddress(
	_state: ReadonlyState,
	_from: string,
	_to: string,
): { state: State; moved: readonly { from: string; to: string }[] } {
	return notReady();
}

/** Marks an instance as tainted, or takes the mark away. Throws DiagnosticError. */
export function setTainted(
	_state: ReadonlyState,
	_address: string,
	_tainted: boolean,
): State {
	return notReady();
}

/** Says why one state may not take the place of another (`state push`), by throwing DiagnosticError; `force` skips lineage and serial. */
export function checkPush(
	_given: ReadonlyState,
	_present: ReadonlyState | undefined,
	_options: { force?: boolean } = {},
): void {
	notReady();
}
