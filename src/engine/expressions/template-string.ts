import { ArgumentError } from "../functions/definition";
import { quote } from "../values/strings";
import { kindOf } from "../values/types";
import { unknownValue, type Value } from "../values/value";
import type { Node } from "./ast";
import { convertAt, type Environment } from "./environment";
import { LanguageError } from "./errors";
import { parseTemplate } from "./parse";
import { references } from "./references";
import { valueScope } from "./value-scope";
import { walk } from "./walk";

const ELSEWHERE =
	"invalid template expression: templatestring is only for rendering templates retrieved dynamically from elsewhere";
const TEMPLATE_FUNCTIONS = new Set(["templatefile", "templatestring"]);
const FILE_FUNCTIONS = /^file(?!path)/;

/** Renders the template that a reference leads to with a map or object of variables; throws ArgumentError or Error. */
export function evaluateTemplateString(
	template: Node,
	variables: Value,
	env: Environment,
): Value {
	checkTemplateArgument(template);
	const text = env.evaluate(template, env);
	if (!text.isKnown || !variables.isKnown) {
		return unknownValue("string").withMarks(text.marks | variables.deepMarks);
	}
	if (text.type !== "string" || text.isNull) {
		throw new ArgumentError(0, "invalid template value: a string is required");
	}
	if (variables.isNull) {
		throw new ArgumentError(1, "argument must not be null");
	}
	const vars = variables.unmarkedDeep();
	if (!["map", "object"].includes(kindOf(vars.type))) {
		throw new ArgumentError(1, "invalid vars value: must be a map");
	}
	return render(text, vars, env).withMarks(text.marks | variables.deepMarks);
}

function checkTemplateArgument(template: Node): void {
	let node = template;
	if (node.kind === "literal") {
		throw new ArgumentError(
			0,
			`${ELSEWHERE}, and so does not support providing a literal template; consider using a template string expression instead`,
		);
	}
	if (node.kind === "template") {
		throw new ArgumentError(
			0,
			`${ELSEWHERE}; to render an inline template, consider using a plain template string expression`,
		);
	}
	while (node.kind === "traverse" || node.kind === "index") node = node.source;
	if (node.kind !== "variable") {
		throw new ArgumentError(
			0,
			"invalid template expression: must be a direct reference to a single string from elsewhere, containing valid Terraform template syntax",
		);
	}
}

function render(text: Value, vars: Value, env: Environment): Value {
	for (const name of vars.keys) {
		if (!/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name)) {
			throw new ArgumentError(
				1,
				`invalid template variable name ${quote(name)}: must start with a letter, followed by zero or more letters, digits, and underscores`,
			);
		}
	}
	try {
		const expression = parseTemplate(text.text);
		for (const { root, range } of references(expression)) {
			if (!vars.members.has(root)) {
				const { line, column } = range.start;
				throw new ArgumentError(
					1,
					`vars map does not contain key ${quote(root)}, referenced at <templatestring argument>, line ${line}, column ${column}`,
				);
			}
		}
		walk(expression.node, expression.source, (node) => {
			if (node.kind === "call") checkInnerCall(node.name.replace("core::", ""));
		});
		const scope = valueScope(vars.members, env.scope.functions);
		const { node, source } = expression;
		const inner = { ...env, scope, source, locals: undefined, item: undefined };
		const result = env.evaluate(node, inner);
		if (result.isNull) throw new Error("the result of the template is null");
		return convertAt(inner, node, result, "string", {
			summary: "Invalid template result",
			detail: (reason) => `The template gives no string: ${reason}.`,
		});
	} catch (error) {
		if (!(error instanceof LanguageError)) throw error;
		throw new ArgumentError(
			0,
			`invalid template: ${error.summary}; ${error.detail.replace(/\.$/, "")}`,
		);
	}
}

function checkInnerCall(name: string): void {
	if (TEMPLATE_FUNCTIONS.has(name)) {
		throw new Error(
			`cannot recursively call ${name} from inside another template function`,
		);
	}
	if (FILE_FUNCTIONS.test(name)) {
		throw new Error(
			`cannot use filesystem access functions like ${name} in templatestring templates; consider passing the function result as a template variable instead`,
		);
	}
}
