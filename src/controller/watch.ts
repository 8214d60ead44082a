import type { Agent, Microservice, MicroserviceStatus } from "./types";

/** What one look at a microservice, its application and its agent showed. */
export interface Look {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** undefined: it is gone. */
	readonly microservice: Microservice | undefined;
	/** Whether its application is started. */
	readonly activated: boolean;
	/** Whether a container that is there waits to be made anew. */
	readonly awaitsRebuild: boolean;
	/** undefined: there is none. */
	readonly agent: Agent | undefined;
}

/** How a wait ended. */
export type Verdict =
	| {
			readonly end: "running";
			readonly microservice: Microservice;
			/** True where another container was expected, and the agent has kept the one before. */
			readonly kept: boolean;
	  }
	| { readonly end: "gone" }
	| { readonly end: "stopped"; readonly microservice: Microservice }
	| {
			readonly end: "offline";
			readonly microservice: Microservice;
			readonly agent: Agent | undefined;
	  }
	| { readonly end: "failed"; readonly microservice: Microservice };

/** How long a container must have been running, in milliseconds. */
const STEADY_MS = 10_000;
/** How long an agent may seem to be away, e.g. while its container is replaced. */
const AWAY_MS = 10_000;
/** How long a failure must last that the agent may overcome by itself, e.g. of a pull. */
const FAILING_MS = 30_000;
/** How long the old container must be all there is before the agent is taken to keep it. */
const KEPT_MS = 60_000;
/** Seconds between the reports of an agent, and between its looks for changes, where the Controller tells neither. */
const FREQUENCY = { status: 10, change: 20 };

/** Follows one microservice from look to look until its fate is clear; pure, with the time as a part of what is seen. */
export class Watch {
	private begun: number | undefined;
	private first = "";
	private changed = false;
	private steady: { id: string; since: number; witnessed: boolean } | undefined;
	private reported: { time: number; at: number } | undefined;
	private away: number | undefined;
	private failing: number | undefined;
	private onlyBefore = true;
	/** The last look. */
	last: Look | undefined;

	/** `before` is the id of a container that has to be another one by now. */
	constructor(private readonly before: string | undefined) {}

	/** Takes a look in; undefined while nothing can be said yet. */
	look(seen: Look): Verdict | undefined {
		this.last = seen;
		const { microservice, agent, now } = seen;
		if (!microservice) return { end: "gone" };
		if (microservice.activated === false || !seen.activated)
			return { end: "stopped", microservice };
		const begins = this.begun === undefined;
		this.begun ??= now;
		const { status } = microservice;
		const signature = `${status.status} ${status.containerId} ${status.errorMessage}`;
		if (begins) this.first = signature;
		if (signature !== this.first) this.changed = true;
		if (this.isAway(agent, now)) {
			this.away ??= now;
			this.steady = undefined;
			return now - this.away >= AWAY_MS
				? { end: "offline", microservice, agent }
				: undefined;
		}
		this.away = undefined;
		return (
			this.failure(microservice, agent, now) ??
			this.success(seen, microservice, begins)
		);
	}

	/** An agent whose last report only the Controller's slow watch believes in counts as away. */
	private isAway(agent: Agent | undefined, now: number): boolean {
		if (!agent) return true;
		const { daemonStatus, lastStatusTime } = agent.status;
		if (this.reported?.time !== lastStatusTime)
			this.reported = { time: lastStatusTime, at: now };
		const silence = now - this.reported.at;
		return (
			!["RUNNING", "WARNING"].includes(daemonStatus) ||
			silence > 3_000 * (agent.statusFrequency ?? FREQUENCY.status) + AWAY_MS
		);
	}

	private failure(
		microservice: Microservice,
		agent: Agent | undefined,
		now: number,
	): Verdict | undefined {
		const { status } = microservice.status;
		const keeps = this.keepsOld(microservice);
		if (status === "RUNNING" && !keeps) this.failing = undefined;
		if (!keeps && status !== "FAILED" && status !== "STUCK_IN_RESTART")
			return undefined;
		// What was so from the start may be about what was wanted before: until the agent has seen the change.
		const patience =
			1_000 *
				((agent?.changeFrequency ?? FREQUENCY.change) +
					(agent?.statusFrequency ?? FREQUENCY.status)) +
			AWAY_MS;
		if (!this.changed && now - (this.begun ?? now) < patience) return undefined;
		this.failing ??= now;
		return status === "STUCK_IN_RESTART" || now - this.failing >= FAILING_MS
			? { end: "failed", microservice }
			: undefined;
	}

	/** An agent that cannot make the new container goes on with the old one and says why; a note is no such thing. */
	private keepsOld({ status }: Microservice): boolean {
		const { containerId, errorMessage } = status;
		return (
			this.before !== undefined &&
			containerId === this.before &&
			errorMessage !== "" &&
			!errorMessage.startsWith("Note: ")
		);
	}

	private success(
		{ now, awaitsRebuild, agent }: Look,
		microservice: Microservice,
		begins: boolean,
	): Verdict | undefined {
		const { containerId, status } = microservice.status;
		const runs =
			status === "RUNNING" && containerId !== "" && isHealthy(microservice);
		if (!runs || awaitsRebuild) {
			this.onlyBefore &&= status === "RUNNING" && containerId === this.before;
			this.steady = undefined;
			return undefined;
		}
		if (this.steady?.id !== containerId)
			this.steady = { id: containerId, since: now, witnessed: !begins };
		if (this.reported && this.reported.at > this.steady.since)
			this.steady.witnessed = true;
		const age = now - this.steady.since;
		if (containerId === this.before) {
			const patience =
				KEPT_MS + 3_000 * (agent?.changeFrequency ?? FREQUENCY.change);
			return this.onlyBefore && age >= patience
				? { end: "running", microservice, kept: true }
				: undefined;
		}
		this.onlyBefore = false;
		return age >= STEADY_MS && this.steady.witnessed
			? { end: "running", microservice, kept: false }
			: undefined;
	}
}

function isHealthy({ healthCheck, status }: Microservice): boolean {
	const health = (status.healthStatus ?? "").toLowerCase();
	const isChecked =
		(healthCheck !== undefined &&
			healthCheck !== null &&
			healthCheck.test[0] !== "NONE") ||
		(health !== "" && health !== "none" && health !== "unknown");
	return !isChecked || health === "healthy";
}

/** What the agent says about a microservice, in a few words. */
export function wordsOf(
	status: MicroserviceStatus,
	agent: Agent | undefined,
): string {
	const { healthStatus, percentage, errorMessage } = status;
	const shown = [status.status || "QUEUED"];
	if (status.status === "PULLING" && percentage > 0)
		shown.push(`${Math.round(percentage)} %`);
	if (status.status === "RUNNING" && healthStatus)
		shown.push(`(${healthStatus.toLowerCase()})`);
	const place = agent ? ` on agent "${agent.name}"` : "";
	// Such as the exit code of a program that keeps ending, long before that is given up.
	const [why = ""] = errorMessage.split(/[;\n]/);
	return `${shown.join(" ")}${place}${why && status.status !== "RUNNING" ? `: ${why}` : ""}`;
}
