import {
	type CtyType,
	type Diagnostic,
	error,
	type Path,
	type Private,
} from "../../core";
import type { Provider, Values } from "../../provider/types";
import {
	escapeHtml,
	fromJson,
	fromPlain,
	type JsonValue,
	LongNumber,
	numText,
	parseJson,
	toJson,
	Value,
} from "../language";
import { type StateInstance, unescapedText } from "../state";
import { plainOf, withoutWriteOnly } from "./plain";
import { type Attr, blankOf, type TypeSchema } from "./schema";
import { allSensitive, pathOfSteps, pathSteps } from "./sensitive";

/** An object as the state has it, ready to be worked with. */
export interface StoredObject {
	readonly values: Values;
	readonly private: Private;
	/** Paths that are sensitive by more than the schema. */
	readonly sensitive: readonly Path[];
	readonly tainted: boolean;
	readonly dependencies: readonly string[];
	readonly createBeforeDestroy: boolean;
	/** As it stood in the state; undefined where it never did. */
	readonly instance?: StateInstance;
}

const NO_PATHS: readonly Path[] = [];
const NO_NAMES: readonly string[] = [];

/** Reads an object of the state; a newer schema version is refused. */
export function readStored(
	instance: StateInstance,
	type: string,
	schema: TypeSchema,
	provider: Provider,
): { object: StoredObject | undefined; diagnostics: readonly Diagnostic[] } {
	const { schemaVersion, attributes = "{}" } = instance;
	if (schemaVersion > schema.version)
		return {
			object: undefined,
			diagnostics: [
				error(
					"Resource instance managed by newer provider version",
					`The state holds schema version ${schemaVersion} of ${type}, and this version of fogform knows up to ${schema.version}. Install the version that wrote it, or a newer one:\n    npm install fogform@latest`,
				),
			],
		};
	let json = parseJson(attributes) as Record<string, JsonValue>;
	let diagnostics: readonly Diagnostic[] = [];
	if (schemaVersion < schema.version) {
		const upgraded = provider.upgradeState(type, schemaVersion, json as Values);
		json = upgraded.state as Record<string, JsonValue>;
		diagnostics = upgraded.diagnostics;
	}
	const values: Values = blankOf(schema);
	for (const attr of schema.attrs) {
		const value = json[attr.name] ?? null;
		if (value !== null) values[attr.name] = readAttribute(value, attr);
	}
	return {
		diagnostics,
		object: {
			values,
			private: readPrivate(instance.private),
			sensitive: readPaths(instance, schema),
			tainted: instance.tainted === true,
			dependencies: instance.dependencies ?? NO_NAMES,
			createBeforeDestroy: instance.createBeforeDestroy === true,
			instance,
		},
	};
}

function readAttribute(json: JsonValue, { type }: Attr): unknown {
	if (json === null || typeof json === "boolean") return json;
	if (type === "string" && typeof json === "string") return json;
	if (type === "number" && typeof json === "number") return json;
	if (isPlainAlready(type)) return withoutLong(json);
	return plainOf(fromJson(json, type), type);
}

/** Says whether the JSON of a type is its plain form: no dynamic part, no primitive that JSON could write otherwise. */
function isPlainAlready(type: CtyType): boolean {
	if (typeof type === "string") return type !== "dynamic";
	if (type[0] === "object") return Object.values(type[1]).every(isPlainAlready);
	if (type[0] === "tuple") return type[1].every(isPlainAlready);
	return isPlainAlready(type[1]);
}

/** A value with doubles for long numbers; the value itself where it has none. */
function withoutLong(json: JsonValue): unknown {
	if (json instanceof LongNumber) return Number(numText(json));
	if (typeof json !== "object" || json === null) return json;
	return hasLong(json)
		? Array.isArray(json)
			? json.map(withoutLong)
			: Object.fromEntries(
					Object.entries(json).map(([key, value]) => [key, withoutLong(value)]),
				)
		: json;
}

function hasLong(json: JsonValue): boolean {
	if (typeof json !== "object" || json === null) return false;
	if (json instanceof LongNumber) return true;
	for (const key in json)
		if (hasLong((json as Record<string, JsonValue>)[key] as JsonValue))
			return true;
	return false;
}

function readPrivate(text: string | undefined): Private {
	if (!text) return {};
	try {
		const parsed = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
		return typeof parsed === "object" && parsed !== null ? parsed : {};
	} catch {
		// Another program's: it is kept in the state as long as the object does not change.
		return {};
	}
}

function readPaths(
	instance: StateInstance,
	schema: TypeSchema,
): readonly Path[] {
	const found = instance.sensitiveAttributes;
	if (!found || found.length === 0) return NO_PATHS;
	return found.flatMap((steps) => {
		const path = pathOfSteps(steps);
		// What the schema says is not said twice.
		return path === undefined ||
			(path.length === 1 && schema.byName.get(String(path[0]))?.sensitive)
			? []
			: [path];
	});
}

/** The object as the state file holds it. */
export function storedInstance(
	object: StoredObject,
	schema: TypeSchema,
): StateInstance {
	const { instance } = object;
	const values = withoutWriteOnly(object.values, schema);
	// The attributes of a schema stand in the order of their names, as in Terraform's files.
	const attributes = schema.attrs.map(
		(attr) => `${attr.json}:${attributeText(values[attr.name] ?? null, attr)}`,
	);
	const hasPrivate = Object.keys(object.private).length > 0;
	return {
		schemaVersion: schema.version,
		attributes: escapeHtml(`{${attributes.join(",")}}`),
		sensitiveAttributes: allSensitive(
			schema,
			object.values,
			object.sensitive,
		).map((path) => pathSteps(path, schema.type)),
		...(hasPrivate && {
			private: Buffer.from(JSON.stringify(object.private)).toString("base64"),
		}),
		...(object.dependencies.length > 0 && {
			dependencies: object.dependencies,
		}),
		...(object.tainted && { tainted: true }),
		...(object.createBeforeDestroy && { createBeforeDestroy: true }),
		...(instance?.unknown && { unknown: instance.unknown }),
	};
}

function attributeText(plain: unknown, { type }: Attr): string {
	if (plain === null) return "null";
	if (typeof plain !== "object") return unescapedText(plain as JsonValue);
	if (type === "dynamic" && plain instanceof Value)
		return `{"value":${unescapedText(toJson(plain))},"type":${unescapedText(plain.type as JsonValue)}}`;
	if (type[0] === "list" || type[0] === "map")
		if (typeof type[1] === "string" && type[1] !== "dynamic")
			return unescapedText(plain as JsonValue);
	return unescapedText(toJson(fromPlain(plain, type), type));
}
