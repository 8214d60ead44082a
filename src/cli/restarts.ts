import type { PlanJson } from "../engine/json-types";

/** What a plan does to containers: microservices whose containers restart, and those that stop for good because they are deleted. */
export interface Restarts {
	readonly restart: readonly string[];
	readonly stop: readonly string[];
}

/** Sorts the microservices of `restarts` by what becomes of their containers. */
export function restartsOf(plan: PlanJson): Restarts {
	const deleted = new Set<string>();
	for (const { type, change } of plan.resource_changes ?? []) {
		if (type !== "iofog_microservice" || change.actions.join() !== "delete")
			continue;
		const { application, name } = change.before as Record<string, unknown>;
		deleted.add(`${application}/${name}`);
	}
	const names = plan.restarts.map(({ microservice }) => microservice).sort();
	return {
		restart: names.filter((name) => !deleted.has(name)),
		stop: names.filter((name) => deleted.has(name)),
	};
}

/** True where a plan updates a microservice that runs already: then it is worth saying that none restarts. */
export function updatesMicroservices(plan: PlanJson): boolean {
	return (plan.resource_changes ?? []).some(
		({ type, change }) =>
			type === "iofog_microservice" && change.actions.join() === "update",
	);
}

/** How many containers restart and stop, as the end of a summary line; none restarting is said only where `sayNone` asks for it. */
export function restartText(
	{ restart, stop }: { restart: number; stop: number },
	tense: "present" | "past" = "present",
	sayNone = false,
): string {
	const parts: string[] = [];
	const verbs = {
		restart: ["restarts", "restart", "restarted"],
		stop: ["stops", "stop", "stopped"],
	} as const;
	for (const [kind, count] of Object.entries({ restart, stop })) {
		if (count === 0 && !(kind === "restart" && sayNone)) continue;
		const [one, many, past] = verbs[kind as keyof typeof verbs];
		const verb = tense === "past" ? past : count === 1 ? one : many;
		const what = count === 1 ? "microservice" : "microservices";
		parts.push(
			parts.length > 0 ? `${count} ${verb}` : `${count} ${what} ${verb}`,
		);
	}
	return parts.length > 0 ? ` ${parts.join(", ")}.` : "";
}
