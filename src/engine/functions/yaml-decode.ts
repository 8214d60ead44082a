import {
	isAlias,
	isMap,
	isScalar,
	isSeq,
	LineCounter,
	type Node,
	parseAllDocuments,
	type Scalar,
	type YAMLMap,
} from "yaml";
import { parseNum } from "../values/number";
import { quote } from "../values/strings";
import {
	boolValue,
	FALSE,
	NULL,
	objectValue,
	stringValue,
	TRUE,
	tupleValue,
	Value,
} from "../values/value";
import { decodeBase64 } from "./encodings";
import { printTimestamp } from "./timestamp";

/** Reads one YAML document by YAML 1.1's rules for scalars, as Terraform does; throws an Error with the line. */
export function decodeYaml(source: string): Value {
	const lines = new LineCounter();
	const documents = parseAllDocuments(source, {
		schema: "failsafe",
		lineCounter: lines,
		uniqueKeys: false,
		prettyErrors: false,
	});
	const decoder = new Decoder(lines);
	if (!Array.isArray(documents) || documents.length === 0) {
		throw decoder.fail(0, "missing start of document");
	}
	const [first, second] = documents;
	for (const document of documents) {
		const [error] = document.errors;
		if (error !== undefined) {
			throw decoder.fail(error.pos[0], error.message.replace(/\.$/, ""));
		}
	}
	if (second !== undefined) {
		throw decoder.fail(second.range[0], "only a single document is allowed");
	}
	return decoder.decode((first?.contents ?? null) as Node | null);
}

const TAG = "tag:yaml.org,2002:";
const WORDS = new Map<string, Value>();
for (const word of [
	"y",
	"Y",
	"yes",
	"Yes",
	"YES",
	"true",
	"True",
	"TRUE",
	"on",
	"On",
	"ON",
]) {
	WORDS.set(word, TRUE);
}
for (const word of [
	"n",
	"N",
	"no",
	"No",
	"NO",
	"false",
	"False",
	"FALSE",
	"off",
	"Off",
	"OFF",
]) {
	WORDS.set(word, FALSE);
}
for (const word of ["", "~", "null", "Null", "NULL"]) WORDS.set(word, NULL);
for (const word of [".inf", ".Inf", ".INF"]) {
	WORDS.set(word, new Value("number", Infinity));
	WORDS.set(`+${word}`, new Value("number", Infinity));
	WORDS.set(`-${word}`, new Value("number", -Infinity));
}

class Decoder {
	readonly #anchors = new Map<string, Value | undefined>();

	constructor(readonly lines: LineCounter) {}

	fail(offset: number, message: string): Error {
		const { line, col } = this.lines.linePos(offset);
		return new Error(`on line ${line}, column ${col}: ${message}`);
	}

