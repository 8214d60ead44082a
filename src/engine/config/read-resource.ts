import type { Path } from "../../core";
import {
	type Expression,
	type JsonValue,
	LanguageError,
	parseExpression,
	parseReference,
	references,
} from "../language";
import { type Expressions, readBody } from "./body";
import type { Condition, EphemeralConfig, ResourceConfig } from "./model";
import type { Mode, Schemas } from "./providers";
import {
	bodiesOf,
	isObject,
	type JsonObject,
	onlyKeys,
	suggestion,
} from "./shape";

const META = new Set([
	"count",
	"for_each",
	"depends_on",
	"provider",
	"lifecycle",
	"provisioner",
	"connection",
	"dynamic",
]);

const REFUSED: Record<string, string> = {
	provisioner:
		"Provisioners run programs beside Terraform; run this stack with `cdktf deploy`.",
	connection:
		"Connections serve provisioners; run this stack with `cdktf deploy`.",
	dynamic:
		"No resource type here has nested blocks: set the attribute with an expression instead of a dynamic block.",
};

const PREFIXES = { managed: "", data: "data.", ephemeral: "ephemeral." };

/** Address of a block as references write it. */
export const resourceAddress = (mode: Mode, type: string, name: string) =>
	`${PREFIXES[mode]}${type}.${name}`;

const UNKNOWN_TYPES = {
	managed: ["Invalid resource type", "resource type"],
	data: ["Invalid data source", "data source"],
	ephemeral: ["Invalid ephemeral resource", "ephemeral resource"],
} as const;

/** Reads one resource or data source block; undefined where its type is not known. */
export function readResource(
	mode: "managed" | "data",
	type: string,
	name: string,
	json: JsonObject,
	schemas: Schemas,
	expressions: Expressions,
): ResourceConfig | undefined {
	const block = readBlock(mode, type, name, json, schemas, expressions);
	return (
		block &&
		Object.assign(
			block,
			readLifecycle(
				json.lifecycle,
				block.address,
				block.schema.byName,
				expressions,
			),
		)
	);
}

/** Reads one ephemeral block; undefined where its type is not known. */
export function readEphemeral(
	type: string,
	name: string,
	json: JsonObject,
	schemas: Schemas,
	expressions: Expressions,
): EphemeralConfig | undefined {
	const block = readBlock("ephemeral", type, name, json, schemas, expressions);
	if (block === undefined) return undefined;
	const { address } = block;
	const { faults } = expressions;
	const lifecycle: JsonObject = Object.assign(
		{},
		...bodiesOf(json.lifecycle, "lifecycle", faults, address),
	);
	for (const name of Object.keys(lifecycle))
		if (name !== "precondition" && name !== "postcondition" && name !== "//")
			faults.error(
				"Invalid ephemeral resource lifecycle argument",
				`The lifecycle argument "${name}" is defined only for managed resources ("resource" blocks), and is not valid for ephemeral resources.`,
				address,
			);
	return {
		...block,
		...readBothConditions(lifecycle, address, expressions),
	};
}

/** What blocks of all modes have. */
function readBlock<M extends Mode>(
	mode: M,
	type: string,
	name: string,
	json: JsonObject,
	schemas: Schemas,
	expressions: Expressions,
) {
	const { faults } = expressions;
	const address = resourceAddress(mode, type, name);
	const schema = schemas.of(mode, type);
	if (schema === undefined) {
		const [summary, what] = UNKNOWN_TYPES[mode];
		faults.error(
			summary,
			`The provider has no ${what} "${type}".${suggestion(type, schemas.names(mode))}`,
			address,
		);
		return undefined;
	}
	for (const key of Object.keys(REFUSED))
		if (json[key] !== undefined)
			faults.error("Unsupported block", REFUSED[key] as string, address);
	const expression = (key: string) =>
		json[key] === undefined || json[key] === null
			? undefined
			: expressions.of(json[key], address, key);
	const count = expression("count");
	const forEach = expression("for_each");
	if (count && forEach)
		faults.error(
			'Invalid combination of "count" and "for_each"',
			'The "count" and "for_each" meta-arguments are mutually-exclusive, only one should be used to be explicit about the number of resources to be created.',
			address,
		);
	return {
		address,
		mode,
		type,
		name,
		schema,
		body: readBody(json, schema, META, address, expressions),
		...(count && { count }),
		...(forEach && { forEach }),
		dependsOn: readDependsOn(json.depends_on, address, expressions),
		provider: schemas.isBuiltin(mode, type)
			? "terraform"
			: providerKey(json.provider, type),
	};
}

/** Local name and alias of the provider configuration that a resource names, or that its type implies. */
export function providerKey(json: JsonValue | undefined, type: string): string {
	if (typeof json === "string" && json !== "")
		return json.replace(/^\$\{(.*)\}$/s, "$1");
	return type.split("_", 1)[0] as string;
}

/** Reads `depends_on`: addresses of resources, without keys. */
export function readDependsOn(
	json: JsonValue | undefined,
	address: string,
	{ faults }: Expressions,
): string[] {
	if (json === undefined || json === null) return [];
	const found: string[] = [];
	for (const entry of Array.isArray(json) ? json : [json]) {
		const target =
			typeof entry === "string" ? resourceOf(unwrap(entry)) : undefined;
		if (target === undefined)
			faults.error(
				"Invalid depends_on reference",
				`${typeof entry === "string" ? entry : JSON.stringify(entry)} is not an object that can be depended on: name resources, such as "iofog_application.shop", or data sources.`,
				address,
			);
		else found.push(target);
	}
	return found;
}

/** Takes `${` and `}` from around a static reference. */
export const unwrap = (text: string) =>
	text.replace(/^\$\{(.*)\}$/s, "$1").trim();

