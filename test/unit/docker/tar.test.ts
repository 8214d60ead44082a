import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tarOf } from "../../../src/docker/tar";

const folder = mkdtempSync(join(tmpdir(), "fogform-tar-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("what is written is what tar reads", () => {
	const files = [
		{ path: "Dockerfile", content: "FROM scratch\n" },
		{ path: "empty", content: "" },
		{ path: "a/deep/ü.txt", content: "é".repeat(300) },
		{ path: "block", content: Buffer.alloc(512, 7) },
		{ path: "n".repeat(99), content: Buffer.alloc(100_000, 1) },
	];
	const input = tarOf(files);
	execFileSync("tar", ["-x", "-C", folder, "-f", "-"], { input });
	for (const { path, content } of files)
		expect(readFileSync(join(folder, path))).toEqual(
			Buffer.from(content as string),
		);
	expect(tarOf(files).equals(input)).toBe(true);
});

test("a path that does not fit is an error, not another path", () => {
	expect(() => tarOf([{ path: "é".repeat(50), content: "" }])).toThrow(
		"too long",
	);
});
