import { ControllerError } from "../controller";
import {
	type Diagnostic,
	encode,
	error,
	hasErrors,
	hasUnknown,
	namedOf,
	UNKNOWN,
	warning,
	withoutUnknown,
} from "../core";
import type { AnyResource } from "../resources";
import { conflict } from "./conflict";
import { copyOf } from "./context";
import { decoded } from "./decoded";
import { diagnose } from "./diagnose";
import { equal, findLive } from "./find";
import { idOf } from "./identity";
import { read, readObject } from "./read";
import type {
	ApplyRequest,
	ApplyResult,
	Configured,
	ReadResult,
	Values,
} from "./types";
import { facts, resourceOf } from "./types-of";

interface Operation {
	readonly configured: Configured;
	readonly resource: AnyResource;
	readonly request: ApplyRequest;
	readonly signal: AbortSignal;
	/** What the type's own functions are given. */
	readonly context: Parameters<AnyResource["create"]>[0];
	readonly diagnostics: Diagnostic[];
}

/** Carries out one planned change: create where there is no prior state, delete where nothing is planned, else update. */
export async function apply(
	configured: Configured,
	type: string,
	request: ApplyRequest,
	signal: AbortSignal,
): Promise<ApplyResult> {
	const resource = resourceOf(type);
	const diagnostics: Diagnostic[] = [];
	if (!configured.controller)
		return {
			state: request.prior,
			private: request.private,
			diagnostics: [
				error(
					"Controller not known",
					`The configuration of the provider is not known even now, so ${type} cannot be changed. This is a fault of fogform; please report it.`,
				),
			],
		};
	const operation: Operation = {
		configured,
		resource,
		request,
		signal,
		diagnostics,
		context: {
			controller: configured.controller,
			signal,
			private: copyOf(request.private),
			config: request.config
				? withoutUnknown(decoded(resource.attributes, request.config))
				: {},
			warn: (d) => diagnostics.push(d),
			...(request.onProgress && { progress: request.onProgress }),
		},
	};
	if (!request.planned) return remove(operation);
	return request.prior ? update(operation) : create(operation);
}

async function create(operation: Operation): Promise<ApplyResult> {
	const { configured, resource, request, signal, context } = operation;
	const { attributes } = resource;
	const planned = decoded(attributes, request.planned as Values);
	let identity: Values | undefined;
	const identified = (found: Values) => {
		if (identity) return;
		identity = found;
		request.onIdentity?.(snakeIdentity(resource, found));
	};
	try {
		if (!request.keyIsFree) {
			const live = await findLive(operation, planned);
			if (live)
				return answer(
					operation,
					null,
					conflict(resource, request.planned as Values, live),
				);
		}
		await resource.create(
			context,
			withoutUnknown(planned) as never,
			identified,
		);
	} catch (cause) {
		if (notBegun(cause, signal))
			return { ...answer(operation, null), notBegun: true };
		return failedCreate(operation, planned, identity, cause);
	}
	const state = { ...planned, ...identity };
	if (!hasUnknown(state)) return answer(operation, encode(attributes, state));
	const known = withoutUnknown(state);
	const result = await readObject(
		configured,
		resource,
		{ state: known, private: context.private },
		signal,
	);
	return completed(operation, state, result);
}

/** Values known in the plan stay as planned; what was unknown comes from the read. */
function completed(
	operation: Operation,
	planned: Values,
	{ state: live, diagnostics }: ReadResult,
): ApplyResult {
	const { attributes } = operation.resource;
	const state: Values = { ...planned };
	for (const { camel } of namedOf(attributes))
		if (hasUnknown(planned[camel])) state[camel] = live?.[camel] ?? null;
	return answer(operation, encode(attributes, state), diagnostics);
}

/**
 * After a failed create the object may exist all the same: the Controller stores before it fails, and a connection can drop after the
 * write. As its unique key was free just before, what has it now is ours.
 */
async function failedCreate(
	operation: Operation,
	planned: Values,
	identity: Values | undefined,
	cause: unknown,
): Promise<ApplyResult> {
	const { configured, resource, signal } = operation;
	const known = withoutUnknown({ ...planned, ...identity });
	const failure = aborted(cause) ? interrupted(resource) : diagnose(cause);
	if (identity)
		return answer(operation, encode(resource.attributes, known), failure);
	if (cause instanceof ControllerError && cause.wrote === "no")
		return answer(operation, null, failure);
	try {
		if (signal.aborted) throw cause;
		configured.forget();
		const live = await findLive(operation, planned);
		if (!live)
			return {
				...answer(operation, null, failure),
				...(underWay(cause) && { maybeCreated: "later" as const }),
			};
		const found = Object.fromEntries(
			resource.identity.map((name) => [name, live[name] ?? null]),
		);
		const { state, diagnostics } = await readObject(
			configured,
			resource,
			{
				state: { ...known, ...found },
				private: operation.context.private,
			},
			signal,
		);
		if (hasErrors(diagnostics) || !state) throw cause;
		operation.request.onIdentity?.(snakeIdentity(resource, live));
		return answer(
			operation,
			encode(resource.attributes, state),
			lost(cause) && equal(resource, planned, state) ? [] : failure,
		);
	} catch {
		return { ...answer(operation, null, failure), maybeCreated: true };
	}
}

