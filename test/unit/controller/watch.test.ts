import type { Agent, Microservice } from "../../../src/controller";
import { type Look, Watch, wordsOf } from "../../../src/controller/watch";

const START = 1_700_000_000_000;

interface Moment {
	/** Seconds since the wait began. */
	readonly at: number;
	readonly status?: string;
	readonly id?: string;
	readonly health?: string;
	readonly error?: string;
	readonly check?: readonly string[];
	readonly agent?: string | null;
	/** Seconds at which the agent reported last; default: now. */
	readonly reported?: number;
	readonly activated?: boolean;
	readonly gone?: boolean;
	readonly awaitsRebuild?: boolean;
}

function look(moment: Moment): Look {
	const { at, status = "QUEUED", id = "", agent = "RUNNING" } = moment;
	const microservice = {
		uuid: "m",
		name: "web",
		application: "shop",
		activated: moment.activated ?? true,
		healthCheck: moment.check ? { test: moment.check } : null,
		status: {
			status,
			containerId: id,
			healthStatus: moment.health ?? "",
			errorMessage: moment.error ?? "",
			percentage: 0,
		},
	} as unknown as Microservice;
	return {
		now: START + at * 1_000,
		microservice: moment.gone ? undefined : microservice,
		activated: true,
		awaitsRebuild: moment.awaitsRebuild ?? false,
		agent:
			agent === null
				? undefined
				: ({
						name: "edge-1",
						changeFrequency: 20,
						statusFrequency: 10,
						status: {
							daemonStatus: agent,
							lastStatusTime: START + (moment.reported ?? at) * 1_000,
						},
					} as unknown as Agent),
	};
}

/** Looks each second, each moment lasting until the next, and tells the second and the end. */
function follow(
	moments: readonly Moment[],
	until: number,
	before?: string,
): string {
	const watch = new Watch(before);
	for (let at = 0; at <= until; at++) {
		const moment = moments.filter((m) => m.at <= at).at(-1) as Moment;
		const verdict = watch.look(look({ ...moment, at }));
		if (verdict)
			return `${verdict.end}${"kept" in verdict && verdict.kept ? ", kept" : ""} at ${at}`;
	}
	return "waits";
}

const RUNS = { status: "RUNNING", id: "a" };

