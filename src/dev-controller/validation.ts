import { Validator as Validator30 } from "jsonschema-1.2.5";
import { Validator as Validator37 } from "jsonschema-1.4.1";
import type { Dialect } from "./dialect";
import { invalid } from "./errors";
import { accountSchemas } from "./schemas/account";
import { agentSchemas } from "./schemas/agent";
import {
	applicationSchemas,
	routeSchemas,
	templateSchemas,
} from "./schemas/application";
import { catalogSchemas } from "./schemas/catalog";
import { dataObjectSchemas } from "./schemas/data-object";
import { deviceSchemas } from "./schemas/device";
import { edgeResourceSchemas } from "./schemas/edge-resource";
import type { Schema } from "./schemas/kinds";
import { microserviceSchemas } from "./schemas/microservice";
import { natsHubSchemas } from "./schemas/nats";
import { registrySchemas } from "./schemas/registry";

interface Failure {
	name: string;
	property: string;
	argument: unknown;
	message: string;
	stack: string;
}

/** Checks a value against a named schema; throws a ValidationError that tells the first failure only. */
export type Validate = (schema: string, value: unknown) => void;

/** The wording of a failure: some keywords have a sentence, every other one is the failure itself as JSON. */
function describe(failure: Failure): string {
	const field = failure.property.replace("instance.", "");
	switch (failure.name) {
		case "pattern":
			return `Invalid format for field '${field}'`;
		case "required":
			return `Required field '${failure.argument}' is missing`;
		case "minLength":
		case "maxLength":
		case "enum":
			return `Field ${failure.stack.replace("instance.", "")}`;
		case "additionalProperties":
			return `Field '${failure.argument}' not allowed`;
		case "type":
			return `Field '${field}' ${failure.message}`;
		case "minimum":
			return failure.stack.replace("instance.", "");
		default:
			return JSON.stringify(failure);
	}
}

/** Builds the validator of a dialect on the very library version that this Controller uses, so that messages are equal. */
export function createValidate(dialect: Dialect): Validate {
	const all: Schema[] = [
		...registrySchemas(dialect),
		...applicationSchemas(dialect),
		...routeSchemas(),
		...templateSchemas(),
		...microserviceSchemas(dialect),
		...catalogSchemas(),
		...agentSchemas(dialect),
		...deviceSchemas(dialect),
		...edgeResourceSchemas(),
		...accountSchemas(dialect),
		...natsHubSchemas(),
		...dataObjectSchemas(),
	];
	const validator = dialect === "3.0" ? new Validator30() : new Validator37();
	const schemas = new Map<string, Schema>();
	for (const schema of all) {
		schemas.set(String(schema.id).slice(1), schema);
		validator.addSchema(schema, String(schema.id));
	}
	return (name, value) => {
		const schema = schemas.get(name);
		if (!schema) throw new Error(`no schema is named ${name}`);
		const result = validator.validate(value, schema);
		const failure = result.errors[0] as unknown as Failure | undefined;
		if (failure) throw invalid(describe(failure));
	};
}
