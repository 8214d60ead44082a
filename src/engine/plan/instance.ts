import { hasErrors, type Path, type Private } from "../../core";
import type { Configured, PlanResult, Values } from "../../provider/types";
import type { ResourceConfig } from "../config/model";
import { bodyValues } from "../eval/body";
import { judgeConditions } from "../eval/conditions";
import type { InstanceObject, Place } from "../eval/places";
import { planFaults } from "../objects/assert";
import { sameObject, withoutWriteOnly } from "../objects/plain";
import { samePaths } from "../objects/sensitive";
import type { StoredObject } from "../objects/stored";
import type { Door, Stack } from "../stack/stack";
import type { InstanceAddress } from "../state";
import { sensitiveWithIgnored, withIgnored } from "./ignore";
import {
	type CheckResult,
	type InstancePlan,
	isReplace,
	type PlannedAction,
} from "./model";
import { effectivePaths } from "./replace";

/** What planning one instance is given beside its stack. */
export interface InstanceRequest {
	readonly resource: ResourceConfig;
	readonly address: string;
	readonly at: InstanceAddress;
	readonly place: Place;
	readonly prior: StoredObject | undefined;
	readonly createBeforeDestroy: boolean;
	/** Why it is replaced whatever its arguments say. */
	readonly forced?: "replace_by_request" | "replace_by_triggers";
	readonly importing?: { readonly id: string };
	readonly previousAddress?: string;
	readonly check: (result: CheckResult) => void;
}

/** A planned instance, and its configuration with write-only values, which are kept nowhere. */
export interface PlannedInstance {
	readonly plan: InstancePlan;
	readonly config: Values;
}

/** Plans one instance that the configuration has; undefined after an error, which is reported. */
export async function planInstance(
	stack: Stack,
	request: InstanceRequest,
): Promise<PlannedInstance | undefined> {
	const { resource, address, place } = request;
	const { faults, evaluator } = stack;
	const scope = evaluator.scope(place);
	if (!precondition(stack, request)) return undefined;
	const given = bodyValues(resource.body, scope, faults, address);
	if (given === undefined) return undefined;
	const door = stack.door(resource.provider);
	if (door.configured === undefined) {
		// Why it could not be configured is reported already; a plan without errors must not come of it.
		if (!faults.failed)
			faults.error(
				"Provider not configured",
				`The provider configuration "${resource.provider}" cannot be used.`,
				address,
			);
		return undefined;
	}
	if (resource.body.computed.length > 0) {
		const found = door.provider.validateResource(resource.type, given.values);
		faults.addAll(found, address);
		if (hasErrors(found)) return undefined;
	}
	const planned = await decide(
		stack,
		request,
		door,
		door.configured,
		given.values,
		given.sensitive,
	);
	if (planned === undefined) return undefined;
	return postcondition(stack, request, planned) ? planned : undefined;
}

function precondition(stack: Stack, request: InstanceRequest): boolean {
	const { resource, address, place, check } = request;
	if (resource.preconditions.length === 0) return true;
	const { status, messages } = judgeConditions(
		resource.preconditions,
		"Resource precondition failed",
		stack.evaluator.scope(place),
		stack.faults,
		address,
	);
	if (status !== "pass" || resource.postconditions.length === 0)
		check({
			kind: "resource",
			config: resource.address,
			object: address,
			status,
			messages,
		});
	return status === "pass" || status === "unknown";
}

function postcondition(
	stack: Stack,
	request: InstanceRequest,
	{ plan }: PlannedInstance,
): boolean {
	const { resource, address, place, check } = request;
	if (resource.postconditions.length === 0) return true;
	const object: InstanceObject = {
		values: plan.planned as Values,
		sensitive: plan.sensitive,
	};
	const { status, messages } = judgeConditions(
		resource.postconditions,
		"Resource postcondition failed",
		stack.evaluator.scope({ ...place, self: { resource, object } }),
		stack.faults,
		address,
	);
	check({
		kind: "resource",
		config: resource.address,
		object: address,
		status,
		messages,
	});
	return status === "pass" || status === "unknown";
}

interface Decision {
	readonly action: PlannedAction;
	readonly reason?: string;
	readonly result: PlanResult;
	readonly requiresReplace: readonly Path[];
	readonly config: Values;
}

