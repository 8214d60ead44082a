import {
	type Diagnostic,
	error,
	hasErrors,
	warning,
} from "../../core/diagnostic";
import { UNKNOWN } from "../../core/unknown";
import { hasUnknown } from "../../core/values";
import type {
	ApplyRequest,
	ApplyResult,
	Configured,
	Values,
} from "../../provider/types";
import {
	ApplyResourceChangeRequest,
	ApplyResourceChangeResponse,
} from "../wire/messages";
import { checkResult, resultFault } from "./consistency";
import { encodeDiagnostics } from "./diagnostics";
import { method } from "./method";
import { notConfigured, type Session } from "./session";
import { interrupted, told } from "./told";
import { typeOf } from "./types";
import {
	decodePrivate,
	decodeValues,
	encodePrivate,
	encodeValues,
} from "./values";

export const applyResourceChange = method(
	ApplyResourceChangeRequest,
	ApplyResourceChangeResponse,
	async (session, asked) => {
		const { configured } = session;
		const { typeName = "" } = asked;
		const type = typeOf(session.provider, "resource", typeName);
		if (!configured || session.stop.aborted)
			return {
				newState: asked.priorState,
				private: asked.plannedPrivate,
				diagnostics: encodeDiagnostics([
					configured ? interrupted() : notConfigured(),
				]),
			};
		const planned = decodeValues(type, asked.plannedState);
		const result = await applied(
			{ session, configured, type: typeName },
			{
				config: planned && decodeValues(type, asked.config),
				prior: decodeValues(type, asked.priorState),
				planned,
				private: decodePrivate(asked.plannedPrivate),
			},
		);
		return {
			newState: encodeValues(type, result.state),
			private: result.state ? encodePrivate(result.private) : undefined,
			diagnostics: encodeDiagnostics(result.diagnostics, type),
		};
	},
);

interface Applying {
	readonly session: Session;
	readonly configured: Configured;
	readonly type: string;
}

async function applied(
	at: Applying,
	request: ApplyRequest,
): Promise<ApplyResult> {
	const { session, configured, type } = at;
	if (!request.prior) {
		const missing = await missingNeeds(at, request.planned as Values);
		if (missing.length > 0)
			return { state: null, private: {}, diagnostics: missing };
	}
	let identity: Values | undefined;
	try {
		const result = await session.provider.apply(
			configured,
			type,
			{
				...request,
				onIdentity: (found) => {
					identity = found;
				},
				onProgress: (text) =>
					session.log.write("info", text, { tf_resource_type: type }),
			},
			session.provider.facts(type).waits ? session.stop : session.kill,
		);
		return judged(at, request, result);
	} catch (cause) {
		// What is known to exist must reach the state, whatever went wrong.
		const state = identity
			? withoutUnknown({ ...request.planned, ...identity })
			: request.prior;
		return { state, private: request.private, diagnostics: [fault(cause)] };
	}
}

const fault = (cause: unknown) =>
	error(
		"Unexpected fault",
		`${cause instanceof Error ? cause.message : String(cause)}\n\nThis is a fault of fogform, not of your configuration; please report it.`,
	);

/** Objects that the Controller must have before this one is created, and lacks. */
async function missingNeeds(
	{ session, configured, type }: Applying,
	planned: Values,
): Promise<Diagnostic[]> {
	const { provider, kill } = session;
	const out: Diagnostic[] = [];
	try {
		const needs = await provider.needs(configured, type, planned, kill);
		for (const { type: needed, detail } of needs)
			if (!(await session.exists(needed)))
				out.push(error("Missing prerequisite", detail));
	} catch (cause) {
		out.push(...told(cause));
	}
	return out;
}

/** Adds what Terraform would not say, or would say as if the user had done something wrong. */
function judged(
	{ session, type }: Applying,
	{ prior, planned }: ApplyRequest,
	result: ApplyResult,
): ApplyResult {
	const diagnostics = [...result.diagnostics];
	if (result.maybeCreated && !result.state)
		diagnostics.push(
			warning(
				"Object may exist",
				`The Controller may have created this ${type} all the same, and the state does not hold it. If it has, the next apply says so, with the command that imports it.`,
			),
		);
	if (!planned || !result.state || hasErrors(diagnostics))
		return {
			...result,
			state: result.state && withoutUnknown(result.state),
			diagnostics,
		};
	const names = checkResult(session.provider, type, planned, result.state);
	if (names.length === 0) return { ...result, diagnostics };
	const state = { ...result.state };
	for (const name of names) state[name] = planned[name];
	const contradiction = resultFault(type, names);
	diagnostics.push(
		// After an error Terraform would replace the object that was just created, and nothing is wrong with it.
		prior ? contradiction : { ...contradiction, severity: "warning" },
	);
	return { ...result, state: withoutUnknown(state), diagnostics };
}

/** A state holds nothing unknown, at any depth. */
function withoutUnknown(values: Values): Values {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [name, knownPart(value)]),
	);
}

function knownPart(value: unknown): unknown {
	if (value === UNKNOWN) return null;
	if (!hasUnknown(value)) return value;
	return Array.isArray(value)
		? value.map(knownPart)
		: withoutUnknown(value as Values);
}
