import { type Planned, required, UNKNOWN, type ValuesOf } from "../core";
import { defineResource } from "./define";
import { filled, name } from "./types";

const attributes = {
	name: required(filled, {
		description: "Name of the route, unique within the application.",
	}),
	application: required(name, {
		description: "Name of the application whose microservices it connects.",
		requiresReplace: true,
		references: "iofog_application.name",
	}),
	from: required(name, {
		description: "Name of the microservice that sends.",
		references: "iofog_microservice.name",
	}),
	to: required(name, {
		description: "Name of the microservice that receives.",
		references: "iofog_microservice.name",
	}),
};

/** `iofog_route`: a message route between two microservices (Controllers 3.0). */
export const route = defineResource({
	type: "iofog_route",
	version: 0,
	summary:
		"A message route from one microservice to another of the same application (Controllers 3.0).",
	only: "3.0",
	identity: ["application", "name"],
	uniqueKey: ["application", "name"],
	importForms: ["APPLICATION/NAME"],
	attributes,
	deletedWith: { application: "iofog_application" },
	readWith: "application",
	claims: ({ application, name }) =>
		application === UNKNOWN || name === UNKNOWN
			? []
			: [
					{
						key: `route:${application}/${name}`,
						label: `route "${name}" in application "${application}"`,
						attribute: "name",
					},
				],
	// Creating a route flags both of its microservices for rebuild; so does deleting it, which changes what the sender may reach.
	restarts: ({ action, prior, planned }) => [
		...new Set([
			...(action === "create" ? [] : ends(prior)),
			...(action === "delete" ? [] : ends(planned)),
		]),
	],
	find: ({ controller, signal }, { application, name }) =>
		controller.routes.get({ application, name }, signal),
	create: async ({ controller, signal }, planned, identified) =>
		identified(await controller.routes.create(planned, signal)),
	read: ({ controller, signal }, { application, name }) =>
		controller.routes.get({ application, name }, signal),
	update: ({ controller, signal }, prior, planned) =>
		controller.routes.update(
			{ application: prior.application, name: prior.name },
			prior,
			planned,
			signal,
		),
	delete: ({ controller, signal }, { application, name }) =>
		controller.routes.delete({ application, name }, signal),
	list: async ({ controller, signal }, within) =>
		(await controller.routes.list(signal)).filter(
			(r) => !within?.application || r.application === within.application,
		),
	import: async ({ controller, signal }, id) => {
		const [application = "", name = ""] = id.split("/");
		const live = await controller.routes.get({ application, name }, signal);
		return live ? [{ application, name }] : [];
	},
});

function ends(
	values: Planned<ValuesOf<typeof attributes>> | undefined,
): string[] {
	if (!values || values.application === UNKNOWN) return [];
	return [values.from, values.to]
		.filter((end) => end !== UNKNOWN)
		.map((end) => `${String(values.application)}/${String(end)}`);
}
