import { execSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Dialect, Exchange } from "./call";
import { compare, type Likeness } from "./compare";
import { withDevController } from "./dev-controller";
import { sequence } from "./generate";
import { report } from "./report";
import { run } from "./run";
import { readTrace, writeTrace } from "./traces";

const usage = `Compares the dev Controller with a real one, call by call, over seeded random sequences.

  npx jiti test/contract/likeness/main.ts --dialect 3.0 --seeds 1-20 --calls 150 \\
      --traces DIR [--start COMMAND] [--record] [--only GROUP,GROUP] [--report FILE]

A sequence that has no trace in DIR yet is run on the real Controller first: on the one that COMMAND starts
afresh for each seed (it prints {"url","email","password"} as JSON), or at IOFOG_CONTROLLER_URL with
IOFOG_EMAIL and IOFOG_PASSWORD, which must be fresh, so one seed only. --record stops after that.`;

function seedsOf(text: string): number[] {
	return text.split(",").flatMap((part) => {
		const [first, last] = part.split("-").map(Number);
		if (first === undefined || Number.isNaN(first))
			throw new Error(`Not a list of seeds: ${text}`);
		return Array.from(
			{ length: (last ?? first) - first + 1 },
			(_, index) => first + index,
		);
	});
}

function realController(start: string | undefined): {
	url: string;
	email: string;
	password: string;
} {
	if (start !== undefined)
		return JSON.parse(
			execSync(start, { encoding: "utf8" }).trim().split("\n").pop() as string,
		);
	const {
		IOFOG_CONTROLLER_URL: url,
		IOFOG_EMAIL: email,
		IOFOG_PASSWORD: password,
	} = process.env;
	if (!url || !email || !password)
		throw new Error(
			"No trace, and no real Controller to record one: give --start, or set IOFOG_CONTROLLER_URL, IOFOG_EMAIL and IOFOG_PASSWORD.",
		);
	return { url, email, password };
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			dialect: { type: "string", default: "3.0" },
			seeds: { type: "string", default: "1" },
			calls: { type: "string", default: "150" },
			traces: { type: "string" },
			start: { type: "string" },
			record: { type: "boolean", default: false },
			only: { type: "string" },
			report: { type: "string" },
			help: { type: "boolean", default: false },
		},
	});
	if (values.help || values.traces === undefined) {
		console.log(usage);
		return;
	}
	const dialect = values.dialect as Dialect;
	const runs: { seed: number; likeness: Likeness }[] = [];
	for (const seed of seedsOf(values.seeds)) {
		const file = join(values.traces, dialect, `${seed}.jsonl`);
		let real: Exchange[] | undefined = readTrace(file);
		if (real === undefined) {
			const target = { ...realController(values.start), dialect };
			real = await run(
				sequence(seed, dialect, Number(values.calls), values.only?.split(",")),
				target,
			);
			writeTrace(file, real);
			console.log(`${file}: ${real.length} calls recorded`);
		}
		if (values.record) continue;
		const calls = real.map((exchange) => exchange.call);
		const ours = await withDevController(dialect, (target) =>
			run(calls, target),
		);
		const likeness = compare(real, ours, dialect === "3.0");
		runs.push({ seed, likeness });
		console.log(`seed ${seed}: ${likeness.equal} of ${likeness.total} equal`);
	}
	const page = report(runs);
	if (values.report !== undefined) writeFileSync(values.report, page);
	console.log(page.split("\n")[0]);
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
