import { BOTH, type Call, LOOKED_UP, type Route } from "../route";
import type { AgentBody } from "../services/agent-values";
import { getAgent, listAgents } from "../services/agent-view";
import {
	commandAgent,
	createAgent,
	deleteAgent,
	hardwareInfo,
	provisioningKey,
	setVersionCommand,
	updateAgent,
} from "../services/agents";
import { setNodeExec } from "../services/node-exec";
import { getTunnel, setTunnel } from "../services/settings";

const uuidOf = (call: Call): string => call.params.uuid ?? "";

/** Agents as users see them. */
export const agents: Route[] = [
	{
		method: "GET",
		path: "/iofog-list",
		status: 200,
		errors: { ValidationError: 400, AuthenticationError: 401 },
		handle: ({ world, user, query }) =>
			listAgents(world, user, query.filters, query.system === "true"),
	},
	{
		method: "POST",
		path: "/iofog",
		status: 201,
		errors: { ValidationError: 400, AuthenticationError: 401 },
		substitutes: true,
		handle: ({ world, body, user }) =>
			createAgent(world, body as AgentBody, user),
	},
	{
		method: "PATCH",
		path: "/iofog/:uuid",
		status: 204,
		errors: BOTH,
		substitutes: true,
		handle: (call) =>
			updateAgent(call.world, uuidOf(call), call.body as AgentBody, call.user),
	},
	{
		method: "DELETE",
		path: "/iofog/:uuid",
		status: 202,
		errors: LOOKED_UP,
		handle: (call) => deleteAgent(call.world, uuidOf(call), call.user),
	},
	{
		method: "GET",
		path: "/iofog/:uuid",
		status: 200,
		errors: LOOKED_UP,
		handle: (call) => getAgent(call.world, { uuid: uuidOf(call) }, call.user),
	},
	{
		method: "GET",
		path: "/iofog/:uuid/provisioning-key",
		status: 201,
		errors: BOTH,
		handle: (call) => provisioningKey(call.world, uuidOf(call), call.user),
	},
	{
		method: "POST",
		path: "/iofog/:uuid/version/:versionCommand",
		status: 204,
		errors: BOTH,
		handle: (call) =>
			setVersionCommand(
				call.world,
				uuidOf(call),
				call.params.versionCommand ?? "",
				call.user,
			),
	},
	...(["reboot", "prune"] as const).map(
		(command): Route => ({
			method: "POST",
			path: `/iofog/:uuid/${command}`,
			status: 204,
			errors: BOTH,
			handle: (call) =>
				commandAgent(call.world, uuidOf(call), command, call.user),
		}),
	),
	...(
		[
			["hw", "hardware"],
			["usb", "usb"],
		] as const
	).map(
		([path, kind]): Route => ({
			method: "GET",
			path: `/iofog/:uuid/hal/${path}`,
			status: 200,
			errors: BOTH,
			handle: (call) => hardwareInfo(call.world, uuidOf(call), kind, call.user),
		}),
	),
	...(["POST", "DELETE"] as const).map(
		(method): Route => ({
			method,
			path: "/iofog/:uuid/exec",
			status: 204,
			errors: BOTH,
			only: "3.7",
			handle: (call) =>
				setNodeExec(
					call.world,
					uuidOf(call),
					method === "POST" ? (call.body as { image?: string }) : undefined,
				),
		}),
	),
	{
		method: "PATCH",
		path: "/iofog/:uuid/tunnel",
		status: 204,
		errors: BOTH,
		handle: (call) =>
			setTunnel(
				call.world,
				uuidOf(call),
				(call.body as { action?: unknown }).action,
			),
	},
	{
		method: "GET",
		path: "/iofog/:uuid/tunnel",
		status: 200,
		errors: LOOKED_UP,
		handle: (call) => getTunnel(call.world, uuidOf(call)),
	},
];
