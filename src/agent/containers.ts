import {
	AGENT_LABEL,
	type ListedContainer,
	MICROSERVICE_LABEL,
} from "../docker";
import type { Container } from "./plan";
import { RECIPE_LABEL } from "./recipe";

/** Those of the engine's containers that this agent made, each with the address that it has on the network; others are never touched. */
export function ownContainers(
	listed: readonly ListedContainer[],
	agent: string,
	network: string,
): Container[] {
	return listed.flatMap((row) => {
		const microservice = row.Labels[MICROSERVICE_LABEL];
		if (row.Labels[AGENT_LABEL] !== agent || !microservice) return [];
		return [
			{
				id: row.Id,
				name: (row.Names[0] ?? "").replace(/^\//, ""),
				microservice,
				recipe: row.Labels[RECIPE_LABEL] ?? "",
				state: row.State,
				detail: row.Status,
				imageId: row.ImageID,
				address: row.NetworkSettings?.Networks?.[network]?.IPAddress ?? "",
				ports: [
					...new Set(
						(row.Ports ?? []).flatMap(({ PublicPort, Type }) =>
							PublicPort ? [`${PublicPort}/${Type}`] : [],
						),
					),
				],
			},
		];
	});
}
