import fc from "fast-check";
import {
	parseState,
	printState,
	State,
	type StateInstance,
} from "../../../../src/engine/state";
import { checkProviders } from "../../../../src/engine/state/providers";
import { sameContent } from "../../../../src/engine/state/same-content";
import { anyState, fixture, instance, PROVIDER, refusal } from "./support";

const text = (object: unknown) => Buffer.from(JSON.stringify(object));
const whole = {
	version: 4,
	terraform_version: "1.11.4",
	serial: 3,
	lineage: "l",
	outputs: {},
	resources: [] as unknown[],
	check_results: null,
};
const resource = (more: object = {}, object: object = {}) => ({
	mode: "managed",
	type: "iofog_registry",
	name: "r",
	provider: PROVIDER,
	...more,
	instances: [
		{ schema_version: 0, attributes: { id: 1 }, ...object },
	] as unknown[],
});

test.each(["values", "keys", "deposed", "empty"])(
	"the file %s, written by Terraform, is written alike",
	(name) => {
		const bytes = fixture(name);
		expect(printState(parseState(bytes, name)).toString()).toBe(
			bytes.toString(),
		);
	},
);

test("what was read is what the file says", () => {
	const state = parseState(fixture("deposed"), "deposed");
	const bad = state.get("terraform_data.bad") as {
		current?: StateInstance;
	};
	expect(bad.current?.tainted).toBe(true);
	expect(bad.current?.dependencies).toEqual(["terraform_data.dep"]);
	const dep = state.get("terraform_data.dep");
	expect([...(dep?.deposed?.keys() ?? [])]).toHaveLength(2);
	expect(dep?.current?.createBeforeDestroy).toBe(true);
	expect(state.outputs.get("neg")?.value).toMatch(
		/^\[-0\.5,0\.0000001,123456789\.123456789123456789,0,0\.3{100}/,
	);
	const values = parseState(fixture("values"), "values");
	expect(values.instance("terraform_data.a")?.sensitiveAttributes).toEqual([
		[{ attribute: "input" }, { attribute: "s" }],
		[
			{ attribute: "input" },
			{ attribute: "z" },
			{ attribute: "q" },
			{ index: 0 },
		],
	]);
	expect(values.instance("terraform_data.a")?.attributes).toContain(
		'"big":123456789012345678901234567890',
	);
});

test("members that this version does not know stay where they were", () => {
	const file = {
		version: 4,
		terraform_version: "1.99.0",
		future_first: { b: 1, a: [2.5] },
		serial: 3,
		lineage: "l",
		outputs: {
			o: { value: 1, type: "number", ephemeral: false, sensitive: true },
		},
		resources: [
			{
				...resource({ each: "map" }),
				instances: [
					{
						index_key: 1,
						schema_version: 2,
						attributes: { "10": 1, "9": 2 },
						attributes_flat: { a: "b" },
						sensitive_attributes: [
							[
								{ type: "get_attr", value: "ports" },
								{
									type: "index",
									value: { value: { a: 1 }, type: ["object", { a: "number" }] },
								},
							],
						],
						identity_schema_version: 1,
						identity: { uuid: "u" },
						private: "eyJhIjoxfQ==",
						dependencies: ["a.b"],
						future_last: "<&>",
					},
				],
			},
		],
		check_results: null,
		resource_moves: [],
	};
	// A literal text: JavaScript would put the keys "10" and "9" in another order.
	const compact = JSON.stringify(file)
		.replace('{"9":2,"10":1}', '{"10":1,"9":2}')
		.replace("2.5]", "2.50]")
		.replace("<&>", "\\u003c\\u0026\\u003e");
	const state = parseState(Buffer.from(compact), "file");
	const printed = printState(state).toString();
	expect(printed.replace(/\n */g, "").replaceAll('": ', '":')).toBe(compact);
	const changed = state.copy();
	const address = "iofog_registry.r[1]";
	const before = changed.instance(address) as StateInstance;
	changed.set({ address, instance: { ...before, tainted: true } });
	expect(printState(changed).toString()).toBe(
		printed.replace(
			'"index_key": 1,',
			'"index_key": 1,\n          "status": "tainted",',
		),
	);
});

test("a new state is written as Terraform writes one", () => {
	const state = State.empty("l");
	state.set({
		address: "iofog_registry.r[0]",
		provider: PROVIDER,
		instance: instance("x"),
	});
	expect(printState(state).toString()).toBe(`{
  "version": 4,
  "terraform_version": "1.11.4",
  "serial": 0,
  "lineage": "l",
  "outputs": {},
  "resources": [
    {
      "mode": "managed",
      "type": "iofog_registry",
      "name": "r",
      "provider": "provider[\\"registry.terraform.io/fogform/iofog\\"]",
      "instances": [
        {
          "index_key": 0,
          "schema_version": 0,
          "attributes": {
            "name": "x",
            "uuid": "uuid-x"
          },
          "sensitive_attributes": []
        }
      ]
    }
  ],
  "check_results": null
}
`);
	state.set({ address: "iofog_registry.r[0]", instance: null });
	expect(state.groups()).toEqual([]);
});

test("reading takes back writing, and both agree on what is the same", () => {
	fc.assert(
		fc.property(anyState, (state) => {
			const printed = printState(state);
			const read = parseState(printed, "printed");
			expect(printState(read).equals(printed)).toBe(true);
			expect(sameContent(read, state)).toBe(true);
		}),
	);
});

test("a file that ends anywhere else than at its end is refused, with its place", async () => {
	const bytes = fixture("values");
	for (let length = 1; length < bytes.length - 2; length += 97) {
		const torn = bytes.subarray(0, length);
		const message = await refusal(() => parseState(torn, "web.tfstate"));
		expect(message).toMatch(
			/^Damaged state: web\.tfstate is not a whole state: at line \d+, column \d+, the text ends in the middle\./,
		);
	}
});

test.each<[string, Buffer, RegExp]>([
	["no JSON", Buffer.from("hello"), /line 1, column 1, an object was expected/],
	["no UTF-8", Buffer.from([0x7b, 0xff]), /the text is not UTF-8/],
	[
		"more after the end",
		Buffer.from('{"version":4}\n}'),
		/line 2, column 1, nothing more was expected/,
	],
	["an array", text([]), /an object was expected/],
	[
		"a comma too much",
		Buffer.from('{"version":4,"serial":3,}'),
		/a string was expected/,
	],
	[
		"two values",
		Buffer.from('{"version":4,"serial":3 4}'),
		/"," or "}" was expected/,
	],
	[
		"a bad number",
		Buffer.from('{"version":4,"lineage":"","x":01}'),
		/a value was expected/,
	],
	[
		"a bad escape",
		Buffer.from('{"version":4,"x":"\\q"}'),
		/an escape was not valid/,
	],
	[
		"a raw newline",
		Buffer.from('{"version":4,"x":"\n"}'),
		/a string was not closed/,
	],
	[
		"a newer version",
		text({ ...whole, version: 5, resources: { new: 1 } }),
		/^State of a newer version: .* version 5; /,
	],
	[
		"an older version",
		text({ ...whole, version: 3 }),
		/^State of an older version: /,
	],
	["no version", text({ resources: [] }), /^Not a state: /],
	[
		"encryption",
		text({
			serial: 1,
			lineage: "l",
			meta: {},
			encrypted_data: "x",
			encryption_version: "v0",
		}),
		/^Encrypted state: /,
	],
	[
		"a serial that is text",
		text({ ...whole, serial: "3" }),
		/a whole number was expected/,
	],
	[
		"a resource without name",
		text({ ...whole, resources: [{ mode: "managed", type: "t" }] }),
		/a resource with mode, type and name/,
	],
	[
		"an unknown mode",
		text({ ...whole, resources: [resource({ mode: "other" })] }),
		/a resource with mode, type and name/,
	],
	[
		"an unknown status",
		text({ ...whole, resources: [resource({}, { status: "broken" })] }),
		/the status "tainted" was expected/,
	],
	[
		"a key that is an object",
		text({ ...whole, resources: [resource({}, { index_key: {} })] }),
		/an index or a key was expected/,
	],
	[
		"too deep nesting",
		Buffer.from(`{"version":4,"x":${"[".repeat(5000)}`),
		/nested too deeply/,
	],
])("%s is refused", async (_, bytes, message) => {
	expect(await refusal(() => parseState(bytes, "web.tfstate"))).toMatch(
		message,
	);
});

test.each([
	["registry.terraform.io/fogform/iofog", true],
	["registry.opentofu.org/fogform/iofog", true],
	["terraform.io/builtin/terraform", true],
	["registry.terraform.io/kreuzwerker/docker", false],
	["registry.example.com/fogform/iofog", false],
])("resources of the provider %s: accepted is %s", async (source, accepted) => {
	for (const suffix of ["", ".two"]) {
		const file = {
			...whole,
			resources: [resource({ provider: `provider["${source}"]${suffix}` })],
		};
		const state = parseState(text(file), "file");
		if (accepted) checkProviders(state, "file");
		else {
			expect(await refusal(() => checkProviders(state, "file"))).toContain(
				`file holds iofog_registry.r, of the provider ${source}, which`,
			);
		}
	}
});

test("a copy changes apart from its original, and shares its instances", () => {
	const state = parseState(fixture("values"), "values");
	const copy = state.copy();
	copy.set({ address: "terraform_data.one", instance: null });
	copy.outputs = new Map();
	expect(state.get("terraform_data.one")).toBeDefined();
	expect(copy.get("terraform_data.one")).toBeUndefined();
	expect(state.outputs.size).toBe(3);
	expect(copy.get("terraform_data.c[3]")).toBe(
		state.get("terraform_data.c[3]"),
	);
});

test("a resource has one provider configuration, the last that was given", () => {
	const state = State.empty("l");
	const other = `${PROVIDER}.two`;
	for (const [i, provider] of [PROVIDER, other].entries()) {
		state.set({ address: `a.b[${i}]`, provider, instance: instance("x") });
	}
	expect(state.groups()[0]?.provider).toBe(other);
	expect(state.get("a.b[0]")?.provider).toBe(other);
});
