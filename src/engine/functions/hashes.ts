import { createHash, randomUUID } from "node:crypto";
import { hashSync } from "bcryptjs";
import { stringValue, unknownValue, type Value } from "../values/value";
import { number, text, textFunction, wholeNumber } from "./define";
import type { FunctionDefinition } from "./definition";

function hash(
	name: string,
	algorithm: string,
	encoding: "hex" | "base64",
): FunctionDefinition {
	return textFunction(
		name,
		`Computes the ${algorithm.toUpperCase()} hash of a string, in ${encoding}.`,
		[text("str")],
		(given) =>
			stringValue(createHash(algorithm).update(given).digest(encoding)),
	);
}

const NAMESPACES: Record<string, string> = {
	dns: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
	url: "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
	oid: "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
	x500: "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
};
const UUID =
	/^(?:urn:uuid:|\{)?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;

function uuidv5(given: string, name: string): Value {
	const match = UUID.exec(NAMESPACES[given] ?? given);
	if (match === null) {
		throw new Error(
			`uuidv5() doesn't support namespace ${given} (it is neither dns, url, oid or x500 nor a UUID)`,
		);
	}
	const digest = createHash("sha1")
		.update(Buffer.from(match.slice(1).join(""), "hex"))
		.update(name)
		.digest()
		.subarray(0, 16);
	digest[6] = ((digest[6] as number) & 0x0f) | 0x50;
	digest[8] = ((digest[8] as number) & 0x3f) | 0x80;
	const hex = digest.toString("hex");
	return stringValue(
		hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
	);
}

function bcrypt([given, cost, ...rest]: readonly Value[]): Value {
	if (rest.length > 0)
		throw new Error("bcrypt() takes no more than two arguments");
	const rounds = cost === undefined ? 10 : wholeNumber(cost);
	if (rounds > 31) {
		throw new Error(
			`error occured generating password crypto/bcrypt: cost ${rounds} is outside allowed inclusive range 4..31`,
		);
	}
	const password = (given as Value).text;
	if (Buffer.byteLength(password) > 72) {
		throw new Error(
			"error occured generating password bcrypt: password length exceeds 72 bytes",
		);
	}
	// Go's default for a cost that is too low; the two prefixes name the same algorithm.
	const hashed = hashSync(password, rounds < 4 ? 10 : rounds);
	return stringValue(hashed.replace(/^\$2b\$/, "$2a$$"));
}

/** Functions that hash and identify. */
export const hashFunctions: FunctionDefinition[] = [
	hash("md5", "md5", "hex"),
	hash("sha1", "sha1", "hex"),
	hash("sha256", "sha256", "hex"),
	hash("sha512", "sha512", "hex"),
	hash("base64sha256", "sha256", "base64"),
	hash("base64sha512", "sha512", "base64"),
	{
		name: "bcrypt",
		summary:
			"Hashes a password with bcrypt and random salt; unknown while planning.",
		parameters: [text("str")],
		variadic: number("cost"),
		returns: "string",
		notNull: true,
		run: ({ args, context }) =>
			context.planning ? unknownValue("string") : bcrypt(args),
	},
	{
		name: "uuid",
		summary: "Makes a random UUID; unknown while planning.",
		parameters: [],
		returns: "string",
		notNull: true,
		run: ({ context }) =>
			context.planning ? unknownValue("string") : stringValue(randomUUID()),
	},
	textFunction(
		"uuidv5",
		"Makes the UUID of a name in a namespace.",
		[text("namespace"), text("name")],
		(namespace, name) => uuidv5(namespace as string, name as string),
	),
];
