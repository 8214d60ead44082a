import { readFixture, writeFixture } from "./console-fixture";
import { evaluateCases, planCases, terraformVersion } from "./console-oracle";

// After adding cases as `{"case": …}` to the fixture: `npx jiti test/support/record-console.ts` lets real Terraform answer all of them anew.
const fixture = readFixture();
const known = Object.values(fixture.known).flat();
evaluateCases(
	known.map((one) => one.case),
	fixture.locals,
).forEach((outcome, i) => {
	Object.assign(known[i] as object, { outcome });
});
const { base, cases } = fixture.unknown;
planCases(
	cases.map((one) => one.case),
	base,
).forEach((outcome, i) => {
	Object.assign(cases[i] as object, { outcome });
});
writeFixture({ ...fixture, terraform: terraformVersion() ?? "" });
