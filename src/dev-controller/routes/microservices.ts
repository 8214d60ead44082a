import { readOfNull } from "../errors";
import { renderValues } from "../liquid";
import {
	BOTH,
	type Call,
	CHECKED,
	GUARDED,
	LOOKED_UP,
	type Route,
} from "../route";
import { resolveApplication } from "../services/access";
import type { MicroserviceBody } from "../services/microservice-body";
import { deleteMicroservice } from "../services/microservice-removal";
import { updateMicroservice } from "../services/microservice-update";
import { listMicroservices } from "../services/microservice-view";
import { createMicroservice, getMicroservice } from "../services/microservices";
import { listPublicPorts } from "../services/public-ports";
import {
	connectMicroservices,
	disconnectMicroservices,
} from "../services/routes";
import { microserviceFromYaml } from "../yaml";

const uuidOf = (call: Call): string => call.params.uuid ?? "";
const bodyOf = (call: Call): MicroserviceBody => call.body as MicroserviceBody;

/** The microservices of the application that the query names, by name or as `flowId`. */
export function list({ world, query, user }: Call, system = false): unknown {
	let application = resolveApplication(world, query.application, user, system);
	if (query.flowId)
		application = resolveApplication(world, query.flowId, user, system);
	return {
		microservices: listMicroservices(world, user, application?.id, system),
	};
}

/** The microservice that an uploaded file describes, with its templates rendered. */
export function uploaded({ world, file, user }: Call): MicroserviceBody {
	if (!file) throw readOfNull("buffer", "undefined");
	const body = microserviceFromYaml(file.content, world.dialect === "3.7");
	renderValues(world, body, { self: body }, user);
	return body as MicroserviceBody;
}

/** Microservices, as JSON or as a YAML file. */
export const microservices: Route[] = [
	{
		method: "GET",
		path: "/microservices/public-ports",
		status: 200,
		errors: GUARDED,
		only: "3.0",
		handle: ({ world }) => listPublicPorts(world),
	},
	{
		method: "GET",
		path: "/microservices/",
		status: 200,
		errors: GUARDED,
		handle: (call) => list(call),
	},
	{
		method: "GET",
		path: "/microservices/system",
		status: 200,
		errors: GUARDED,
		only: "3.7",
		handle: (call) => list(call, true),
	},
	{
		method: "POST",
		path: "/microservices",
		status: 201,
		errors: CHECKED,
		substitutes: true,
		handle: (call) => createMicroservice(call.world, bodyOf(call), call.user),
	},
	{
		method: "POST",
		path: "/microservices/yaml",
		status: 201,
		errors: CHECKED,
		substitutes: true,
		file: "microservice",
		handle: (call) => createMicroservice(call.world, uploaded(call), call.user),
	},
	{
		method: "GET",
		path: "/microservices/:uuid",
		status: 200,
		errors: LOOKED_UP,
		handle: (call) => getMicroservice(call.world, uuidOf(call), call.user),
	},
	{
		method: "PATCH",
		path: "/microservices/:uuid",
		status: 204,
		errors: BOTH,
		substitutes: true,
		handle: (call) =>
			updateMicroservice(call.world, uuidOf(call), bodyOf(call), call.user),
	},
	{
		method: "PATCH",
		path: "/microservices/yaml/:uuid",
		status: 204,
		errors: BOTH,
		substitutes: true,
		file: "microservice",
		handle: (call) =>
			updateMicroservice(call.world, uuidOf(call), uploaded(call), call.user),
	},
	{
		method: "DELETE",
		path: "/microservices/:uuid",
		status: 204,
		errors: LOOKED_UP,
		handle: (call) => deleteMicroservice(call.world, uuidOf(call), call.user),
	},
	{
		method: "POST",
		path: "/microservices/:uuid/routes/:receiver",
		status: 201,
		errors: BOTH,
		only: "3.0",
		handle: (call) =>
			connectMicroservices(
				call.world,
				uuidOf(call),
				call.params.receiver ?? "",
				call.user,
			),
	},
	{
		method: "DELETE",
		path: "/microservices/:uuid/routes/:receiver",
		status: 204,
		errors: BOTH,
		only: "3.0",
		handle: (call) =>
			disconnectMicroservices(
				call.world,
				uuidOf(call),
				call.params.receiver ?? "",
			),
	},
];
