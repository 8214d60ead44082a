import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Controller, ControllerError } from "../../../src/controller";
import { Stub } from "./stub";

// A server certificate for 127.0.0.1 and its authority, made for these tests and valid for a hundred years.
const file = (name: string) => join(__dirname, "tls", name);
const authority = file("authority.pem");

let stub: Stub;
beforeAll(async () => {
	stub = new Stub({
		key: readFileSync(file("server-key.pem"), "utf8"),
		cert: readFileSync(file("server.pem"), "utf8"),
	});
	await stub.listen();
});
afterAll(() => stub.close());

async function info(options: {
	caFile?: string;
	insecureSkipVerify?: boolean;
	url?: string;
}) {
	const client = new Controller({ url: stub.url, ...options });
	try {
		return await client.info();
	} catch (error) {
		return error as ControllerError;
	} finally {
		client.close();
	}
}

test("a certificate of an unknown authority is refused, with what to do", async () => {
	const error = await info({});
	expect(error).toBeInstanceOf(ControllerError);
	expect(error).toMatchObject({ kind: "tls", wrote: "no" });
	expect((error as ControllerError).message).toMatch(
		/not trusted.*ca_file \(IOFOG_CA_FILE\)/,
	);
});

test("NODE_TLS_REJECT_UNAUTHORIZED does not switch the check off", async () => {
	process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
	try {
		expect(await info({})).toMatchObject({ kind: "tls" });
	} finally {
		delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
	}
});

test("a certificate of the given authority is trusted", async () => {
	expect(await info({ caFile: authority })).toMatchObject({ version: "3.0.4" });
});

test("insecureSkipVerify trusts any", async () => {
	expect(await info({ insecureSkipVerify: true })).toMatchObject({
		version: "3.0.4",
	});
});

test("a name that the certificate does not have is refused", async () => {
	const url = stub.url.replace("127.0.0.1", "localhost");
	expect(await info({ url, caFile: authority })).toMatchObject({ kind: "tls" });
});

test("a Controller without TLS behind https:// is named as such", async () => {
	const plain = new Stub();
	await plain.listen();
	const error = await info({ url: plain.url.replace("http:", "https:") });
	await plain.close();
	expect(error).toMatchObject({ kind: "tls" });
	expect((error as ControllerError).message).toMatch(/begins with http:\/\//);
});

test("an authority's file that is missing or no PEM names the argument, at the first call", async () => {
	expect(await info({ caFile: "/no/such/file.pem" })).toMatchObject({
		kind: "invalid",
		attribute: "caFile",
	});
	const empty = join(tmpdir(), `fogform-${process.pid}.pem`);
	writeFileSync(empty, "hello");
	expect(await info({ caFile: empty })).toMatchObject({
		kind: "invalid",
		attribute: "caFile",
	});
});
