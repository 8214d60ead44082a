import {
	type Diagnostic,
	error,
	type Planned,
	type Referred,
	UNKNOWN,
	type ValuesOf,
	warning,
} from "../core";
import type { attributes } from "./microservice-attributes";
import { ARCHITECTURES } from "./types";

type Microservice = Planned<ValuesOf<typeof attributes>>;
type Side = Referred[string];

/** Judges the images of a microservice by the architecture of its agent, as the Controller does when it is created. */
export function judgeImages(
	planned: Microservice,
	referred: Referred,
): Diagnostic[] {
	const agent = referred.agentUuid ?? referred.agentName;
	if (!agent) return [];
	const architecture = architectureOf(agent);
	const name = String(known(agent, "name") ?? planned.agentUuid);
	if (architecture === undefined)
		return [
			warning(
				"Architecture not known yet",
				`Agent "${name}" has not told its architecture, and the Controller takes microservices for it only once it has. Set its architecture (${ARCHITECTURES.map((a) => `"${a}"`).join(" or ")}), or apply when it is provisioned.`,
				[planned.agentName === null ? "agent_uuid" : "agent_name"],
			),
		];
	const fromItem = planned.catalogItemId !== null;
	const images = fromItem
		? known(referred.catalogItemId, "images")
		: planned.images;
	if (images === UNKNOWN || typeof images !== "object" || images === null)
		return [];
	const given = Object.entries(images).filter(([, image]) => image !== null);
	if (given.some(([key]) => key === architecture)) return [];
	const list = given.map(
		([key, image]) => `${key}${typeof image === "string" ? ` (${image})` : ""}`,
	);
	return [
		error(
			"No image for the agent",
			`Agent "${name}" has the architecture ${architecture}, and ${fromItem ? "the catalog item has images" : "images are given"} for ${list.join(" and ") || "none"} only. Add an image for ${architecture}, or choose another agent.`,
			[fromItem ? "catalog_item_id" : "images"],
		),
	];
}

/** What is planned counts; the Controller knows what the plan leaves to it. */
function known(side: Side, name: string): unknown {
	const planned = side?.planned?.[name] ?? null;
	return planned === null || planned === UNKNOWN ? side?.live?.[name] : planned;
}

function architectureOf(agent: NonNullable<Side>): string | undefined {
	const told = [agent.planned?.architecture, agent.live?.architecture];
	return told.find((one): one is string =>
		(ARCHITECTURES as readonly unknown[]).includes(one),
	);
}
