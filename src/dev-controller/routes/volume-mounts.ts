import {
	BOTH,
	type Call,
	CHECKED,
	GUARDED,
	LOOKED_UP,
	type Route,
} from "../route";
import {
	createLinks,
	createVolumeMount,
	deleteLinks,
	deleteVolumeMount,
	getVolumeMount,
	listLinks,
	listVolumeMounts,
	updateVolumeMount,
	type VolumeMountBody,
} from "../services/volume-mounts";
import { volumeMountFromYaml } from "../yaml-data";
import { contentOf } from "./data-objects";

const nameOf = ({ params }: Call) => params.name ?? "";
const agentsOf = ({ body }: Call) => (body as { fogUuids?: unknown }).fogUuids;

const route = (
	method: Route["method"],
	path: string,
	status: number,
	errors: Route["errors"],
	handle: Route["handle"],
	file?: string,
): Route => ({
	method,
	path: `/volumeMounts${path}`,
	status,
	errors,
	only: "3.7",
	handle,
	...(file && { file }),
});

/** Volume mounts and their links to agents (3.7). Creating and linking expect nothing to be missing: that is a 500. */
export const volumeMounts: Route[] = [
	route("GET", "", 200, GUARDED, ({ world }) => listVolumeMounts(world)),
	route("GET", "/:name", 200, LOOKED_UP, (call) =>
		getVolumeMount(call.world, nameOf(call)),
	),
	route("PATCH", "/:name", 200, BOTH, (call) =>
		updateVolumeMount(call.world, nameOf(call), call.body as VolumeMountBody),
	),
	route("DELETE", "/:name", 202, BOTH, (call) =>
		deleteVolumeMount(call.world, nameOf(call)),
	),
	route("POST", "", 200, CHECKED, ({ world, body }) =>
		createVolumeMount(world, body as VolumeMountBody),
	),
	route(
		"POST",
		"/yaml",
		200,
		CHECKED,
		(call) =>
			createVolumeMount(call.world, volumeMountFromYaml(contentOf(call))),
		"volumeMount",
	),
	route(
		"PATCH",
		"/yaml/:name",
		200,
		BOTH,
		(call) =>
			updateVolumeMount(
				call.world,
				nameOf(call),
				volumeMountFromYaml(contentOf(call), nameOf(call)),
			),
		"volumeMount",
	),
	route("GET", "/:name/link", 200, CHECKED, (call) =>
		listLinks(call.world, nameOf(call)),
	),
	route("POST", "/:name/link", 200, CHECKED, (call) =>
		createLinks(call.world, nameOf(call), agentsOf(call)),
	),
	route("DELETE", "/:name/link", 200, CHECKED, (call) =>
		deleteLinks(call.world, nameOf(call), agentsOf(call)),
	),
];
