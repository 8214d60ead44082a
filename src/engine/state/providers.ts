import { DiagnosticError, error } from "../../core";
import { resourceText } from "./address";
import type { ReadonlyState } from "./state";

const OURS = new Set([
	"registry.terraform.io/fogform/iofog",
	"registry.opentofu.org/fogform/iofog",
	"terraform.io/builtin/terraform",
]);

/** The source address in a provider configuration's address: `registry.terraform.io/fogform/iofog`. */
export function providerSource(provider: string): string {
	return /(?:^|\.)provider\["([^"]*)"\]/.exec(provider)?.[1] ?? provider;
}

/** Refuses a state with resources that the engine has no provider for, by throwing DiagnosticError. */
export function checkProviders(state: ReadonlyState, source: string): void {
	const others = state
		.groups()
		.filter(({ provider }) => !OURS.has(providerSource(provider)));
	const [first] = others;
	if (first === undefined) return;
	const more = others.length > 1 ? ` and ${others.length - 1} more` : "";
	throw new DiagnosticError([
		error(
			"Resource of another provider in the state",
			`${source} holds ${resourceText(first.address)}${more}, of the provider ${providerSource(first.provider)}, which fogform does not have. Run this stack with:\n    cdktf deploy`,
		),
	]);
}
