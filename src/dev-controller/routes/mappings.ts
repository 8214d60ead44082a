import { BOTH, type Call, LOOKED_UP, type Route } from "../route";
import type { VolumeBody } from "../services/microservice-parts";
import {
	type CheckedPort,
	createPort,
	deletePort,
	listPorts,
} from "../services/ports";
import { createVolume, deleteVolume, listVolumes } from "../services/volumes";

const uuidOf = (call: Call): string => call.params.uuid ?? "";

/** Ports and volumes of one microservice; 3.7 has the writing ones twice, for its own microservices too. */
const writing = (system: boolean): Route[] => {
	const base = `/microservices/${system ? "system/" : ""}:uuid`;
	const only = system ? ({ only: "3.7" } as const) : {};
	return [
		{
			method: "POST",
			path: `${base}/port-mapping`,
			status: 201,
			errors: BOTH,
			...only,
			handle: (call) =>
				createPort(
					call.world,
					uuidOf(call),
					call.body as CheckedPort,
					call.user,
					system,
				),
		},
		{
			method: "DELETE",
			path: `${base}/port-mapping/:internal`,
			status: 204,
			errors: LOOKED_UP,
			...only,
			handle: (call) =>
				deletePort(
					call.world,
					uuidOf(call),
					call.params.internal ?? "",
					call.user,
					system,
				),
		},
		{
			method: "POST",
			path: `${base}/volume-mapping`,
			status: 201,
			errors: BOTH,
			...only,
			handle: (call) =>
				createVolume(
					call.world,
					uuidOf(call),
					call.body as VolumeBody,
					call.user,
					system,
				),
		},
		{
			method: "DELETE",
			path: `${base}/volume-mapping/:id`,
			status: 204,
			errors: BOTH,
			...only,
			handle: (call) =>
				deleteVolume(call.world, uuidOf(call), call.params.id ?? "", call.user),
		},
	];
};

/** Ports and volumes of one microservice. */
export const mappings: Route[] = [
	...writing(false),
	...writing(true),
	{
		method: "GET",
		path: "/microservices/:uuid/port-mapping",
		status: 200,
		errors: LOOKED_UP,
		handle: (call) => listPorts(call.world, uuidOf(call), call.user),
	},
	{
		method: "GET",
		path: "/microservices/:uuid/volume-mapping",
		status: 200,
		errors: LOOKED_UP,
		handle: (call) => listVolumes(call.world, uuidOf(call), call.user),
	},
];
