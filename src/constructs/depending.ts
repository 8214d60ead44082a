import type { TerraformResource } from "cdktf";
import { addressOf, resolveIn } from "./references";

/** Meta-arguments of a resource, with these others among what it waits for; one that needs the resource itself is left out. */
export function dependingOn(
	resource: TerraformResource,
	own: { [name: string]: unknown },
	others: readonly TerraformResource[],
): { [name: string]: unknown } {
	const before = (own.dependsOn as readonly string[] | undefined) ?? [];
	const more = others
		.filter((other) => !other.hasResourceMove() && !needs(other, resource))
		.map(addressOf);
	if (more.length === 0) return own;
	const all = resolveIn(resource, [...before, ...more]) as string[];
	return { ...own, dependsOn: [...new Set(all)] };
}

function needs(other: TerraformResource, resource: TerraformResource): boolean {
	const address = addressOf(resource);
	const text = JSON.stringify(resolveIn(resource, other.toTerraform()));
	return text.includes(`${address}.`) || text.includes(`"${address}"`);
}
