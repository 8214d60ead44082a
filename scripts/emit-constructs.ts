import { emitConstruct } from "./emit-construct";
import type { Model } from "./model";

const FOLDER = "src/constructs/generated";

/** The generated files of all constructs, by path relative to the repository. */
export function emitConstructs(
	models: readonly Model[],
	version: string,
): Map<string, string> {
	const files = new Map(
		models.map((model) => [`${FOLDER}/${model.file}.ts`, emitConstruct(model)]),
	);
	files.set(
		`${FOLDER}/index.ts`,
		`${HEAD}${models.map((m) => `export * from "./${m.file}";\n`).join("")}`,
	);
	files.set(
		`${FOLDER}/version.ts`,
		`${HEAD}
/** Version of this package and of its provider. */
export const VERSION = ${JSON.stringify(version)};

/** Where Terraform looks for the provider. */
export const SOURCE = "registry.terraform.io/fogform/iofog";
`,
	);
	return files;
}

const HEAD =
	"// Written by scripts/generate.ts from the definitions; do not edit.\n";
