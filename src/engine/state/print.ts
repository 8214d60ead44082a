import { compareStrings } from "../values/strings";
import { instanceText } from "./instance";
import type { JsonText } from "./json-text";
import { JsonWriter } from "./json-writer";
import { objectText, stringText } from "./members";
import type { ReadonlyState, ResourceHead } from "./state";
import type { StateEntry, StateOutput } from "./types";

// The members that are long are added piece by piece where their mark stands.
const MARK = "\u0000";

/** Writes a state snapshot as Terraform 1.11 would, byte for byte. */
export function printState(state: ReadonlyState): Buffer {
	const { header } = state;
	const whole = objectText(
		[
			["version", "4"],
			["terraform_version", stringText(header.terraformVersion)],
			["serial", String(header.serial)],
			["lineage", stringText(header.lineage)],
			["outputs", outputsText(state.outputs)],
			["resources", MARK],
			["check_results", header.checkResults],
		],
		header.unknown,
	);
	const [before = "", after = ""] = whole.split(MARK);
	const writer = new JsonWriter(4096 * (state.size + 1));
	writer.add(`${before}[`);
	for (const [i, group] of state.groups().entries()) {
		const [start = "", end = ""] = resourceHeadText(group).split(MARK);
		writer.add(`${i > 0 ? "," : ""}${start}[`);
		let separator = "";
		for (const entry of group.entries) {
			for (const text of instanceTexts(entry)) {
				writer.add(separator + text);
				separator = ",";
			}
		}
		writer.add(`]${end}`);
	}
	writer.add(`]${after}`);
	return writer.finish();
}

/** Prints outputs in the order of their names, compact. */
export function outputsText(
	outputs: ReadonlyMap<string, StateOutput>,
): JsonText {
	const names = [...outputs.keys()].sort(compareStrings);
	const members = names.map((name) => {
		const output = outputs.get(name) as StateOutput;
		const text = objectText(
			[
				["value", output.value],
				["type", output.type],
				["sensitive", output.sensitive ? "true" : undefined],
			],
			output.unknown,
		);
		return `${stringText(name)}:${text}`;
	});
	return `{${members.join(",")}}`;
}

/** Prints a resource without its instances, a mark in their place. */
export function resourceHeadText({
	address,
	provider,
	unknown,
}: ResourceHead): JsonText {
	return objectText(
		[
			["module", address.module ? stringText(address.module) : undefined],
			["mode", stringText(address.mode)],
			["type", stringText(address.type)],
			["name", stringText(address.name)],
			["provider", stringText(provider)],
			["instances", MARK],
		],
		unknown,
	);
}

/** Prints the objects of an entry as they stand in the file: the current one, then the deposed ones by their keys. */
export function* instanceTexts(entry: StateEntry): Generator<JsonText> {
	const { key } = entry.address;
	const place = key === undefined ? {} : { key };
	if (entry.current) yield instanceText({ ...place, instance: entry.current });
	const keys = [...(entry.deposed?.keys() ?? [])].sort(compareStrings);
	for (const deposed of keys) {
		const instance = entry.deposed?.get(deposed);
		if (instance) yield instanceText({ ...place, deposed, instance });
	}
}
