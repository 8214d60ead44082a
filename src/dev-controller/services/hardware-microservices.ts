import type { Agent } from "../model";
import type { World } from "../world";
import type { AgentBody } from "./agent-values";
import { newMicroservice } from "./new-microservice";
import { createSystemMicroservice } from "./router-microservice";
import { builtInItem } from "./seed-catalog";
import { systemApplicationName } from "./system-applications";

const KINDS = [
	{
		key: "abstractedHardwareEnabled",
		item: "HAL",
		name30: "Hal for Fog",
		name37: "hal",
	},
	{
		key: "bluetoothEnabled",
		item: "RESTBlue",
		name30: "Bluetooth for Fog",
		name37: "ble",
	},
] as const;

/** Starts or stops the hardware and Bluetooth microservices where a body switches them; true when one changed. */
export function syncHardware(
	world: World,
	agent: Agent,
	before: Record<string, unknown>,
	body: AgentBody,
	owner: number,
): boolean {
	let changed = false;
	for (const kind of KINDS) {
		const wish = body[kind.key];
		if (wish === undefined || wish === Boolean(before[kind.key])) continue;
		changed = true;
		const catalogItemId = builtInItem(world, kind.item);
		const rows = world.microservices
			.by("catalogItem", catalogItemId)
			.filter((m) => m.iofogUuid === agent.uuid);
		if (!wish) {
			for (const row of rows) world.microservices.remove(row);
			continue;
		}
		if (world.dialect === "3.0") {
			newMicroservice(world, {
				name: `${kind.name30} ${agent.uuid}`,
				catalogItemId,
				iofogUuid: agent.uuid,
				rootHostAccess: true,
				userId: owner,
				configLastUpdated: Date.now(),
			});
			continue;
		}
		const application = world.applications.by(
			"name",
			systemApplicationName(agent.name),
		)[0];
		const present = world.microservices.by(
			"name",
			`${application?.id}/${kind.name37}`,
		);
		if (present.length === 0)
			createSystemMicroservice(world, agent, {
				name: kind.name37,
				catalogItemId,
				hostNetworkMode: true,
				isPrivileged: true,
				schedule: 1,
			});
	}
	return changed;
}
