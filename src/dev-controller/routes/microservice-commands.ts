import { BOTH, type Call, type Route } from "../route";
import type { MicroserviceBody } from "../services/microservice-body";
import {
	activateMicroservice,
	readConfig,
	rebuildMicroservice,
	setExec,
	writeConfig,
} from "../services/microservice-control";
import { updateMicroservice } from "../services/microservice-update";
import { getMicroservice } from "../services/microservices";
import { uploaded } from "./microservices";

const uuidOf = (call: Call): string => call.params.uuid ?? "";

/** The same command for microservices of users and for those of the Controller itself. */
function pair(
	method: Route["method"],
	path: string,
	status: number,
	handle: (call: Call, system: boolean) => unknown,
): Route[] {
	return [false, true].map((system) => ({
		method,
		path: `/microservices/${system ? "system/" : ""}:uuid${path}`,
		status,
		errors: BOTH,
		only: "3.7",
		handle: (call) => handle(call, system),
	}));
}

/** What 3.7 can do with a microservice beyond changing it. */
export const microserviceCommands: Route[] = [
	{
		method: "GET",
		path: "/microservices/system/:uuid",
		status: 200,
		errors: { AuthenticationError: 401, NotFoundError: 404 },
		only: "3.7",
		handle: (call) =>
			getMicroservice(call.world, uuidOf(call), call.user, true),
	},
	{
		method: "PATCH",
		path: "/microservices/system/:uuid",
		status: 204,
		errors: BOTH,
		only: "3.7",
		substitutes: true,
		handle: (call) =>
			updateMicroservice(
				call.world,
				uuidOf(call),
				call.body as MicroserviceBody,
				call.user,
				{ system: true },
			),
	},
	{
		method: "PATCH",
		path: "/microservices/system/yaml/:uuid",
		status: 204,
		errors: BOTH,
		only: "3.7",
		substitutes: true,
		file: "microservice",
		handle: (call) =>
			updateMicroservice(call.world, uuidOf(call), uploaded(call), call.user, {
				system: true,
			}),
	},
	...pair("PATCH", "/rebuild", 204, (call, system) =>
		rebuildMicroservice(call.world, uuidOf(call), system),
	),
	...pair("GET", "/config", 200, (call, system) =>
		readConfig(call.world, uuidOf(call), system),
	),
	...pair("PATCH", "/config", 204, (call, system) =>
		writeConfig(call.world, uuidOf(call), call.body, system),
	),
	...pair("DELETE", "/config", 204, (call, system) =>
		writeConfig(call.world, uuidOf(call), {}, system),
	),
	...pair("POST", "/exec", 201, (call, system) =>
		setExec(call.world, uuidOf(call), true, system),
	),
	...pair("DELETE", "/exec", 201, (call, system) =>
		setExec(call.world, uuidOf(call), false, system),
	),
	...[true, false].map(
		(start): Route => ({
			method: "PATCH",
			path: `/microservices/:uuid/${start ? "start" : "stop"}`,
			status: 204,
			errors: BOTH,
			only: "3.7",
			handle: (call) => activateMicroservice(call.world, uuidOf(call), start),
		}),
	),
];
