import { Faults } from "../../../../src/engine/config/faults";
import { checkRequiredVersion } from "../../../../src/engine/config/required-version";

const SYNTAX = "Invalid version constraint";
const PRERELEASE = "Invalid required_version constraint";
const UNSUPPORTED = "Unsupported Terraform Core version";

// What `terraform validate` of Terraform 1.11.4 says to each.
test.each<[unknown, string | undefined]>([
	[">= 1.2", undefined],
	["~> 1.11", undefined],
	["~>1.11", undefined],
	["~> 1.11.0", undefined],
	["~> 1", undefined],
	["1.11.4", undefined],
	["= 1.11.4", undefined],
	["v1.11.4", undefined],
	["1.11.4+meta", undefined],
	[">= 1.11.4.0", undefined],
	[" >=1.0 ,<2.0 ", undefined],
	["~> 1.10.0", UNSUPPORTED],
	["~> 2", UNSUPPORTED],
	["~> 1.11.4.0", UNSUPPORTED],
	["!= 1.11.4", UNSUPPORTED],
	["> 1.11.4", UNSUPPORTED],
	["< 1.11.4", UNSUPPORTED],
	["<= 1.11", UNSUPPORTED],
	[">= 1.2, < 1.11", UNSUPPORTED],
	[">= 1.11.4-rc1", PRERELEASE],
	["1.11.4-beta1", PRERELEASE],
	["<1.12.0-alpha", PRERELEASE],
	["bogus", SYNTAX],
	[">= 1.x", SYNTAX],
	["", SYNTAX],
	["=> 1.0", SYNTAX],
	[">= 1.0 < 2.0", SYNTAX],
	[1.11, SYNTAX],
])("%p: %s", (required, summary) => {
	const faults = new Faults("shop");
	checkRequiredVersion([{ required_version: required as string }], faults);
	expect(faults.list.map((fault) => fault.summary)).toEqual(
		summary === undefined ? [] : [summary],
	);
});

test("a constraint that is not met says which, and what to do", () => {
	const faults = new Faults("shop");
	checkRequiredVersion([{}, { required_version: "~> 1.10.0" }], faults);
	expect(faults.list[0]?.detail).toMatch(
		/version 1\.11\.4.*requires ~> 1\.10\.0.*cdktf deploy/,
	);
});
