import { filled, flag, integer, object, type Schema, text } from "./kinds";

/** What clients may send of catalog items. */
export function catalogSchemas(): Schema[] {
	const item = (images: Record<string, unknown>) => ({
		name: filled,
		description: text,
		category: text,
		publisher: text,
		diskRequired: integer,
		ramRequired: integer,
		picture: text,
		isPublic: flag,
		registryId: integer,
		configExample: text,
		images,
		inputType: { $ref: "/type" },
		outputType: { $ref: "/type" },
	});
	return [
		object(
			"/catalogItemCreate",
			item({
				type: "array",
				minItems: 1,
				maxItems: 2,
				items: { $ref: "/image" },
			}),
			["name", "registryId", "images"],
		),
		object(
			"/catalogItemUpdate",
			item({ type: "array", maxItems: 2, items: { $ref: "/image" } }),
		),
		object(
			"/image",
			{
				containerImage: text,
				fogTypeId: { type: "integer", minimum: 1, maximum: 2 },
			},
			["containerImage", "fogTypeId"],
		),
		object("/type", { infoType: text, infoFormat: text }),
	];
}
