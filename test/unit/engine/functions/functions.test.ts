import { homedir, tmpdir } from "node:os";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { compareSync } from "bcryptjs";
import {
	EPHEMERAL,
	evaluate,
	type FunctionContext,
	LanguageError,
	objectValue,
	parseTemplate,
	SENSITIVE,
	stringValue,
	toJson,
	toPlain,
	UNKNOWN,
	type Value,
	valueScope,
} from "../../../../src/engine/language";
import { CONTEXT } from "../../../support/language-cases";

const APPLYING: FunctionContext = { ...CONTEXT, planning: false };
const local = objectValue({
	secret: stringValue("s").withMarks(SENSITIVE),
	token: stringValue("t").withMarks(EPHEMERAL),
	both: stringValue("b").withMarks(SENSITIVE | EPHEMERAL),
});

const run = (text: string, context = CONTEXT): Value =>
	evaluate(parseTemplate(`\${${text}}`), valueScope({ local }, context));

describe("functions that would give another result at apply", () => {
	it.each(["timestamp()", "uuid()", 'bcrypt("x")'])(
		"%s is unknown in a plan",
		(call) => {
			expect(toPlain(run(call))).toBe(UNKNOWN);
		},
	);

	it("are computed at apply", () => {
		expect(run("timestamp()", APPLYING).text).toMatch(
			/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
		);
		expect(run("uuid()", APPLYING).text).toMatch(
			/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/,
		);
		expect(run("uuid()", APPLYING).text).not.toBe(run("uuid()", APPLYING).text);
		const hash = run('bcrypt("pass", 4)', APPLYING).text;
		expect([hash.slice(0, 7), compareSync("pass", hash)]).toEqual([
			"$2a$04$",
			true,
		]);
	});

	it("but plantimestamp is that of the run in both", () => {
		expect(run("plantimestamp()").text).toBe("2026-01-02T03:04:05Z");
		expect(run("plantimestamp()", APPLYING).text).toBe("2026-01-02T03:04:05Z");
	});

	it("refuse what Terraform refuses", () => {
		expect(() => run('bcrypt("x", 4, 5)', APPLYING)).toThrow(
			"no more than two",
		);
		expect(() => run('bcrypt("x", 40)', APPLYING)).toThrow("outside allowed");
		expect(() => run(`bcrypt("${"x".repeat(73)}")`, APPLYING)).toThrow(
			"72 bytes",
		);
	});
});

describe("marks", () => {
	it.each<[string, number]>([
		["upper(local.secret)", SENSITIVE],
		["upper(local.token)", EPHEMERAL],
		["join(local.secret, [local.token])", SENSITIVE | EPHEMERAL],
		["nonsensitive(local.both)", EPHEMERAL],
		["ephemeralasnull(local.both)", SENSITIVE],
		["ephemeralasnull(local.secret)", SENSITIVE],
		['"a-${local.token}"', EPHEMERAL],
		["local.token == null", EPHEMERAL],
		["true ? 1 : local.token", EPHEMERAL],
		["jsonencode([local.secret])", SENSITIVE],
		["file(local.secret) == 1 || true", 0],
	])("of %s are %d", (text, marks) => {
		if (marks === 0) expect(() => run(text)).toThrow("(sensitive value)");
		else expect(run(text).deepMarks).toBe(marks);
	});

	it("stay on the parts that carry them", () => {
		const value = run("[local.secret, { a = local.token }]");
		expect([value.marks, value.deepMarks]).toEqual([0, SENSITIVE | EPHEMERAL]);
		expect(toJson(run("ephemeralasnull([local.token, 1])"))).toEqual([null, 1]);
	});

	it("keep sensitive values out of messages", () => {
		for (const call of [
			"tonumber(local.secret)",
			"base64decode(local.secret)",
			"lookup({}, local.secret)",
			"tobool(local.secret)",
		]) {
			expect(() => run(call)).toThrow(LanguageError);
			expect(() => run(call)).not.toThrow(/"s"/);
		}
	});
});

describe("paths", () => {
	it("count from where Terraform counts them", () => {
		expect(run('abspath("a/../b")').text).toBe(resolve("b"));
		expect(run('pathexpand("~/x")').text).toBe(`${homedir()}/x`);
		expect(run('pathexpand("x/~")').text).toBe("x/~");
		expect(() => run('pathexpand("~other/x")')).toThrow("home dir");
	});

	it("must lead to files that are text", () => {
		expect(() => run('file("files/binary.bin")')).toThrow("not valid UTF-8");
		expect(() => run('fileexists("files")')).toThrow("is a directory");
		expect(() => run('file("files")')).toThrow("failed to read file");
		const elsewhere = { ...CONTEXT, directory: tmpdir() };
		expect(() => run('file("files/hello.txt")', elsewhere)).toThrow(
			"no file exists",
		);
	});
});

it("compresses so that others can decompress", () => {
	const text = "config ".repeat(500);
	const zipped = Buffer.from(run(`base64gzip("${text}")`).text, "base64");
	expect(gunzipSync(zipped).toString()).toBe(text);
});

it("counts elements that wrap around in either direction", () => {
	expect(run('element(["a", "b", "c"], -1)').text).toBe("c");
	expect(() => run("range(1, 4, 0)")).toThrow("step must not be zero");
});

it("does not let a template call templates or read files", () => {
	const scope = valueScope(
		{
			local: objectValue({
				file: stringValue('${file("x")}'),
				again: stringValue("${templatestring(a, {})}"),
				bad: stringValue("${1 +}"),
			}),
		},
		CONTEXT,
	);
	const render = (name: string) =>
		evaluate(
			parseTemplate(`\${templatestring(local.${name}, { a = 1 })}`),
			scope,
		);
	expect(() => render("file")).toThrow("filesystem access functions like file");
	expect(() => render("again")).toThrow(
		"cannot recursively call templatestring",
	);
	expect(() => render("bad")).toThrow("invalid template");
});