test.each<[string, readonly Moment[], string, ...string[]]>([
	[
		"runs for ten seconds from when it was first seen running",
		[{ at: 0 }, { at: 3, status: "PULLING" }, { at: 7, ...RUNS }],
		"running at 17",
	],
	["has been running all the time", [{ at: 0, ...RUNS }], "running at 10"],
	[
		"gets another container on the way",
		[
			{ at: 0, ...RUNS },
			{ at: 6, status: "RUNNING", id: "b" },
		],
		"running at 16",
	],
	[
		"is away for a moment",
		[
			{ at: 0, ...RUNS },
			{ at: 8, status: "RESTARTING" },
			{ at: 9, ...RUNS },
		],
		"running at 19",
	],
	[
		"has a container without an id",
		[{ at: 0, status: "RUNNING", id: "" }],
		"waits",
	],
	[
		"is to have another container, and still has the one before",
		[{ at: 0, ...RUNS }],
		"waits",
		"a",
	],
	[
		"is to have another container, and gets it",
		[
			{ at: 0, ...RUNS },
			{ at: 40, status: "PULLING", id: "a" },
			{ at: 50, status: "RUNNING", id: "b" },
		],
		"running at 60",
		"a",
	],
	[
		"goes back to the container before, as its update failed",
		[
			{ at: 0, ...RUNS },
			{ at: 20, status: "PULLING", id: "a" },
			{ at: 30, ...RUNS },
		],
		"waits",
		"a",
	],
	[
		"goes on with the container before, as the new one cannot be made",
		[
			{ at: 0, ...RUNS },
			{ at: 20, status: "PULLING", id: "a" },
			{ at: 30, ...RUNS, error: "no such image" },
		],
		"failed at 60",
		"a",
	],
	[
		"has a container that waits to be made anew",
		[
			{ at: 0, ...RUNS, awaitsRebuild: true },
			{ at: 15, status: "RUNNING", id: "b" },
		],
		"running at 25",
	],
	[
		"becomes healthy",
		[
			{ at: 0, ...RUNS, check: ["CMD", "x"], health: "STARTING" },
			{ at: 12, ...RUNS, check: ["CMD", "x"], health: "healthy" },
		],
		"running at 22",
	],
	[
		"is never healthy",
		[{ at: 0, ...RUNS, check: ["CMD", "x"], health: "UNHEALTHY" }],
		"waits",
	],
	[
		"has a check of which nothing is told yet",
		[{ at: 0, ...RUNS, check: ["CMD", "x"] }],
		"waits",
	],
	[
		"has an image with a check of its own",
		[{ at: 0, ...RUNS, health: "STARTING" }],
		"waits",
	],
	[
		"has its check turned off",
		[{ at: 0, ...RUNS, check: ["NONE"] }],
		"running at 10",
	],
	[
		"runs with a note of its agent",
		[{ at: 0, ...RUNS, error: "Note: no start interval" }],
		"running at 10",
	],
	["is gone", [{ at: 0 }, { at: 4, gone: true }], "gone at 4"],
	["is stopped", [{ at: 0, activated: false }], "stopped at 0"],
	[
		"has an agent that is offline",
		[{ at: 0, agent: "UNKNOWN" }],
		"offline at 10",
	],
	["has no agent", [{ at: 0, agent: null }], "offline at 10"],
	[
		"has an agent that is soon back",
		[
			{ at: 0, agent: "UNKNOWN" },
			{ at: 6, ...RUNS },
		],
		"running at 16",
	],
	[
		"has an agent that goes away on the way",
		[
			{ at: 0, status: "PULLING" },
			{ at: 20, agent: "UNKNOWN" },
		],
		"offline at 30",
	],
	[
		"has an agent that the Controller takes to be running, and that says nothing any more",
		[{ at: 0, ...RUNS, reported: -5 }],
		// Three reports missed and ten seconds, then ten seconds away.
		"offline at 51",
	],
	[
		"got stuck now",
		[{ at: 0 }, { at: 5, status: "STUCK_IN_RESTART" }],
		"failed at 5",
	],
	[
		"was stuck before, which may be over once the agent has seen the change",
		[
			{ at: 0, status: "STUCK_IN_RESTART", id: "z" },
			{ at: 30, ...RUNS },
		],
		"running at 40",
	],
	[
		"was stuck before and stays so",
		[{ at: 0, status: "STUCK_IN_RESTART", id: "z" }],
		"failed at 40",
	],
	[
		"fails for half a minute",
		[{ at: 0 }, { at: 5, status: "FAILED", error: "no such image" }],
		"failed at 35",
	],
	[
		"fails again and again, with pulls in between",
		[
			{ at: 0 },
			{ at: 5, status: "FAILED" },
			{ at: 10, status: "PULLING" },
			{ at: 20, status: "FAILED" },
			{ at: 30, status: "PULLING" },
			{ at: 45, status: "FAILED" },
		],
		"failed at 45",
	],
	[
		"fails once, and is pulled then",
		[
			{ at: 0 },
			{ at: 5, status: "FAILED" },
			{ at: 10, status: "PULLING" },
			{ at: 20, ...RUNS },
		],
		"running at 30",
	],
])("a microservice that %s", (_name, moments, expected, ...before) => {
	expect(follow(moments, 115, ...before)).toBe(expected);
});

test("a container that the agent has kept for minutes is taken to be kept", () => {
	expect(follow([{ at: 0, ...RUNS }], 300, "a")).toBe("running, kept at 120");
});

test("words tell what there is to tell", () => {
	const words = (status: object, agent = "RUNNING") =>
		wordsOf(
			{ percentage: 0, errorMessage: "", ...status } as never,
			look({ at: 0, agent }).agent,
		);
	expect(words({ status: "PULLING", percentage: 41.7 })).toBe(
		'PULLING 42 % on agent "edge-1"',
	);
	expect(words({ status: "RUNNING", percentage: 100 })).toBe(
		'RUNNING on agent "edge-1"',
	);
	expect(words({ status: "RUNNING", healthStatus: "STARTING" })).toBe(
		'RUNNING (starting) on agent "edge-1"',
	);
	expect(words({ status: "" })).toBe('QUEUED on agent "edge-1"');
	const errorMessage =
		"It ended with exit code 7; its last words: docker logs x";
	expect(words({ status: "EXITING", errorMessage })).toBe(
		'EXITING on agent "edge-1": It ended with exit code 7',
	);
	expect(words({ status: "RUNNING", errorMessage: "Note: slow" })).toBe(
		'RUNNING on agent "edge-1"',
	);
});
