import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import {
	bitString,
	der,
	identifier,
	integer,
	octetString,
	sequence,
	set,
	time,
	utf8,
} from "./der";

/** A key with a certificate that it signed itself. */
export interface Identity {
	readonly key: KeyObject;
	/** The certificate in DER form. */
	readonly der: Buffer;
}

const ECDSA_WITH_SHA256 = sequence(identifier("1.2.840.10045.4.3.2"));
const DAY = 24 * 3600 * 1000;

/** Makes the certificate of one process: a plugin lives for minutes, and its client is told the very bytes. */
export function makeIdentity(random: Uint8Array, now = Date.now()): Identity {
	const { privateKey: key, publicKey } = generateKeyPairSync("ec", {
		namedCurve: "P-256",
	});
	const name = sequence(
		set(sequence(identifier("2.5.4.3"), utf8("localhost"))),
	);
	// Begins earlier than now: a clock that was set back in between would refuse it.
	const validity = sequence(
		time(new Date(now - DAY)),
		time(new Date(now + 365 * DAY)),
	);
	// Go looks at this name alone, never at the common name.
	const names = sequence(
		identifier("2.5.29.17"),
		octetString(sequence(der(0x82, Buffer.from("localhost")))),
	);
	const signed = sequence(
		der(0xa0, integer(Buffer.from([2]))),
		integer(random),
		ECDSA_WITH_SHA256,
		name,
		validity,
		name,
		publicKey.export({ type: "spki", format: "der" }),
		der(0xa3, sequence(names)),
	);
	return {
		key,
		der: sequence(
			signed,
			ECDSA_WITH_SHA256,
			bitString(sign("sha256", signed, key)),
		),
	};
}

/** The PEM form of a certificate. */
export function pemOf(certificate: Uint8Array): string {
	const lines = Buffer.from(certificate)
		.toString("base64")
		.match(/.{1,64}/g);
	return `-----BEGIN CERTIFICATE-----\n${lines?.join("\n")}\n-----END CERTIFICATE-----\n`;
}

/** The DER form of the first certificate in a PEM text; undefined where there is none. */
export function derOf(pem: string): Buffer | undefined {
	const body =
		/-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/.exec(
			pem,
		)?.[1];
	return body ? Buffer.from(body, "base64") : undefined;
}
