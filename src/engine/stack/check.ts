import type { Path } from "../../core";
import type { Faults } from "../config/faults";
import type {
	BlockConfig,
	EphemeralConfig,
	ResourceConfig,
	StackConfig,
} from "../config/model";
import { suggestion } from "../config/shape";
import { bodyValues } from "../eval/body";
import type { Place } from "../eval/places";
import { nodesOf } from "../graph/references";
import {
	EPHEMERAL,
	type Expression,
	evaluate,
	LanguageError,
	references,
	type Scope,
	SENSITIVE,
	unknownValue,
	type Value,
	withoutOptional,
} from "../language";
import { judgeEphemeral } from "./check-ephemeral";
import { outputValue } from "./outputs";
import type { Run } from "./run";
import { Stack } from "./stack";

/** Variables of which nothing but type and marks is known. */
function unknownVariables(config: StackConfig): Map<string, Value> {
	return new Map(
		[...config.variables.values()].map((variable) => [
			variable.name,
			unknownValue(withoutOptional(variable.constraint.type)).withMarks(
				(variable.sensitive ? SENSITIVE : 0) |
					(variable.ephemeral ? EPHEMERAL : 0),
			),
		]),
	);
}

/** Finds what is wrong with a stack without any value from outside: what `terraform validate` finds. */
export function checkStack(
	run: Run,
	config: StackConfig,
	faults: Faults,
): void {
	const stack = new Stack(run, config, unknownVariables(config), "static", {
		faults,
	});
	const cycle = stack.graph.cycle();
	if (cycle) {
		faults.error(
			"Cycle",
			`These refer to each other in a circle: ${cycle.join(" → ")}. Break it: write a value in place of one of these references, or leave out a depends_on.`,
		);
		return;
	}
	const scope = stack.evaluator.scope();
	for (const [name, expression] of config.locals) {
		const address = `local.${name}`;
		attempt(faults, address, () => stack.evaluator.local(name));
		checkNames(faults, expression, scope, address);
	}
	for (const provider of config.providers.values()) {
		const address = `provider.${provider.key}`;
		const values = bodyValues(provider.body, scope, faults, address, {
			ephemeral: true,
		})?.values;
		checkBody(faults, provider, scope, address);
		if (values) faults.addAll(run.provider.validateProvider(values), address);
	}
	for (const resource of config.resources.values())
		checkResource(stack, resource);
	for (const ephemeral of config.ephemerals.values())
		checkEphemeral(stack, ephemeral);
	for (const output of config.outputs.values()) {
		const address = `output.${output.name}`;
		declared(stack, output.dependsOn, address);
		outputValue(output, stack.evaluator, faults);
		checkNames(faults, output.value, scope, address);
		for (const { condition, message } of output.preconditions)
			for (const expression of [condition, message])
				checkExpression(faults, expression, scope, address);
	}
	for (const { to } of config.imports)
		if (!config.resources.has(to) && !config.unreadable.has(to))
			faults.error(
				"Configuration for import target does not exist",
				`The configuration for the given import target ${to} does not exist. All target instances must have an associated configuration to be imported.${suggestion(to, config.resources.keys())}`,
				to,
			);
	for (const { from } of config.removed)
		if (config.resources.has(from))
			faults.error(
				"Removed resource still exists",
				`A removed block says that ${from} was removed, but the stack still has it. Remove either the block or the resource.`,
				from,
			);
}

function declared(stack: Stack, targets: readonly string[], address: string) {
	for (const target of targets)
		if (
			!stack.config.resources.has(target) &&
			!stack.config.ephemerals.has(target) &&
			!stack.config.unreadable.has(target)
		)
			stack.faults.error(
				"Reference to undeclared resource",
				`depends_on names ${target}, which has not been declared in this stack.${suggestion(target, stack.config.resources.keys())}`,
				address,
			);
}

function attempt(faults: Faults, address: string, work: () => unknown): void {
	try {
		work();
	} catch (thrown) {
		faults.caught(thrown, address);
	}
}

