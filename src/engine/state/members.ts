import { escapeHtml } from "../values/json-text";
import type { JsonReader } from "./json-reader";
import type { JsonText } from "./json-text";
import type { UnknownMember } from "./types";

/** A member of an object to be printed; undefined where it is left out. */
export type Member = readonly [name: string, value: JsonText | undefined];

/** Prints a string as Terraform's files do. */
export function stringText(text: string): JsonText {
	return escapeHtml(JSON.stringify(text));
}

/** Prints an object: the known members in their order, each followed by the unknown ones that followed it when it was read. */
export function objectText(
	members: readonly Member[],
	unknown: readonly UnknownMember[] = [],
): JsonText {
	const parts: string[] = [];
	const addUnknown = (after: string) => {
		for (const member of unknown) {
			if (member.after !== after) continue;
			parts.push(`${stringText(member.name)}:${member.value}`);
		}
	};
	addUnknown("");
	for (const [name, value] of members) {
		if (value !== undefined) parts.push(`"${name}":${value}`);
		if (unknown.length > 0) addUnknown(name);
	}
	return `{${parts.join(",")}}`;
}

/** Reads an object by a table of its known members; gives the others as found. */
export function readMembers(
	reader: JsonReader,
	known: Readonly<Record<string, () => void>>,
): readonly UnknownMember[] | undefined {
	let unknown: UnknownMember[] | undefined;
	let after = "";
	reader.members((name) => {
		if (Object.hasOwn(known, name)) {
			known[name]?.();
			after = name;
			return;
		}
		unknown ??= [];
		unknown.push({ after, name, value: reader.text() });
	});
	return unknown;
}
