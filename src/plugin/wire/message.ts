import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** How one field of a message is written: its number, its kind, and how often it occurs. */
export interface Field<T> {
	readonly no: number;
	readonly kind: "string" | "bytes" | "bool" | "int" | "message";
	readonly many?: "list" | "map";
	/** Present means something else than zero: the field is written even where it is zero. */
	readonly explicit?: boolean;
	readonly message?: () => Message<Fields>;
	/** The type of its value, for the compiler alone. */
	readonly value?: T;
}

type Fields = Readonly<Record<string, Field<unknown>>>;

/** A message of the protocol: its fields by name. Unset fields of a decoded message are undefined, and those of zero may be. */
export interface Message<F extends Fields> {
	readonly fields: F;
	readonly byNumber: ReadonlyMap<number, readonly [string, Field<unknown>]>;
}

/** Values of a message, each absent where it is not set. */
export type Body<M> =
	M extends Message<infer F>
		? {
				readonly [K in keyof F]?: F[K] extends Field<infer T> ? T : never;
			}
		: never;

/** Describes a message. */
export function message<F extends Fields>(fields: F): Message<F> {
	return {
		fields,
		byNumber: new Map(
			Object.entries(fields).map(([name, field]) => [field.no, [name, field]]),
		),
	};
}

const of =
	<T>(kind: Field<T>["kind"]) =>
	(no: number): Field<T> => ({ no, kind });

/** The kinds of fields; `int` stands for enumerations and for 64-bit integers, which are below 2^53 in this protocol. */
export const string = of<string>("string");
export const bytes = of<Uint8Array>("bytes");
export const bool = of<boolean>("bool");
export const int = of<number>("int");

/** A field in which zero or empty is something else than absent, such as a member of a oneof. */
export const explicit = <T>(field: Field<T>): Field<T> => ({
	...field,
	explicit: true,
});

/** A field that is itself a message. */
export const nested = <M>(no: number, inner: () => M): Field<Body<M>> => ({
	no,
	kind: "message",
	message: inner as never,
});

/** A field that occurs any number of times. */
export const list = <T>(field: Field<T>): Field<readonly T[]> =>
	({ ...field, many: "list" }) as never;

/** A map from texts to what the field says. */
export const map = <T>(field: Field<T>): Field<Readonly<Record<string, T>>> =>
	({ ...field, many: "map" }) as never;

/** Writes a message. */
export function encodeMessage<M extends Message<Fields>>(
	type: M,
	body: Body<M>,
): Uint8Array {
	// A writer grows in steps, each with a new array: one that is done is used again.
	const writer = spare ?? new BinaryWriter();
	spare = undefined;
	write(writer, type, body as Record<string, unknown>);
	const bytes = writer.finish();
	if (bytes.length <= KEPT) spare = writer;
	return bytes;
}

let spare: BinaryWriter | undefined;
// A writer that has written more than this would hold on to a large array.
const KEPT = 1 << 20;

/** Reads a message; fields that it does not know are skipped. Throws where the bytes are no message. */
export function decodeMessage<M extends Message<Fields>>(
	type: M,
	data: Uint8Array,
): Body<M> {
	return read(new BinaryReader(data), data.length, type) as Body<M>;
}

function write(
	writer: BinaryWriter,
	{ fields }: Message<Fields>,
	body: Record<string, unknown>,
): void {
	for (const name in fields) {
		const value = body[name];
		if (value === undefined || value === null) continue;
		const field = fields[name] as Field<unknown>;
		if (field.many === "list")
			for (const each of value as unknown[]) writeOne(writer, field, each);
		else if (field.many === "map")
			for (const [key, each] of Object.entries(value)) {
				writer.tag(field.no, WireType.LengthDelimited).fork();
				writer.tag(1, WireType.LengthDelimited).string(key);
				writeOne(writer, { ...field, no: 2 }, each);
				writer.join();
			}
		else if (field.explicit || field.kind === "message" || !isZero(value))
			writeOne(writer, field, value);
	}
}

const isZero = (value: unknown) =>
	value === 0 ||
	value === "" ||
	value === false ||
	(value instanceof Uint8Array && value.length === 0);

function writeOne(
	writer: BinaryWriter,
	{ no, kind, message: inner }: Field<unknown>,
	value: unknown,
): void {
	switch (kind) {
		case "string":
			writer.tag(no, WireType.LengthDelimited).string(value as string);
			return;
		case "bytes":
			writer.tag(no, WireType.LengthDelimited).bytes(value as Uint8Array);
			return;
		case "bool":
			writer.tag(no, WireType.Varint).bool(value as boolean);
			return;
		case "int":
			writer.tag(no, WireType.Varint).int64(value as number);
			return;
		default:
			writer.tag(no, WireType.LengthDelimited).fork();
			write(
				writer,
				(inner as () => Message<Fields>)(),
				value as Record<string, unknown>,
			);
			writer.join();
	}
}

function read(
	reader: BinaryReader,
	end: number,
	{ byNumber }: Message<Fields>,
): Record<string, unknown> {
	const body: Record<string, unknown> = {};
	while (reader.pos < end) {
		const [no, wireType] = reader.tag();
		const known = byNumber.get(no);
		if (!known || wireType !== wireTypeOf(known[1])) {
			reader.skip(wireType, no);
			continue;
		}
		const [name, field] = known;
		if (field.many === "list") {
			const values = (body[name] ?? []) as unknown[];
			values.push(readOne(reader, field));
			body[name] = values;
		} else if (field.many === "map") {
			body[name] = Object.assign(
				body[name] ?? Object.create(null),
				readEntry(reader, field),
			);
		} else body[name] = readOne(reader, field);
	}
	if (reader.pos !== end) throw new RangeError("a message ends too late");
	return body;
}

const wireTypeOf = ({ kind, many }: Field<unknown>) =>
	!many && (kind === "bool" || kind === "int")
		? WireType.Varint
		: WireType.LengthDelimited;

function readOne(
	reader: BinaryReader,
	{ kind, message: inner }: Field<unknown>,
): unknown {
	switch (kind) {
		case "string":
			return reader.string();
		case "bytes":
			return reader.bytes();
		case "bool":
			return reader.bool();
		case "int":
			return Number(reader.int64());
		default: {
			const length = reader.uint32();
			return read(
				reader,
				reader.pos + length,
				(inner as () => Message<Fields>)(),
			);
		}
	}
}

function readEntry(reader: BinaryReader, field: Field<unknown>): object {
	const end = reader.uint32() + reader.pos;
	let key = "";
	let value: unknown;
	while (reader.pos < end) {
		const [no, wireType] = reader.tag();
		if (no === 1) key = reader.string();
		else if (no === 2) value = readOne(reader, field);
		else reader.skip(wireType, no);
	}
	return { [key]: value };
}
