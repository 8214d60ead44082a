import { shortenPlan } from "../../../src/cli/demo/shorten";
import { restartsOf, restartText } from "../../../src/cli/restarts";
import type { PlanJson } from "../../../src/engine/json-types";

test.each([
	[{ restart: 0, stop: 0 }, "present", ""],
	[{ restart: 1, stop: 0 }, "present", " 1 microservice restarts."],
	[{ restart: 2, stop: 0 }, "present", " 2 microservices restart."],
	[{ restart: 0, stop: 1 }, "present", " 1 microservice stops."],
	[{ restart: 2, stop: 1 }, "present", " 2 microservices restart, 1 stops."],
	[{ restart: 1, stop: 3 }, "present", " 1 microservice restarts, 3 stop."],
	[{ restart: 3, stop: 0 }, "past", " 3 microservices restarted."],
] as const)("%j in the %s: %j", (counts, tense, text) => {
	expect(restartText(counts, tense)).toBe(text);
});

test("what is deleted stops; what is replaced, or uses what changes, restarts", () => {
	const change = (
		name: string,
		actions: string[],
		type = "iofog_microservice",
	) => ({
		type,
		change: { actions, before: { application: "shop", name } },
	});
	const plan = {
		resource_changes: [
			change("gone", ["delete"]),
			change("replaced", ["delete", "create"]),
			change("gone-too", ["delete"], "iofog_application"),
		],
		restarts: ["shop/replaced", "shop/gone", "other/user"].map(
			(microservice) => ({ microservice, because: [] }),
		),
	} as unknown as PlanJson;
	expect(restartsOf(plan)).toEqual({
		restart: ["other/user", "shop/replaced"],
		stop: ["shop/gone"],
	});
});

describe("a shortened plan", () => {
	const block = (name: string, lines: number) =>
		[
			`  # iofog_agent.${name} will be created`,
			`  + resource "iofog_agent" "${name}" {`,
			...Array.from({ length: lines }, (_, i) => `      + a${i} = 1`),
			"    }",
		].join("\n");

	test("leaves out the attributes of long blocks, but of the example", () => {
		const text = [
			block("long", 40),
			block("example", 40),
			block("short", 3),
			"Plan: 3 to add",
		].join("\n\n");
		expect(shortenPlan(text, ["iofog_agent.example"])).toBe(
			[
				'  # iofog_agent.long will be created\n  + resource "iofog_agent" "long" {\n        … 40 lines …\n    }',
				block("example", 40),
				block("short", 3),
				"Plan: 3 to add",
			].join("\n\n"),
		);
	});

	test("sees through colours", () => {
		const text = block("long", 40).replace(
			"  + resource",
			"  \u001b[32m+\u001b[39m resource",
		);
		expect(shortenPlan(text, []).split("\n")).toHaveLength(4);
	});

	test("is the text itself where nothing is long", () => {
		const text = `${block("short", 3)}\n\nApply complete!`;
		expect(shortenPlan(text, [])).toBe(text);
	});
});
