import {
	type Attribute,
	type Attributes,
	blankOf,
	type Diagnostic,
	type Dialect,
	defaultOf,
	differingIn,
	encode,
	error,
	type Facts,
	fill,
	filledOf,
	holdsObjects,
	isComputed,
	isWhole,
	type Named,
	type Path,
	sameValue,
	setOf,
	toSnake,
	UNKNOWN,
	warning,
} from "../core";
import type { AnyResource } from "../resources";
import { copyOf, lookingOnly } from "./context";
import { decoded } from "./decoded";
import { diagnose } from "./diagnose";
import { judgeSize } from "./judge-size";
import type { Configured, PlanRequest, PlanResult, Values } from "./types";
import { resourceOf } from "./types-of";

/** Plans one resource instance: asks the Controller for its dialect and for the facts that the type wants, the rest is pure. */
export async function plan(
	configured: Configured,
	type: string,
	request: PlanRequest,
	signal: AbortSignal,
): Promise<PlanResult> {
	const resource = resourceOf(type);
	if (!request.config) return planDestroy(resource, request);
	try {
		const dialect = await configured.dialect(signal);
		const config = decoded(resource.attributes, request.config);
		const prior = request.prior
			? decoded(resource.attributes, request.prior)
			: undefined;
		const facts = await gather(configured, resource, config, prior, signal);
		return planValues(resource, request, { config, prior, dialect, facts });
	} catch (cause) {
		return refused(request, diagnose(cause));
	}
}

function refused(
	request: PlanRequest,
	diagnostics: readonly Diagnostic[],
): PlanResult {
	const { private: kept } = request;
	return { planned: null, requiresReplace: [], private: kept, diagnostics };
}

function planDestroy(
	resource: AnyResource,
	{ private: kept }: PlanRequest,
): PlanResult {
	const diagnostics = resource.singleton
		? [
				warning(
					"Only forgotten",
					`The Controller cannot delete ${resource.type === "iofog_router" ? "its default router" : "its default NATS hub"}: destroying it removes it from the state, and the Controller keeps it.`,
				),
			]
		: [];
	return { planned: null, requiresReplace: [], private: kept, diagnostics };
}

async function gather(
	{ controller }: Configured,
	resource: AnyResource,
	config: Values,
	prior: Values | undefined,
	signal: AbortSignal,
): Promise<Facts> {
	const wanted = resource.facts?.(config as never, prior as never) ?? [];
	const facts: Record<string, readonly Values[]> = {};
	if (controller)
		for (const type of wanted)
			facts[type] = await resourceOf(type).list(
				lookingOnly(controller, signal),
			);
	return facts;
}

interface Given {
	readonly config: Values;
	readonly prior: Values | undefined;
	readonly dialect: Dialect | undefined;
	readonly facts: Facts;
}

/** The pure part of planning. */
export function planValues(
	resource: AnyResource,
	request: PlanRequest,
	{ config, prior, dialect, facts }: Given,
): PlanResult {
	const { attributes } = resource;
	const diagnostics: Diagnostic[] = [];
	if (resource.only && dialect && resource.only !== dialect)
		diagnostics.push(
			error(
				"Not supported by this Controller",
				`${resource.type} exists on Controllers ${resource.only} only, and this one speaks ${dialect}. Remove it from the configuration of this Controller.`,
			),
		);
	const planned: Values = blankOf(attributes);
	const set = setOf(attributes, config);
	// The others, neither set nor filled, are planned null.
	for (const named of filledOf(attributes))
		planned[named.camel] = planAttribute(named, config, prior, dialect);
	for (const named of set)
		if (!isComputed(named.attribute))
			planned[named.camel] = planAttribute(named, config, prior, dialect);
	lackingIn(dialect, set, config, [], diagnostics);
	diagnostics.push(...judgeSize(resource, set, config, prior, planned));
	const replaced = new Set<string>();
	const kept = copyOf(request.private);
	resource.plan?.({
		dialect,
		config: config as never,
		prior: prior as never,
		planned: planned as never,
		private: kept,
		facts,
		replace: (name) => replaced.add(name),
		report: (diagnostic) => diagnostics.push(diagnostic),
	});
	let changed = !prior;
	if (prior)
		for (const { camel, attribute } of differingIn(attributes, prior, planned))
			if (sameValue(attribute.type, prior[camel], planned[camel]))
				planned[camel] = prior[camel] ?? null;
			else {
				changed = true;
				if (forcesReplacement(attribute, prior[camel], planned[camel]))
					replaced.add(camel);
			}
	return {
		// The very state where nothing changes, so that whoever compares them sees it at once.
		planned:
			!changed && request.prior && isWhole(attributes, request.prior)
				? request.prior
				: encode(attributes, planned),
		requiresReplace: [...replaced].map((name) => [toSnake(name)]),
		private: kept,
		diagnostics,
	};
}

function planAttribute(
	{ camel, attribute }: Named,
	config: Values,
	before: Values | undefined,
	dialect: Dialect | undefined,
): unknown {
	const { role, type } = attribute;
	const prior = before ? (before[camel] ?? null) : UNKNOWN;
	if (attribute.writeOnly) return null;
	if (role === "computed") return prior;
	if (attribute.only && dialect && attribute.only !== dialect) return null;
	const given = config[camel] ?? null;
	if (given === UNKNOWN) return UNKNOWN;
	const wanted =
		given === null ? defaultOf(attribute, dialect) : fill(type, given);
	if (wanted === null && role === "reported") return prior;
	return sameValue(type, prior, wanted) ? prior : wanted;
}

function forcesReplacement(
	{ requiresReplace }: Attribute,
	prior: unknown,
	planned: unknown,
): boolean {
	if (requiresReplace === "when-removed")
		return prior !== null && planned === null;
	return requiresReplace === true;
}

/** Reports arguments, nested ones too, that are set but unknown to the dialect. */
function lackingIn(
	dialect: Dialect | undefined,
	set: readonly Named[],
	values: Values,
	path: Path,
	out: Diagnostic[],
): void {
	if (!dialect) return;
	for (const { camel, snake, attribute } of set) {
		if (!(attribute.only || holdsObjects(attribute.type))) continue;
		const value = values[camel];
		const at = [...path, snake];
		if (attribute.only && attribute.only !== dialect)
			out.push(
				error(
					"Not supported by this Controller",
					`"${snake}" exists on Controllers ${attribute.only} only, and this one speaks ${dialect}. Remove it from the configuration of this Controller.`,
					at,
				),
			);
		else if (value !== UNKNOWN)
			nestedLacking(dialect, attribute, value, at, out);
	}
}

function nestedLacking(
	dialect: Dialect,
	{ type }: Attribute,
	value: unknown,
	path: Path,
	out: Diagnostic[],
): void {
	const inside = (attributes: Attributes, values: Values) =>
		lackingIn(dialect, setOf(attributes, values), values, path, out);
	if (type.attributes) inside(type.attributes, value as Values);
	const nested = type.element?.attributes;
	if (nested)
		for (const element of Object.values(value as object))
			if (element && element !== UNKNOWN) inside(nested, element as Values);
}
