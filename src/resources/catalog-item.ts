import {
	bool,
	computed,
	error,
	integer,
	json,
	optional,
	required,
	string,
	UNKNOWN,
	type ValuesOf,
} from "../core";
import { defineResource } from "./define";
import { filled, images, infoType, unknownArchitectures } from "./types";

const attributes = {
	id: computed(integer, {
		description: "Number that the Controller assigned.",
	}),
	name: required(filled, {
		description: "Name of the catalog item, unique in the catalog.",
	}),
	registryId: required(integer, {
		description:
			"Registry that the images are pulled from: 1 (Docker Hub), 2 (`from_cache`) or an `iofog_registry`.",
		references: "iofog_registry.id",
	}),
	images: required(images, {
		description: "Image by architecture of the agent: `amd64`, `arm`.",
	}),
	description: optional(string(), {
		description: "What the image does.",
		default: "",
	}),
	category: optional(string(), {
		description: "Category under which the catalog lists the item.",
		requiresReplace: "when-removed",
	}),
	publisher: optional(string(), {
		description: "Who publishes the image.",
		requiresReplace: "when-removed",
	}),
	diskRequired: optional(integer, {
		description: "Disk space that the microservice needs, in MB.",
		default: 0,
	}),
	ramRequired: optional(integer, {
		description: "Memory that the microservice needs, in MB.",
		default: 0,
	}),
	picture: optional(string(), {
		description: "Picture shown in the catalog.",
		default: "images/shared/default.png",
	}),
	public: optional(bool, {
		description: "Whether other users of the Controller see the item.",
		default: false,
	}),
	configExample: optional(json, {
		description: "Example of a configuration, as JSON text.",
		default: "{}",
	}),
	inputType: optional(infoType, {
		description: "Data that the microservice takes.",
		requiresReplace: "when-removed",
	}),
	outputType: optional(infoType, {
		description: "Data that the microservice gives.",
		requiresReplace: "when-removed",
	}),
};

/** `iofog_catalog_item`: images that microservices can be made from. */
export const catalogItem = defineResource({
	type: "iofog_catalog_item",
	version: 0,
	summary: "Images under one name, from which microservices can be made.",
	identity: ["id"],
	uniqueKey: ["name"],
	importForms: ["ID", "NAME"],
	attributes,
	claims: ({ name }) =>
		name === UNKNOWN
			? []
			: [
					{
						key: `catalog-item:${name}`,
						label: `catalog item "${name}"`,
						attribute: "name",
					},
				],
	validate: ({ images, category }) => {
		const out = [];
		if (images !== UNKNOWN && images !== null)
			out.push(...unknownArchitectures(images));
		if (category === "SYSTEM")
			out.push(
				error(
					"Invalid value",
					'The category "SYSTEM" is the Controller\'s own: an item in it could never be changed or deleted again. Choose another category.',
					["category"],
				),
			);
		return out;
	},
	plan: ({ prior, planned, replace }) => {
		// The Controller merges images by architecture: none can be taken away.
		if (!prior || planned.images === UNKNOWN) return;
		const left = planned.images;
		if (Object.keys(prior.images).some((a) => !Object.hasOwn(left, a)))
			replace("images");
	},
	find: ({ controller, signal }, { name }) =>
		controller.catalogItems.findByName(name, signal),
	create: async ({ controller, signal }, planned, identified) =>
		identified(await controller.catalogItems.create(planned, signal)),
	read: async ({ controller, signal }, { id }) => {
		const live = await controller.catalogItems.get({ id: id ?? 0 }, signal);
		return live && withoutEmptyTypes(live);
	},
	update: async ({ controller, signal }, prior, planned) =>
		controller.catalogItems.update(
			{ id: prior.id ?? 0 },
			prior,
			planned,
			signal,
		),
	delete: ({ controller, signal }, { id }) =>
		controller.catalogItems.delete({ id: id ?? 0 }, signal),
	list: async ({ controller, signal }) =>
		(await controller.catalogItems.list(signal)).map(withoutEmptyTypes),
	import: async ({ controller, signal }, id) => {
		const all = await controller.catalogItems.list(signal);
		const byName = all.filter((c) => c.name === id);
		const found =
			byName.length > 0 ? byName : all.filter((c) => String(c.id) === id);
		return found.map((c) => ({ id: c.id }));
	},
});

type Values = ValuesOf<typeof attributes>;

/** The Controller returns types that were never set as objects of nulls. */
function withoutEmptyTypes<
	T extends Partial<Record<"inputType" | "outputType", unknown>>,
>(live: T): T {
	const filled = (type: unknown) =>
		Object.values(type ?? {}).some((v) => v !== null && v !== undefined)
			? (type as Values["inputType"])
			: null;
	return {
		...live,
		inputType: filled(live.inputType),
		outputType: filled(live.outputType),
	};
}
