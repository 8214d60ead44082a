import { type Level, levelOf, makeLog } from "../../../src/plugin/log";

test.each<[Record<string, string>, Level | undefined]>([
	[{}, undefined],
	[{ TF_LOG: "" }, undefined],
	[{ TF_LOG: "off" }, undefined],
	[{ TF_LOG: "WARN" }, "warn"],
	[{ TF_LOG: "JSON" }, "trace"],
	[{ TF_LOG: "whatever" }, "trace"],
	[{ TF_LOG: "trace", TF_LOG_PROVIDER: "error" }, "error"],
	[{ TF_LOG_PROVIDER: "trace", TF_LOG_PROVIDER_IOFOG: "info" }, "info"],
	[{ TF_LOG_PROVIDER: "trace", TF_LOG_PROVIDER_IOFOG: "OFF" }, undefined],
])("the level of %j is %s", (env, level) => {
	expect(levelOf(env)).toBe(level);
});

function written(
	env: Record<string, string>,
	work: (log: ReturnType<typeof makeLog>) => void,
) {
	const lines: string[] = [];
	work(makeLog(env, (line) => lines.push(line)));
	return lines;
}

test("a line is one JSON object with a time of six digits", () => {
	const [line, ...more] = written({ TF_LOG: "debug" }, (log) => {
		log.write("debug", "GET /status", { status: 200, ms: 3 });
		log.write("trace", "too quiet");
	});
	expect(more).toEqual([]);
	expect(line?.endsWith("}\n")).toBe(true);
	expect(JSON.parse(line ?? "")).toEqual({
		"@level": "debug",
		"@message": "GET /status",
		"@timestamp": expect.stringMatching(
			/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/,
		),
		"@module": "provider.iofog",
		status: 200,
		ms: 3,
	});
});

test("no line is longer than the host reads in one piece", () => {
	const lines = written({ TF_LOG: "info" }, (log) => {
		log.write("error", "x".repeat(200_000), { y: "z".repeat(200_000) });
	});
	expect(lines).toHaveLength(1);
	expect(lines[0]?.length).toBeLessThan(65_536);
	expect(JSON.parse(lines[0] ?? "")["@level"]).toBe("error");
});

test("a reader that is gone does no harm", () => {
	const log = makeLog({ TF_LOG: "trace" }, () => {
		throw new Error("EPIPE");
	});
	expect(() => log.write("error", "x")).not.toThrow();
});
