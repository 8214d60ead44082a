import type { Agent, Ended, Microservice } from "../controller";
import { type Diagnostic, error, warning } from "../core";

/** What a wait was about. */
export interface Waited {
	readonly uuid: string;
	/** Of the Controller. */
	readonly url: string;
	/** As it was configured. */
	readonly timeout: string;
	/** Whether an agent that is offline is no error. */
	readonly skips: boolean;
}

/** What the user must know of how a wait ended; undefined where all is well. */
export function problemOf(
	ended: Ended,
	{ uuid, url, timeout, skips }: Waited,
): Diagnostic | undefined {
	switch (ended.end) {
		case "running":
			return ended.kept
				? warning(
						"Container kept",
						`The agent goes on with the container of ${labelOf(ended.microservice)} that it had before: what has changed does not concern it.`,
					)
				: undefined;
		case "gone":
			return error(
				"Microservice not found",
				`The Controller at ${url} has no microservice ${uuid} any more, so that it cannot be waited for.`,
				["microservice_uuid"],
			);
		case "stopped":
			return warning(
				"Not waited for",
				`${capital(labelOf(ended.microservice))} is not waited for: it or its application is not activated.`,
			);
		case "offline": {
			const { microservice, agent } = ended;
			const state = `${awayText(agent)}, so that ${labelOf(microservice)} cannot be seen running.`;
			return skips
				? warning(
						"Not waited for",
						`${state} It starts as soon as the agent is back.`,
					)
				: error("Agent offline", `${state} Start the agent, and apply again.`, [
						"when_offline",
					]);
		}
		case "failed":
			return error(
				"Microservice does not run",
				`${capital(labelOf(ended.microservice))} does not run. ${saidBy(ended.microservice)}`,
			);
		case "late": {
			const { microservice, agent, cause } = ended;
			if (!microservice)
				return error(
					"Microservice does not run yet",
					`Whether microservice ${uuid} runs could not be seen within ${timeout}. ${cause?.message ?? ""}`.trim(),
					["timeout"],
				);
			return error(
				"Microservice does not run yet",
				`${capital(labelOf(microservice))} has not been running for 10 seconds within ${timeout}${agent ? ` on agent "${agent.name}"` : ""}. ${saidBy(microservice)}${cause ? ` ${cause.message}` : ""} Where it only takes longer, set a longer timeout.`,
				["timeout"],
			);
		}
	}
}

const labelOf = ({ application, name }: Microservice) =>
	`the microservice "${application}/${name}"`;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function awayText(agent: Agent | undefined): string {
	if (!agent) return "There is no agent that runs it";
	const { lastStatusTime, lastActive } = agent.status;
	const seen = Math.max(lastStatusTime, lastActive);
	return seen > 0
		? `The agent "${agent.name}" is offline: it was last seen at ${new Date(seen).toISOString()}`
		: `The agent "${agent.name}" has never been seen`;
}

/** What the agent says about a microservice, as sentences. */
function saidBy({ status }: Microservice): string {
	const { status: state, errorMessage, percentage, healthStatus } = status;
	const health = healthStatus ? `, health ${healthStatus.toLowerCase()}` : "";
	const share =
		state === "PULLING" && percentage > 0
			? ` (${Math.round(percentage)} %)`
			: "";
	const message = errorMessage.trim().replace(/\.+$/, "");
	return `The agent says ${state || "nothing"}${share}${health}${message ? `: ${message}` : ""}.`;
}
