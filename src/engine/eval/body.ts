import type { Path } from "../../core";
import type { Values } from "../../provider/types";
import type { Faults } from "../config/faults";
import type { Body } from "../config/model";
import {
	convert,
	EPHEMERAL,
	evaluate,
	markedPaths,
	type Scope,
	SENSITIVE,
} from "../language";
import { plainOf } from "../objects/plain";

/** Arguments of a block for one instance. */
export interface Arguments {
	readonly values: Values;
	/** Paths that expressions made sensitive. */
	readonly sensitive: readonly Path[];
}

const NO_PATHS: readonly Path[] = [];

/** Evaluates the arguments of a block; undefined after a fault, which is reported. Ephemeral values are for write-only arguments and, where allowed, providers. */
export function bodyValues(
	body: Body,
	scope: Scope,
	faults: Faults,
	address: string,
	options: { readonly ephemeral?: boolean } = {},
): Arguments | undefined {
	if (body.computed.length === 0)
		return { values: body.constants, sensitive: NO_PATHS };
	const values: Values = { ...body.constants };
	const sensitive: Path[] = [];
	let failed = false;
	for (const { attr, expression } of body.computed) {
		try {
			const value = convert(evaluate(expression, scope), attr.constraint);
			if (
				(value.deepMarks & EPHEMERAL) !== 0 &&
				!attr.writeOnly &&
				!options.ephemeral
			) {
				failed = true;
				faults.error(
					"Invalid use of ephemeral value",
					`Ephemeral values are not valid for "${attr.name}", because it is not a write-only attribute and must be persisted to state.`,
					address,
					[attr.name],
				);
				continue;
			}
			if ((value.deepMarks & SENSITIVE) !== 0 && !attr.writeOnly)
				for (const path of markedPaths(value, SENSITIVE))
					sensitive.push([attr.name, ...path]);
			values[attr.name] = plainOf(value, attr.type);
		} catch (thrown) {
			failed = true;
			faults.caught(thrown, address, [attr.name]);
		}
	}
	if (failed) return undefined;
	for (const { attr } of body.computed)
		if (attr.required && values[attr.name] === null) {
			faults.error(
				"Missing required argument",
				`The argument "${attr.name}" is required, but its value is null.`,
				address,
				[attr.name],
			);
			return undefined;
		}
	return { values, sensitive };
}
