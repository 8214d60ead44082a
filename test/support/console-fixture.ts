import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
	type JsonValue,
	parseJson,
	printJson,
} from "../../src/engine/language";
import type { Outcome, PlannedOutcome } from "./console-oracle";

/** A case, a value of a JSON configuration, and what real Terraform made of it. */
export interface Case<T> {
	case: JsonValue;
	outcome: T;
}

/** Cases by topic, with the locals they may refer to, and cases that are unknown in a plan, with their configuration. */
export interface ConsoleFixture {
	terraform: string;
	locals: Record<string, JsonValue>;
	known: Record<string, Case<Outcome>[]>;
	unknown: {
		base: Record<string, unknown>;
		cases: Case<PlannedOutcome>[];
	};
}

const FILE = join(__dirname, "../fixtures/engine/console.json");

/** Reads the recorded cases. */
export function readFixture(): ConsoleFixture {
	return parseJson(readFileSync(FILE, "utf8")) as unknown as ConsoleFixture;
}

/** Writes the recorded cases, a case to a line. */
export function writeFixture(fixture: ConsoleFixture): void {
	const lines = (cases: object[]) =>
		cases.map((one) => `\t\t\t${printJson(one)}`).join(",\n");
	const groups = Object.entries(fixture.known).map(
		([name, cases]) => `\t\t${JSON.stringify(name)}: [\n${lines(cases)}\n\t\t]`,
	);
	const { base, cases } = fixture.unknown;
	writeFileSync(
		FILE,
		[
			"{",
			`\t"terraform": "${fixture.terraform}",`,
			`\t"locals": ${printJson(fixture.locals)},`,
			`\t"known": {\n${groups.join(",\n")}\n\t},`,
			`\t"unknown": {\n\t\t"base": ${printJson(base)},\n\t\t"cases": [\n${lines(cases)}\n\t\t]\n\t}`,
			"}\n",
		].join("\n"),
	);
}
