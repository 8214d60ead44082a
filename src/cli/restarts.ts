/** How many containers restart (or have restarted), as the end of a summary line; empty for none. */
export function restartText(
	count: number,
	tense: "present" | "past" = "present",
): string {
	if (count === 0) return "";
	const verb =
		tense === "past" ? "restarted" : count === 1 ? "restarts" : "restart";
	return ` ${count} ${count === 1 ? "microservice" : "microservices"} ${verb}.`;
}
