import {
	type CtyType,
	deepEqual,
	type Schema,
	type SchemaAttribute,
} from "../../core";
import { LongNumber } from "../../engine/values/number";
import { alignLists, alignSets } from "./align";
import type { Leaf, Node } from "./node";
import {
	type Action,
	asCreate,
	asDelete,
	at,
	attributeOf,
	combine,
	isRecord,
	keysOf,
	replaces,
	type Sides,
	startOf,
	under,
} from "./sides";

/**
 * Compares two states of a resource attribute by attribute, as the schema describes them; without a schema by what the values look like.
 * `configured` names the arguments that the code sets: of what is written only a plan never holds the value, and this tells whether there is one.
 */
export function compareResource(
	sides: Sides,
	schema: Schema | undefined,
	configured?: ReadonlySet<string>,
): Node {
	const attributes = schema?.block.attributes;
	const children = new Map<string, Node>();
	let action = startOf(sides);
	for (const name of attributes ? Object.keys(attributes) : keysOf(sides)) {
		const attribute = attributes?.[name];
		if (attribute?.write_only) continue;
		const child = attributeOf(sides, name);
		const node = attribute
			? compareAttribute(child, attribute)
			: compareType(child, "dynamic");
		if (isNothing(node, child)) continue;
		children.set(name, node);
		action = combine(action, node.action);
	}
	// What is written but never read has no sides to compare: it shares the fate of the resource.
	for (const [name, attribute] of Object.entries(attributes ?? {}))
		if (attribute.write_only && configured?.has(name) !== false)
			children.set(name, {
				kind: "write-only",
				sensitive: attribute.sensitive === true,
				action: action === "update" ? "no-op" : action,
				replaces: replaces(under(sides, name)),
			});
	return {
		kind: "resource",
		nested: true,
		children,
		action,
		replaces: replaces(sides),
	};
}

/** Compares two values about whose type nothing is known, such as outputs and what JSON texts say. */
export function compareAny(sides: Sides): Node {
	return marked(sides, undefined, compareAny) ?? compareByLooks(sides);
}

function compareAttribute(sides: Sides, attribute: SchemaAttribute): Node {
	const nested = attribute.nested_type;
	if (!nested) return compareType(sides, attribute.type ?? "dynamic");
	const single = (part: Sides): Node =>
		marked(part, unknownMembers(nested.attributes), single) ??
		compareObject(part, nested.attributes, compareAttribute, true);
	const whole = (part: Sides): Node => {
		switch (nested.nesting_mode) {
			case "single":
				return single(part);
			case "map":
				return compareMap(part, single, true);
			case "set":
				return compareSet(part, single, true);
			case "list":
				return compareByPosition(part, single, true);
		}
	};
	if (nested.nesting_mode === "single") return single(sides);
	return marked(sides, undefined, whole) ?? whole(sides);
}

function compareType(sides: Sides, type: CtyType): Node {
	const same = (part: Sides) => compareType(part, type);
	return marked(sides, undefined, same) ?? compareKnown(sides, type);
}

function compareKnown(sides: Sides, type: CtyType): Node {
	if (type === "dynamic") return compareByLooks(sides);
	if (typeof type === "string") return leaf(sides);
	switch (type[0]) {
		case "object":
			return compareObject(sides, type[1], compareType, false);
		case "map":
			return compareMap(sides, (part) => compareType(part, type[1]), false);
		case "set":
			return compareSet(sides, (part) => compareType(part, type[1]), false);
		case "tuple":
			return compareByPosition(sides, compareAny, false);
		case "list": {
			const element = type[1];
			return compareList(
				sides,
				(part) => compareType(part, element),
				() => Array.isArray(element) && element[0] === "object",
			);
		}
	}
}

// Plans hold null where a value is sensitive; the mark says that there is one.
const HIDDEN = "(sensitive value)";

/** Values that are sensitive or unknown as a whole; undefined for all others. */
function marked(
	sides: Sides,
	unknownMembers: unknown,
	compare: (sides: Sides) => Node,
): Node | undefined {
	const was = sides.beforeSensitive === true;
	const becomes = sides.afterSensitive === true;
	if (was || becomes) {
		const before = was ? (sides.before ?? HIDDEN) : sides.before;
		const after =
			becomes && sides.unknown !== true ? (sides.after ?? HIDDEN) : sides.after;
		const differs = sides.hidden.some((path) => path.length === 0);
		const inner = differs
			? "update"
			: compare({
					...sides,
					before,
					after,
					beforeSensitive: undefined,
					afterSensitive: undefined,
				}).action;
		return {
			kind: "sensitive",
			inner,
			was,
			becomes,
			action: inner === "no-op" && was !== becomes ? "update" : inner,
			replaces: replaces(sides),
		};
	}
	if (sides.unknown !== true) return undefined;
	if ((sides.before ?? null) === null)
		return {
			kind: "unknown",
			action: sides.before === null ? "update" : "create",
			replaces: replaces(sides),
		};
	return {
		kind: "unknown",
		before: compare({ ...asDelete(sides), unknown: unknownMembers }),
		action: "update",
		replaces: replaces(sides),
	};
}

