import { parseMultipart } from "../../../src/dev-controller/multipart";
import { parseQuery } from "../../../src/dev-controller/query-string";

test.each([
	["", {}],
	["a=1&b=two%20words&c=a+b", { a: "1", b: "two words", c: "a b" }],
	["a=1&a=2", { a: ["1", "2"] }],
	["a[]=1&a[]=2", { a: ["1", "2"] }],
	["a[b]=1&a[c]=2", { a: { b: "1", c: "2" } }],
	[
		"filters[0][key]=name&filters[0][value]=x&filters[1][key]=y",
		{ filters: [{ key: "name", value: "x" }, { key: "y" }] },
	],
	["a", { a: "" }],
	["a=%zz", { a: "%zz" }],
])("the query %j", (text, expected) => {
	expect(parseQuery(text)).toEqual(expected);
});

describe("a multipart body", () => {
	const parts = (...lines: string[]) => Buffer.from(lines.join("\r\n"));

	test("gives files by field, and fields as the body", () => {
		const parsed = parseMultipart(
			"multipart/form-data; boundary=xx",
			parts(
				"--xx",
				'Content-Disposition: form-data; name="note"',
				"",
				"hello",
				"--xx",
				'Content-Disposition: form-data; name="application"; filename="a.yaml"',
				"Content-Type: text/yaml",
				"",
				"kind: Application",
				"",
				"--xx--",
				"",
			),
		);
		expect(parsed.body).toEqual({ note: "hello" });
		expect(parsed.files).toHaveLength(1);
		expect(parsed.files[0]).toMatchObject({
			field: "application",
			name: "a.yaml",
		});
		expect(parsed.files[0]?.content.toString()).toBe("kind: Application\r\n");
	});

	test("keeps bytes that are no text", () => {
		const bytes = Buffer.from([0, 255, 13, 10, 45, 45, 120]);
		const parsed = parseMultipart(
			'multipart/form-data; boundary="xx"',
			Buffer.concat([
				parts(
					"--xx",
					'Content-Disposition: form-data; name="f"; filename="f"',
					"",
					"",
				),
				bytes,
				parts("", "--xx--", ""),
			]),
		);
		expect(parsed.files[0]?.content.equals(bytes)).toBe(true);
	});
});
