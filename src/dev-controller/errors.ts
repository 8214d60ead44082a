/** The name an error carries in the `name` key of a response body. */
export type ErrorName =
	| "AuthenticationError"
	| "ConflictError"
	| "DuplicatePropertyError"
	| "EmailActivationSetupError"
	| "Error"
	| "ForbiddenError"
	| "InvalidArgumentError"
	| "InvalidCredentialsError"
	| "NotFoundError"
	| "SequelizeDatabaseError"
	| "SequelizeForeignKeyConstraintError"
	| "SequelizeUniqueConstraintError"
	| "SequelizeValidationError"
	| "TransactionError"
	| "TypeError"
	| "ValidationError";

/** A failure that a client sees: `name` decides the status on each route, `message` is sent as it is. */
export class ApiError extends Error {
	constructor(name: ErrorName, message: string) {
		super(message);
		this.name = name;
	}
}

/** Fills the `{}` of a message in order: a given value even if it is undefined, and nothing where values run out. */
export function format(text: string, ...values: unknown[]): string {
	let next = 0;
	return text.replace(/\{\}/g, () =>
		next < values.length ? String(values[next++]) : "",
	);
}

const fill = (text: string, values: unknown[]): string =>
	values.length === 0 ? text : format(text, ...values);

/** A client mistake that every route answers with 400. */
export const invalid = (text: string, ...values: unknown[]): ApiError =>
	new ApiError("ValidationError", fill(text, values));

/** An object that does not exist: 404 on most routes, 500 on those that do not expect it. */
export const notFound = (text: string, ...values: unknown[]): ApiError =>
	new ApiError("NotFoundError", fill(text, values));

/** A name that is taken: 500 nearly everywhere, because most routes do not list this error. */
export const duplicate = (name: unknown): ApiError =>
	new ApiError("DuplicatePropertyError", `Duplicate name '${name}'`);

/** The ORM's complaint about a lookup by a value that the request lacks. */
export const undefinedParameter = (parameter: string): ApiError =>
	new ApiError(
		"Error",
		`WHERE parameter "${parameter}" has invalid "undefined" value`,
	);

/** The failure of a database that refuses a dangling reference. */
export const foreignKey = (): ApiError =>
	new ApiError(
		"SequelizeForeignKeyConstraintError",
		"SQLITE_CONSTRAINT: FOREIGN KEY constraint failed",
	);

/** The failure of a unique index; the ORM hides which one. */
export const uniqueConstraint = (): ApiError =>
	new ApiError("SequelizeUniqueConstraintError", "Validation error");

/** The failure of reading a property of nothing, with V8's wording. */
export const readOfNull = (
	property: string,
	of: "null" | "undefined" = "null",
): ApiError =>
	new ApiError(
		"TypeError",
		`Cannot read properties of ${of} (reading '${property}')`,
	);
