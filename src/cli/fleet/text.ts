import type { Colors } from "picocolors/types";
import { type Column, tableText } from "../table";
import type { AgentStatus, FleetStatus, MicroserviceStatus } from "./types";
import { bytesText, durationText, percentText } from "./units";

/** How often a microservice was seen to restart; undefined where nobody has watched. */
export type RestartsOf = (uuid: string) => number | undefined;

const GOOD = new Set(["RUNNING"]);
const BAD = new Set(["FAILED", "STUCK_IN_RESTART", "UNHEALTHY"]);
/** Among many faults the first of these are told. */
const FAULTS = 20;

type Paint = (text: string) => string;

/** The state of a microservice in one word or two. */
export function stateText(m: MicroserviceStatus): string {
	if (!m.activated) return "STOPPED";
	if (m.state === "PULLING" && m.percentage > 0)
		return `PULLING ${Math.floor(m.percentage)}%`;
	if (m.state === "RUNNING" && m.health)
		return `RUNNING (${m.health.toLowerCase()})`;
	return m.state;
}

/** Whether all is well with a microservice, or nothing is wanted of it. */
export const isFine = (m: MicroserviceStatus): boolean =>
	!m.activated ||
	(m.state === "RUNNING" && m.health !== "UNHEALTHY" && m.error === "");

function paintState(state: string, colors: Colors): Paint {
	const [word = "", detail = ""] = state.split(/[ (]+/);
	if (BAD.has(word) || detail.startsWith("unhealthy")) return colors.red;
	if (GOOD.has(word)) return colors.green;
	return word === "STOPPED" ? colors.dim : colors.yellow;
}

const seen = (lastSeen: number | undefined, at: number): string =>
	lastSeen === undefined ? "never" : `${durationText(at - lastSeen)} ago`;

function agentColumns(at: number, colors: Colors): Column<AgentStatus>[] {
	return [
		{ title: "AGENT", cell: (a) => a.name },
		{
			title: "STATE",
			cell: (a) => a.state,
			paint: (a) => paintState(a.state, colors),
		},
		{ title: "RUNNING", cell: (a) => `${a.running}/${a.microservices}` },
		{ title: "CPU", cell: (a) => a.lastSeen && percentText(a.cpu) },
		{ title: "MEMORY", cell: (a) => a.lastSeen && bytesText(a.memory) },
		{ title: "ARCH", cell: (a) => a.architecture },
		{ title: "VERSION", cell: (a) => a.version },
		{ title: "LAST SEEN", cell: (a) => seen(a.lastSeen, at) },
	];
}

function microserviceColumns(
	at: number,
	colors: Colors,
	restartsOf: RestartsOf,
): Column<MicroserviceStatus>[] {
	const whileUp = (m: MicroserviceStatus, text: () => string) =>
		m.started === undefined ? undefined : text();
	return [
		{ title: "APPLICATION", cell: (m) => m.application },
		{ title: "MICROSERVICE", cell: (m) => m.name },
		{ title: "AGENT", cell: (m) => m.agent },
		{
			title: "STATE",
			cell: stateText,
			paint: (m) => paintState(stateText(m), colors),
		},
		{ title: "IMAGE", cell: (m) => m.image },
		{ title: "RESTARTS", cell: (m) => restartsOf(m.uuid) },
		{
			title: "AGE",
			cell: (m) => whileUp(m, () => durationText(at - (m.started ?? at))),
		},
		{ title: "CPU", cell: (m) => whileUp(m, () => percentText(m.cpu)) },
		{ title: "MEMORY", cell: (m) => whileUp(m, () => bytesText(m.memory)) },
		{ title: "LAST SEEN", cell: (m) => seen(m.lastSeen, at) },
	];
}

/** The tables of agents and microservices, and below them what is wrong with any. */
export function fleetText(
	fleet: FleetStatus,
	colors: Colors,
	restartsOf: RestartsOf,
): string {
	const { agents, microservices, at } = fleet;
	const parts: string[] = [];
	if (agents.length > 0)
		parts.push(tableText(agents, agentColumns(at, colors)));
	if (microservices.length > 0)
		parts.push(
			tableText(microservices, microserviceColumns(at, colors, restartsOf)),
		);
	const faults = [
		...agents
			.filter(({ warning }) => warning)
			.map(({ name, warning }) => `${name}: ${warning}`),
		...microservices
			.filter(({ activated, error }) => activated && error)
			.map((m) => `${m.application}/${m.name}: ${m.error}`),
	].map((line) => line.replace(/\s+/g, " "));
	if (faults.length > FAULTS)
		faults.splice(
			FAULTS,
			faults.length,
			`… and ${faults.length - FAULTS} more`,
		);
	if (faults.length > 0) parts.push(faults.join("\n"));
	return parts.join("\n\n");
}