function checkExpression(
	faults: Faults,
	expression: Expression,
	scope: Scope,
	address: string,
): void {
	attempt(faults, address, () => evaluate(expression, scope));
	checkNames(faults, expression, scope, address);
}

/** Finds names that do not exist also where an evaluation does not get to or forgives it: behind a condition, in `try`, in a loop over nothing. */
function checkNames(
	faults: Faults,
	expression: Expression,
	scope: Scope,
	address: string,
	path?: Path,
): void {
	for (const reference of references(expression))
		try {
			scope.resolve(reference);
		} catch (thrown) {
			if (thrown instanceof LanguageError)
				thrown.at(reference.source, reference);
			faults.caught(thrown, address, path);
		}
}

function checkBody(
	faults: Faults,
	{ body }: Pick<BlockConfig, "body">,
	scope: Scope,
	address: string,
): void {
	for (const { attr, expression } of body.computed)
		checkNames(faults, expression, scope, address, [attr.name]);
}

/** Judges what makes the instances of a block; gives the place of any one of them. */
function checkedPlace(stack: Stack, block: BlockConfig): Place | undefined {
	const { faults, evaluator } = stack;
	const { address, count, forEach } = block;
	if (block.dependsOn.length > 0) declared(stack, block.dependsOn, address);
	const outer = evaluator.scope();
	for (const expression of [count, forEach])
		if (expression) checkExpression(faults, expression, outer, address);
	if (count) return { undecided: "count" };
	return forEach ? { undecided: "each" } : undefined;
}

function checkEphemeral(stack: Stack, block: EphemeralConfig): void {
	const place = checkedPlace(stack, block);
	const scope = stack.evaluator.scope(place);
	judgeEphemeral(stack, block, place);
	checkBody(stack.faults, block, scope, block.address);
	checkConditions(stack, block, scope, place);
}

function checkResource(stack: Stack, resource: ResourceConfig): void {
	const { faults, evaluator } = stack;
	const { address, mode, type, body } = resource;
	const place = checkedPlace(stack, resource);
	const scope = evaluator.scope(place);
	const values = bodyValues(body, scope, faults, address)?.values;
	checkBody(faults, resource, scope, address);
	if (values) {
		const { provider } =
			resource.provider === "terraform"
				? { provider: stack.builtin }
				: stack.run;
		faults.addAll(
			mode === "data"
				? provider.validateDataSource(type, values)
				: provider.validateResource(type, values),
			address,
		);
		checkConditions(stack, resource, scope, place);
	}
	for (const trigger of resource.replaceTriggeredBy)
		checkTrigger(stack, trigger, address);
}

function checkConditions(
	stack: Stack,
	resource: BlockConfig,
	scope: Scope,
	place: Place | undefined,
): void {
	const { faults, evaluator } = stack;
	const run = (scope: Scope, expressions: readonly Expression[]) => {
		for (const expression of expressions)
			checkExpression(faults, expression, scope, resource.address);
	};
	for (const { condition, message } of resource.preconditions)
		run(scope, [condition, message]);
	if (resource.postconditions.length === 0) return;
	const self = evaluator.scope({
		...place,
		self: { resource, object: undefined },
	});
	for (const { condition, message } of resource.postconditions)
		run(self, [condition, message]);
}

function checkTrigger(
	stack: Stack,
	trigger: Expression,
	address: string,
): void {
	const nodes = nodesOf(trigger);
	if (nodes.length === 0)
		stack.faults.error(
			"Invalid replace_triggered_by expression",
			`"${trigger.source}" is not a reference to a resource, to one of its instances, or to one of its attributes.`,
			address,
		);
	for (const node of nodes)
		if (
			!stack.config.unreadable.has(node) &&
			(!stack.config.resources.has(node) || node.startsWith("data."))
		)
			stack.faults.error(
				"Invalid replace_triggered_by expression",
				`"${trigger.source}" must refer to a managed resource of this stack.${suggestion(node, stack.config.resources.keys())}`,
				address,
			);
}
