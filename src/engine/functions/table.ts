import { conversionFunctions } from "./conversions";
import { dateFunctions } from "./dates";
import type { FunctionDefinition, RefusedFunction } from "./definition";
import { encodingFunctions } from "./encodings";
import { fileFunctions } from "./files";
import { formatFunctions } from "./format";
import { hashFunctions } from "./hashes";
import { listPartFunctions } from "./list-parts";
import { listQueryFunctions } from "./list-queries";
import { listShapeFunctions } from "./list-shapes";
import { mapFunctions } from "./maps";
import { networkFunctions } from "./networks";
import { numberFunctions } from "./numbers";
import { regexFunctions } from "./regex";
import { setFunctions } from "./sets";
import { stringFunctions } from "./strings";
import { yamlFunctions } from "./yaml";

const all: FunctionDefinition[] = [
	...conversionFunctions,
	...dateFunctions,
	...encodingFunctions,
	...fileFunctions,
	...formatFunctions,
	...hashFunctions,
	...listPartFunctions,
	...listQueryFunctions,
	...listShapeFunctions,
	...mapFunctions,
	...networkFunctions,
	...numberFunctions,
	...regexFunctions,
	...setFunctions,
	...stringFunctions,
	...yamlFunctions,
];

/** Every function that expressions may call, by name. */
export const functionTable: ReadonlyMap<string, FunctionDefinition> = new Map(
	all.map((definition) => [definition.name, definition]),
);

const BINARY =
	"reads a file's raw bytes, which the embedded engine does not; use file, filemd5, filesha1, filesha256 or filesha512, or run this stack with `cdktf deploy`.";
const refused: RefusedFunction[] = [
	...["filebase64", "filebase64sha256", "filebase64sha512"].map((name) => ({
		name,
		reason: `The function ${name} ${BINARY}`,
	})),
	{
		name: "templatefile",
		reason:
			"The function templatefile is not part of the embedded engine; render the text in TypeScript, use templatestring, or run this stack with `cdktf deploy`.",
	},
	{
		name: "rsadecrypt",
		reason:
			"The function rsadecrypt is not part of the embedded engine, which keeps no private keys; decrypt before synthesis, or run this stack with `cdktf deploy`.",
	},
];

/** The functions that Terraform has and this engine refuses, by name. */
export const refusedFunctions: ReadonlyMap<string, RefusedFunction> = new Map(
	refused.map((one) => [one.name, one]),
);
