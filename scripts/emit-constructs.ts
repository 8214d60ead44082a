import { toSnake } from "../src/core";
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
	files.set(
		`${FOLDER}/restarting.ts`,
		`${HEAD}
/** Arguments, by type, whose change makes the agent recreate the container. */
export const RESTARTING = ${JSON.stringify(Object.fromEntries(models.flatMap(restarting)))} as const;
`,
	);
	return files;
}

function restarting({ kind, type, attributes }: Model): [string, string[]][] {
	if (kind !== "resource") return [];
	const names = Object.entries(attributes)
		.filter(([, { restarts }]) => restarts)
		.map(([name]) => toSnake(name));
	return names.length > 0 ? [[type, names]] : [];
}

const HEAD =
	"// Written by scripts/generate.ts from the definitions; do not edit.\n";
