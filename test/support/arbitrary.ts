import fc from "fast-check";
import {
	type Attribute,
	type Attributes,
	type Type,
	toSnake,
	UNKNOWN,
} from "../../src/core";

const text = fc.oneof(
	fc.constantFrom("a", "b", "x-1", '{{ "quoted" }}', "", "é🙂"),
	fc.string({ maxLength: 8 }),
);

/** Values (snake_case) of a type, possibly with unknown ones inside. */
export function valuesOf(type: Type): fc.Arbitrary<unknown> {
	switch (type.kind) {
		case "string":
			return leaf(type, text);
		case "number":
			return leaf(
				type,
				fc.oneof(fc.integer({ min: 1, max: 65535 }), fc.constant(0)),
			);
		case "bool":
			return fc.boolean();
		case "json":
			return fc.json({ maxDepth: 2 });
		case "list":
		case "set":
			return fc.array(valuesOf(type.element as Type), { maxLength: 3 });
		case "map":
			return fc.dictionary(
				fc.constantFrom("amd64", "arm", "some_key", "camelKey"),
				valuesOf(type.element as Type),
				{ maxKeys: 3 },
			);
		case "object":
			return configOf(type.attributes as Attributes);
	}
}

// One of them is right for every type of leaf.
const EXAMPLES = ["a", "90s", 5, "unix:///run/docker.sock", "http://a.example"];

/** Leaves that the type accepts; enumerations give their own members. */
function leaf(type: Type, from: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
	const options = (type.check as { options?: unknown[] } | undefined)?.options;
	if (options) return fc.constantFrom(...options);
	const accepted = (v: unknown) => type.check?.safeParse(v).success ?? true;
	const examples = EXAMPLES.filter(accepted);
	// A filter that nothing passes would look for ever.
	if (examples.length === 0)
		throw new Error(`no example of ${JSON.stringify(type)}: add one`);
	return fc.oneof(from, fc.constantFrom(...examples)).filter(accepted);
}

/** Configurations (snake_case) of some attributes: required ones set, others perhaps, any of them perhaps unknown. */
export function configOf(
	attributes: Attributes,
	options: { unknowns?: boolean } = {},
): fc.Arbitrary<Record<string, unknown>> {
	return fc.record(
		Object.fromEntries(
			Object.entries(attributes).map(([name, attribute]) => [
				toSnake(name),
				argumentOf(attribute, options.unknowns ?? false),
			]),
		),
	);
}

function argumentOf(
	attribute: Attribute,
	unknowns: boolean,
): fc.Arbitrary<unknown> {
	if (attribute.role === "computed") return fc.constant(null);
	const value = valuesOf(attribute.type);
	const known =
		attribute.role === "required"
			? value
			: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, value);
	return unknowns
		? fc.oneof({ weight: 9, arbitrary: known }, fc.constant(UNKNOWN))
		: known;
}
