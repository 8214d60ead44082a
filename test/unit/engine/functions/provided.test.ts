import { EngineError, plan, validate } from "../../../../src/engine";
import { StackFolder } from "../../../support/stack-folder";

const required_providers = {
	iofog: { source: "registry.terraform.io/fogform/iofog" },
	fog: { source: "registry.opentofu.org/fogform/iofog" },
};

/** The outputs of a stack that has nothing else, as they are planned. */
async function outputs(stack: object): Promise<Record<string, unknown>> {
	const folder = new StackFolder();
	try {
		folder.write({ terraform: { required_providers }, ...stack });
		const planned = await plan({ dir: folder.dir, env: {} });
		const { output_changes = {} } = Object.values(planned.stacks)[0] as {
			output_changes?: Record<string, { after?: unknown }>;
		};
		return Object.fromEntries(
			Object.entries(output_changes).map(([name, change]) => [
				name,
				change.after,
			]),
		);
	} finally {
		folder.remove();
	}
}

const value = async (expression: string, rest: object = {}) =>
	(await outputs({ output: { it: { value: expression } }, ...rest })).it;

test.each([
	[
		"config_encode",
		'${provider::iofog::config_encode({b = 1, a = [true, null, "x"]})}',
		'{"a":[true,null,"x"],"b":1}',
	],
	["another local name", "${provider::fog::config_encode({a = 1})}", '{"a":1}'],
	[
		"numbers with all of their digits",
		"${provider::iofog::config_encode({a = 123456789012345678901234567890, b = 0.1 + 0.2, c = 0.12345678901234567891})}",
		'{"a":123456789012345678901234567890,"b":0.3,"c":0.12345678901234567891}',
	],
	[
		"parse_manifest",
		'${provider::iofog::parse_manifest("kind: Application\\nmetadata: {name: a}\\nspec: {microservices: [{name: w, images: {x86: i}}]}").microservices["a/w"].images.amd64}',
		"i",
	],
	[
		"for over what a manifest holds",
		'${[for key, one in provider::iofog::parse_manifest("kind: Registry\\nspec: {url: r}").registries : "${key} ${one.public}"]}',
		["r true"],
	],
	[
		"what cannot be called",
		"${can(provider::iofog::config_encode([1]))}",
		false,
	],
])("%s", async (_name, expression, expected) => {
	expect(await value(expression)).toEqual(expected);
});

test("what is sensitive stays so", async () => {
	const folder = new StackFolder();
	try {
		folder.write({
			terraform: { required_providers },
			output: {
				it: {
					value: '${provider::iofog::config_encode({a = sensitive("x")})}',
				},
			},
		});
		await expect(plan({ dir: folder.dir, env: {} })).rejects.toThrow(
			"Output refers to sensitive values",
		);
	} finally {
		folder.remove();
	}
});

test("what is unknown gives an unknown result", async () => {
	const found = await outputs({
		resource: { terraform_data: { one: { input: "x" } } },
		output: {
			it: {
				value:
					"${provider::iofog::config_encode({id = terraform_data.one.id})}",
			},
		},
	});
	expect(found.it).toBeUndefined();
});

const SUMMARIES: readonly [string, string, string, string][] = [
	[
		"a function that the provider lacks",
		"${provider::iofog::nothing()}",
		"Unknown provider function",
		'The function "nothing" is not available from the provider "iofog".',
	],
	[
		"a provider that is not declared",
		"${provider::other::config_encode({})}",
		"Unknown provider function",
		'Ensure that provider name "other" is declared',
	],
	[
		"too few arguments",
		"${provider::iofog::config_encode()}",
		"Not enough function arguments",
		'Function "provider::iofog::config_encode" expects 1 argument(s). Missing value for "object".',
	],
	[
		"too many arguments",
		"${provider::iofog::config_encode({}, 1)}",
		"Too many function arguments",
		"expects only 1 argument(s)",
	],
	[
		"a list",
		"${provider::iofog::config_encode([])}",
		"Invalid function argument",
		'Invalid value for "object" parameter: an object is required',
	],
	[
		"null",
		"${provider::iofog::config_encode(null)}",
		"Invalid function argument",
		'Invalid value for "object" parameter: argument must not be null.',
	],
	[
		"a manifest with a fault",
		'${provider::iofog::parse_manifest("kind: Nothing\\nspec: {}")}',
		"Invalid function argument",
		'Invalid value for "yaml" parameter: line 1: kind "Nothing" is not one of iofogctl\'s',
	],
];

test.each(SUMMARIES)("refuses %s", async (_name, expression, summary, part) => {
	const folder = new StackFolder();
	try {
		folder.write({
			terraform: { required_providers },
			output: { it: { value: expression } },
		});
		const diagnostics = await validate({ dir: folder.dir, env: {} });
		expect(diagnostics).toMatchObject([
			{ severity: "error", summary, detail: expect.stringContaining(part) },
		]);
		await expect(plan({ dir: folder.dir, env: {} })).rejects.toThrow(
			EngineError,
		);
	} finally {
		folder.remove();
	}
});
