import { readFleet } from "../../../../src/cli/fleet/read";
import type { Controller } from "../../../../src/controller";
import { parseStatus } from "../../../../src/controller/dialect";

test.each([
	["fast", -3_600_000],
	["slow", 3_600_000],
])(
	"a fleet is seen at the Controller's time where the clock here is an hour %s",
	async (_, ahead) => {
		const status = {
			timestamp: Date.now() + ahead,
			versions: { controller: "3.7.3" },
		};
		const info = parseStatus(status, "http://c");
		const controller = {
			url: "http://c",
			info: async () => info,
			rawList: async () => [],
		};
		const { at } = await readFleet(
			controller as unknown as Controller,
			new AbortController().signal,
		);
		expect(Math.abs(at - Date.now() - ahead)).toBeLessThan(10_000);
	},
);
