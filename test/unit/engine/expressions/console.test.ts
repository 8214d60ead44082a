import {
	type JsonValue,
	LongNumber,
	numberValue,
	numText,
	printJson,
} from "../../../../src/engine/language";
import { readFixture } from "../../../support/console-fixture";
import {
	evaluateCases,
	type Outcome,
	type PlannedOutcome,
	planCases,
	terraformVersion,
} from "../../../support/console-oracle";
import {
	localsOf,
	outcomeOf,
	plannedOutcomeOf,
	unknownLocals,
} from "../../../support/language-cases";

const fixture = readFixture();
const local = localsOf(fixture.locals);
const unknown = unknownLocals();

// Where the engine words the reason differently on purpose; that it is an error, and of what kind, is compared.
const OWN_WORDS = [
	/failed: (?:EOF|invalid JSON|invalid character|unexpected)/,
	/Call to function "yamldecode" failed/,
	/failed: (?:open files|no file exists)/,
	/cannot be represented in/,
	/(?:as month|month out of range)/,
];

/** Takes places in files out of messages: the oracle's cases stand in a file, the engine's by themselves. */
function withoutPlaces(detail: string): string {
	return detail
		.replace(/ \(at [^)\n]*\)/g, "")
		.replace(/ at (?:cases\.tf\.json:[\d,-]+|line \d+, column \d+)/g, "")
		.replace(/(<templatestring argument>)[^.]*/, "$1");
}

function comparable(outcome: Outcome | PlannedOutcome): JsonValue {
	if ("summary" in outcome) {
		const { summary, detail } = outcome;
		const own = OWN_WORDS.some((words) => words.test(detail));
		return own ? { summary } : { summary, detail: withoutPlaces(detail) };
	}
	if ("after" in outcome) return sorted({ ...outcome });
	// Terraform stores no output that is null, and so no type of it.
	if (outcome.value === null) return { value: null };
	return sorted({ type: outcome.type as JsonValue, value: outcome.value });
}

/** Sorts keys, and prints numbers in plain digits. */
function sorted(json: JsonValue): JsonValue {
	if (typeof json === "number" || json instanceof LongNumber) {
		return numText(numberValue(printJson([json]).slice(1, -1)).num);
	}
	if (Array.isArray(json)) return json.map(sorted);
	if (json === null || typeof json !== "object") return json;
	return Object.fromEntries(
		Object.keys(json)
			.sort()
			.map((key) => [key, sorted(json[key] as JsonValue)]),
	);
}

const named = <T>(cases: { case: JsonValue; outcome: T }[]) =>
	cases.map((one) => [printJson([one.case]).slice(1, -1), one] as const);

describe.each(Object.entries(fixture.known))(
	"as in Terraform: %s",
	(_topic, cases) => {
		it.each(named(cases))("%s", (_name, { case: json, outcome }) => {
			expect(comparable(outcomeOf(json, local))).toEqual(comparable(outcome));
		});
	},
);

describe("as in a plan of Terraform, with unknown values", () => {
	it.each(named(fixture.unknown.cases))(
		"%s",
		(_name, { case: json, outcome }) => {
			expect(comparable(plannedOutcomeOf(json, unknown))).toEqual(
				comparable(outcome),
			);
		},
	);
});

const version = terraformVersion();
const live = version === fixture.terraform ? it : it.skip;
const why =
	version === undefined
		? " (skipped: Terraform is not installed)"
		: version === fixture.terraform
			? ""
			: ` (skipped: Terraform is ${version}, the recorded one ${fixture.terraform})`;

describe(`the installed Terraform still answers as recorded${why}`, () => {
	const sample = <T>(cases: T[], step: number) =>
		cases.filter((_, i) => i % step === 0);

	live(
		"with known values",
		() => {
			const cases = sample(Object.values(fixture.known).flat(), 40);
			const answers = evaluateCases(
				cases.map((one) => one.case),
				fixture.locals,
			);
			expect(answers.map(comparable)).toEqual(
				cases.map(({ outcome }) => comparable(outcome)),
			);
		},
		60_000,
	);

	live(
		"with unknown values",
		() => {
			const cases = sample(fixture.unknown.cases, 20);
			const answers = planCases(
				cases.map((one) => one.case),
				fixture.unknown.base,
			);
			expect(answers).toEqual(cases.map(({ outcome }) => outcome));
		},
		60_000,
	);
});
