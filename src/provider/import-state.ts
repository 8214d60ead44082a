import { type Diagnostic, encode, error } from "../core";
import { listName } from "../resources/list-name";
import { lookingOnly } from "./context";
import { diagnose } from "./diagnose";
import { idOf } from "./identity";
import type { Configured, Stored } from "./types";
import { resourceOf } from "./types-of";

/** Finds the identity of the object that an import ID stands for. */
export async function importState(
	configured: Configured,
	type: string,
	id: string,
	signal: AbortSignal,
): Promise<{ stored: Stored | null; diagnostics: Diagnostic[] }> {
	const resource = resourceOf(type);
	const { controller } = configured;
	if (!controller)
		return refused(
			"Controller not known yet",
			"The configuration of the provider is not known, so nothing can be imported. Apply what it depends on first.",
		);
	try {
		const found = await resource.import(lookingOnly(controller, signal), id);
		const forms = resource.importForms.join(" or ");
		if (found.length === 0)
			return refused(
				"Nothing to import",
				`The Controller at ${controller.url} has no ${type} with the ID "${id}" (expected: ${forms}). List what it has:\n    fogform list ${listName(resource)}`,
			);
		const states = found.map((f) => encode(resource.attributes, f));
		if (states.length > 1)
			return refused(
				"Import ID not unique",
				`"${id}" stands for ${states.length} objects. Import one of them by its ID: ${states
					.map((s) => idOf(type, s))
					.join(", ")}.`,
			);
		return {
			stored: { state: states[0] as Stored["state"], private: {} },
			diagnostics: [],
		};
	} catch (cause) {
		return { stored: null, diagnostics: diagnose(cause) };
	}
}

function refused(summary: string, detail: string) {
	return { stored: null, diagnostics: [error(summary, detail)] };
}
