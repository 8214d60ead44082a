/** How long a container may take until it is healthy, in seconds. */
export const HEALTHY_SECONDS = 120;

/**
 * For how long failed health checks say nothing, in the form in which the Docker provider reads it back: small and busy hosts take a minute to
 * start a program, and a check that succeeds counts at once.
 */
export const STARTING = "1m0s";

/** Three files of 10 MB: the logs of a host for months do not fill its disk. */
export const LOG_ROTATION = {
	logDriver: "json-file",
	logOpts: { "max-size": "10m", "max-file": "3" },
};

/** Labels of what belongs to a host, so that `docker ps --filter label=…` finds it. */
export function labelsOf(
	role: "agent" | "controller",
	name: string,
	more: Readonly<Record<string, string>> = {},
): { label: string; value: string }[] {
	const all = { "fogform.role": role, [`fogform.${role}`]: name, ...more };
	return Object.entries(all).map(([label, value]) => ({ label, value }));
}
