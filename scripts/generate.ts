import { join } from "node:path";
import { version } from "../package.json";
import { functions } from "../src/functions";
import { schema } from "../src/provider/schema";
import { definitions } from "./definitions";
import { emitConstructs } from "./emit-constructs";
import { emitDocs } from "./emit-docs";
import { format } from "./format";
import { recordPlugin } from "./plugin-content";
import { settle } from "./settle";
import { runSnippet } from "./snippets";

const CONSTRUCTS = "src/constructs/generated";
const PAGES = [
	"docs/resources",
	"docs/data-sources",
	"docs/ephemeral-resources",
	"docs/functions",
];

const root = join(__dirname, "..");
const check = process.argv.includes("--check");
const models = definitions();

const sources = format(
	emitConstructs(models, version).set(
		"schema.json",
		JSON.stringify({
			format_version: "1.0",
			provider_schemas: { "registry.terraform.io/fogform/iofog": schema() },
		}),
	),
);
const stale = settle(root, sources, [CONSTRUCTS], check);
// The examples in the pages run on the constructs, which are up to date only now.
const pages = emitDocs(models, functions, runSnippet, version);
stale.push(...settle(root, pages, PAGES, check));

const count = sources.size + pages.size;
if (check && stale.length > 0) {
	console.error(
		`Generated files are stale:\n${stale.map((f) => `  ${f}\n`).join("")}Run: npx jiti scripts/generate.ts`,
	);
	process.exitCode = 1;
} else if (check) {
	console.log(`${count} generated files are up to date.`);
} else {
	console.log(`${count} files generated, ${stale.length} changed.`);
}
void recordPlugin(check).then((said) => console.warn(said));
