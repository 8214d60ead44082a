import type { StateJson } from "../../engine/json-types";
import { UsageError } from "../failure";
import { isGlob, matchesName } from "../globs";
import { engine } from "../lazy";
import { type StackFlags, stackOptions } from "../stack-options";
import type { Terminal } from "../terminal";
import type { FleetStatus, MicroserviceStatus } from "./types";

/** What part of a fleet is meant; everything where nothing is said. */
export interface Selection {
	/** Names or globs. */
	readonly applications?: readonly string[];
	readonly agents?: readonly string[];
	/** The uuids of agents and microservices that stacks have made. */
	readonly stacks?: ReadonlySet<string>;
}

/** The names of applications that are the only ones to read; undefined where a glob, or nothing, stands for them. */
export function namedApplications({
	applications,
}: Selection): readonly string[] | undefined {
	return applications?.some(isGlob) ? undefined : applications;
}

/** The part of a fleet that is meant. Throws where a name stands for nothing, as it is mistyped then. */
export function select(fleet: FleetStatus, selection: Selection): FleetStatus {
	const { applications, agents, stacks } = selection;
	const isMeant = (patterns: readonly string[] | undefined, name: string) =>
		!patterns || patterns.some((pattern) => matchesName(name, pattern));
	expectNames(
		"application",
		applications,
		new Set(fleet.microservices.map((m) => m.application)),
	);
	expectNames("agent", agents, new Set(fleet.agents.map((a) => a.name)));
	const microservices = fleet.microservices.filter(
		(m) =>
			isMeant(applications, m.application) &&
			isMeant(agents, m.agent) &&
			(!stacks || stacks.has(m.uuid)),
	);
	const hosts = new Set(microservices.map((m) => m.agentUuid));
	return {
		...fleet,
		microservices,
		agents: fleet.agents.filter(
			(a) =>
				isMeant(agents, a.name) &&
				(!(applications || stacks) || hosts.has(a.uuid) || stacks?.has(a.uuid)),
		),
	};
}

function expectNames(
	what: "agent" | "application",
	patterns: readonly string[] | undefined,
	names: ReadonlySet<string>,
): void {
	for (const pattern of patterns ?? [])
		if (!isGlob(pattern) && !names.has(pattern))
			throw new UsageError(
				`No such ${what}`,
				`The Controller has no ${what} "${pattern}"${what === "application" ? " with microservices" : ""}. To see those that there are:\n    fogform list ${what}s`,
			);
}

/** The agents and microservices in the states of stacks, and a stack that has any; names or globs as other commands take them. */
export async function madeByStacks(
	stacks: readonly string[],
	flags: StackFlags,
	terminal: Terminal,
): Promise<{ readonly uuids: ReadonlySet<string>; readonly stack: string }> {
	const { env } = terminal.streams;
	const shown = await engine().show(stackOptions(flags, stacks, env));
	const uuids = new Set<string>();
	let stack: string | undefined;
	for (const [name, json] of Object.entries(shown.stacks))
		for (const resource of (json as StateJson).values?.root_module.resources ??
			[]) {
			const { type, values } = resource;
			if (type !== "iofog_agent" && type !== "iofog_microservice") continue;
			const { uuid } = values as { uuid?: unknown };
			if (typeof uuid !== "string") continue;
			uuids.add(uuid);
			stack ??= name;
		}
	if (stack === undefined)
		throw new UsageError(
			"Nothing to show",
			`The states of ${Object.keys(shown.stacks).join(", ")} hold no agent and no microservice. Apply first:\n    fogform apply ${stacks.join(" ")}`,
		);
	return { uuids, stack };
}

/**
 * The microservice of a reference: `name`, `application/name` or a uuid. Throws where there is none, or several.
 */
export function microserviceNamed(
	reference: string,
	{ microservices }: FleetStatus,
): MicroserviceStatus {
	const found = microservices.filter(
		(m) =>
			m.uuid === reference ||
			m.name === reference ||
			`${m.application}/${m.name}` === reference,
	);
	const [only, ...others] = found;
	if (only && others.length === 0) return only;
	if (only)
		throw new UsageError(
			"Not unique",
			`Several applications have a microservice "${reference}": ${found.map((m) => `${m.application}/${m.name}`).join(", ")}. Name one of them.`,
		);
	throw new UsageError(
		"No such microservice",
		`The Controller has no microservice "${reference}". To see those that there are:\n    fogform list microservices`,
	);
}