/** True where the answer, not the request, was lost. */
const lost = (cause: unknown) =>
	cause instanceof ControllerError &&
	(cause.kind === "unreachable" || cause.kind === "timeout");

/** True where nobody waits for the answer any more, but the Controller may still be at work: the object can appear after it was looked for. */
const underWay = (cause: unknown) =>
	cause instanceof ControllerError &&
	(cause.kind === "timeout" || cause.status === 504);

async function update(operation: Operation): Promise<ApplyResult> {
	const { configured, resource, request, signal, context } = operation;
	const { attributes, type } = resource;
	const prior = decoded(attributes, request.prior as Values);
	const planned = { ...decoded(attributes, request.planned as Values) };
	let identity: Values = {};
	try {
		await resource.update(
			context,
			withoutUnknown(prior) as never,
			withoutUnknown(planned) as never,
			(found) => {
				identity = found;
				request.onIdentity?.(snakeIdentity(resource, found));
			},
		);
	} catch (cause) {
		if (notBegun(cause, signal))
			return { ...answer(operation, request.prior), notBegun: true };
		const failure = aborted(cause) ? interrupted(resource) : diagnose(cause);
		// A failed update may have been done in part.
		configured.forget();
		const stored = { state: request.prior as Values, private: context.private };
		const now = signal.aborted
			? undefined
			: await read(configured, type, stored, signal);
		const state =
			now && !hasErrors(now.diagnostics) ? now.state : request.prior;
		return answer(operation, state, failure);
	}
	// An identity that may have changed is the old one where the object was not created anew.
	for (const name of resource.identity)
		if (planned[name] === UNKNOWN)
			planned[name] = identity[name] ?? prior[name];
	if (!hasUnknown(planned))
		return answer(operation, encode(attributes, planned));
	const known = withoutUnknown(planned);
	const result = await readObject(
		configured,
		resource,
		{ state: known, private: context.private },
		signal,
	);
	return completed(operation, planned, result);
}

async function remove(operation: Operation): Promise<ApplyResult> {
	const { resource, request, context, diagnostics } = operation;
	const prior = withoutUnknown(
		decoded(resource.attributes, request.prior as Values),
	);
	if (resource.singleton)
		diagnostics.push(
			warning(
				"Only forgotten",
				`The Controller cannot delete its ${resource.type.replace("iofog_", "").replace("_", " ")}: it is no longer in the state, and the Controller keeps it.`,
			),
		);
	try {
		if (prior.forceDestroy !== true && resource.holds) {
			const others = (await resource.holds(context, prior as never)).filter(
				(held) => !request.deleting?.has(`${held.type} ${held.id}`),
			);
			if (others.length > 0)
				return answer(operation, request.prior, [
					error(
						"Other objects would be deleted with it",
						`The Controller deletes whatever belongs to ${resource.type} "${idOf(resource.type, request.prior as Values)}" together with it, and it still holds ${others.length} that this run does not delete: ${others
							.slice(0, 10)
							.map((o) => o.name)
							.join(
								", ",
							)}${others.length > 10 ? ", …" : ""}. Delete or move them first, or set force_destroy = true and apply, to let them go down with it.`,
					),
				]);
		}
		await resource.delete(context, prior as never);
		return answer(operation, null);
	} catch (cause) {
		if (notBegun(cause, operation.signal))
			return { ...answer(operation, request.prior), notBegun: true };
		return answer(
			operation,
			request.prior,
			aborted(cause) ? interrupted(resource) : diagnose(cause),
		);
	}
}

const aborted = (cause: unknown) =>
	cause instanceof ControllerError && cause.kind === "aborted";

/** True where the client has refused the first write because the run was stopped. */
const notBegun = (cause: unknown, signal: AbortSignal) =>
	aborted(cause) && !signal.aborted;

const interrupted = ({ type }: AnyResource) => [
	error(
		"Interrupted",
		`The run was stopped while a call about this ${type} was under way. The next plan shows what was done.`,
	),
];

function answer(
	{ context, diagnostics }: Operation,
	state: Values | null,
	more: readonly Diagnostic[] = [],
): ApplyResult {
	return {
		state,
		private: context.private,
		diagnostics: [...diagnostics, ...more],
	};
}

/** The identity attributes of live values (camelCase), in snake_case. */
function snakeIdentity({ type, identity }: AnyResource, live: Values): Values {
	const names = facts(type).identity;
	return Object.fromEntries(
		identity.map((name, i) => [names[i], live[name] ?? null]),
	);
}
