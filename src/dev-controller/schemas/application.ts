import type { Dialect } from "../dialect";
import {
	filledName,
	flag,
	listOf,
	name,
	object,
	type Schema,
	text,
} from "./kinds";

/** What clients may send of applications. */
export function applicationSchemas(dialect: Dialect): Schema[] {
	const is30 = dialect === "3.0";
	const routes = is30 ? { routes: listOf("/routingCreate") } : {};
	const microservices = { microservices: listOf("/microserviceCreate") };
	const rest = {
		description: text,
		isActivated: flag,
		isSystem: flag,
		...(is30 ? {} : { natsConfig: { $ref: "/applicationNatsConfig" } }),
	};
	return [
		object(
			"/applicationCreate",
			{ name: filledName, ...routes, ...microservices, ...rest },
			["name"],
		),
		object("/applicationUpdate", {
			name: filledName,
			...microservices,
			...routes,
			...rest,
		}),
		object("/applicationPatch", { name: filledName, ...rest }),
		natsConfig("/applicationNatsConfig"),
	];
}

/** The NATS switch of an application or a microservice; the only object that refuses unknown keys. */
export function natsConfig(id: string): Schema {
	return {
		id,
		type: "object",
		properties: {
			natsAccess: flag,
			natsRule: { type: "string", minLength: 1, maxLength: 255 },
		},
		additionalProperties: false,
	};
}

/** Routes between microservices, by name within an application or by uuid (3.0 only). */
export function routeSchemas(): Schema[] {
	const byName = { from: name, to: name, application: name };
	const byUuid = { sourceMicroserviceUuid: text, destMicroserviceUuid: text };
	const route = (id: string, ...required: [string[], string[]]): Schema => ({
		id,
		type: "object",
		properties: { name },
		oneOf: [
			{ properties: byName, required: required[0] },
			{ properties: byUuid, required: required[1] },
		],
		additionalProperties: true,
	});
	return [
		route(
			"/routingCreate",
			["name", "from", "to"],
			["name", "sourceMicroserviceUuid", "destMicroserviceUuid"],
		),
		route(
			"/routingUpdate",
			["from", "to", "application"],
			["sourceMicroserviceUuid", "destMicroserviceUuid"],
		),
	];
}

/** What clients may send of application templates. */
export function templateSchemas(): Schema[] {
	const variables = listOf("/applicationTemplateVariable");
	return [
		object(
			"/applicationTemplateCreate",
			{ name: filledName, description: text, variables },
			["name"],
		),
		object(
			"/applicationTemplateVariable",
			{ key: filledName, description: text },
			["key"],
		),
		object("/applicationTemplateUpdate", {
			name: filledName,
			description: text,
			applicationJSON: { $ref: "/applicationCreate" },
			variables,
		}),
		object("/applicationTemplatePatch", {
			name: filledName,
			description: text,
		}),
		object(
			"/applicationTemplateDeploy",
			{
				name: filledName,
				description: text,
				isActivated: flag,
				isSystem: flag,
				variables: {
					type: "array",
					items: { type: "object", key: text, value: text },
				},
			},
			["name"],
		),
	];
}
