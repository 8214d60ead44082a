import {
	applyProgress,
	jsonProgress,
	planProgress,
} from "../../../src/cli/progress";
import { makeTerminal } from "../../../src/cli/terminal";
import type { EngineEvent, HookAction } from "../../../src/engine/types";
import { fakeStreams } from "./support/streams";

function event(
	type:
		| "apply_start"
		| "apply_progress"
		| "apply_complete"
		| "apply_errored"
		| "refresh_start"
		| "refresh_complete",
	addr: string,
	hook: {
		action?: HookAction;
		elapsed_seconds?: number;
		id_value?: string;
		status?: string;
	} = {},
): EngineEvent {
	const resource = {
		addr,
		module: "",
		resource: addr,
		implied_provider: "iofog",
		resource_type: "iofog_registry",
		resource_name: "x",
		resource_key: null,
	} as const;
	return {
		type,
		stack: "shop",
		hook: { resource, action: "create", ...hook },
	} as EngineEvent;
}

const written = () => new Promise((resolve) => setTimeout(resolve, 250));

test("elsewhere than on a terminal: one line for every resource, and nothing else", async () => {
	const streams = fakeStreams();
	const progress = applyProgress(makeTerminal(streams), {
		total: 3,
		stacks: 1,
	});
	for (const addr of ["a.1", "a.2", "a.3"])
		progress.onEvent(event("apply_start", addr));
	progress.onEvent(
		event("apply_complete", "a.2", { elapsed_seconds: 2, id_value: "7" }),
	);
	progress.onEvent(
		event("apply_complete", "a.1", { action: "update", elapsed_seconds: 0 }),
	);
	progress.onEvent(
		event("apply_errored", "a.3", { action: "delete", elapsed_seconds: 61 }),
	);
	await written();
	progress.end();
	expect(streams.out()).toBe(
		"a.2: Creation complete after 2s [id=7]\na.1: Modifications complete after 0s\na.3: Destruction failed after 61s\n",
	);
	expect(streams.err()).toBe("");
});

test("elsewhere than on a terminal: what is waited for is told in each new word, not in each new number", async () => {
	const streams = fakeStreams();
	const progress = applyProgress(makeTerminal(streams), {
		total: 1,
		stacks: 1,
	});
	progress.onEvent(event("apply_start", "a.1"));
	for (const [elapsed_seconds, status] of [
		[1, "QUEUED"],
		[2, "PULLING 3 %"],
		[3, "PULLING 40 %"],
		[4, undefined],
		[5, "RUNNING"],
	] as const)
		progress.onEvent(
			event("apply_progress", "a.1", {
				elapsed_seconds,
				...(status && { status }),
			}),
		);
	progress.onEvent(event("apply_complete", "a.1", { elapsed_seconds: 15 }));
	progress.end();
	await written();
	expect(streams.out()).toBe(
		"a.1: QUEUED [1s]\na.1: PULLING 3 % [2s]\na.1: RUNNING [5s]\na.1: Creation complete after 15s\n",
	);
});

test("several stacks are told apart", async () => {
	const streams = fakeStreams();
	const progress = applyProgress(makeTerminal(streams), {
		total: 1,
		stacks: 2,
	});
	progress.onEvent(event("apply_complete", "a.1", { elapsed_seconds: 1 }));
	progress.end();
	await written();
	expect(streams.out()).toBe("shop: a.1: Creation complete after 1s\n");
});

test("on a terminal: lines that change, taken off the screen at the end", async () => {
	const streams = fakeStreams({ terminal: true });
	const progress = applyProgress(makeTerminal(streams), {
		total: 20,
		stacks: 1,
	});
	for (let i = 0; i < 20; i++) progress.onEvent(event("apply_start", `a.${i}`));
	await written();
	expect(streams.err()).toContain("0 of 20 done, 20 running (and 15 more)");
	expect(streams.err()).toContain("  a.0: Creating... [0s]");
	progress.onEvent(event("apply_complete", "a.0", { elapsed_seconds: 0 }));
	progress.end();
	await written();
	expect(streams.out()).toBe("a.0: Creation complete after 0s\n");
	expect(streams.err().endsWith("\u001b[0J")).toBe(true);
});

test("a terminal in automation shows no lines that change", async () => {
	const streams = fakeStreams({ terminal: true, env: { CI: "1" } });
	const progress = planProgress(makeTerminal(streams));
	progress.onEvent(event("refresh_start", "a.1"));
	await written();
	progress.end();
	expect(streams.err()).toBe("");
});

test("while planning, the reads are counted and the program's own words passed on", async () => {
	const streams = fakeStreams({ terminal: true });
	const progress = planProgress(makeTerminal(streams));
	progress.onEvent(event("refresh_start", "a.1"));
	progress.onEvent(event("refresh_start", "a.2"));
	progress.onEvent(event("refresh_complete", "a.1"));
	progress.onEvent({ type: "log", message: "from the program" });
	await written();
	progress.end();
	expect(streams.err()).toContain("1 of 2 resources");
	expect(streams.err()).toContain("from the program\n");
	expect(streams.out()).toBe("");
});

test("messages have Terraform's members beside the event's own", () => {
	const messages: Record<string, unknown>[] = [];
	const onEvent = jsonProgress((message) =>
		messages.push(message as Record<string, unknown>),
	);
	onEvent(
		event("apply_complete", "a.1", { elapsed_seconds: 3, id_value: "7" }),
	);
	onEvent({
		type: "diagnostic",
		diagnostic: { severity: "error", summary: "S", detail: "D" },
	});
	onEvent({
		type: "change_summary",
		changes: {
			add: 1,
			change: 0,
			remove: 0,
			import: 0,
			restarts: 0,
			operation: "apply",
		},
	});
	expect(messages).toMatchObject([
		{
			"@level": "info",
			"@message": "a.1: Creation complete after 3s [id=7]",
			type: "apply_complete",
			stack: "shop",
		},
		{ "@level": "error", "@message": "Error: S", type: "diagnostic" },
		{
			"@message": "Apply complete! Resources: 1 added, 0 changed, 0 destroyed.",
			type: "change_summary",
		},
	]);
	expect(messages[0]?.["@timestamp"]).toMatch(/^\d{4}-\d\d-\d\dT/);
});
