import * as fc from "fast-check";
import { printJsonValue } from "../../../src/cli/json-output";
import { makeTerminal } from "../../../src/cli/terminal";
import { parseJson } from "../../../src/engine/language";
import { printJson } from "../../../src/engine/values/json-text";
import { fakeStreams } from "./support/streams";

async function printed(value: object): Promise<string> {
	const streams = fakeStreams();
	await printJsonValue(value, makeTerminal(streams));
	return streams.out();
}

test("what goes out in pieces is the text as a whole", async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(
				fc.object({ maxDepth: 9, withNullPrototype: true }),
				fc.array(fc.jsonValue()),
			),
			async (value) => {
				expect(await printed(value)).toBe(
					`${printJson(value, { indent: 2 })}\n`,
				);
			},
		),
		{ numRuns: 300 },
	);
});

test("long numbers keep their digits at every depth", async () => {
	const text =
		'{"a":12345678901234567890,"b":[{"c":{"d":[{"e":{"f":0.1234567890123456789}}]}}]}';
	const value = parseJson(text) as object;
	expect((await printed(value)).replace(/\s/g, "")).toBe(text);
});

test("a member is made when it is its turn, and not kept", async () => {
	const seen: string[] = [];
	const lazy = (name: string) => ({
		enumerable: true,
		get: () => {
			seen.push(name);
			return [name];
		},
	});
	const value = Object.defineProperties({}, { a: lazy("a"), b: lazy("b") });
	expect(JSON.parse(await printed(value))).toEqual({ a: ["a"], b: ["b"] });
	expect(seen).toEqual(["a", "b"]);
});

test("a reader that is slow is waited for", async () => {
	const streams = fakeStreams();
	let waiting = 0;
	let most = 0;
	const stdout = Object.assign(Object.create(streams.stdout), {
		write(text: string, done: () => void) {
			waiting += text.length;
			most = Math.max(most, waiting);
			setImmediate(() => {
				waiting -= text.length;
				done();
			});
			return false;
		},
	});
	const value = { list: Array.from({ length: 30_000 }, (_, i) => `item ${i}`) };
	await printJsonValue(value, makeTerminal({ ...streams, stdout }));
	expect(waiting).toBe(0);
	expect(most).toBeLessThan(300_000);
});
