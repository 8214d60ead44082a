import { type Diagnostic, hasErrors, warning } from "../../core/diagnostic";
import type {
	Configured,
	PlanRequest,
	PlanResult,
	Values,
} from "../../provider/types";
import {
	PlanResourceChangeRequest,
	PlanResourceChangeResponse,
} from "../wire/messages";
import { checkPlan } from "./consistency";
import { encodeDiagnostics, encodePath } from "./diagnostics";
import { method } from "./method";
import { same } from "./same";
import { notConfigured, type Session } from "./session";
import { interrupted } from "./told";
import { typeOf } from "./types";
import {
	decodePrivate,
	decodeValues,
	encodePrivate,
	encodeValues,
} from "./values";

export const planResourceChange = method(
	PlanResourceChangeRequest,
	PlanResourceChangeResponse,
	async (session, asked) => {
		const { provider, configured } = session;
		const { typeName = "", proposedNewState } = asked;
		const type = typeOf(provider, "resource", typeName);
		const refused = (diagnostic: Diagnostic) => ({
			plannedState: proposedNewState,
			plannedPrivate: asked.priorPrivate,
			diagnostics: encodeDiagnostics([diagnostic]),
		});
		if (!configured) return refused(notConfigured());
		if (session.stop.aborted) return refused(interrupted());
		const request: PlanRequest = {
			config: decodeValues(type, asked.config),
			prior: decodeValues(type, asked.priorState),
			private: decodePrivate(asked.priorPrivate),
		};
		const { stop } = session;
		const result = await provider.plan(configured, typeName, request, stop);
		const diagnostics = [...result.diagnostics];
		if (!hasErrors(diagnostics)) {
			diagnostics.push(
				...checkPlan(provider, typeName, request, result.planned),
				...claimed(session, typeName, request, result),
			);
			if (configured.warnOnRestart)
				diagnostics.push(
					...(await restarting(
						{ session, configured, type: typeName },
						request,
						result,
					)),
				);
		}
		return {
			plannedState: hasErrors(diagnostics)
				? proposedNewState
				: // Where nothing changes, as for most, nothing need be encoded.
					result.planned === request.prior
					? asked.priorState
					: encodeValues(type, result.planned),
			requiresReplace: request.prior
				? result.requiresReplace.map((path) => encodePath(path, type))
				: [],
			plannedPrivate: encodePrivate(result.private),
			diagnostics: encodeDiagnostics(diagnostics, type),
		};
	},
);

/** Clashes with what was planned before in the same run. */
function claimed(
	{ provider, claims }: Session,
	type: string,
	{ prior }: PlanRequest,
	{ planned, requiresReplace }: PlanResult,
): Diagnostic[] {
	// One that is to be replaced is planned a second time, as a create.
	if (!planned || (prior && requiresReplace.length > 0)) return [];
	const of = prior ? (provider.idOf(type, prior) ?? "") : undefined;
	return claims.add(provider.claims(type, planned), of);
}

interface Asking {
	readonly session: Session;
	readonly configured: Configured;
	readonly type: string;
}

/** A warning that names the microservices whose containers the change restarts. */
async function restarting(
	{ session, configured, type }: Asking,
	{ prior }: PlanRequest,
	{ planned, requiresReplace }: PlanResult,
): Promise<Diagnostic[]> {
	const values = typeOf(session.provider, "resource", type);
	if (same(values, prior, planned)) return [];
	const names = await session.provider.restarts(
		configured,
		type,
		{
			action: actionOf(prior, planned, requiresReplace.length > 0),
			prior,
			planned,
		},
		session.stop,
	);
	if (names.length === 0) return [];
	const shown = names.slice(0, 10).join(", ");
	return [
		warning(
			"Containers restart",
			`This change makes agents recreate the containers of ${names.length === 1 ? "the microservice" : `${names.length} microservices:`} ${shown}${names.length > 10 ? ", …" : ""}.`,
		),
	];
}

function actionOf(
	prior: Values | null,
	planned: Values | null,
	replaces: boolean,
) {
	if (!prior) return "create";
	if (!planned) return "delete";
	return replaces ? "replace" : "update";
}
