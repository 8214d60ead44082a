import { BOTH, type Call, LOOKED_UP, type Route } from "../route";
import {
	getSnapshot,
	getStrace,
	requestSnapshot,
	sendStrace,
	setStrace,
} from "../services/diagnostics";

const uuidOf = (call: Call): string => call.params.uuid ?? "";

/** Traces and image snapshots of microservices. */
export const diagnostics: Route[] = [
	{
		method: "POST",
		path: "/microservices/:uuid/image-snapshot",
		status: 201,
		errors: LOOKED_UP,
		handle: (call) => requestSnapshot(call.world, uuidOf(call), call.user),
	},
	{
		method: "GET",
		path: "/microservices/:uuid/image-snapshot",
		status: 200,
		errors: LOOKED_UP,
		handle: (call) => getSnapshot(call.world, uuidOf(call), call.user),
	},
	{
		method: "PATCH",
		path: "/microservices/:uuid/strace",
		status: 204,
		errors: BOTH,
		handle: (call) =>
			setStrace(
				call.world,
				uuidOf(call),
				call.body as { enable: boolean },
				call.user,
			),
	},
	{
		method: "GET",
		path: "/microservices/:uuid/strace",
		status: 200,
		errors: LOOKED_UP,
		handle: (call) =>
			getStrace(
				call.world,
				uuidOf(call),
				call.query as { format?: string },
				call.user,
			),
	},
	{
		method: "PUT",
		path: "/microservices/:uuid/strace",
		status: 204,
		errors: BOTH,
		handle: (call) =>
			sendStrace(
				call.world,
				uuidOf(call),
				call.body as { ftpHost: string; ftpPort: number },
				call.user,
			),
	},
];