/** Resource address in a static reference; undefined where it names no resource. */
function resourceOf(text: string): string | undefined {
	try {
		const { root, steps } = parseReference(text);
		const names = steps.map((step) => step.key);
		if (
			["var", "local", "module", "each", "count", "path", "self"].includes(root)
		)
			return undefined;
		if (root === "data" || root === "ephemeral")
			return names.length >= 2 ? `${root}.${names[0]}.${names[1]}` : undefined;
		return names.length >= 1 ? `${root}.${names[0]}` : undefined;
	} catch (thrown) {
		if (thrown instanceof LanguageError) return undefined;
		throw thrown;
	}
}

/** Reads blocks with a condition and its message. */
export function readConditions(
	json: JsonValue | undefined,
	what: string,
	address: string,
	expressions: Expressions,
): Condition[] {
	return bodiesOf(json, what, expressions.faults, address).flatMap((body) => {
		onlyKeys(body, ["condition", "error_message"], expressions.faults, address);
		for (const name of ["condition", "error_message"])
			if ((body[name] ?? null) === null)
				expressions.faults.error(
					"Missing required argument",
					`The argument "${name}" is required in a ${what} block, but no definition was found.`,
					address,
				);
		const condition = expressions.of(body.condition ?? true, address);
		const message = expressions.of(body.error_message ?? "", address);
		if (condition && references(condition).length === 0)
			expressions.faults.error(
				`Invalid ${what} expression`,
				"The condition expression must refer to at least one object from elsewhere in the configuration, or else its result would not be checking anything.",
				address,
			);
		return condition && message ? [{ condition, message }] : [];
	});
}

type Lifecycle = Pick<
	ResourceConfig,
	| "createBeforeDestroy"
	| "preventDestroy"
	| "ignoreAll"
	| "ignoreChanges"
	| "replaceTriggeredBy"
	| "preconditions"
	| "postconditions"
>;

const NO_LIFECYCLE: Lifecycle = {
	preventDestroy: false,
	ignoreAll: false,
	ignoreChanges: [],
	replaceTriggeredBy: [],
	preconditions: [],
	postconditions: [],
};

function readLifecycle(
	json: JsonValue | undefined,
	address: string,
	attributes: ReadonlyMap<string, unknown>,
	expressions: Expressions,
): Lifecycle {
	if (json === undefined || json === null) return NO_LIFECYCLE;
	const { faults } = expressions;
	const bodies = bodiesOf(json, "lifecycle", faults, address);
	const merged: JsonObject = Object.assign({}, ...bodies);
	onlyKeys(
		merged,
		[
			"create_before_destroy",
			"prevent_destroy",
			"ignore_changes",
			"replace_triggered_by",
			"precondition",
			"postcondition",
		],
		faults,
		address,
	);
	const flag = (key: string): boolean | undefined => {
		const given = merged[key];
		if (given === undefined || given === null) return undefined;
		if (typeof given === "boolean") return given;
		if (given === "true" || given === "false") return given === "true";
		faults.error(
			"Unsuitable value type",
			`The lifecycle argument "${key}" must be true or false, not an expression.`,
			address,
		);
		return undefined;
	};
	const createBeforeDestroy = flag("create_before_destroy");
	const ignore = merged.ignore_changes;
	const ignoreAll =
		ignore === "all" ||
		(Array.isArray(ignore) && ignore.length === 1 && ignore[0] === "all");
	return {
		...(createBeforeDestroy !== undefined && { createBeforeDestroy }),
		preventDestroy: flag("prevent_destroy") ?? false,
		ignoreAll,
		ignoreChanges: ignoreAll
			? []
			: readIgnored(ignore, address, attributes, expressions),
		replaceTriggeredBy: readTriggers(
			merged.replace_triggered_by,
			address,
			expressions,
		),
		...readBothConditions(merged, address, expressions),
	};
}

function readBothConditions(
	lifecycle: JsonObject,
	address: string,
	expressions: Expressions,
) {
	const read = (what: "precondition" | "postcondition") =>
		readConditions(lifecycle[what], what, address, expressions);
	return {
		preconditions: read("precondition"),
		postconditions: read("postcondition"),
	};
}

function readIgnored(
	json: JsonValue | undefined,
	address: string,
	attributes: ReadonlyMap<string, unknown>,
	{ faults }: Expressions,
): Path[] {
	if (json === undefined || json === null) return [];
	const paths: Path[] = [];
	for (const entry of Array.isArray(json) ? json : [json]) {
		try {
			const { root, steps } = parseReference(unwrap(String(entry)));
			if (!attributes.has(root))
				faults.error(
					"Unsupported attribute",
					`ignore_changes names "${root}", which this resource type does not have.${suggestion(root, attributes.keys())}`,
					address,
				);
			else paths.push([root, ...steps.map((step) => step.key)]);
		} catch (thrown) {
			faults.caught(thrown, address, ["ignore_changes"]);
		}
	}
	return paths;
}

function readTriggers(
	json: JsonValue | undefined,
	address: string,
	{ faults }: Expressions,
): Expression[] {
	if (json === undefined || json === null) return [];
	return (Array.isArray(json) ? json : [json]).flatMap((entry) => {
		try {
			return [parseExpression(unwrap(String(entry)))];
		} catch (thrown) {
			faults.caught(thrown, address, ["replace_triggered_by"]);
			return [];
		}
	});
}

/** Reads `lifecycle` of a `removed` block: whether the object is destroyed. */
export function readDestroy(json: JsonValue | undefined): boolean {
	for (const body of Array.isArray(json) ? json : [json])
		if (isObject(body) && body.destroy !== undefined)
			return body.destroy === true || body.destroy === "true";
	return true;
}
