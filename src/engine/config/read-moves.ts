import type { JsonValue } from "../language";
import { parseAddress, resourceText } from "../state";
import type { Expressions } from "./body";
import type { Faults } from "./faults";
import type { ImportConfig, MovedConfig, RemovedConfig } from "./model";
import { readDestroy, unwrap } from "./read-resource";
import { bodiesOf, onlyKeys } from "./shape";

/** Reads moved blocks. */
export function readMoved(
	json: JsonValue | undefined,
	faults: Faults,
): MovedConfig[] {
	return bodiesOf(json, "moved", faults).flatMap((body) => {
		onlyKeys(body, ["from", "to"], faults, "moved");
		const from = parseAddress(unwrap(String(body.from ?? "")));
		const to = parseAddress(unwrap(String(body.to ?? "")));
		if (from === undefined || to === undefined || from.module || to.module) {
			faults.error(
				"Invalid moved block",
				`A moved block needs the addresses of two resources or of two instances: ${JSON.stringify({ from: body.from ?? null, to: body.to ?? null })} does not have them.`,
			);
			return [];
		}
		if (from.mode === "data" || to.mode === "data" || from.type !== to.type) {
			faults.error(
				"Unsupported move",
				`${String(body.from)} cannot move to ${String(body.to)}: only a managed resource can move, to an address of the same type.`,
			);
			return [];
		}
		const move = {
			from: unwrap(String(body.from)),
			to: unwrap(String(body.to)),
		};
		if (move.from === move.to) {
			faults.error(
				"Redundant move statement",
				`This moved block says that ${move.from} moves to where it is. Remove it.`,
			);
			return [];
		}
		return [move];
	});
}

const TO =
	/^([\p{ID_Start}_][\p{ID_Continue}-]*\.[\p{ID_Start}_][\p{ID_Continue}-]*)(?:\[(.*)\])?$/su;

/** Reads import blocks. */
export function readImports(
	json: JsonValue | undefined,
	expressions: Expressions,
): ImportConfig[] {
	const { faults } = expressions;
	return bodiesOf(json, "import", faults).flatMap((body) => {
		onlyKeys(body, ["to", "id", "for_each", "provider"], faults, "import");
		const match = TO.exec(unwrap(String(body.to ?? "")));
		if (match === null || body.id === undefined) {
			faults.error(
				"Invalid import block",
				'An import block needs "to", the address of a resource instance, and "id".',
			);
			return [];
		}
		const [, to = "", keyText] = match;
		const at = `import.${to}`;
		const key =
			keyText === undefined
				? undefined
				: expressions.of(`\${${keyText}}`, at, "to");
		const id = expressions.of(body.id, at, "id");
		const forEach =
			body.for_each === undefined
				? undefined
				: expressions.of(body.for_each, at, "for_each");
		if (id === undefined) return [];
		return [
			{
				to,
				id,
				...(key && { key }),
				...(forEach && { forEach }),
				...(typeof body.provider === "string" && {
					provider: unwrap(body.provider),
				}),
			},
		];
	});
}

/** Reads removed blocks. */
export function readRemoved(
	json: JsonValue | undefined,
	faults: Faults,
): RemovedConfig[] {
	return bodiesOf(json, "removed", faults).flatMap((body) => {
		onlyKeys(body, ["from", "lifecycle"], faults, "removed");
		const from = parseAddress(unwrap(String(body.from ?? "")));
		if (from === undefined || from.mode === "data" || from.key !== undefined) {
			faults.error(
				"Invalid removed block",
				'A removed block needs "from", the address of a managed resource without a key.',
			);
			return [];
		}
		return [{ from: resourceText(from), destroy: readDestroy(body.lifecycle) }];
	});
}
