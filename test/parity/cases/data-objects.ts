import type { Case, Stack } from "../support/case";

const secret = (more: object = {}) => ({
	name: "bank",
	data_wo: { token: "${var.token}" },
	data_wo_version: 1,
	...more,
});

const map = (more: object = {}) => ({
	name: "settings",
	data: { currency: "EUR", "{{ key }}": "{% raw %}" },
	...more,
});

const mount = (source: object, more: object = {}) => ({
	name: "files",
	...source,
	...more,
});

const ofMap = { config_map_name: "${iofog_config_map.m.name}" };

const stack = (resource: Record<string, object>): Stack => ({
	variable: {
		token: { type: "string", sensitive: true, default: "t0ken" },
	},
	resource: Object.fromEntries(
		Object.entries(resource).filter(([, one]) => Object.keys(one).length > 0),
	),
});

const three = (
	m: object = map(),
	f: object = mount(ofMap),
	s: object = secret(),
) =>
	stack({
		iofog_secret: { s },
		iofog_config_map: { m },
		iofog_volume_mount: { f },
	});

/** What is replaced with its config map, as the construct writes it. */
const follows = {
	lifecycle: { replace_triggered_by: ["iofog_config_map.m.id"] },
};

/** Secrets, config maps and volume mounts: write-only values, what is immutable, what goes with what. */
export const dataObjects: readonly Case[] = [
	{
		name: "a secret, a config map and a volume mount from birth to death",
		tofu: true,
		steps: [
			{
				stack: three(),
				plans: [
					"create iofog_secret.s",
					"create iofog_config_map.m",
					"create iofog_volume_mount.f",
				],
				order: ["POST /configmaps", "POST /volumeMounts"],
			},
			// Other values mean nothing without another version.
			{ vars: { token: "n3w" }, plans: [] },
			{
				stack: three(map(), mount(ofMap), secret({ data_wo_version: 2 })),
				vars: { token: "n3w" },
				plans: ["update iofog_secret.s"],
			},
			{
				stack: three(
					map({ data: { currency: "USD" }, use_vault: false }),
					mount(ofMap),
					secret({ data_wo_version: 2 }),
				),
				plans: ["update iofog_config_map.m"],
			},
			{
				stack: three(
					map({ data: { currency: "USD" }, use_vault: false }),
					mount({ secret_name: "${iofog_secret.s.name}" }),
					secret({ data_wo_version: 2 }),
				),
				plans: ["delete-create iofog_volume_mount.f"],
				order: ["DELETE /volumeMounts/files", "POST /volumeMounts"],
			},
			{
				stack: stack({ iofog_secret: { s: secret({ data_wo_version: 2 }) } }),
				plans: ["delete iofog_config_map.m", "delete iofog_volume_mount.f"],
			},
			{ destroy: true, plans: ["delete iofog_secret.s"] },
		],
	},
	{
		name: "an immutable config map is replaced, and what is built on it follows where it says so",
		steps: [
			{
				stack: three(map({ immutable: true }), mount(ofMap, follows)),
				plans: [
					"create iofog_secret.s",
					"create iofog_config_map.m",
					"create iofog_volume_mount.f",
				],
			},
			{
				stack: three(
					map({ immutable: true, force_destroy: true }),
					mount(ofMap, follows),
				),
				plans: ["update iofog_config_map.m"],
			},
			{
				stack: three(
					map({ immutable: true, data: { a: "1" } }),
					mount(ofMap, follows),
				),
				plans: [
					"delete-create iofog_config_map.m",
					"delete-create iofog_volume_mount.f",
				],
				order: ["DELETE /configmaps/settings", "POST /configmaps"],
			},
			{
				stack: three(map({ data: { a: "2" } }), mount(ofMap)),
				plans: ["delete-create iofog_config_map.m"],
				fails: "Other objects would be deleted with it",
			},
		],
	},
	{
		name: "a change by hand of a secret is written over; what went with a config map comes back with it",
		steps: [
			{
				stack: three(),
				plans: [
					"create iofog_secret.s",
					"create iofog_config_map.m",
					"create iofog_volume_mount.f",
				],
			},
			{
				edit: ({ call }) =>
					call("PATCH", "/secrets/bank", {
						type: "Opaque",
						data: { token: "hand" },
					}),
				plans: ["update iofog_secret.s"],
				drift: ["iofog_secret.s"],
			},
			{
				edit: ({ call }) => call("DELETE", "/configmaps/settings"),
				plans: ["create iofog_config_map.m", "create iofog_volume_mount.f"],
				drift: ["iofog_config_map.m", "iofog_volume_mount.f"],
			},
			{
				edit: ({ call }) =>
					call("PATCH", "/configmaps/settings", {
						data: { currency: "hand", n: 5 },
						immutable: false,
					}),
				plans: ["update iofog_config_map.m"],
				drift: ["iofog_config_map.m"],
			},
		],
	},
	{
		name: "a name that is taken is refused",
		before: async ({ call }) => {
			await call("POST", "/secrets", {
				name: "bank",
				type: "Opaque",
				data: {},
			});
		},
		steps: [
			{
				stack: stack({ iofog_secret: { s: secret() } }),
				plans: ["create iofog_secret.s"],
				foundEarly: "Object exists already",
			},
		],
	},
];
