import type { Case } from "../support/case";

const registry = (instances: object, rest: object = {}) => ({
	resource: { iofog_registry: instances },
	...rest,
});

const base = { url: "r.example.com", username: "me", email: "me@example.com" };

const item = (more: object = {}) => ({
	name: "nginx",
	registry_id: 1,
	images: { amd64: "nginx:1", arm: "nginx:1-arm" },
	...more,
});

const catalog = (instances: object, rest: object = {}) => ({
	resource: { iofog_catalog_item: instances },
	...rest,
});

/** Registries and catalog items: numbers for identity, passwords, merged images. */
export const registries: readonly Case[] = [
	...(["3.0", "3.7"] as const).map(
		(dialect): Case => ({
			name: `a registry of ${dialect} from birth to death, its password in the state`,
			dialect,
			tofu: dialect === "3.7",
			steps: [
				{
					stack: registry(
						{ r: { ...base, password: "${var.pw}" } },
						{
							variable: { pw: { type: "string", sensitive: true } },
							output: {
								id: { value: "${iofog_registry.r.id}" },
								pw: { value: "${iofog_registry.r.password}", sensitive: true },
							},
						},
					),
					vars: { pw: "secret" },
					plans: [
						"create iofog_registry.r",
						"create output.id",
						"create output.pw",
					],
				},
				{
					vars: { pw: "other" },
					plans: ["update iofog_registry.r", "update output.pw"],
				},
				{
					stack: registry({
						r: {
							...base,
							url: "s.example.com",
							public: true,
							password: "other",
						},
					}),
					plans: [
						"delete output.id",
						"delete output.pw",
						"update iofog_registry.r",
					],
				},
				{
					stack: registry({
						r: { ...base, url: "s.example.com", public: true },
					}),
					plans: ["update iofog_registry.r"],
				},
				{ stack: {}, plans: ["delete iofog_registry.r"] },
			],
		}),
	),
	{
		name: "a write-only password and its version",
		steps: [
			{
				stack: registry({
					r: { ...base, password_wo: "one", password_wo_version: 1 },
				}),
				plans: ["create iofog_registry.r"],
			},
			{
				stack: registry({
					r: { ...base, password_wo: "two", password_wo_version: 1 },
				}),
				plans: [],
			},
			{
				stack: registry({
					r: { ...base, password_wo: "two", password_wo_version: 2 },
				}),
				plans: ["update iofog_registry.r"],
			},
			{
				stack: registry({ r: { ...base, password: "three" } }),
				plans: ["update iofog_registry.r"],
			},
		],
	},
	{
		name: "a password that was changed by hand",
		steps: [
			{
				stack: registry({ r: { ...base, password: "one" } }),
				plans: ["create iofog_registry.r"],
			},
			{
				edit: async ({ call }) => {
					const { body } = await call("GET", "/registries");
					const { registries } = body as {
						registries: { id: number; url: string }[];
					};
					const found = registries.find(({ url }) => url === base.url);
					await call("PATCH", `/registries/${found?.id}`, { password: "hand" });
				},
				plans: ["update iofog_registry.r"],
				drift: ["iofog_registry.r"],
			},
		],
	},
	{
		name: "a certificate of a registry of 3.0",
		dialect: "3.0",
		steps: [
			{
				stack: registry({
					r: { ...base, requires_certificate: true, certificate: "PEM" },
				}),
				plans: ["create iofog_registry.r"],
			},
			{ stack: registry({ r: base }), plans: ["update iofog_registry.r"] },
		],
	},
	{
		name: "an import of a registry, by block",
		before: ({ call }) =>
			call("POST", "/registries", { ...base, password: "pw", isPublic: false }),
		steps: [
			{
				stack: registry(
					{ r: { ...base, password: "pw" } },
					{ import: [{ to: "iofog_registry.r", id: "r.example.com" }] },
				),
				plans: [],
			},
		],
	},
	{
		name: "a registry that exists already is no one's to take",
		before: ({ call }) =>
			call("POST", "/registries", { ...base, password: "pw", isPublic: false }),
		steps: [
			{
				stack: registry({ r: base }),
				plans: ["create iofog_registry.r"],
				foundEarly: "Object exists already",
			},
		],
	},
	...(["3.0", "3.7"] as const).map(
		(dialect): Case => ({
			name: `a catalog item of ${dialect}: renamed, changed, replaced for what cannot be taken away`,
			dialect,
			steps: [
				{
					stack: catalog({
						c: item({
							description: "d",
							category: "UTILITIES",
							disk_required: 5,
							config_example: '{"a": 1}',
							input_type: { info_type: "text", info_format: "utf-8" },
						}),
					}),
					plans: ["create iofog_catalog_item.c"],
				},
				{
					stack: catalog({
						c: item({
							name: "web server",
							category: "UTILITIES",
							config_example: '{ "a" : 1 }',
							input_type: { info_type: "text", info_format: "utf-8" },
						}),
					}),
					plans: ["update iofog_catalog_item.c"],
				},
				{
					stack: catalog({
						c: item({
							name: "web server",
							category: "UTILITIES",
							images: { amd64: "nginx:2" },
							input_type: { info_type: "text", info_format: "utf-8" },
						}),
					}),
					plans: ["delete-create iofog_catalog_item.c"],
				},
				{
					stack: catalog({
						c: item({ name: "web server", images: { amd64: "nginx:2" } }),
					}),
					plans: ["delete-create iofog_catalog_item.c"],
				},
				{ destroy: true, plans: ["delete iofog_catalog_item.c"] },
			],
		}),
	),
	{
		name: "ids across resources are unknown until they are there",
		steps: [
			{
				stack: {
					resource: {
						iofog_registry: { r: base },
						iofog_catalog_item: {
							c: item({ registry_id: "${iofog_registry.r.id}" }),
						},
						terraform_data: {
							t: {
								input: {
									registry: "${iofog_registry.r.id}",
									text: "item ${iofog_catalog_item.c.id} of ${iofog_registry.r.url}",
								},
								triggers_replace: ["${iofog_catalog_item.c.id}"],
							},
						},
					},
					output: {
						all: { value: "${terraform_data.t}" },
						known: { value: "${iofog_catalog_item.c.name}" },
					},
				},
				plans: [
					"create iofog_catalog_item.c",
					"create iofog_registry.r",
					"create output.all",
					"create output.known",
					"create terraform_data.t",
				],
				order: ["POST /registries", "POST /catalog/microservices"],
			},
			{
				replace: ["iofog_registry.r"],
				plans: [
					"delete-create iofog_registry.r",
					"update iofog_catalog_item.c",
					"update output.all",
					"update terraform_data.t",
				],
			},
			{
				destroy: true,
				plans: [
					"delete iofog_catalog_item.c",
					"delete iofog_registry.r",
					"delete output.all",
					"delete output.known",
					"delete terraform_data.t",
				],
				order: ["DELETE /catalog/microservices/*", "DELETE /registries/*"],
			},
		],
	},
];