async function decide(
	stack: Stack,
	request: InstanceRequest,
	door: Door,
	configured: Configured,
	given: Values,
	sensitive: readonly Path[],
): Promise<PlannedInstance | undefined> {
	const { resource, address, at, prior } = request;
	const decision = await choose(stack, request, door, configured, given);
	if (decision === undefined) return undefined;
	let { action } = decision;
	const { schema } = resource;
	const kept = sensitiveWithIgnored(
		resource,
		sensitive,
		prior?.tainted ? undefined : prior?.sensitive,
	);
	// Terraform marks a new object as if its old values were kept, which hides more, but not what is its own.
	const paths = isReplace(action)
		? [
				...new Set([
					...kept,
					...sensitiveWithIgnored(resource, sensitive, undefined),
				]),
			]
		: kept;
	if (action === "no-op" && prior && !samePaths(paths, prior.sensitive))
		action = "update";
	const planned = decision.result.planned as Values;
	// As in Terraform this reason goes before all others, and is one for a new object, too.
	const reason =
		request.forced === "replace_by_triggers" ? request.forced : decision.reason;
	return {
		config: decision.config,
		plan: {
			address,
			at,
			resource,
			schema,
			provider: door.name,
			action,
			...(reason !== undefined && { reason }),
			...(prior && { prior }),
			planned: action === "no-op" && prior ? prior.values : planned,
			sensitive: paths,
			private: decision.result.private,
			requiresReplace: decision.requiresReplace,
			dependencies: stack.graph.dependencies(resource.address),
			createBeforeDestroy: request.createBeforeDestroy,
			...(request.importing && { importing: request.importing }),
			...(request.previousAddress !== undefined && {
				previousAddress: request.previousAddress,
			}),
		},
	};
}

async function choose(
	stack: Stack,
	request: InstanceRequest,
	door: Door,
	configured: Configured,
	given: Values,
): Promise<Decision | undefined> {
	const { resource, address, prior, forced, createBeforeDestroy } = request;
	const { schema } = resource;
	const ask = (values: Values | null, kept: Private, config: Values) =>
		askProvider(
			stack,
			door,
			configured,
			resource,
			address,
			config,
			values,
			kept,
		);
	const replace: PlannedAction = createBeforeDestroy
		? "create-delete"
		: "delete-create";
	if (prior === undefined || prior.tainted) {
		const result = await ask(null, {}, given);
		return (
			result && {
				action: prior ? replace : "create",
				...(prior && { reason: "replace_because_tainted" }),
				result,
				requiresReplace: [],
				config: given,
			}
		);
	}
	const config = withIgnored(resource, given, prior.values);
	const result = await ask(prior.values, prior.private, config);
	if (result === undefined) return undefined;
	const planned = result.planned as Values;
	const paths = effectivePaths(
		result.requiresReplace,
		prior.values,
		planned,
		schema,
	);
	if (paths.length > 0 || forced !== undefined) {
		// A new object has nothing to keep: what ignore_changes names comes from the configuration.
		const anew = await ask(null, {}, given);
		return (
			anew && {
				action: replace,
				reason:
					paths.length > 0 && forced !== "replace_by_request"
						? "replace_because_cannot_update"
						: (forced as string),
				result: anew,
				requiresReplace: paths,
				config: given,
			}
		);
	}
	return {
		action: sameObject(prior.values, planned, schema) ? "no-op" : "update",
		result,
		requiresReplace: [],
		config,
	};
}

async function askProvider(
	stack: Stack,
	{ provider }: Door,
	configured: Configured,
	resource: ResourceConfig,
	address: string,
	config: Values,
	prior: Values | null,
	kept: Private,
): Promise<PlanResult | undefined> {
	const { faults, run } = stack;
	const { schema } = resource;
	const result = await provider.plan(
		configured,
		resource.type,
		{ config, prior, private: kept },
		run.kill,
	);
	faults.addAll(result.diagnostics, address);
	if (hasErrors(result.diagnostics)) return undefined;
	if (result.planned === null) {
		faults.error(
			"Provider produced invalid plan",
			"A delete was planned where the configuration has the object. This is a fault of fogform; please report it.",
			address,
		);
		return undefined;
	}
	const wrong = planFaults(
		schema.attrs,
		prior,
		withoutWriteOnly(config, schema),
		result.planned,
	);
	if (wrong.length > 0) {
		faults.error(
			"Provider produced invalid plan",
			`The plan contradicts the configuration:\n    ${wrong.join("\n    ")}\nThis is a fault of fogform; please report it.`,
			address,
		);
		return undefined;
	}
	return result;
}
