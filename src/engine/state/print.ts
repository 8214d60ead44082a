import { notReady } from "../not-ready";
import type { ReadonlyState } from "./state";

/** Writes a state snapshot as Terraform 1.11 would, byte for byte. */
export function printState(_state: ReadonlyState): Buffer {
	return notReady();
}
