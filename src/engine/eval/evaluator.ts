import type { CtyType } from "../../core";
import type { BlockConfig, StackConfig } from "../config/model";
import type { Mode } from "../config/providers";
import { resourceAddress } from "../config/read-resource";
import { suggestion } from "../config/shape";
import {
	attributeOf,
	boolValue,
	DYNAMIC,
	EPHEMERAL,
	evaluate,
	type FunctionContext,
	fromPlain,
	LanguageError,
	markPaths,
	objectValue,
	type Reference,
	type Scope,
	SENSITIVE,
	stringValue,
	tupleValue,
	unknownValue,
	type Value,
} from "../language";
import { objectOf } from "../objects/plain";
import type { TypeSchema } from "../objects/schema";
import { allSensitive, below } from "../objects/sensitive";
import { addressText } from "../state";
import {
	countOf,
	type Expansion,
	eachOf,
	type InstanceObject,
	type Place,
} from "./places";

/** Gives the names in the expressions of one stack their values, at one stage of the work. */
export class Evaluator {
	/** Objects by instance address, as far as they are decided. */
	readonly objects = new Map<string, InstanceObject>();
	/** Instances by resource address, as far as they are decided. */
	readonly expansions = new Map<string, Expansion>();
	#locals = new Map<string, Value>();
	#busy = new Set<string>();
	#wholes = new WeakMap<InstanceObject, Value>();
	#resources = new Map<string, Value>();

	constructor(
		readonly config: StackConfig,
		readonly variables: ReadonlyMap<string, Value>,
		readonly functions: FunctionContext,
		/** "static": no object is decided, all are unknown. */
		readonly stage: "static" | "plan" | "apply" = "plan",
	) {}

	/** The scope of expressions at a place; without one, neither each nor count nor self exist. */
	scope(place?: Place): Scope {
		return {
			functions: this.functions,
			resolve: (reference) => this.#resolve(reference, place),
		};
	}

	/** Forgets what was computed of objects, when they have changed. */
	refresh(): void {
		this.#locals.clear();
		this.#resources.clear();
	}

	local(name: string): Value {
		const known = this.#locals.get(name);
		if (known) return known;
		const expression = this.config.locals.get(name);
		if (expression === undefined) {
			if (this.config.unreadable.has(`local.${name}`)) return DYNAMIC;
			throw new LanguageError(
				"Reference to undeclared local value",
				`A local value with the name "${name}" has not been declared.${suggestion(name, this.config.locals.keys())}`,
			);
		}
		if (this.#busy.has(name))
			throw new LanguageError("Cycle", `local.${name} refers to itself.`);
		this.#busy.add(name);
		try {
			const value = evaluate(expression, this.scope());
			this.#locals.set(name, value);
			return value;
		} finally {
			this.#busy.delete(name);
		}
	}

	/** The object of one instance with its marks. */
	whole(resource: BlockConfig, object: InstanceObject): Value {
		let value = this.#wholes.get(object);
		if (value === undefined) {
			value = markPaths(
				objectOf(
					object.values,
					resource.schema.type[1] as Record<string, CtyType>,
				),
				allSensitive(resource.schema, object.values, object.sensitive),
				SENSITIVE,
			);
			this.#wholes.set(object, value);
		}
		return value;
	}

	#resolve(
		reference: Reference,
		place: Place | undefined,
	): { value: Value; consumed: number } {
		const { root, steps } = reference;
		const name = steps[0]?.key;
		switch (root) {
			case "var":
				return { value: this.#variable(name), consumed: 1 };
			case "local":
				if (typeof name !== "string") throw incomplete("local");
				return { value: this.local(name), consumed: 1 };
			case "each":
				return { value: eachOf(name, place), consumed: 1 };
			case "count":
				return { value: countOf(name, place), consumed: 1 };
			case "self":
				if (place?.self === undefined)
					throw new LanguageError(
						'Invalid "self" reference',
						'The "self" object is not available in this context. It can be used in postconditions only.',
					);
				return this.#instance(
					place.self.resource,
					place.self.object,
					reference,
					0,
				);
			case "path":
				return { value: this.#path(name), consumed: 1 };
			case "terraform":
				if (name === "workspace")
					return { value: stringValue("default"), consumed: 1 };
				if (name === "applying")
					return {
						value: boolValue(this.stage === "apply").withMarks(EPHEMERAL),
						consumed: 1,
					};
				throw new LanguageError(
					'Invalid "terraform" attribute',
					`The "terraform" object does not have an attribute named "${name ?? ""}".`,
				);
			case "module":
				throw new LanguageError(
					"Unsupported reference",
					'The object "module" is not supported: there are no modules here.',
				);
			case "ephemeral": {
				const { value, consumed } = this.#resource("ephemeral", 1, reference);
				return { value: value.withMarks(EPHEMERAL), consumed };
			}
			case "data":
				return this.#resource("data", 1, reference);
			default:
				return this.#resource("managed", 0, reference);
		}
	}

	#variable(name: string | number | undefined): Value {
		const value = this.variables.get(String(name));
		if (value !== undefined) return value;
		throw new LanguageError(
			"Reference to undeclared input variable",
			`An input variable with the name "${name ?? ""}" has not been declared.${suggestion(String(name), this.config.variables.keys())}`,
		);
	}

