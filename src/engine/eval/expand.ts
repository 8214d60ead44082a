import type { Faults } from "../config/faults";
import type { BlockConfig } from "../config/model";
import {
	convert,
	EPHEMERAL,
	evaluate,
	numText,
	type Scope,
	SENSITIVE,
	type Value,
} from "../language";
import { type Expansion, singleExpansion } from "./places";

const MAX_COUNT = 100_000;

/** The instances that count or for_each make of a block; undefined after a fault, which is reported. */
export function expand(
	resource: BlockConfig,
	scope: Scope,
	faults: Faults,
): Expansion | undefined {
	const { count, forEach, address } = resource;
	try {
		if (count) return expandCount(evaluate(count, scope), faults, address);
		if (forEach) return expandEach(evaluate(forEach, scope), faults, address);
		return singleExpansion;
	} catch (thrown) {
		faults.caught(thrown, address);
		return undefined;
	}
}

function expandCount(
	given: Value,
	faults: Faults,
	address: string,
): Expansion | undefined {
	const summary = "Invalid count argument";
	const refuse = (detail: string) => {
		faults.error(summary, detail, address);
		return undefined;
	};
	if ((given.marks & EPHEMERAL) !== 0)
		return refuse(
			'The given "count" is derived from an ephemeral value, which means that Terraform could not persist it between plan and apply rounds. Use only non-ephemeral values to specify the number of resource instances.',
		);
	const value = convert(given.unmarked(), "number");
	if (value.isNull)
		return refuse(
			'The given "count" argument value is null. An integer is required.',
		);
	if (!value.isKnown)
		return refuse(
			'The "count" value depends on resource attributes that cannot be determined until apply, so it is not known how many instances will be created. To work around this, use --target to first apply only the resources that the count depends on.',
		);
	const number = Number(numText(value.num));
	if (!Number.isSafeInteger(number))
		return refuse(
			'The given "count" argument value is unsuitable: a whole number is required.',
		);
	if (number < 0)
		return refuse(
			'The given "count" argument value is unsuitable: must be greater than or equal to zero.',
		);
	if (number > MAX_COUNT)
		return refuse(`The given "count" is larger than ${MAX_COUNT}.`);
	return { kind: "count", count: number };
}

function expandEach(
	given: Value,
	faults: Faults,
	address: string,
): Expansion | undefined {
	const summary = "Invalid for_each argument";
	const refuse = (detail: string) => {
		faults.error(summary, detail, address);
		return undefined;
	};
	if ((given.marks & SENSITIVE) !== 0)
		return refuse(
			"Sensitive values, or values derived from sensitive values, cannot be used as for_each arguments. If used, the sensitive value could be exposed as a resource instance key.",
		);
	if ((given.marks & EPHEMERAL) !== 0)
		return refuse(
			'The given "for_each" value is derived from an ephemeral value, which means that it could not be persisted between plan and apply rounds. Use only non-ephemeral values to specify a resource\'s instance keys.',
		);
	if (given.isNull)
		return refuse(
			'The given "for_each" argument value is unsuitable: the given "for_each" argument value is null. A map, or set of strings is allowed.',
		);
	const kind = given.type === "dynamic" ? "dynamic" : given.type[0];
	const isSet = kind === "set";
	if (
		!given.isKnown &&
		(isSet || kind === "map" || kind === "object" || kind === "dynamic")
	)
		return refuse(
			`The "for_each" ${isSet ? "set" : "map"} includes ${isSet ? "values" : "keys"} derived from resource attributes that cannot be determined until apply, so the full set of keys that will identify the instances of this resource is not known. When working with unknown values in for_each, it's better to define the map keys statically in your configuration and place apply-time results only in the map values.`,
		);
	if (isSet) {
		if (!given.isWhollyKnown)
			return refuse(
				'The "for_each" set includes values derived from resource attributes that cannot be determined until apply, so the full set of keys that will identify the instances of this resource is not known.',
			);
		const values = new Map<string, Value>();
		for (const element of given.elements) {
			if (element.isNull)
				return refuse(
					'The given "for_each" argument value is unsuitable: "for_each" sets must not contain null values.',
				);
			if (typeof element.raw !== "string")
				return refuse(
					`The given "for_each" argument value is unsuitable: "for_each" supports maps and sets of strings, but you have provided a set containing type ${String(given.type[1])}.`,
				);
			values.set(element.raw, element);
		}
		return { kind: "each", values };
	}
	if (kind !== "map" && kind !== "object")
		return refuse(
			`The given "for_each" argument value is unsuitable: the "for_each" argument must be a map, or set of strings, and you have provided a value of type ${typeof given.type === "string" ? given.type : kind}.`,
		);
	return {
		kind: "each",
		values: new Map(
			given.keys.map((key) => [key, given.members.get(key) as Value]),
		),
	};
}
