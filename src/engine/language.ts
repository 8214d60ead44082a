// Values: Terraform's type system.
export type { CtyType } from "../core/cty-type";
export { ctyTypesEqual, printCtyType } from "../core/cty-type";
export { UNKNOWN } from "../core/unknown";
export type {
	BinaryOperator,
	Node,
	Span,
} from "./expressions/ast";
export { checkExpression } from "./expressions/check";
// Expressions: HCL's expression language as it occurs in JSON configurations.
export {
	LanguageError,
	type SourcePosition,
	type SourceRange,
} from "./expressions/errors";
export { evaluate } from "./expressions/evaluate";
export { Expression } from "./expressions/expression";
export { expressionFromJson } from "./expressions/from-json";
export {
	parseExpression,
	parseReference,
	parseTemplate,
} from "./expressions/parse";
export { Reference, type Step } from "./expressions/reference";
export { references } from "./expressions/references";
export type { Scope } from "./expressions/scope";
export {
	applyConstraint,
	type Defaults,
	parseTypeConstraint,
	type TypeConstraint,
} from "./expressions/type-constraint";
export { valueScope } from "./expressions/value-scope";
export { callFunction } from "./functions/call";
// Functions.
export {
	ArgumentError,
	type FunctionContext,
	type FunctionDefinition,
	type Parameter,
	type ProvidedFunctions,
	type RefusedFunction,
} from "./functions/definition";
export { providedFunctions } from "./functions/provided";
export { functionTable, refusedFunctions } from "./functions/table";
export { hasConversion, unify } from "./values/conversion-rules";
export { ConversionError, convert } from "./values/convert";
export { equals, sameValue } from "./values/equality";
export {
	encodeJson,
	fromJson,
	fromJsonImplied,
	impliedType,
	toJson,
} from "./values/json";
export {
	escapeHtml,
	type JsonValue,
	parseJson,
	printJson,
} from "./values/json-text";
export { markedPaths, markPaths, transform } from "./values/marks";
export { LongNumber, type Num, numText } from "./values/number";
export { type Path, printPath, valueAt } from "./values/path";
export { fromPlain, toPlain } from "./values/plain";
export { setValue } from "./values/set";
export { compareStrings, quote } from "./values/strings";
export {
	attributeOf,
	attributesOf,
	elementOf,
	friendlyName,
	isCollection,
	isPrimitive,
	kindOf,
	withoutOptional,
} from "./values/types";
export {
	boolValue,
	DYNAMIC,
	EMPTY_STRING,
	EPHEMERAL,
	FALSE,
	listValue,
	type Marks,
	mapValue,
	NULL,
	nullValue,
	numberValue,
	objectValue,
	SENSITIVE,
	stringValue,
	TRUE,
	tupleValue,
	unknownValue,
	Value,
} from "./values/value";
