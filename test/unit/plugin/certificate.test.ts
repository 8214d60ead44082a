import { X509Certificate } from "node:crypto";
import {
	derOf,
	makeIdentity,
	pemOf,
} from "../../../src/plugin/server/certificate";
import { identifier, integer } from "../../../src/plugin/server/der";

const DAY = 24 * 3600 * 1000;

test.each<[string, Uint8Array]>([
	["any random number", Buffer.from("0f".repeat(16), "hex")],
	["one with its highest bit set", Buffer.alloc(16, 0xff)],
	["one that begins with zeros", Buffer.from([0, 0, 0x80, 1])],
	["one that begins with a small byte", Buffer.from([0, 1])],
])("a certificate with %s for a serial", (_, random) => {
	const now = Date.UTC(2026, 10, 23);
	const { der, key } = makeIdentity(random, now);
	const certificate = new X509Certificate(der);
	expect(certificate.subjectAltName).toBe("DNS:localhost");
	expect(certificate.checkHost("localhost")).toBe("localhost");
	expect(certificate.checkIssued(certificate)).toBe(true);
	expect(certificate.verify(certificate.publicKey)).toBe(true);
	expect(certificate.checkPrivateKey(key)).toBe(true);
	expect(Date.parse(certificate.validFrom)).toBe(now - DAY);
	expect(Date.parse(certificate.validTo)).toBe(now + 365 * DAY);
	expect(BigInt(`0x${certificate.serialNumber}`)).toBe(
		BigInt(`0x${Buffer.from(random).toString("hex")}`),
	);
});

test("no two are the same", () => {
	const random = Buffer.alloc(16, 1);
	expect(makeIdentity(random).der.equals(makeIdentity(random).der)).toBe(false);
});

test("PEM and back", () => {
	const { der } = makeIdentity(Buffer.alloc(16, 3));
	expect(derOf(pemOf(der))?.equals(der)).toBe(true);
	expect(derOf("none")).toBeUndefined();
});

test.each<[string, string]>([
	["1.2.840.10045.4.3.2", "06082a8648ce3d040302"],
	["2.5.29.17", "0603551d11"],
])("the identifier %s", (dotted, hex) => {
	expect(identifier(dotted).toString("hex")).toBe(hex);
});

test.each<[number[], string]>([
	[[2], "020102"],
	[[0], "020100"],
	[[0x80], "02020080"],
	[[0, 0, 0x7f], "02017f"],
])("the integer %j", (bytes, hex) => {
	expect(integer(Buffer.from(bytes)).toString("hex")).toBe(hex);
});
