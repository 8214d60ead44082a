import type { Case } from "../support/case";

const application = (instances: object, rest: object = {}) => ({
	resource: { iofog_application: instances },
	...rest,
});

/** Life of an application, and what is done to blocks and states. */
export const applications: readonly Case[] = [
	{
		name: "an application from birth to death",
		tofu: true,
		steps: [
			{
				stack: application({ a: { name: "shop" } }),
				plans: ["create iofog_application.a"],
			},
			{ plans: [] },
			{
				stack: application({ a: { name: "shop", description: "sells" } }),
				plans: ["update iofog_application.a"],
			},
			{
				stack: application({ a: { name: "store", description: "sells" } }),
				plans: ["delete-create iofog_application.a"],
				order: ["DELETE /application/shop", "POST /application"],
			},
			{ stack: {}, plans: ["delete iofog_application.a"] },
		],
	},
	{
		name: "an application that is replaced create-first, and destroyed",
		tofu: true,
		steps: [
			{
				stack: application({
					a: { name: "shop", lifecycle: { create_before_destroy: true } },
				}),
				plans: ["create iofog_application.a"],
			},
			{
				stack: application({
					a: { name: "store", lifecycle: { create_before_destroy: true } },
				}),
				plans: ["create-delete iofog_application.a"],
				order: ["POST /application", "DELETE /application/shop"],
			},
			{ destroy: true, plans: ["delete iofog_application.a"] },
		],
	},
];
