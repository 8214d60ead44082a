import { constants, deflateRawSync } from "node:zlib";
import { CsvError, parse as parseCsv } from "csv-parse/sync";
import * as iconv from "iconv-lite";
import type { CtyType } from "../../core/cty-type";
import { jsonFault } from "../../core/json";
import { encodeJson, fromJsonImplied } from "../values/json";
import { parseJson } from "../values/json-text";
import { compareNums } from "../values/number";
import { quote } from "../values/strings";
import { Unknown } from "../values/unknown";
import {
	DYNAMIC,
	listValue,
	objectValue,
	SENSITIVE,
	stringValue,
	unknownValue,
	type Value,
} from "../values/value";
import { crc32 } from "./crc32";
import { any, text, textFunction } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";

const first = ([value]: readonly Value[]) => value as Value;
const BASE64 =
	/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Decodes standard base64, in which line breaks are skipped as in Go; gives nothing where it is not valid. */
export function decodeBase64(given: string): Buffer | undefined {
	const plain = given.replace(/[\r\n]/g, "");
	return BASE64.test(plain) ? Buffer.from(plain, "base64") : undefined;
}

/** Decodes UTF-8; gives nothing where it is not valid. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
			bytes,
		);
	} catch {
		return undefined;
	}
}

function base64decode(value: Value): Value {
	if (!value.isKnown) return unknownValue("string").withMarks(value.marks);
	const bytes = decodeBase64(value.text);
	if (bytes === undefined) {
		const shown =
			(value.marks & SENSITIVE) !== 0 ? "(sensitive value)" : quote(value.text);
		throw new Error(`failed to decode base64 data ${shown}`);
	}
	const decoded = decodeUtf8(bytes);
	if (decoded === undefined) {
		throw new Error(
			"the result of decoding the provided string is not valid UTF-8",
		);
	}
	return stringValue(decoded).withMarks(value.marks);
}

/** Compresses as Go's gzip writer does: no name, no time, unknown system, a flushed block and an empty last one. */
function gzip(given: string): string {
	const data = Buffer.from(given);
	const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
	// Without something before the text zlib never refers back to its first byte, as Go does; 0xff cannot occur in the text itself.
	const body = deflateRawSync(data, {
		finishFlush: constants.Z_SYNC_FLUSH,
		dictionary: Buffer.from([0xff]),
	});
	const trailer = Buffer.alloc(13);
	trailer.set([1, 0, 0, 0xff, 0xff]);
	trailer.writeUInt32LE(crc32(data), 5);
	trailer.writeUInt32LE(data.length, 9);
	return Buffer.concat([header, body, trailer]).toString("base64");
}

