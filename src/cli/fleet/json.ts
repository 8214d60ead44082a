import type { RestartsOf } from "./text";
import type { FleetStatus } from "./types";

const time = (at: number | undefined): string | null =>
	at === undefined ? null : new Date(at).toISOString();
const orNull = (text: string): string | null => text || null;

/** The document of `fogform status --json`: its keys stay; what is not known is null. */
export function fleetJson(fleet: FleetStatus, restartsOf: RestartsOf): object {
	return {
		format_version: "1.0",
		controller: fleet.controller,
		time: time(fleet.at),
		agents: fleet.agents.map((a) => ({
			name: a.name,
			uuid: a.uuid,
			state: a.state,
			warning: orNull(a.warning),
			version: orNull(a.version),
			architecture: orNull(a.architecture),
			host: orNull(a.host),
			microservices: { running: a.running, total: a.microservices },
			cpu_percent: a.cpu,
			memory_bytes: a.memory,
			last_seen: time(a.lastSeen),
		})),
		microservices: fleet.microservices.map((m) => ({
			application: m.application,
			name: m.name,
			uuid: m.uuid,
			agent: orNull(m.agent),
			agent_uuid: orNull(m.agentUuid),
			state: m.state,
			activated: m.activated,
			health: orNull(m.health),
			percentage: m.percentage,
			error: orNull(m.error),
			image: orNull(m.image),
			container_id: orNull(m.container),
			restarts: restartsOf(m.uuid) ?? null,
			created_at: time(m.created),
			started_at: time(m.started),
			cpu_percent: m.cpu,
			memory_bytes: m.memory,
			last_seen: time(m.lastSeen),
		})),
	};
}
