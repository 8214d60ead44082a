import { SdkError } from "./errors";

/** A message between microservices; numbers that are 0 and texts that are empty count as not given. */
export interface Message {
	readonly id: string;
	readonly tag: string;
	readonly groupId: string;
	readonly sequenceNumber: number;
	readonly sequenceTotal: number;
	readonly priority: number;
	/** Milliseconds since 1970. */
	readonly timestamp: number;
	/** The uuid of the microservice that sent it. */
	readonly publisher: string;
	readonly authId: string;
	readonly authGroup: string;
	readonly chainPosition: number;
	readonly hash: string;
	readonly previousHash: string;
	readonly nonce: string;
	readonly difficultyTarget: number;
	readonly infoType: string;
	readonly infoFormat: string;
	readonly contextData: Buffer;
	readonly contentData: Buffer;
}

type Kind = "bytes" | "number" | "text";

/** The parts of a message in their order on the wire: the size of the length in the header, and of a number itself. */
const PARTS: readonly [
	name: keyof Message,
	kind: Kind,
	lengthSize: 1 | 2 | 4,
	size?: 1 | 4 | 8,
][] = [
	["id", "text", 1],
	["tag", "text", 2],
	["groupId", "text", 1],
	["sequenceNumber", "number", 1, 4],
	["sequenceTotal", "number", 1, 4],
	["priority", "number", 1, 1],
	["timestamp", "number", 1, 8],
	["publisher", "text", 1],
	["authId", "text", 2],
	["authGroup", "text", 2],
	["chainPosition", "number", 1, 8],
	["hash", "text", 2],
	["previousHash", "text", 2],
	["nonce", "text", 2],
	["difficultyTarget", "number", 1, 4],
	["infoType", "text", 1],
	["infoFormat", "text", 1],
	["contextData", "bytes", 4],
	["contentData", "bytes", 4],
];

const VERSION = 4;
const HEADER = 2 + PARTS.reduce((sum, [, , size]) => sum + size, 0);

const number = (value: number, size: number): Buffer => {
	const buffer = Buffer.alloc(size);
	if (size === 8) buffer.writeBigUInt64BE(BigInt(value));
	else if (size > 0) buffer.writeUIntBE(value, 0, size);
	return buffer;
};

const readNumber = (bytes: Buffer): number => {
	let value = 0;
	for (const byte of bytes) value = value * 256 + byte;
	return value;
};

/** A message with every gap filled. */
export function fullMessage(part: Partial<Message>): Message {
	const gaps = Object.fromEntries(
		PARTS.map(([name, kind]) => [
			name,
			kind === "number" ? 0 : kind === "text" ? "" : Buffer.alloc(0),
		]),
	) as unknown as Message;
	const given = Object.entries(part).filter(([, value]) => value !== undefined);
	return { ...gaps, ...Object.fromEntries(given) };
}

/** The bytes of a message (version 4); throws an `invalid` {@link SdkError} where a part is too long for its place. */
export function encodeMessage(message: Partial<Message>): Buffer {
	const full = fullMessage(message);
	const lengths: Buffer[] = [number(VERSION, 2)];
	const parts: Buffer[] = [];
	for (const [name, kind, lengthSize, size = 1] of PARTS) {
		const value = full[name];
		if (kind === "number" && !isNumberOf(value, size))
			throw new SdkError(
				"invalid",
				`The ${name} of a message has to be a whole number of at most ${size} bytes, and is ${value}.`,
			);
		const part =
			kind === "number"
				? number(value as number, value === 0 ? 0 : size)
				: kind === "text"
					? Buffer.from(value as string)
					: (value as Buffer);
		if (part.length >= 256 ** lengthSize)
			throw new SdkError(
				"invalid",
				`The ${name} of a message may be ${256 ** lengthSize - 1} bytes long, and has ${part.length}.`,
			);
		lengths.push(number(part.length, lengthSize));
		parts.push(part);
	}
	return Buffer.concat([...lengths, ...parts]);
}

const isNumberOf = (value: unknown, size: number): boolean =>
	Number.isSafeInteger(value) &&
	(value as number) >= 0 &&
	(value as number) < 256 ** size;

/** The message of some bytes; throws an `invalid` {@link SdkError} where they are none. */
export function decodeMessage(bytes: Buffer): Message {
	const broken = (why: string) =>
		new SdkError("invalid", `These bytes are no message: ${why}.`);
	if (bytes.length < HEADER) throw broken("they are too few for a header");
	const version = bytes.readUInt16BE(0);
	if (version !== VERSION) throw broken(`their version is ${version}, not 4`);
	const message: Record<string, unknown> = {};
	let header = 2;
	let at = HEADER;
	for (const [name, kind, lengthSize] of PARTS) {
		const length = bytes.readUIntBE(header, lengthSize);
		header += lengthSize;
		if (at + length > bytes.length) throw broken(`they end within ${name}`);
		const part = bytes.subarray(at, at + length);
		at += length;
		if (kind === "number" && length > 8) throw broken(`${name} is too long`);
		message[name] =
			kind === "number"
				? readNumber(part)
				: kind === "text"
					? part.toString("utf8")
					: Buffer.from(part);
	}
	return message as unknown as Message;
}

/** A message as JSON has it: lower-case names, base64 for bytes, and what is not given left out. */
export function messageToJson(
	message: Partial<Message>,
): Record<string, string | number> {
	const full = fullMessage(message);
	const members = PARTS.map(([name, kind]): [string, string | number] => [
		name.toLowerCase(),
		kind === "bytes"
			? (full[name] as Buffer).toString("base64")
			: (full[name] as string | number),
	]).filter(
		([name, value]) => (value !== "" && value !== 0) || name === "contentdata",
	);
	return { ...Object.fromEntries(members), version: VERSION };
}

/** The message of a JSON object; members of a wrong type count as not given. */
export function messageFromJson(json: Record<string, unknown>): Message {
	const part: Record<string, unknown> = {};
	for (const [name, kind] of PARTS) {
		const value = json[name.toLowerCase()];
		if (kind === "number" && Number.isFinite(Number(value ?? Number.NaN)))
			part[name] = Number(value);
		else if (typeof value === "string" && kind !== "number")
			part[name] = kind === "bytes" ? Buffer.from(value, "base64") : value;
	}
	return fullMessage(part as Partial<Message>);
}

/** The first byte of a frame that carries a message. */
export const MESSAGE_FRAME = 0x0d;

/** A message as a frame of the message socket. */
export function messageFrame(message: Partial<Message>): Buffer {
	const bytes = encodeMessage(message);
	return Buffer.concat([
		Buffer.from([MESSAGE_FRAME]),
		number(bytes.length, 4),
		bytes,
	]);
}

/** The message of a frame; throws as {@link decodeMessage} does. */
export function messageOfFrame(frame: Buffer): Message {
	const length = frame.length < 5 ? -1 : frame.readUInt32BE(1);
	if (frame[0] !== MESSAGE_FRAME || frame.length < 5 + length)
		throw new SdkError("invalid", "These bytes are no frame of a message.");
	return decodeMessage(frame.subarray(5, 5 + length));
}
