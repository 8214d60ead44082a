import type * as Yaml from "yaml";
import { exactNumber, FunctionFault } from "../core";

type Node = Yaml.Node;
type MapNode = Yaml.YAMLMap<unknown, unknown>;

// One document of a few bytes can stand for gigabytes by aliases of aliases.
const MOST_ALIASES = 10_000;
// A key or a value of Controller's own templates, which it evaluates in files that iofogctl sends it, and nowhere else.
const TEMPLATE = /\{\{|\{%/;

/** A document of a manifest with what its places share. */
class Source {
	aliases = 0;
	constructor(
		readonly yaml: typeof Yaml,
		readonly document: Yaml.Document,
		readonly lines: Yaml.LineCounter,
	) {}

	resolve(node: unknown, at: Place): Node | null {
		if (!this.yaml.isAlias(node)) return (node as Node | null) ?? null;
		if (++this.aliases > MOST_ALIASES) throw at.fault("has too many aliases");
		const target = node.resolve(this.document);
		if (target === undefined)
			throw at.fault(`names an anchor "${node.source}" that is not there`);
		return target as Node;
	}
}

/** A value in a manifest, with its place for messages. All readers throw a FunctionFault that names line and key. */
export class Place {
	private readonly node: Node | null;
	readonly line: number;

	constructor(
		private readonly source: Source,
		given: unknown,
		/** How a user would name it, e.g. `spec.microservices[0].name`; empty for the document. */
		readonly name: string,
		line: number,
	) {
		const { isNode } = source.yaml;
		const offset = isNode(given) ? given.range?.[0] : undefined;
		this.line = offset === undefined ? line : source.lines.linePos(offset).line;
		this.node = source.resolve(given, this);
	}

	/** A fault that says where: `message` goes on after the name, e.g. "must be a number". */
	fault(message: string): FunctionFault {
		return new FunctionFault(
			`line ${this.line}: ${this.name || "the document"} ${message}`,
			0,
		);
	}

	get isNull(): boolean {
		const { isScalar } = this.source.yaml;
		return (
			this.node === null || (isScalar(this.node) && this.node.value === null)
		);
	}

	/** Members by key, those that are null left out; merged ones (`<<`) included. */
	members(): Map<string, Place> {
		const found = new Map<string, Place>();
		this.collect(found);
		for (const [key, place] of found) if (place.isNull) found.delete(key);
		return found;
	}

	/** Members by key; an unknown key is a fault that lists those that there are. */
	known(keys: Iterable<string>): Map<string, Place> {
		const allowed = new Set(keys);
		const members = this.members();
		for (const [key, place] of members)
			if (!allowed.has(key))
				throw place.fault(
					`is not known here; the keys that can be translated are ${[...allowed].sort().join(", ")}`,
				);
		return members;
	}

	elements(): Place[] {
		const { isSeq } = this.source.yaml;
		if (this.isNull) return [];
		if (!isSeq(this.node)) throw this.fault("must be a list");
		return this.node.items.map((item, i) => this.child(item, `[${i}]`));
	}

	/** A text; numbers and booleans as they are written. */
	text(): string {
		const { isScalar } = this.source.yaml;
		if (!isScalar(this.node) || this.isNull) throw this.fault("must be a text");
		const { value, source } = this.node;
		return this.literal(
			typeof value === "string" ? value : (source ?? String(value)),
		);
	}

	number(): number {
		const value = this.scalar();
		const number =
			typeof value === "string" && value.trim() !== "" ? Number(value) : value;
		if (typeof number === "bigint") return Number(number);
		if (typeof number !== "number" || !Number.isFinite(number))
			throw this.fault("must be a number");
		return number;
	}

	bool(): boolean {
		const value = this.scalar();
		if (typeof value === "boolean") return value;
		if (value === "true" || value === "false") return value === "true";
		throw this.fault("must be true or false");
	}

	/** A text as JavaScript prints the value, which is what the Controller makes of a variable's value. */
	printed(): string {
		const value = this.scalar();
		return this.literal(String(value));
	}

	/** Anything, as a plain value; numbers keep all of their digits (see AnyNumber). */
	plain(): unknown {
		const { isMap, isSeq } = this.source.yaml;
		if (this.isNull) return null;
		if (isSeq(this.node)) return this.elements().map((place) => place.plain());
		if (!isMap(this.node)) {
			const value = this.scalar();
			if (typeof value === "string") return this.literal(value);
			const { source } = this.node as Yaml.Scalar;
			return typeof value === "number" && source !== undefined
				? (exactNumber(source) ?? value)
				: value;
		}
		const found = new Map<string, Place>();
		this.collect(found);
		return Object.fromEntries(
			[...found].map(([key, place]) => [key, place.plain()]),
		);
	}

	private scalar(): unknown {
		const { isScalar } = this.source.yaml;
		if (!isScalar(this.node)) throw this.fault("must be a single value");
		const { value } = this.node;
		return typeof value === "bigint" && Number.isSafeInteger(Number(value))
			? Number(value)
			: value;
	}

	/** A text that means itself. */
	private literal(text: string): string {
		if (TEMPLATE.test(text))
			throw this.fault(
				`holds a template of the Controller ("${text.includes("{{") ? "{{" : "{%"}"), which it evaluates in files that iofogctl sends it only; write the value in its place`,
			);
		return text;
	}

	private child(node: unknown, step: string): Place {
		return new Place(this.source, node, `${this.name}${step}`, this.line);
	}

	private collect(found: Map<string, Place>): void {
		const { isMap } = this.source.yaml;
		if (!isMap(this.node)) throw this.fault("must be a mapping");
		const { items } = this.node as MapNode;
		for (const { key, value } of items) {
			const text = this.key(key);
			if (text === "<<") continue;
			found.set(text, this.child(value ?? key, this.step(text)).orNull(value));
		}
		for (const { key, value } of items) {
			if (this.key(key) !== "<<") continue;
			const merged = this.child(value, this.step("<<"));
			const sources = this.source.yaml.isSeq(merged.node)
				? merged.elements()
				: [merged];
			for (const one of sources) {
				const inner = new Map<string, Place>();
				one.collect(inner);
				for (const [name, place] of inner)
					if (!found.has(name)) found.set(name, place);
			}
		}
	}

	/** The same place with the value null where there is none. */
	private orNull(value: unknown): Place {
		return value === null || value === undefined
			? new Place(this.source, null, this.name, this.line)
			: this;
	}

	private step(key: string): string {
		return this.name === "" ? key : `.${key}`;
	}

	private key(node: unknown): string {
		const { isScalar } = this.source.yaml;
		const key = this.source.resolve(node, this);
		if (!isScalar(key) || key.value === null)
			throw this.fault("has a key that is no text");
		return String(key.value);
	}
}

/** The documents of a YAML text, empty ones left out; scalars as iofogctl's parser reads them (YAML 1.1 without times). Throws a FunctionFault with the line. */
export function documentsOf(text: string): Place[] {
	// Loaded when the first manifest is read: most runs read none.
	const yaml = require("yaml") as typeof Yaml;
	const lines = new yaml.LineCounter();
	const documents = yaml.parseAllDocuments(text, {
		version: "1.1",
		intAsBigInt: true,
		lineCounter: lines,
		prettyErrors: false,
		customTags: (tags) =>
			tags.filter(
				(tag) =>
					typeof tag === "string" ||
					(tag.format !== "TIME" && !/:(timestamp|merge)$/.test(tag.tag)),
			),
	});
	const places: Place[] = [];
	for (const document of Array.isArray(documents) ? documents : []) {
		const [error] = document.errors;
		if (error) {
			const { line } = lines.linePos(error.pos[0]);
			throw new FunctionFault(
				`line ${line}: this is not valid YAML: ${error.message.replace(/\.$/, "")}`,
				0,
			);
		}
		if (document.contents === null) continue;
		const source = new Source(yaml, document as Yaml.Document, lines);
		const place = new Place(source, document.contents, "", 1);
		if (!place.isNull) places.push(place);
	}
	return places;
}
