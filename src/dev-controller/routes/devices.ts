import { ApiError, invalid, readOfNull } from "../errors";
import {
	BOTH,
	type Call,
	CHECKED,
	GUARDED,
	LOOKED_UP,
	type Route,
} from "../route";
import { deprovision, provision } from "../services/device-credentials";
import {
	desiredMicroservice,
	desiredMicroservices,
} from "../services/device-microservices";
import { reportStatus } from "../services/device-reports";
import {
	deviceEdgeResources,
	deviceRegistries,
	deviceSnapshot,
	deviceStrace,
	deviceTunnel,
	deviceVersion,
	deviceVolumeMounts,
} from "../services/device-state";
import {
	acknowledgeChanges,
	deleteNode,
	deviceChanges,
	deviceConfig,
	reportHardware,
	storeStrace,
	updateDeviceConfig,
	updateDevicePosition,
} from "../services/devices";
import { deviceLogSessions } from "../services/log-sessions";

type Handle = Route["handle"];

const route = (
	method: Route["method"],
	path: string,
	status: number,
	errors: Route["errors"],
	handle: Handle,
	only?: Route["only"],
): Route => ({
	method,
	path: `/agent/${path}`,
	status,
	errors,
	auth: "agent",
	handle,
	...(only ? { only } : {}),
});

const record = (call: Call) => call.body as Record<string, unknown>;

function uploadSnapshot({ world, agent, file, headers }: Call): object {
	const type = headers["content-type"];
	if (type === undefined) throw readOfNull("includes", "undefined");
	if (!type.includes("multipart/form-data"))
		throw invalid("Invalid content type");
	if (!file) throw invalid("Uploaded image snapshot file not found");
	for (const microservice of world.microservices.by("agent", agent.uuid))
		if (microservice.imageSnapshot === "get_image")
			world.microservices.update(microservice, { imageSnapshot: "" });
	return {};
}

/** What agents call. */
export const devices: Route[] = [
	{
		method: "POST",
		path: "/agent/provision",
		status: 200,
		errors: BOTH,
		auth: "none",
		handle: ({ world, body }) =>
			provision(world, body as { type: number; key: string }),
	},
	route("POST", "deprovision", 204, CHECKED, ({ world, agent, body }) =>
		deprovision(world, agent, body as { microserviceUuids: string[] }),
	),
	route("GET", "config", 200, GUARDED, ({ world, agent }) =>
		deviceConfig(world, agent),
	),
	route("PATCH", "config", 204, CHECKED, (call) =>
		updateDeviceConfig(call.world, call.agent, record(call)),
	),
	route(
		"PATCH",
		"config/gps",
		204,
		CHECKED,
		(call) => updateDevicePosition(call.world, call.agent, record(call)),
		"3.7",
	),
	route("GET", "config/changes", 200, CHECKED, ({ world, agent }) =>
		deviceChanges(world, agent),
	),
	route("PATCH", "config/changes", 200, CHECKED, (call) =>
		acknowledgeChanges(call.world, call.agent, record(call)),
	),
	route("PUT", "status", 204, CHECKED, (call) =>
		reportStatus(call.world, call.agent, record(call)),
	),
	route("GET", "edgeResources", 200, GUARDED, ({ world, agent }) =>
		deviceEdgeResources(world, agent),
	),
	route(
		"GET",
		"volumeMounts",
		200,
		GUARDED,
		({ world, agent }) => deviceVolumeMounts(world, agent),
		"3.7",
	),
	route("GET", "microservices", 200, GUARDED, ({ world, agent }) =>
		desiredMicroservices(world, agent),
	),
	route(
		"GET",
		"microservices/:uuid",
		200,
		LOOKED_UP,
		({ world, agent, params }) =>
			desiredMicroservice(world, agent, params.uuid ?? ""),
	),
	route("GET", "registries", 200, GUARDED, ({ world, agent }) =>
		deviceRegistries(world, agent),
	),
	route("GET", "tunnel", 200, LOOKED_UP, ({ world, agent }) =>
		deviceTunnel(world, agent),
	),
	route("GET", "strace", 200, LOOKED_UP, ({ world, agent }) =>
		deviceStrace(world, agent),
	),
	route("PUT", "strace", 204, BOTH, (call) =>
		storeStrace(call.world, record(call)),
	),
	route("GET", "version", 200, LOOKED_UP, ({ world, agent }) =>
		deviceVersion(world, agent),
	),
	route("PUT", "hal/hw", 204, CHECKED, ({ world, agent, body }) =>
		reportHardware(world, agent, "hardware", body as { info: string }),
	),
	route("PUT", "hal/usb", 204, CHECKED, ({ world, agent, body }) =>
		reportHardware(world, agent, "usb", body as { info: string }),
	),
	route(
		"DELETE",
		"delete-node",
		204,
		{ AuthenticationError: 401 },
		({ world, agent }) => deleteNode(world, agent),
	),
	route("GET", "image-snapshot", 200, LOOKED_UP, ({ world, agent }) =>
		deviceSnapshot(world, agent),
	),
	route("PUT", "image-snapshot", 200, CHECKED, uploadSnapshot),
	route(
		"GET",
		"cert",
		200,
		LOOKED_UP,
		() => {
			throw new ApiError(
				"ValidationError",
				"Controller is in development mode",
			);
		},
		"3.7",
	),
	route(
		"GET",
		"logs/sessions",
		200,
		GUARDED,
		({ world, agent }) => deviceLogSessions(world, agent),
		"3.7",
	),
];
