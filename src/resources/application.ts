import {
	bool,
	optional,
	required,
	string,
	UNKNOWN,
	type ValuesOf,
} from "../core";
import { defineResource } from "./define";
import { membersOf } from "./restarts";
import { name, natsConfig } from "./types";

const attributes = {
	name: required(name, {
		description: "Name of the application, unique for its owner.",
		// A rename cannot be told from a move of the microservices to another application.
		requiresReplace: true,
	}),
	description: optional(string(), {
		description: "What the application is for.",
		default: "",
	}),
	activated: optional(bool, {
		description:
			"Whether the microservices run. The Controller's own default is false; here it is true, as a fleet in code is meant to run.",
		default: true,
	}),
	natsConfig: optional(natsConfig, {
		description: "Access of the application to NATS messaging.",
		default: { natsAccess: false, natsRule: null },
		only: "3.7",
	}),
	forceDestroy: optional(bool, {
		description:
			"Whether destroying the application may delete microservices that this configuration does not manage.",
		default: false,
	}),
};

/** `iofog_application`: a group of microservices that is started and stopped as one. */
export const application = defineResource({
	type: "iofog_application",
	version: 0,
	summary: "A group of microservices that is started and stopped as one.",
	identity: ["name"],
	uniqueKey: ["name"],
	importForms: ["NAME"],
	attributes,
	readWith: "name",
	claims: ({ name }) =>
		name === UNKNOWN
			? []
			: [
					{
						key: `application:${name}`,
						label: `application "${name}"`,
						attribute: "name",
					},
				],
	restarts: membersOf,
	restartFacts: ({ action }) =>
		action === "update" ? ["iofog_microservice"] : [],
	find: ({ controller, signal }, { name }) =>
		controller.applications.get({ name }, signal),
	create: async ({ controller, signal }, planned, identified) =>
		identified(await controller.applications.create(wire(planned), signal)),
	read: ({ controller, signal }, { name }) =>
		controller.applications.get({ name }, signal),
	update: async ({ controller, signal }, prior, planned) => {
		await controller.applications.update(
			{ name: prior.name },
			wire(prior),
			wire(planned),
			signal,
		);
	},
	delete: ({ controller, signal }, { name }) =>
		controller.applications.delete({ name }, signal),
	holds: async ({ controller, signal }, { name }) =>
		(await controller.applications.holds({ name }, signal)).map((m) => ({
			type: "iofog_microservice",
			id: m.uuid,
			name: `${name}/${m.name}`,
		})),
	list: ({ controller, signal }) => controller.applications.list(signal),
	import: async ({ controller, signal }, id) => {
		const found = await controller.applications.get({ name: id }, signal);
		return found ? [{ name: found.name }] : [];
	},
});

function wire({ forceDestroy: _, ...rest }: ValuesOf<typeof attributes>) {
	return {
		name: rest.name,
		description: rest.description ?? "",
		activated: rest.activated ?? true,
		natsConfig: rest.natsConfig && {
			...rest.natsConfig,
			natsAccess: rest.natsConfig.natsAccess ?? false,
		},
	};
}
