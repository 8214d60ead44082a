import {
	applyConstraint,
	type Expression,
	evaluate,
	type JsonValue,
	parseTypeConstraint,
	type TypeConstraint,
} from "../language";
import { EMPTY_SCOPE, type Expressions } from "./body";
import type { OutputConfig, VariableConfig } from "./model";
import { readConditions, readDependsOn, unwrap } from "./read-resource";
import { bodiesOf, checkName, labelled, onlyKeys } from "./shape";

const ANY: TypeConstraint = { type: "dynamic", defaults: undefined };

const RESERVED = new Set([
	"source",
	"version",
	"count",
	"for_each",
	"depends_on",
	"providers",
	"lifecycle",
	"locals",
	"provider",
	"_",
]);

/** Reads variable blocks by name. */
export function readVariables(
	json: JsonValue | undefined,
	expressions: Expressions,
): Map<string, VariableConfig> {
	const { faults } = expressions;
	const variables = new Map<string, VariableConfig>();
	for (const { labels, body } of labelled(json, "variable", 1, faults)) {
		const name = labels[0] as string;
		const address = `var.${name}`;
		checkName(name, "variable", faults);
		if (RESERVED.has(name))
			faults.error(
				"Invalid variable name",
				`The variable name "${name}" is reserved due to its special meaning inside module blocks.`,
				address,
			);
		onlyKeys(
			body,
			[
				"type",
				"default",
				"description",
				"sensitive",
				"ephemeral",
				"nullable",
				"validation",
			],
			faults,
			address,
		);
		if (variables.has(name))
			faults.error(
				"Duplicate variable declaration",
				`A variable named "${name}" was declared already. Variable names must be unique within a stack.`,
				address,
			);
		let constraint = ANY;
		try {
			if (typeof body.type === "string" && body.type !== "")
				constraint = parseTypeConstraint(unwrap(body.type));
		} catch (thrown) {
			faults.caught(thrown, address);
		}
		const fallback =
			body.default === undefined
				? undefined
				: expressions.of(body.default, address, "default");
		if (fallback)
			try {
				const value = evaluate(fallback, EMPTY_SCOPE);
				if (!value.isNull) applyConstraint(value, constraint);
			} catch (thrown) {
				faults.error(
					"Invalid default value for variable",
					`This default value is not compatible with the variable's type constraint: ${(thrown as Error).message}.`,
					address,
				);
			}
		variables.set(name, {
			name,
			constraint,
			...(fallback && { default: fallback }),
			sensitive: isTrue(body.sensitive),
			ephemeral: isTrue(body.ephemeral),
			nullable: body.nullable === undefined || isTrue(body.nullable),
			...(typeof body.description === "string" && {
				description: body.description,
			}),
			validations: readConditions(
				body.validation,
				"validation",
				address,
				expressions,
			),
		});
	}
	return variables;
}

const isTrue = (json: JsonValue | undefined) =>
	json === true || json === "true";

/** Reads local values by name; the address of one that cannot be read is added to `unreadable`. */
export function readLocals(
	json: JsonValue | undefined,
	expressions: Expressions,
	unreadable: Set<string>,
): Map<string, Expression> {
	const locals = new Map<string, Expression>();
	for (const body of bodiesOf(json, "locals", expressions.faults))
		for (const name of Object.keys(body)) {
			if (name === "//") continue;
			checkName(name, "local value", expressions.faults);
			if (locals.has(name))
				expressions.faults.error(
					"Duplicate local value definition",
					`A local value named "${name}" was declared already. Local value names must be unique within a stack.`,
					`local.${name}`,
				);
			const expression = expressions.of(
				body[name] as JsonValue,
				`local.${name}`,
			);
			if (expression) locals.set(name, expression);
			else unreadable.add(`local.${name}`);
		}
	return locals;
}

/** Reads output blocks by name. */
export function readOutputs(
	json: JsonValue | undefined,
	expressions: Expressions,
): Map<string, OutputConfig> {
	const { faults } = expressions;
	const outputs = new Map<string, OutputConfig>();
	for (const { labels, body } of labelled(json, "output", 1, faults)) {
		const name = labels[0] as string;
		const address = `output.${name}`;
		checkName(name, "output", faults);
		onlyKeys(
			body,
			[
				"value",
				"description",
				"sensitive",
				"ephemeral",
				"depends_on",
				"precondition",
			],
			faults,
			address,
		);
		if (outputs.has(name))
			faults.error(
				"Duplicate output definition",
				`An output named "${name}" was declared already. Output names must be unique within a stack.`,
				address,
			);
		if (!("value" in body)) {
			faults.error(
				"Missing required argument",
				'The argument "value" is required, but no definition was found.',
				address,
			);
			continue;
		}
		const value = expressions.of(body.value as JsonValue, address, "value");
		if (value === undefined) continue;
		outputs.set(name, {
			name,
			value,
			sensitive: isTrue(body.sensitive),
			ephemeral: isTrue(body.ephemeral),
			...(typeof body.description === "string" && {
				description: body.description,
			}),
			dependsOn: readDependsOn(body.depends_on, address, expressions),
			preconditions: readConditions(
				body.precondition,
				"precondition",
				address,
				expressions,
			),
		});
	}
	return outputs;
}