function unknownMembers(
	attributes: Readonly<Record<string, unknown>>,
): Record<string, true> {
	return Object.fromEntries(
		Object.keys(attributes).map((name) => [name, true]),
	);
}

function leaf(sides: Sides): Node & Leaf {
	const { before, after } = sides;
	let action: Action = "update";
	if (before === undefined && after !== undefined) action = "create";
	else if (before !== undefined && after === undefined) action = "delete";
	else if (deepEqual(before, after)) action = "no-op";
	return { kind: "leaf", before, after, action, replaces: replaces(sides) };
}

function compareObject<T>(
	sides: Sides,
	attributes: Readonly<Record<string, T>>,
	compare: (sides: Sides, type: T) => Node,
	nested: boolean,
): Node {
	const children = new Map<string, Node>();
	let action = startOf(sides);
	for (const [name, type] of Object.entries(attributes)) {
		const child = attributeOf(sides, name);
		const node = compare(child, type);
		if (isNothing(node, child)) continue;
		children.set(name, node);
		action = combine(action, node.action);
	}
	return {
		kind: "object",
		nested,
		children,
		action,
		replaces: replaces(sides),
	};
}

function compareMap(
	sides: Sides,
	compare: (sides: Sides) => Node,
	nested: boolean,
): Node {
	const children = new Map<string, Node>();
	let action = startOf(sides);
	for (const key of keysOf(sides)) {
		const node = compare(under(sides, key));
		children.set(key, node);
		action = combine(action, node.action);
	}
	return { kind: "map", nested, children, action, replaces: replaces(sides) };
}

function compareSet(
	sides: Sides,
	compare: (sides: Sides) => Node,
	nested: boolean,
): Node {
	const pairs = alignSets(items(sides.before), items(sides.after), (i, j) => {
		const pair = at(sides, i, j);
		return (
			(pair.beforeSensitive === true) === (pair.afterSensitive === true) &&
			pair.unknown !== true
		);
	});
	return sequence("set", sides, pairs, compare, nested);
}

function compareList(
	sides: Sides,
	compare: (sides: Sides) => Node,
	isObject: (value: unknown) => boolean,
): Node {
	const pairs = alignLists(items(sides.before), items(sides.after), isObject);
	return sequence("list", sides, pairs, compare, false);
}

function compareByPosition(
	sides: Sides,
	compare: (sides: Sides) => Node,
	nested: boolean,
): Node {
	const before = items(sides.before).length;
	const after = items(sides.after).length;
	const pairs = Array.from(
		{ length: Math.max(before, after) },
		(_, i) => [i < before ? i : -1, i < after ? i : -1] as const,
	);
	return sequence("list", sides, pairs, compare, nested);
}

function sequence(
	kind: "list" | "set",
	sides: Sides,
	pairs: readonly (readonly [number, number])[],
	compare: (sides: Sides) => Node,
	nested: boolean,
): Node {
	let action = startOf(sides);
	const children = pairs.map(([i, j]) => {
		const node = compare(at(sides, i, j));
		action = combine(action, node.action);
		return node;
	});
	return { kind, nested, children, action, replaces: replaces(sides) };
}

function compareByLooks(sides: Sides): Node {
	const before = looksOf(sides.before);
	const after = looksOf(sides.after);
	if (
		before === after ||
		sides.before === undefined ||
		sides.after === undefined
	)
		return compareAs(sides, before === "null" ? after : before);
	return {
		kind: "type",
		before: compareAs(asDelete(sides), before),
		after: compareAs(asCreate(sides), after),
		action: "update",
		replaces: replaces(sides),
	};
}

function compareAs(sides: Sides, looks: string): Node {
	if (looks === "object") {
		const node = compareMap(sides, compareAny, false);
		return { ...node, kind: "object" } as Node;
	}
	if (looks === "list") return compareList(sides, compareAny, isRecord);
	return leaf(sides);
}

function looksOf(value: unknown): string {
	if (value === null || value === undefined) return "null";
	if (Array.isArray(value)) return "list";
	if (value instanceof LongNumber) return "number";
	return typeof value;
}

function items(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function isNothing(node: Node, sides: Sides): boolean {
	return (
		node.action === "no-op" &&
		node.kind !== "sensitive" &&
		(sides.before ?? null) === null &&
		(sides.after ?? null) === null
	);
}
