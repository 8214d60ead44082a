import type { CtyType, Path } from "../../../src/core";
import {
	encodeDiagnostics,
	encodePath,
} from "../../../src/plugin/rpc/diagnostics";

const type: CtyType = [
	"object",
	{
		name: "string",
		ports: ["set", ["object", { internal: "number" }]],
		steps: ["list", ["object", { run: "string" }]],
		images: ["map", "string"],
		nats: ["object", { access: "bool" }],
		pair: ["tuple", ["string", ["object", { x: "number" }]]],
	},
];

test.each<[Path, object[]]>([
	[[], []],
	[["name"], [{ attributeName: "name" }]],
	[["name", "deeper"], [{ attributeName: "name" }]],
	[["ports", 0, "internal"], [{ attributeName: "ports" }]],
	[
		["steps", 1, "run"],
		[
			{ attributeName: "steps" },
			{ elementKeyInt: 1 },
			{ attributeName: "run" },
		],
	],
	[
		["images", "arm"],
		[{ attributeName: "images" }, { elementKeyString: "arm" }],
	],
	[
		["nats", "access"],
		[{ attributeName: "nats" }, { attributeName: "access" }],
	],
	[
		["pair", 1, "x"],
		[{ attributeName: "pair" }, { elementKeyInt: 1 }, { attributeName: "x" }],
	],
	[["steps", "no number"], [{ attributeName: "steps" }]],
	[["unknown", "x"], []],
])("the path %j", (path, steps) => {
	expect(encodePath(path, type)).toEqual({ steps });
});

test("severities, texts, and a path only where it leads somewhere", () => {
	expect(
		encodeDiagnostics(
			[
				{ severity: "error", summary: "A", detail: "B", path: ["name"] },
				{ severity: "warning", summary: "C", detail: "D", path: ["nope"] },
			],
			type,
		),
	).toEqual([
		{
			severity: 1,
			summary: "A",
			detail: "B",
			attribute: { steps: [{ attributeName: "name" }] },
		},
		{ severity: 2, summary: "C", detail: "D" },
	]);
});