	#failAt(node: Node, message: string): Error {
		return this.fail(node.range?.[0] ?? 0, message);
	}

	decode(node: Node | null): Value {
		if (node === null) return NULL;
		if (isAlias(node)) {
			const value = this.#anchors.get(node.source);
			if (value !== undefined) return value;
			throw this.#failAt(
				node,
				this.#anchors.has(node.source)
					? `cannot refer to anchor ${quote(node.source)} from inside its own definition`
					: `reference to undefined anchor ${quote(node.source)}`,
			);
		}
		const { anchor } = node as Scalar;
		if (anchor !== undefined) this.#anchors.set(anchor, undefined);
		const value = this.#content(node);
		if (anchor !== undefined) this.#anchors.set(anchor, value);
		return value;
	}

	#content(node: Node): Value {
		if (isMap(node)) {
			this.#checkTag(node, "map", "mapping");
			return this.#mapping(node);
		}
		if (isSeq(node)) {
			this.#checkTag(node, "seq", "sequence");
			return tupleValue(node.items.map((item) => this.decode(item as Node)));
		}
		return this.#scalar(node as Scalar);
	}

	#checkTag(node: Node, wanted: string, kind: string): void {
		const { tag } = node as Scalar;
		if (tag !== undefined && tag !== TAG + wanted) {
			throw this.#failAt(node, `can't interpret ${kind} as ${tag}`);
		}
	}

	#mapping(node: YAMLMap): Value {
		const members = new Map<string, Value>();
		for (const { key, value } of node.items) {
			const name = key as Node | null;
			if (isPlain(name, "<<")) {
				const merged = this.decode(value as Node);
				if (!(merged.raw instanceof Map)) {
					throw this.#failAt(
						name as Node,
						"cannot merge this value into a mapping",
					);
				}
				for (const [inner, member] of merged.members)
					members.set(inner, member);
				continue;
			}
			members.set(this.#key(name, node), this.decode(value as Node | null));
		}
		return objectValue(members);
	}

	#key(node: Node | null, mapping: Node): string {
		const value =
			node !== null && isScalar(node) ? this.#scalar(node) : undefined;
		if (value === undefined && node !== null) {
			throw this.#failAt(node, "only strings are allowed as mapping keys");
		}
		if (value === undefined || value.isNull) {
			throw this.#failAt(node ?? mapping, "mapping key cannot be null");
		}
		return typeof value.raw === "string"
			? value.raw
			: String((node as Scalar).source);
	}

	#scalar(node: Scalar): Value {
		const source = node.source ?? String(node.value ?? "");
		const quoted = node.type !== "PLAIN" && node.type !== undefined;
		const { tag } = node;
		const kind = tag?.startsWith(TAG) ? tag.slice(TAG.length) : tag;
		if (kind === undefined || kind === "!") {
			return quoted || kind === "!"
				? stringValue(source)
				: this.#plain(node, source);
		}
		// A quoted scalar that could be anything else is a string, whatever number or word its tag asks for.
		if (
			quoted &&
			kind !== "str" &&
			kind !== "binary" &&
			/^(?:$|[-+.0-9yYnNtTfFoO~])/.test(source)
		) {
			return stringValue(source);
		}
		const bad = (hint = "") =>
			this.#failAt(node, `cannot parse ${quote(source)} as ${tag}${hint}`);
		switch (kind) {
			case "str":
				return stringValue(source);
			case "binary":
				if (decodeBase64(source) === undefined) throw bad(": not valid base64");
				return stringValue(source);
			case "null":
				return NULL;
			case "bool": {
				const value = WORDS.get(source);
				if (value?.type !== "bool") throw bad();
				return boolValue(value.raw === true);
			}
			case "int":
			case "float": {
				const value = parseNumber(source);
				if (value === undefined) throw bad();
				return value;
			}
			case "timestamp": {
				const value = parseDate(source);
				if (value === undefined) throw bad();
				return value;
			}
			default:
				throw this.#failAt(node, `unsupported tag ${quote(tag as string)}`);
		}
	}

	#plain(node: Scalar, source: string): Value {
		const word = WORDS.get(source);
		if (word !== undefined) return word;
		if (/^\.(?:nan|NaN|NAN)$/.test(source)) {
			throw this.#failAt(node, "floating point NaN is not supported");
		}
		const date = parseDate(source);
		if (date !== undefined) return date;
		const isNumber =
			/^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/.test(source) ||
			/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(
				source,
			);
		const value = isNumber ? parseNumber(source) : undefined;
		return value ?? stringValue(source);
	}
}

function isPlain(node: Node | null, source: string): boolean {
	return (
		node !== null &&
		isScalar(node) &&
		node.type === "PLAIN" &&
		node.source === source &&
		node.tag === undefined
	);
}

function parseNumber(source: string): Value | undefined {
	const plain = source.replaceAll("_", "");
	const num = parseNum(plain);
	if (num !== undefined) return new Value("number", num);
	if (/^0[xob][0-9a-fA-F]+$/.test(plain)) {
		return new Value("number", parseNum(BigInt(plain).toString()) as number);
	}
	return undefined;
}

const DATE =
	/^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt ])(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?)?$/;

// Terraform has no dates, so those of YAML become timestamps in RFC 3339.
function parseDate(source: string): Value | undefined {
	const match = DATE.exec(source);
	if (match === null) return undefined;
	const [
		,
		year,
		month,
		day,
		separator,
		hour = "0",
		minute = "0",
		second = "0",
		zone,
	] = match;
	// Only the form with a space goes without an offset.
	if (separator !== undefined && (separator === " ") === (zone !== undefined)) {
		return undefined;
	}
	const fields = [year, month, day, hour, minute, second].map(Number) as [
		number,
		number,
		number,
		number,
		number,
		number,
	];
	const date = new Date(
		Date.UTC(
			fields[0],
			fields[1] - 1,
			fields[2],
			fields[3],
			fields[4],
			fields[5],
		),
	);
	const same =
		date.getUTCMonth() === fields[1] - 1 &&
		date.getUTCDate() === fields[2] &&
		fields[3] < 24 &&
		fields[4] < 60 &&
		fields[5] < 60;
	if (!same) return undefined;
	const sign = zone?.startsWith("-") ? -1 : 1;
	const offset =
		zone === undefined || zone === "Z"
			? 0
			: sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)));
	return stringValue(
		printTimestamp({
			milliseconds: date.getTime() - offset * 60_000,
			nanoseconds: 0,
			offset,
		}),
	);
}
