import { hasErrors, UNKNOWN } from "../../core";
import type { Values } from "../../provider/types";
import type { ResourceConfig } from "../config/model";
import { bodyValues } from "../eval/body";
import { judgeConditions } from "../eval/conditions";
import type { InstanceObject, Place } from "../eval/places";
import { hasUnknown } from "../objects/plain";
import type { StoredObject } from "../objects/stored";
import type { Stack } from "../stack/stack";
import { resourceRef } from "../stack/stack";
import type { InstanceAddress } from "../state";
import type { CheckResult, InstancePlan } from "./model";

/** What reading one data source instance is given beside its stack. */
export interface DataRequest {
	readonly resource: ResourceConfig;
	readonly address: string;
	readonly at: InstanceAddress;
	readonly place: Place;
	/** Something that it depends on is going to change. */
	readonly pending: boolean;
	readonly check: (result: CheckResult) => void;
}

/** Reads a data source, or plans to read it during apply; undefined after an error, which is reported. */
export async function planData(
	stack: Stack,
	request: DataRequest,
): Promise<InstancePlan | undefined> {
	const { resource, address, at, place, pending } = request;
	const { faults, evaluator } = stack;
	const { schema } = resource;
	const scope = evaluator.scope(place);
	const before = judgeConditions(
		resource.preconditions,
		"Resource precondition failed",
		scope,
		faults,
		address,
	);
	if (
		resource.preconditions.length > 0 &&
		(before.status !== "pass" || resource.postconditions.length === 0)
	)
		request.check({
			kind: "resource",
			config: resource.address,
			object: address,
			status: before.status,
			messages: before.messages,
		});
	if (before.status === "fail" || before.status === "error") return undefined;
	const given = bodyValues(resource.body, scope, faults, address);
	if (given === undefined) return undefined;
	const door = stack.door(resource.provider);
	if (door.configured === undefined) return undefined;
	const { values, sensitive } = given;
	const unknown = hasUnknown(values) || before.status === "unknown";
	const base = {
		address,
		at,
		resource,
		schema,
		provider: door.name,
		sensitive,
		private: {},
		requiresReplace: [],
		dependencies: [],
		createBeforeDestroy: false,
	};
	const notYet = stack.run.isUnknown(door.configured);
	if (unknown || pending || notYet) {
		const planned: Values = {};
		for (const attr of schema.attrs) {
			const value = values[attr.name] ?? null;
			planned[attr.name] = value === null && attr.computed ? UNKNOWN : value;
		}
		if (!isPromised(stack, request, { values: planned, sensitive }))
			return undefined;
		return {
			...base,
			action: "read",
			reason: unknown
				? "read_because_config_unknown"
				: "read_because_dependency_pending",
			planned,
		};
	}
	const object = await readData(stack, request, values, sensitive);
	if (object === undefined) return undefined;
	// Outputs of a stack that is planned in the same run may be unknown yet.
	if (hasUnknown(object.values))
		return {
			...base,
			action: "read",
			reason: "read_because_dependency_pending",
			planned: object.values,
		};
	return { ...base, action: "no-op", prior: object, planned: object.values };
}

/** Reads a data source whose arguments are known; undefined after an error, which is reported. */
export async function readData(
	stack: Stack,
	request: DataRequest,
	values: Values,
	sensitive: StoredObject["sensitive"],
): Promise<StoredObject | undefined> {
	const { faults, run } = stack;
	const { resource, address, at } = request;
	const door = stack.door(resource.provider);
	if (door.configured === undefined) return undefined;
	const { configured } = door;
	const hook = { resource: resourceRef(address, at), action: "read" as const };
	const name = stack.config.name;
	run.emit({ stack: name, type: "apply_start", hook });
	const { state, diagnostics } = await door.provider.readDataSource(
		configured,
		resource.type,
		values,
		run.kill,
	);
	faults.addAll(diagnostics, address);
	if (hasErrors(diagnostics) || state === null) {
		run.emit({ stack: name, type: "apply_errored", hook });
		return undefined;
	}
	run.emit({ stack: name, type: "apply_complete", hook });
	if (!isPromised(stack, request, { values: state, sensitive }))
		return undefined;
	return {
		values: state,
		private: {},
		sensitive,
		tainted: false,
		dependencies: [],
		createBeforeDestroy: false,
	};
}

/** Judges the postconditions of a data source. */
function isPromised(
	{ evaluator, faults }: Stack,
	{ resource, address, place, check }: DataRequest,
	object: InstanceObject,
): boolean {
	if (resource.postconditions.length === 0) return true;
	const { status, messages } = judgeConditions(
		resource.postconditions,
		"Resource postcondition failed",
		evaluator.scope({ ...place, self: { resource, object } }),
		faults,
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
