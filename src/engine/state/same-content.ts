import { instanceTexts, outputsText, resourceHeadText } from "./print";
import type { ReadonlyState, StateHeader } from "./state";
import type { StateEntry } from "./types";

/** Says whether two states would be the same file but for the serial. */
export function sameContent(a: ReadonlyState, b: ReadonlyState): boolean {
	return (
		headerText(a.header) === headerText(b.header) &&
		outputsText(a.outputs) === outputsText(b.outputs) &&
		sameResources(a, b)
	);
}

function headerText(header: StateHeader): string {
	return JSON.stringify({ ...header, serial: 0 });
}

function sameResources(a: ReadonlyState, b: ReadonlyState): boolean {
	if (a.size !== b.size) return false;
	for (const entry of a.entries()) {
		const other = b.get(entry.text);
		if (other === undefined || !sameEntry(entry, other)) return false;
	}
	const [left, right] = [a.groups(), b.groups()];
	return (
		left.length === right.length &&
		left.every((group, i) => {
			const other = right[i];
			return other && resourceHeadText(group) === resourceHeadText(other);
		})
	);
}

function sameEntry(a: StateEntry, b: StateEntry): boolean {
	if (a.current === b.current && a.deposed === b.deposed) return true;
	return [...instanceTexts(a)].join() === [...instanceTexts(b)].join();
}
