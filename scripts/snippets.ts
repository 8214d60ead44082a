import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack, Testing } from "cdktf";
import { createJiti } from "jiti";
import type { ProviderFunction } from "../src/core";
import type { Model } from "./model";

const root = join(__dirname, "..");

/** The example of a type or of a function: a file of examples/snippets, and the stack that it makes. */
export interface Snippet {
	/** The program as it stands in its file. */
	readonly source: string;
	/** The stack in Terraform's JSON syntax. */
	readonly stack: Record<string, unknown>;
	/** The same in HCL where it is written by hand, in a file beside the program. */
	readonly hcl?: string;
	/** Texts of the files that it reads, by name. */
	readonly files: Readonly<Record<string, string>>;
}

/** The file of the example of a type or of a function, relative to the repository. */
export function snippetFile(of: Model | ProviderFunction): string {
	return `examples/snippets/${nameOf(of)}.ts`;
}

function nameOf(of: Model | ProviderFunction): string {
	if (!("kind" in of)) return `function-${of.name.replaceAll("_", "-")}`;
	return {
		provider: "provider",
		resource: of.file,
		"data-source": of.file.replace("data-iofog-", "data-"),
		"ephemeral-resource": of.file.replace("iofog-", ""),
	}[of.kind];
}

/** Runs the example of a type or of a function against the sources of this repository. */
export function runSnippet(of: Model | ProviderFunction): Snippet {
	const file = join(root, snippetFile(of));
	if (!existsSync(file))
		throw new Error(
			`There is no example of ${nameOf(of)}: write ${snippetFile(of)}, which exports \`example(stack)\`.`,
		);
	const jiti = createJiti(file, {
		alias: { fogform: join(root, "src/index.ts") },
		fsCache: false,
	});
	const { example } = jiti(file) as {
		example(stack: TerraformStack): void;
	};
	const stack = new TerraformStack(Testing.app(), "example");
	example(stack);
	const source = readFileSync(file, "utf8");
	const byHand = file.replace(/\.ts$/, ".tf");
	return {
		source,
		stack: JSON.parse(Testing.synth(stack)),
		...(existsSync(byHand) && { hcl: readFileSync(byHand, "utf8") }),
		files: Object.fromEntries(
			[...source.matchAll(/"([\w-]+\.yaml)"/g)].map(([, name = ""]) => [
				name,
				readFileSync(join(root, "examples/snippets", name), "utf8"),
			]),
		),
	};
}
