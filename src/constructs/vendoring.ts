import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import {
	Annotations,
	type ISynthesisSession,
	TerraformProvider,
	TerraformStack,
} from "cdktf";
import type { IConstruct } from "constructs";
import type { RequiredProvider } from "../vendor";

/**
 * Makes the synthesis of a stack put the plugin beside it, so that `terraform init` needs no registry. The hook is the one that assets of
 * cdktf use, known by its symbol in cdktf and cdktn alike; `Testing.synth` does not call it, so that unit tests write nothing.
 */
export function vendorAtSynthesis(provider: TerraformProvider): void {
	Object.defineProperty(provider, Symbol.for("cdktf/customSynthesis"), {
		value: {
			onSynthesize: (session: ISynthesisSession) =>
				onSynthesize(provider, session),
		},
	});
}

function onSynthesize(
	provider: TerraformProvider,
	{ outdir, manifest }: ISynthesisSession,
): void {
	const stack = TerraformStack.of(provider);
	const providers = providersOf(stack);
	// Aliases: once per stack is enough.
	const same = (other: TerraformProvider) =>
		other.terraformResourceType === provider.terraformResourceType;
	if (providers.find(same) !== provider) return;

	// Loaded by a synthesis that writes files, not by whoever imports a construct.
	const { readPlugin, vendorStack } =
		require("../vendor") as typeof import("../vendor");
	const files = manifest.forStack(stack);
	removeOtherForm(join(outdir, files.synthesizedStackPath));
	const plugin = readPlugin();
	if (plugin === undefined) {
		Annotations.of(provider).addWarning(
			"The plugin for Terraform is not built, so that `terraform init` will not find it; `fogform` needs none. In a clone of fogform, build it:\n    npm run build",
		);
		return;
	}
	const unlocked = vendorStack(
		join(outdir, files.workingDirectory),
		requiredProviders(stack, providers),
		plugin,
	);
	if (unlocked.length > 0)
		Annotations.of(provider).addWarning(
			`cdktf asks registries for the hashes of all providers as long as one of them is not locked, and none has ${provider.terraformProviderSource}. Not locked: ${unlocked.join(", ")}. Ask for one exact version of it, or deploy once with --skip-provider-lock.`,
		);
}

function providersOf(stack: TerraformStack): TerraformProvider[] {
	const found: TerraformProvider[] = [];
	const visit = (node: IConstruct) => {
		if (TerraformProvider.isTerraformProvider(node)) found.push(node);
		for (const child of node.node.children)
			if (!TerraformStack.isStack(child)) visit(child);
	};
	visit(stack);
	return found;
}

interface TerraformBlock {
	readonly terraform?: {
		readonly required_providers?: Record<string, RequiredProvider>;
	};
}

/** What `required_providers` of the stack will say; to synthesize the stack for it would take as long as all the rest. */
function requiredProviders(
	stack: TerraformStack,
	providers: readonly TerraformProvider[],
): RequiredProvider[] {
	const { rawOverrides } = stack as unknown as { rawOverrides: TerraformBlock };
	const blocks = [...providers.map((p) => p.toTerraform()), rawOverrides];
	const merged = new Map<string, RequiredProvider>();
	for (const { terraform } of blocks as TerraformBlock[])
		for (const [name, required] of Object.entries(
			terraform?.required_providers ?? {},
		))
			merged.set(name, { ...merged.get(name), ...required });
	return [...merged.values()];
}

/** Takes away what an earlier synthesis in the other language (`cdktf synth --hcl`) left: Terraform would read both. */
function removeOtherForm(synthesized: string): void {
	const hcl = synthesized.replace(/\.json$/, "");
	if (hcl === synthesized) rmSync(`${synthesized}.json`, { force: true });
	else {
		rmSync(hcl, { force: true });
		rmSync(join(dirname(synthesized), "metadata.json"), { force: true });
	}
}
