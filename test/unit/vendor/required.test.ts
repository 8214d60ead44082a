import { exactVersion, fullAddress } from "../../../src/vendor/required";

test.each([
	["docker", "registry.terraform.io/hashicorp/docker"],
	["kreuzwerker/docker", "registry.terraform.io/kreuzwerker/docker"],
	["Registry.OpenTofu.org/a/B", "registry.opentofu.org/a/b"],
])("%s is %s", (source, address) => {
	expect(fullAddress(source)).toBe(address);
});

test.each([
	["3.6.2", "3.6.2"],
	["= 3.6.2", "3.6.2"],
	[" =3.6 ", "3.6.0"],
	["4", "4.0.0"],
	["1.0.0-beta.1", "1.0.0-beta.1"],
	["~> 3.6", undefined],
	[">= 3.6.2", undefined],
	["3.6.2, != 3.6.1", undefined],
	["!= 3.6.2", undefined],
	["", undefined],
])("%p allows %p alone", (constraint, version) => {
	expect(exactVersion(constraint)).toBe(version);
});
