import { emitConstruct } from "../../../scripts/emit-construct";
import { type Model, resourceModel } from "../../../scripts/model";
import {
	type Attributes,
	bool,
	computed,
	integer,
	json,
	list,
	map,
	object,
	optional,
	reported,
	required,
	set,
	string,
} from "../../../src/core";

const model = (attributes: Attributes): Model =>
	resourceModel({
		type: "iofog_thing_box",
		summary: "A box.",
		importForms: ["NAME"],
		attributes,
	});
const emit = (attributes: Attributes) =>
	emitConstruct(model(attributes)).replaceAll(/\s+/g, " ");
const about = { description: "It is." };

test("a class and a file are named after the type", () => {
	expect(model({})).toMatchObject({ className: "ThingBox", file: "thing-box" });
	const code = emit({ name: required(string(), about) });
	expect(code).toContain("export class ThingBox extends IofogResource");
	expect(code).toContain(
		"export interface ThingBoxConfig extends TerraformMetaArguments",
	);
	expect(code).toContain('static readonly tfResourceType = "iofog_thing_box"');
});

describe("arguments", () => {
	test.each<[string, Attributes, string | undefined]>([
		["required", { x: required(string(), about) }, "readonly x: string;"],
		["optional", { x: optional(integer, about) }, "readonly x?: number;"],
		[
			"reported",
			{ x: reported(bool, about) },
			"readonly x?: boolean | IResolvable;",
		],
		["computed", { x: computed(string(), about) }, undefined],
		["JSON", { x: optional(json, about) }, "readonly x?: Json;"],
		[
			"lists",
			{ x: optional(list(string()), about) },
			"readonly x?: readonly string[];",
		],
		[
			"maps",
			{ x: optional(map(string()), about) },
			"readonly x?: { readonly [key: string]: string };",
		],
		[
			"sets of objects",
			{ ports: optional(set(object({ n: required(integer, about) })), about) },
			"readonly ports?: readonly ThingBoxPorts[] | IResolvable;",
		],
		[
			"objects",
			{ part: required(object({ n: optional(integer, about) }), about) },
			"readonly part: ThingBoxPart | IResolvable;",
		],
	])("%s", (_, attributes, line) => {
		const code = emit(attributes);
		const config =
			/interface ThingBoxConfig [^{]*\{(.*?)\} (\/\*\*|const)/.exec(code)?.[1];
		if (line) expect(config).toContain(line);
		else expect(config?.trim()).toBe("");
	});

	test("with all that they say", () => {
		const code = emitConstruct(
			model({
				size: optional(integer, {
					description: "How big */ it is.",
					default: 3,
					only: "3.7",
					requiresReplace: true,
					restarts: true,
					sensitive: true,
					deprecated: "Since 2: use `area`.",
				}),
			}),
		);
		expect(code).toContain(` * How big *\\/ it is.
 *
 * Default: \`3\`. Controllers 3.7 only. Forces replacement. A change makes the agent recreate the container. Sensitive: never shown.
 *
 * @deprecated Since 2: use \`area\`.
 */`);
	});
});

test.each<[string, Attributes, string]>([
	[
		"an attribute that would hide a member of cdktf's",
		{ lifecycle: optional(string(), about) },
		'The attribute "lifecycle" of ThingBox would hide a member of cdktf\'s own.',
	],
	[
		"a map of objects",
		{ boxes: optional(map(object({ n: optional(integer, about) })), about) },
		'No construct can be written for "boxes": a map of object has no reference in cdktf.',
	],
	[
		"a list of lists",
		{ rows: optional(list(list(string())), about) },
		'No construct can be written for "rows": a list of list has no reference in cdktf.',
	],
])("%s is refused", (_, attributes, message) => {
	expect(() => emit(attributes)).toThrow(message);
});
