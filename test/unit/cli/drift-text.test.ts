import { showDrift } from "../../../src/cli/drift-text";
import { makeTerminal } from "../../../src/cli/terminal";
import type { Drift, DriftEntry } from "../../../src/engine/types";
import { fakeStreams } from "./support/streams";

async function shown(stacks: Record<string, DriftEntry[]>) {
	const streams = fakeStreams();
	const report: Drift = {
		format_version: "1.0",
		stacks: Object.fromEntries(
			Object.entries(stacks).map(([name, drift]) => {
				const count = (c: string) => drift.filter((d) => d.class === c).length;
				return [
					name,
					{
						drift,
						summary: {
							changed: count("changed"),
							missing: count("missing"),
							unapplied: count("unapplied"),
							unmanaged: count("unmanaged"),
						},
					},
				];
			}),
		),
		exitCode: 0,
		diagnostics: [],
	};
	showDrift(report, makeTerminal(streams));
	await new Promise((resolve) => setImmediate(resolve));
	expect(streams.err()).toBe("");
	return streams.out();
}

test("in sync", async () => {
	expect(await shown({ shop: [] })).toBe(
		"No drift. Code, state and Controller agree.\n",
	);
});

test("every class, with what each side says", async () => {
	const text = await shown({
		shop: [
			{
				address: "iofog_microservice.web",
				class: "changed",
				attributes: [
					{
						path: ["config"],
						code: '{"level":"info","n":1}',
						state: '{"level":"info","n":1}',
						live: '{"level":"debug","n":1}',
					},
					{ path: ["env", "MODE"], code: "c", state: "a", live: "b" },
					{
						path: ["password"],
						code: null,
						state: null,
						live: null,
						sensitive: true,
					},
				],
			},
			{ address: "iofog_registry.hub", class: "missing", attributes: [] },
			{
				address: "iofog_microservice (shop/extra)",
				class: "unmanaged",
				attributes: [],
			},
			{
				address: "iofog_microservice.db",
				class: "unapplied",
				attributes: [{ path: ["log_size"], code: 5, state: 1, live: 1 }],
			},
		],
	});
	expect(text).toBe(`  ~ iofog_microservice.web was changed in the Controller
      ~ config = jsonencode(
          ~ {
              ~ level = "info" -> "debug"
                # (1 unchanged attribute hidden)
            }
        )
      ~ env.MODE = "a" -> "b"
        # the code says "c"
      ~ password = (sensitive value)

  - iofog_registry.hub is gone from the Controller

  + iofog_microservice (shop/extra) is in the Controller, and no resource describes it

  ! iofog_microservice.db is not as the code says: not applied yet
      ~ log_size = 1 -> 5

Drift: 1 changed, 1 missing, 1 unmanaged, 1 unapplied.

fogform apply puts back what was changed or deleted by hand; to keep a change,
write it into the code.
What is unmanaged stays as it is: describe it in the code and import it
(fogform import), or delete it.
What is unapplied is in the code and not in the Controller yet: fogform apply
brings it there.
`);
});

test("several stacks are told apart", async () => {
	const missing: DriftEntry = {
		address: "iofog_application.a",
		class: "missing",
		attributes: [],
	};
	const text = await shown({ a: [missing], b: [], c: [missing] });
	expect(text.match(/^Stack "."/gm)).toEqual(['Stack "a"', 'Stack "c"']);
	expect(text).toContain("Drift: 2 missing.");
});
