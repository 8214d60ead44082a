import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack, Testing } from "cdktf";
import { createJiti } from "jiti";
import type { Model } from "./model";

const root = join(__dirname, "..");

/** The example of a type: a file of examples/snippets, and the stack that it makes. */
export interface Snippet {
	/** The program as it stands in its file. */
	readonly source: string;
	/** The stack in Terraform's JSON syntax. */
	readonly stack: Record<string, unknown>;
}

/** The file of the example of a type, relative to the repository. */
export function snippetFile(model: Model): string {
	const name = {
		provider: "provider",
		resource: model.file,
		"data-source": model.file.replace("data-iofog-", "data-"),
	}[model.kind];
	return `examples/snippets/${name}.ts`;
}

/** Runs the example of a type against the sources of this repository. */
export function runSnippet(model: Model): Snippet {
	const file = join(root, snippetFile(model));
	if (!existsSync(file))
		throw new Error(
			`${model.type} has no example: write ${snippetFile(model)}, which exports \`example(stack)\`.`,
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
	return {
		source: readFileSync(file, "utf8"),
		stack: JSON.parse(Testing.synth(stack)),
	};
}
