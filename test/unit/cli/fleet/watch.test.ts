import type {
	FleetStatus,
	MicroserviceStatus,
} from "../../../../src/cli/fleet/types";
import {
	cutLine,
	RestartCounter,
	Screen,
} from "../../../../src/cli/fleet/watch";
import { makeTerminal } from "../../../../src/cli/terminal";
import { fakeStreams } from "../support/streams";

const microservice = (
	name: string,
	changes: Partial<MicroserviceStatus> = {},
): MicroserviceStatus => ({
	application: "shop",
	name,
	uuid: name,
	agent: "edge",
	agentUuid: "e",
	state: "RUNNING",
	activated: true,
	health: "",
	percentage: 100,
	error: "",
	image: "web:1",
	container: "c1",
	created: 1,
	started: 1_000,
	lastSeen: 5_000,
	cpu: 1,
	memory: 1,
	...changes,
});

const fleet = (microservices: MicroserviceStatus[]): FleetStatus => ({
	controller: { url: "http://c", version: "3.7.3" },
	at: 10_000,
	agents: [],
	microservices,
});

test.each([
	["a run that goes on", [{}, {}], 0],
	["another container", [{}, { container: "c2", started: 2_000 }], 1],
	["the same container started again", [{}, { started: 2_000 }], 1],
	[
		"a pause without a container",
		[{}, { started: undefined, container: "" }, {}],
		0,
	],
	[
		"two of them",
		[{}, { started: 2 }, { started: undefined }, { started: 3 }],
		2,
	],
])("%s counts as so many restarts", (_, looks, restarts) => {
	const counter = new RestartCounter();
	for (const look of looks) counter.see([microservice("m", look)]);
	expect(counter.of("m")).toBe(restarts);
});

test.each([
	["abcdef", 3, "abc"],
	["abc", 3, "abc"],
	["\x1b[32mabc\x1b[39mdef", 4, "\x1b[32mabc\x1b[39md"],
	["\x1b[32mabcdef\x1b[39m", 2, "\x1b[32mab\x1b[39m"],
])("%j fits into %d characters", (line, width, cut) => {
	expect(cutLine(line, width)).toBe(cut);
});

describe("a screen", () => {
	const screenOf = (rows: number, columns: number) => {
		const streams = fakeStreams({ terminal: true });
		Object.assign(streams.stdout, { rows, columns });
		const screen = new Screen(makeTerminal(streams));
		const last = () =>
			(streams.out().split("\x1b[H").at(-1) as string)
				.replace("\x1b[J", "")
				.split("\x1b[K\n")
				.map((line) => line.replace("\x1b[K", ""));
		return { screen, last, streams };
	};
	const many = Array.from({ length: 10_000 }, (_, i) =>
		microservice(`m${i}`, i === 9_000 ? { state: "FAILED", error: "why" } : {}),
	);

	test("holds as many of 10,000 microservices as fit, those with faults first", () => {
		const { screen, last } = screenOf(24, 60);
		screen.show(fleet(many));
		const lines = last();
		expect(lines.length).toBeLessThanOrEqual(24);
		expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(
			60,
		);
		expect(lines[1]).toMatch(/^shop +m9000 +edge +FAILED/);
		expect(lines).toContain("shop/m9000: why");
		expect(lines.at(-1)).toMatch(/9983 more that do not fit/);
	});

	test("keeps what it has while there is nothing newer, and says why", () => {
		const { screen, last } = screenOf(24, 200);
		screen.show(fleet([microservice("web")]));
		screen.show(undefined, "It cannot be reached.");
		expect(last()[1]).toMatch(/^shop +web/);
		expect(last().at(-1)).toMatch(/^It cannot be reached\. Shown is /);
		screen.show(fleet([microservice("web", { started: 9_000 })]));
		expect(last()[1]).toMatch(/^shop +web +edge +RUNNING +web:1 +1 +1s/);
	});

	test("gives the cursor back", () => {
		const { screen, streams } = screenOf(24, 80);
		screen.show(fleet([]));
		screen.end();
		expect(streams.out().startsWith("\x1b[?25l")).toBe(true);
		expect(streams.out().endsWith("\x1b[?25h")).toBe(true);
	});
});
