import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readPlanFile, writePlanFile } from "../../../../src/engine/state";
import { refusal, temporaryFolder } from "./support";

const path = join(temporaryFolder(), "web.plan");
const plan = {
	stack: "web",
	configHash: "abc",
	stateLineage: "l",
	stateSerial: 3,
	payload: '{"changes":["é\\n😀",123456789012345678901234567890]}',
};

test("a saved plan is read as it was written, and only by its owner", async () => {
	await writePlanFile(path, plan);
	expect(await readPlanFile(path)).toEqual(plan);
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

test.each<[string, (text: string) => string, RegExp]>([
	["was changed", (text) => text.replace("web", "wob"), /^Damaged plan: /],
	["is cut", (text) => text.slice(0, -10), /^Damaged plan: /],
	["has more after its end", (text) => `${text}x\n`, /^Damaged plan: /],
	[
		"has its first line only",
		(text) => text.split("\n")[0] as string,
		/^Damaged plan: /,
	],
	[
		"is of a newer format",
		(text) => text.replace('"fogformPlan":1', '"fogformPlan":2'),
		/^Saved plan of a newer version: /,
	],
	["is something else", () => "PK\u0003\u0004", /^Not a saved plan: /],
	["is other JSON", () => '{"version":4}\n', /^Not a saved plan: /],
	["is null", () => "null\n", /^Not a saved plan: /],
	["is empty", () => "", /^Not a saved plan: /],
])("a saved plan that %s is refused", async (_, damage, message) => {
	await writePlanFile(path, plan);
	writeFileSync(path, damage(readFileSync(path, "utf8")));
	expect(await refusal(() => readPlanFile(path))).toMatch(message);
});

test("a plan that is not there, or cannot be written, is named", async () => {
	const missing = join(path, "x.plan");
	expect(await refusal(() => readPlanFile(missing))).toMatch(
		/^Plan cannot be read: .*x\.plan/,
	);
	expect(await refusal(() => writePlanFile(missing, plan))).toMatch(
		/^Plan cannot be saved: .*x\.plan/,
	);
});
