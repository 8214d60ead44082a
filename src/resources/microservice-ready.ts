import { z } from "zod";
import type { Controller } from "../controller";
import {
	type Context,
	computed,
	DiagnosticError,
	error,
	map,
	optional,
	required,
	sameValue,
	string,
	UNKNOWN,
	type ValuesOf,
} from "../core";
import { defineResource } from "./define";
import { problemOf } from "./ready-problems";
import { duration, filled, seconds } from "./types";

const attributes = {
	microserviceUuid: required(filled, {
		description: "UUID of the microservice that is waited for.",
		references: "iofog_microservice.uuid",
		requiresReplace: true,
	}),
	triggers: optional(map(string()), {
		description:
			"Any values; a change waits again, for another container than before. The construct option `waitForRunning` sets them to what makes the agent recreate the container.",
		default: {},
	}),
	timeout: optional(duration, {
		description: "How long to wait at most, e.g. `90s` or `10m`.",
		default: "5m",
	}),
	whenOffline: optional(string(z.enum(["skip", "fail"])), {
		description:
			"What to do where the agent has not reported for a while: `skip` does not wait, and warns; `fail` is an error.",
		default: "skip",
	}),
	containerId: computed(string(), {
		description:
			"ID of the container that the agent has reported last; after a change of `triggers` another one is waited for. Null where there is none.",
		volatile: true,
	}),
};

type Ready = ValuesOf<typeof attributes>;

/** `iofog_microservice_ready`: the wait for a microservice to run. */
export const microserviceReady = defineResource({
	type: "iofog_microservice_ready",
	version: 0,
	summary:
		"Waits, while it is created or its `triggers` change, until the agent reports that a microservice has been running for 10 seconds in one container, healthy where there is a health check. A wait that fails is an error with what the agent says, and leaves the microservice as it is.",
	identity: ["microserviceUuid"],
	uniqueKey: [],
	waits: true,
	importForms: ["MICROSERVICE-UUID", "APPLICATION/NAME"],
	attributes,
	plan: ({ prior, planned }) => {
		if (
			prior &&
			(planned.triggers === UNKNOWN ||
				!sameValue(attributes.triggers.type, prior.triggers, planned.triggers))
		)
			planned.containerId = UNKNOWN;
	},
	create: async (context, planned, identified) => {
		// From here on it only waits.
		identified({ microserviceUuid: planned.microserviceUuid });
		await wait(context, planned, undefined);
	},
	read: async ({ controller, signal }, { microserviceUuid, containerId }) => {
		const live = await controller.readiness.last(
			{ uuid: microserviceUuid },
			signal,
		);
		return (
			live && {
				microserviceUuid,
				// An agent that lost the container has made another one, which is not the one to wait for either.
				containerId: live.status.containerId || containerId,
			}
		);
	},
	update: async (context, prior, planned, identified) => {
		if (sameValue(attributes.triggers.type, prior.triggers, planned.triggers))
			return;
		identified({ microserviceUuid: planned.microserviceUuid });
		await wait(context, planned, prior.containerId ?? undefined);
	},
	// It is no more than a note that was taken while waiting.
	delete: async () => {},
	list: async () => [],
	import: async ({ controller, signal }, id) => {
		const [application, name, more] = id.split("/");
		const live =
			name !== undefined && more === undefined && application
				? await controller.microservices.findByName(
						{ application, name },
						signal,
					)
				: await controller.microservices.get({ uuid: id }, signal);
		if (!live)
			throw new DiagnosticError([
				error(
					"Nothing to import",
					`The Controller at ${controller.url} has no microservice "${id}". List those that exist:\n    fogform list microservices`,
				),
			]);
		return [{ microserviceUuid: live.uuid }];
	},
});

const PATIENCE_S = 300;

/** Waits, and turns what came of it into warnings or an error. */
async function wait(
	{ controller, signal, warn, progress }: Context<Controller>,
	{ microserviceUuid, timeout, whenOffline }: Ready,
	before: string | undefined,
): Promise<void> {
	const limit = seconds(timeout) ?? PATIENCE_S;
	const ended = await controller.readiness.wait(
		{ uuid: microserviceUuid },
		{
			before,
			timeout: limit,
			...(progress && { onProgress: progress }),
		},
		signal,
	);
	const problem = problemOf(ended, {
		uuid: microserviceUuid,
		url: controller.url,
		timeout: timeout ?? `${PATIENCE_S}s`,
		skips: whenOffline !== "fail",
	});
	if (problem?.severity === "warning") warn(problem);
	else if (problem) throw new DiagnosticError([problem]);
}