	#path(name: string | number | undefined): Value {
		if (name === "module" || name === "root") return stringValue(".");
		if (name === "cwd") return stringValue(this.config.directory);
		throw new LanguageError(
			'Invalid "path" attribute',
			`The "path" object does not have an attribute named "${name ?? ""}".`,
		);
	}

	#resource(
		mode: Mode,
		skip: 0 | 1,
		reference: Reference,
	): { value: Value; consumed: number } {
		const type = skip === 1 ? reference.steps[0]?.key : reference.root;
		const name = reference.steps[skip]?.key;
		if (typeof type !== "string" || typeof name !== "string")
			throw incomplete(reference.text);
		const address = resourceAddress(mode, type, name);
		const blocks: ReadonlyMap<string, BlockConfig> =
			mode === "ephemeral" ? this.config.ephemerals : this.config.resources;
		const resource = blocks.get(address);
		const consumed = skip + 1;
		if (resource === undefined) {
			if (this.config.unreadable.has(address))
				return { value: DYNAMIC, consumed };
			throw new LanguageError(
				mode === "managed" && !type.includes("_")
					? "Invalid reference"
					: "Reference to undeclared resource",
				type === "undefined"
					? 'cdktf lost an operand here: it writes `undefined` where the right side of Op.eq, Op.neq, Op.and … is "", 0 or false. Wrap that operand in Fn.rawString(…) or a local value, or move to cdktn 0.24.'
					: `${mode === "ephemeral" ? "An" : "A"} ${mode} resource "${type}" "${name}" has not been declared in this stack.${suggestion(address, blocks.keys())}`,
			);
		}
		if (
			!resource.count &&
			!resource.forEach &&
			reference.steps[consumed]?.kind === "index"
		)
			throw new LanguageError(
				"Unexpected resource instance key",
				`Because ${resource.address} does not have "count" or "for_each" set, references to it must not include an index key. Remove the bracketed index to refer to the single instance of this resource.`,
			);
		const expansion = this.expansions.get(address);
		if (expansion === undefined)
			return this.#undecided(resource, reference, consumed);
		if (expansion.kind === "single")
			return this.#instance(
				resource,
				this.#object(address),
				reference,
				consumed,
			);
		const key = reference.steps[consumed]?.key;
		const fits =
			expansion.kind === "count"
				? typeof key === "number" && key < expansion.count
				: typeof key === "string" && expansion.values.has(key);
		if (fits)
			return this.#instance(
				resource,
				this.#object(instanceAddress(resource, key as string)),
				reference,
				consumed + 1,
			);
		return { value: this.#all(resource, expansion), consumed };
	}

	#object(address: string): InstanceObject | undefined {
		return this.objects.get(address);
	}

	/** The value of a resource of which the instances are not decided. */
	#undecided(
		resource: BlockConfig,
		reference: Reference,
		consumed: number,
	): { value: Value; consumed: number } {
		if (resource.count || resource.forEach) {
			const step = reference.steps[consumed];
			if (step?.kind === "attribute")
				throw new LanguageError(
					"Missing resource instance key",
					`Because ${resource.address} has "${resource.count ? "count" : "for_each"}" set, its attributes must be accessed on specific instances, e.g. ${resource.address}[${resource.count ? "count.index" : "each.key"}].`,
				);
			if (step !== undefined)
				return this.#instance(resource, undefined, reference, consumed + 1);
			return { value: DYNAMIC, consumed };
		}
		return this.#instance(resource, undefined, reference, consumed);
	}

	#instance(
		resource: BlockConfig,
		object: InstanceObject | undefined,
		reference: Reference,
		consumed: number,
	): { value: Value; consumed: number } {
		const step = reference.steps[consumed];
		if (step === undefined)
			return {
				value: object
					? this.whole(resource, object)
					: unknownObject(resource.schema),
				consumed,
			};
		const attr = resource.schema.byName.get(String(step.key));
		if (attr === undefined)
			throw new LanguageError(
				"Unsupported attribute",
				`This object has no argument, nested block, or exported attribute named "${step.key}".${suggestion(String(step.key), resource.schema.byName.keys())}`,
			);
		if (object === undefined)
			return {
				value: attr.sensitive
					? unknownValue(attr.type).withMarks(SENSITIVE)
					: unknownValue(attr.type),
				consumed: consumed + 1,
			};
		const value = fromPlain(object.values[attr.name], attr.type);
		if (attr.sensitive)
			return { value: value.withMarks(SENSITIVE), consumed: consumed + 1 };
		const paths = below(
			attr.hidesInside
				? allSensitive(resource.schema, object.values, object.sensitive)
				: object.sensitive,
			attr.name,
		);
		return {
			value: paths.length === 0 ? value : markPaths(value, paths, SENSITIVE),
			consumed: consumed + 1,
		};
	}

	/** All instances: a tuple for count, an object for for_each. */
	#all(resource: BlockConfig, expansion: Expansion): Value {
		const known = this.#resources.get(resource.address);
		if (known) return known;
		let complete = true;
		const one = (key: string | number) => {
			const object = this.#object(instanceAddress(resource, key));
			if (object === undefined) complete = false;
			return object ? this.whole(resource, object) : DYNAMIC;
		};
		const value =
			expansion.kind === "count"
				? tupleValue(Array.from({ length: expansion.count }, (_, i) => one(i)))
				: objectValue(
						[
							...((
								expansion as { values?: ReadonlyMap<string, Value> }
							).values?.keys() ?? []),
						].map((key) => [key, one(key)] as const),
					);
		if (complete) this.#resources.set(resource.address, value);
		return value;
	}
}

/** Address of an instance of a block, as references write it. */
export function instanceAddress(
	{ mode, type, name }: BlockConfig,
	key: string | number | undefined,
): string {
	const at = { type, name, ...(key !== undefined && { key }) };
	return mode === "ephemeral"
		? `ephemeral.${addressText({ ...at, mode: "managed" })}`
		: addressText({ ...at, mode });
}

const unknowns = new WeakMap<TypeSchema, Value>();

/** An object of which every attribute is unknown. */
function unknownObject(schema: TypeSchema): Value {
	let value = unknowns.get(schema);
	if (value === undefined) {
		value = objectValue(
			schema.attrs.map(
				(attr) =>
					[
						attr.name,
						unknownValue(
							attributeOf(schema.type, attr.name) as CtyType,
						).withMarks(attr.sensitive ? SENSITIVE : 0),
					] as const,
			),
		);
		unknowns.set(schema, value);
	}
	return value;
}

const incomplete = (text: string) =>
	new LanguageError(
		"Invalid reference",
		`"${text}" is not complete: a reference to a resource needs its type and its name, such as iofog_application.shop.`,
	);
