import type { JsonReader } from "./json-reader";
import type { JsonText } from "./json-text";
import { objectText, readMembers, stringText } from "./members";
import type { StateInstance, StateStep } from "./types";

type Paths = readonly (readonly StateStep[])[];

/** An instance with its place within the resource, as one element of `instances` in the file. */
export interface PlacedInstance {
	readonly key?: number | string;
	readonly deposed?: string;
	readonly instance: StateInstance;
}

/** Prints one element of `instances`, compact, with Terraform's order of members. */
export function instanceText(placed: PlacedInstance): JsonText {
	const { key, deposed, instance } = placed;
	const text = (value: string | undefined) =>
		value === undefined ? undefined : stringText(value);
	const { dependencies, sensitiveAttributes } = instance;
	return objectText(
		[
			["index_key", typeof key === "number" ? String(key) : text(key)],
			["status", instance.tainted ? '"tainted"' : undefined],
			["deposed", text(deposed)],
			["schema_version", String(instance.schemaVersion)],
			["attributes", instance.attributes],
			[
				"sensitive_attributes",
				sensitiveAttributes && pathsText(sensitiveAttributes),
			],
			["private", text(instance.private || undefined)],
			[
				"dependencies",
				dependencies && dependencies.length > 0
					? `[${dependencies.map(stringText).join(",")}]`
					: undefined,
			],
			[
				"create_before_destroy",
				instance.createBeforeDestroy ? "true" : undefined,
			],
		],
		instance.unknown,
	);
}

/** Reads one element of `instances`. */
export function readInstance(reader: JsonReader): PlacedInstance {
	let key: number | string | undefined;
	let deposed = "";
	let schemaVersion = 0;
	const found: { -readonly [K in keyof StateInstance]?: StateInstance[K] } = {};
	const unknown = readMembers(reader, {
		index_key: () => {
			key = readKey(reader);
		},
		status: () => {
			const status = reader.string();
			if (status === "tainted") found.tainted = true;
			else if (status !== "") reader.fail('the status "tainted" was expected');
		},
		deposed: () => {
			deposed = reader.string();
		},
		schema_version: () => {
			schemaVersion = reader.count();
		},
		attributes: () => {
			found.attributes = reader.text();
		},
		sensitive_attributes: () => {
			found.sensitiveAttributes = readPaths(reader);
		},
		private: () => {
			const text = reader.text();
			if (text !== "null") found.private = JSON.parse(text);
		},
		dependencies: () => {
			const dependencies: string[] = [];
			reader.elements(() => dependencies.push(reader.string()));
			found.dependencies = dependencies;
		},
		create_before_destroy: () => {
			found.createBeforeDestroy = reader.boolean();
		},
	});
	const instance = { schemaVersion, ...found, ...(unknown && { unknown }) };
	return {
		...(key !== undefined && { key }),
		...(deposed !== "" && { deposed }),
		instance,
	};
}

function readKey(reader: JsonReader): number | string | undefined {
	const key: unknown = JSON.parse(reader.text());
	if (key === null) return undefined;
	if (typeof key !== "string" && !Number.isSafeInteger(key)) {
		reader.fail("an index or a key was expected");
	}
	return key as number | string;
}

function pathsText(paths: Paths): JsonText {
	return `[${paths.map((path) => `[${path.map(stepText).join(",")}]`).join(",")}]`;
}

function stepText(step: StateStep): JsonText {
	if ("raw" in step) return step.raw;
	if ("attribute" in step) {
		return `{"type":"get_attr","value":${stringText(step.attribute)}}`;
	}
	const value =
		typeof step.index === "number"
			? `{"value":${step.index},"type":"number"}`
			: `{"value":${stringText(step.index)},"type":"string"}`;
	return `{"type":"index","value":${value}}`;
}

/** Reads the paths of an instance. Most instances of a type have the same ones: these share one list. */
function readPaths(reader: JsonReader): Paths {
	const start = reader.offset;
	const text = reader.text();
	const known = reader.seen.get(text);
	if (known) return known as Paths;
	reader.back(start);
	const paths: StateStep[][] = [];
	reader.elements(() => {
		const path: StateStep[] = [];
		reader.elements(() => path.push(readStep(reader.text())));
		paths.push(path);
	});
	reader.seen.set(text, paths);
	return paths;
}

// A step that would not be printed as it was found stays as it is, e.g. an element of a set.
function readStep(raw: JsonText): StateStep {
	const { type, value } = JSON.parse(raw) ?? {};
	const step: StateStep =
		type === "get_attr" ? { attribute: value } : { index: value?.value };
	const kept =
		typeof (type === "get_attr" ? value : value?.value) === "string" ||
		Number.isSafeInteger(value?.value);
	return kept && stepText(step) === raw ? step : { raw };
}
