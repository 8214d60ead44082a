import { HOSTS } from "./layout";

/** What a configuration says of a provider in `required_providers`. */
export interface RequiredProvider {
	readonly source?: string | undefined;
	readonly version?: string | undefined;
}

/** The full address of a source, as Terraform completes it: `kreuzwerker/docker` is `registry.terraform.io/kreuzwerker/docker`. */
export function fullAddress(source: string): string {
	const parts = source.toLowerCase().split("/");
	if (parts.length === 1) parts.unshift("hashicorp");
	if (parts.length === 2) parts.unshift(HOSTS[0]);
	return parts.join("/");
}

/** The one version that a constraint allows, or undefined where it allows several. */
export function exactVersion(constraint: string): string | undefined {
	const [, version, suffix] =
		/^\s*=?\s*(\d+(?:\.\d+){0,2})([-+][0-9A-Za-z.+-]+)?\s*$/.exec(constraint) ??
		[];
	if (version === undefined) return undefined;
	const parts = version.split(".");
	while (parts.length < 3) parts.push("0");
	return parts.join(".") + (suffix ?? "");
}
