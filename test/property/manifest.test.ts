import fc from "fast-check";
import { stringify } from "yaml";
import { FunctionFault } from "../../src/core";
import { parseManifest } from "../../src/functions/parse-manifest";

const KINDS = [
	"Agent",
	"AgentConfig",
	"Application",
	"CatalogItem",
	"ControlPlane",
	"Controller",
	"LocalAgent",
	"Microservice",
	"Registry",
	"Route",
	"Volume",
	"Nothing",
];

const KEYS = [
	"name",
	"agent",
	"images",
	"x86",
	"registry",
	"container",
	"ports",
	"internal",
	"external",
	"env",
	"key",
	"value",
	"config",
	"microservices",
	"routes",
	"from",
	"to",
	"url",
	"host",
	"private",
	"routerConfig",
	"routerMode",
	"agentType",
	"iofogUser",
	"controllers",
	"__proto__",
];

const name = fc.constantFrom("a", "a/b", "", "shop/web", "constructor");
const scalar = fc.oneof(
	fc.string({ maxLength: 6 }),
	fc.integer(),
	fc.double(),
	fc.boolean(),
	fc.constant(null),
	name,
);
const node = fc.letrec<{ node: unknown }>((tie) => ({
	node: fc.oneof(
		{ depthSize: "medium", withCrossShrink: true },
		scalar,
		fc.array(tie("node"), { maxLength: 3 }),
		fc
			.array(fc.tuple(fc.constantFrom(...KEYS), tie("node")), { maxLength: 5 })
			.map((entries) => Object.fromEntries(entries)),
	),
})).node;

const documents = fc.array(
	fc.record({
		apiVersion: fc.constant("iofog.org/v3"),
		kind: fc.constantFrom(...KINDS),
		metadata: fc.oneof(fc.record({ name }), scalar),
		spec: node,
	}),
	{ maxLength: 3 },
);

/** Whatever is read has the shape of the page; whatever is not is a fault that says where. */
function judge(text: string): void {
	try {
		const found = parseManifest.run(text) as Record<string, unknown>;
		expect(Object.keys(found).sort()).toEqual([
			"agents",
			"applications",
			"catalog_items",
			"config_maps",
			"controllers",
			"microservices",
			"registries",
			"routes",
			"secrets",
			"skipped",
			"volume_mounts",
		]);
	} catch (cause) {
		if (!(cause instanceof FunctionFault)) throw cause;
		expect(cause.argument).toBe(0);
		expect(cause.message).toMatch(/^line \d+: |^there is no document/);
	}
}

test("manifests of any content are read or refused with a line", () => {
	fc.assert(
		fc.property(documents, (all) => {
			judge(all.map((one) => stringify(one)).join("---\n"));
		}),
		{ numRuns: 500 },
	);
});

test("texts that are no manifests are refused with a line", () => {
	fc.assert(
		fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), judge),
		{ numRuns: 500 },
	);
});

test("depth has an end", () => {
	judge("[".repeat(20_000));
	judge(`kind: Registry\nspec: ${"[".repeat(20_000)}${"]".repeat(20_000)}`);
	judge(
		`kind: Application\nmetadata: {name: a}\nspec: {microservices: [{name: w, config: ${'{"a":'.repeat(5000)}1${"}".repeat(5000)}}]}`,
	);
});