function queryEscape(given: string): string {
	return encodeURIComponent(given)
		.replace(
			/[!'()*]/g,
			(char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
		)
		.replaceAll("%20", "+");
}

function checkEncoding(name: string): void {
	if (
		/^(?:hex|base64|binary|ucs2|internal)/i.test(name) ||
		!iconv.encodingExists(name)
	) {
		throw new ArgumentError(
			1,
			`${quote(name)} is not a supported IANA encoding name or alias in this Terraform version`,
		);
	}
}

function textEncode(given: string, encoding: string): Value {
	checkEncoding(encoding);
	// IANA's UTF-16 is big endian with a byte order mark.
	const bytes = /^utf-?16$/i.test(encoding)
		? iconv.encode(given, "utf-16be", { addBOM: true })
		: iconv.encode(given, encoding);
	if (iconv.decode(bytes, encoding) !== given) {
		throw new ArgumentError(
			0,
			`the given string contains characters that cannot be represented in ${encoding}`,
		);
	}
	return stringValue(bytes.toString("base64"));
}

function textDecode(given: string, encoding: string): Value {
	checkEncoding(encoding);
	const bytes = decodeBase64(given);
	if (bytes === undefined) {
		const valid = /^[A-Za-z0-9+/\r\n]*/.exec(given)?.[0].length ?? 0;
		throw new ArgumentError(
			0,
			`the given value is has an invalid base64 symbol at offset ${valid}`,
		);
	}
	const decoded = iconv.decode(bytes, encoding);
	if (decoded.includes("\ufffd")) {
		throw new ArgumentError(
			0,
			`the given string contains symbols that are not defined for ${encoding}`,
		);
	}
	return stringValue(decoded);
}

const CSV_FAULTS: Record<string, string> = {
	CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: "wrong number of fields",
	CSV_RECORD_INCONSISTENT_COLUMNS: "wrong number of fields",
	INVALID_OPENING_QUOTE: 'bare " in non-quoted-field',
	CSV_INVALID_CLOSING_QUOTE: 'extraneous or missing " in quoted-field',
	CSV_QUOTE_NOT_CLOSED: 'extraneous or missing " in quoted-field',
};

function readCsv(given: string): string[][] {
	try {
		return parseCsv(given.replaceAll("\r\n", "\n"), {
			record_delimiter: "\n",
			skip_empty_lines: true,
		});
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const line = (error as { lines?: number }).lines ?? 1;
		const reason = CSV_FAULTS[error.code] ?? error.message;
		throw new Error(`CSV parse error on line ${line}: ${reason}`);
	}
}

function csvReturns([given]: readonly Value[]): CtyType {
	const value = given as Value;
	if (!value.isKnown) return "dynamic";
	const [header] = readCsv(value.text);
	if (header === undefined) throw new Error("missing header line");
	const attributes: Record<string, CtyType> = Object.create(null);
	for (const name of header) {
		if (Object.hasOwn(attributes, name)) {
			throw new Error(`duplicate column name ${quote(name)}`);
		}
		attributes[name] = "string";
	}
	return ["list", ["object", attributes]];
}

function csvDecode(given: string, type: CtyType): Value {
	const [header = [], ...rows] = readCsv(given);
	return listValue(
		type[1] as CtyType,
		rows.map((row) =>
			objectValue(
				row.map((cell, i) => [header[i] as string, stringValue(cell)] as const),
			),
		),
	);
}

const PREFIXES: Record<string, string> = {
	object: "{",
	map: "{",
	tuple: "[",
	list: "[",
	set: "[",
};

function jsonEncode(value: Value): Value {
	if (!value.isWhollyKnown) {
		if (!value.isNotNull) return unknownValue("string");
		const prefix =
			value.type === "string" ? '"' : (PREFIXES[value.type[0] as string] ?? "");
		return unknownValue("string", new Unknown(true, prefix));
	}
	if (hasInfinity(value)) throw new Error("cannot serialize infinity as JSON");
	return stringValue(encodeJson(value));
}

function hasInfinity(value: Value): boolean {
	if (value.type === "number" && !value.isNull) {
		return (
			compareNums(value.num, Infinity) === 0 ||
			compareNums(value.num, -Infinity) === 0
		);
	}
	if (Array.isArray(value.raw)) return value.elements.some(hasInfinity);
	return (
		value.raw instanceof Map && [...value.members.values()].some(hasInfinity)
	);
}

function jsonDecode(given: string): Value {
	try {
		return fromJsonImplied(parseJson(given));
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		if (given.trim() === "") throw new Error("EOF");
		throw new Error(`invalid JSON: ${jsonFault(error)}`);
	}
}

/** Functions that encode and decode text. */
export const encodingFunctions: FunctionDefinition[] = [
	{
		name: "base64decode",
		summary: "Decodes base64 into text.",
		parameters: [text("str", { allowMarked: true, allowUnknown: true })],
		returns: "string",
		notNull: true,
		run: ({ args }) => base64decode(first(args)),
	},
	textFunction(
		"base64encode",
		"Encodes text as base64.",
		[text("str")],
		(given) => stringValue(Buffer.from(given).toString("base64")),
	),
	textFunction(
		"base64gzip",
		"Compresses text with gzip and encodes the result as base64.",
		[text("str")],
		(given) => stringValue(gzip(given)),
	),
	textFunction(
		"urlencode",
		"Escapes text for a query in a URL.",
		[text("str")],
		(given) => stringValue(queryEscape(given)),
	),
	textFunction(
		"textencodebase64",
		"Encodes text in a character set and that as base64.",
		[text("string"), text("encoding")],
		(given, encoding) => textEncode(given as string, encoding as string),
	),
	textFunction(
		"textdecodebase64",
		"Decodes base64 and that from a character set.",
		[text("source"), text("encoding")],
		(given, encoding) => textDecode(given as string, encoding as string),
	),
	{
		name: "csvdecode",
		summary: "Reads CSV with a header line into a list of objects.",
		parameters: [text("str")],
		returns: csvReturns,
		notNull: true,
		run: ({ args, type }) => csvDecode(first(args).text, type),
	},
	{
		name: "jsonencode",
		summary: "Writes a value as JSON.",
		parameters: [
			any("val", { allowNull: true, allowUnknown: true, allowDynamic: true }),
		],
		returns: "string",
		notNull: true,
		run: ({ args }) => jsonEncode(first(args)),
	},
	{
		name: "jsondecode",
		summary: "Reads a value from JSON.",
		parameters: [text("str")],
		returns: ([given]) => {
			const value = given as Value;
			return value.isKnown ? jsonDecode(value.text).type : "dynamic";
		},
		run: ({ args, type }) =>
			type === "dynamic" && !first(args).isKnown
				? DYNAMIC
				: jsonDecode(first(args).text),
	},
];
