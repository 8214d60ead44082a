import type {
	FunctionDefinition,
	ProvidedFunctions,
} from "../functions/definition";
import { functionTable, refusedFunctions } from "../functions/table";
import type { Node, Span } from "./ast";
import { LanguageError } from "./errors";
import { suggest } from "./suggest";

type CallNode = Extract<Node, { kind: "call" }>;

/** Finds the function that a call names; throws a LanguageError for a function that is unknown or refused. */
export function findFunction(
	node: CallNode,
	source: string,
	provided?: ProvidedFunctions,
): FunctionDefinition {
	const name = node.name.startsWith("core::") ? node.name.slice(6) : node.name;
	const definition = functionTable.get(name) ?? provided?.get(name);
	if (definition !== undefined) return definition;
	const refused = refusedFunctions.get(name);
	if (refused !== undefined) {
		throw new LanguageError("Unsupported function", refused.reason).at(
			source,
			node.nameSpan,
		);
	}
	const [space, provider, inner] = name.split("::");
	const error =
		space === "provider" && provider !== undefined && inner !== undefined
			? new LanguageError(
					"Unknown provider function",
					isDeclared(provider, provided)
						? `The function "${inner}" is not available from the provider "${provider}".`
						: `There is no function named "${name}". Ensure that provider name "${provider}" is declared in this module's required_providers block, and that this provider offers a function named "${inner}".`,
				)
			: new LanguageError("Call to unknown function", unknown(name));
	throw error.at(source, node.nameSpan);
}

function isDeclared(
	provider: string,
	provided: ProvidedFunctions | undefined,
): boolean {
	for (const name of provided?.keys() ?? [])
		if (name.startsWith(`provider::${provider}::`)) return true;
	return false;
}

function unknown(name: string): string {
	const separator = name.lastIndexOf("::");
	if (separator !== -1) {
		return `There are no functions in namespace "${name.slice(0, separator + 2)}".`;
	}
	const near = suggest(name, [...functionTable.keys()].sort());
	const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
	return `There is no function named "${name}".${hint}`;
}

/** Makes the error of a call with too few arguments. */
export function tooFew(
	definition: FunctionDefinition,
	given: number,
	node: CallNode,
	source: string,
): LanguageError {
	const { parameters, variadic } = definition;
	const least = variadic === undefined ? "" : " at least";
	return new LanguageError(
		"Not enough function arguments",
		`Function "${node.name}" expects${least} ${parameters.length} argument(s). Missing value for "${parameters[given]?.name}".`,
	).at(source, node.close);
}

/** Makes the error of a call with too many arguments. */
export function tooMany(
	definition: FunctionDefinition,
	node: CallNode,
	excess: Span,
	source: string,
): LanguageError {
	return new LanguageError(
		"Too many function arguments",
		`Function "${node.name}" expects only ${definition.parameters.length} argument(s).`,
	).at(source, excess);
}
