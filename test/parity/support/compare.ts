import type { PlanJson } from "../../../src/engine";
import type { StateFile } from "./names";
import type { Call } from "./recorder";

type Json = unknown;
type JsonObject = Record<string, Json>;

const isObject = (value: Json): value is JsonObject =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** Replaces what is marked as sensitive by null. */
function masked(value: Json, marks: Json): Json {
	if (marks === true) return null;
	if (Array.isArray(value))
		return value.map((one, i) => masked(one, (marks as Json[])?.[i]));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, one]) => [
			key,
			masked(one, (marks as JsonObject)?.[key]),
		]),
	);
}

/** Takes away the marks of what is null by itself, which plans of the engine do not have. */
function withoutEmptyMarks(marks: Json, value: Json): Json {
	if (Array.isArray(marks))
		return marks.map((one, i) =>
			withoutEmptyMarks(one, (value as Json[])?.[i]),
		);
	if (!isObject(marks)) return marks;
	return Object.fromEntries(
		Object.entries(marks).flatMap(([key, one]) =>
			one === true && (value as JsonObject)?.[key] === null
				? []
				: [[key, withoutEmptyMarks(one, (value as JsonObject)?.[key])]],
		),
	);
}

/** The output of `terraform_data` repeats its input, and is hidden like it here. */
function withOutput(marks: Json): Json {
	if (!isObject(marks) || !("input" in marks)) return marks;
	return { ...marks, output: marks.input };
}

function changeOf(change: JsonObject, ours: boolean): JsonObject {
	// What it says more than Terraform's is a difference on purpose.
	const { sensitive_changes: _, ...out } = change;
	for (const side of ["before", "after"]) {
		const marks = out[`${side}_sensitive`];
		if (!(side in out)) continue;
		if (!ours) out[`${side}_sensitive`] = withoutEmptyMarks(marks, out[side]);
		out[side] = masked(out[side], withOutput(marks));
	}
	if (Array.isArray(out.replace_paths))
		out.replace_paths = byText(out.replace_paths);
	return out;
}

function resourceOf(resource: JsonObject, ours: boolean): JsonObject {
	const { values, sensitive_values: marks } = resource;
	return {
		...resource,
		values: masked(values, withOutput(marks)),
		sensitive_values: ours ? marks : withoutEmptyMarks(marks, values),
	};
}

function valuesOf(values: Json, ours: boolean): Json {
	if (!isObject(values)) return null;
	const { outputs = {}, root_module } = values as JsonObject;
	return {
		outputs: Object.fromEntries(
			Object.entries(outputs as JsonObject).map(([name, output]) => [
				name,
				(output as JsonObject).sensitive
					? { ...(output as JsonObject), value: null }
					: output,
			]),
		),
		resources: (((root_module as JsonObject).resources ?? []) as JsonObject[])
			.map((one) => resourceOf(one, ours))
			.map((one) => ({
				...one,
				depends_on: ((one.depends_on as string[]) ?? []).sort(),
			})),
	};
}

/** The parts of a plan that both must agree on; `tells`: whether the other says what can be made of the plan, which OpenTofu does not. */
export function planGist(json: PlanJson, ours: boolean, tells: boolean): Json {
	const one = (entry: JsonObject) => ({
		...entry,
		change: changeOf(entry.change as JsonObject, ours),
	});
	const list = (entries: unknown) => ((entries ?? []) as JsonObject[]).map(one);
	return {
		changes: list(json.resource_changes),
		drift: list(json.resource_drift),
		outputs: Object.fromEntries(
			Object.entries(json.output_changes ?? {}).map(([name, change]) => [
				name,
				changeOf(change as unknown as JsonObject, ours),
			]),
		),
		planned: valuesOf(json.planned_values, ours),
		prior: valuesOf(json.prior_state?.values, ours),
		relevant: (json.relevant_attributes ?? [])
			.map((entry) => JSON.stringify(entry))
			.sort(),
		checks: checksOf(json.checks, "instances"),
		...(tells && { applyable: json.applyable, complete: json.complete }),
		errored: json.errored,
	};
}

const byText = (list: readonly Json[]) =>
	list
		.map((one) => [textOf(one), one] as const)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([, one]) => one);

/** JSON with the members of its objects in the order of their names. */
const textOf = (value: Json) =>
	JSON.stringify(value, (_, inner) =>
		isObject(inner)
			? Object.fromEntries(
					Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
				)
			: inner,
	);

/** Results of checks, which Terraform lists in no order. */
function checksOf(checks: Json, objects: string): Json {
	return byText(
		((checks ?? []) as JsonObject[]).map((check) => ({
			...check,
			[objects]: byText((check[objects] ?? []) as Json[]),
		})),
	);
}

/** A state file without serial, lineage, Terraform's version and order. */
export function stateGist(state: StateFile): Json {
	return {
		outputs: state.outputs,
		checks: checksOf(state.check_results, "objects"),
		resources: byText(
			state.resources.map((resource) => ({
				...resource,
				instances: byText(
					resource.instances.map((instance) => ({
						...instance,
						private: privateOf(instance.private as string | undefined),
						dependencies: [
							...((instance.dependencies as string[]) ?? []),
						].sort(),
						sensitive_attributes: byText(
							(instance.sensitive_attributes as Json[]) ?? [],
						),
					})),
				),
			})),
		),
	};
}

/** What the provider keeps, without the salts and hashes of secrets. */
function privateOf(text: string | undefined): Json {
	if (!text) return null;
	const kept = JSON.parse(Buffer.from(text, "base64").toString()) as JsonObject;
	return Object.fromEntries(
		Object.entries(kept).map(([key, entries]) => [
			key,
			Array.isArray(entries)
				? entries.map((entry) => (Array.isArray(entry) ? entry[0] : entry))
				: entries,
		]),
	);
}

const LOST = /^DELETE \/(microservices|routes|volumeMounts)\//;
/** Terraform opens ephemeral resources in every plan and apply, the engine for a consumer that acts. */
const OPENS = /^GET .*\/provisioning-key /;
const OWNER = /^DELETE \/(application|iofog|secrets|configmaps)\//;

/** Calls in a fixed order; where an application, an agent, a secret or a config map is deleted, without the deletes of what goes down with it. */
export function callsGist(calls: readonly Call[]): string[] {
	const lines = calls.map(
		({ method, path, body }) =>
			`${method} ${decodeURIComponent(path)} ${JSON.stringify(body)}`,
	);
	const cascades = lines.some((line) => OWNER.test(line));
	return lines
		.filter((line) => !(cascades && LOST.test(line)) && !OPENS.test(line))
		.sort();
}

/** Those of the wanted calls that do not follow the ones before them. */
export function outOfOrder(
	calls: readonly Call[],
	wanted: readonly string[],
): string[] {
	const made = calls.map(
		({ method, path }) => `${method} ${decodeURIComponent(path)}`,
	);
	let from = 0;
	return wanted.filter((one) => {
		const parts = one
			.split("*")
			.map((part) => part.replace(/[.[\]()<>|+?]/g, "\\$&"));
		const pattern = new RegExp(`^${parts.join(".+")}$`);
		const at = made.findIndex((call, i) => i >= from && pattern.test(call));
		if (at >= 0) from = at + 1;
		return at < 0;
	});
}
