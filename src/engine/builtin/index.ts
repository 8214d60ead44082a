import { type Diagnostic, error } from "../../core";
import type { Configured, Provider, Values } from "../../provider/types";
import { Value } from "../language";
import {
	applyTerraformData,
	planTerraformData,
	terraformData,
} from "./terraform-data";

/** Gives the outputs in another stack's state: an object, or diagnostics that say why there are none. */
export type RemoteState = (
	path: string,
) => Promise<{ outputs: Value | undefined; diagnostics: Diagnostic[] }>;

const configured: Configured = {
	controller: undefined,
	dialect: async () => undefined,
	warnOnRestart: false,
	forget: () => {},
	close: () => {},
};

const NO_FACTS = {
	identity: ["id"],
	uniqueKey: [],
	importForms: ["ID"],
	singleton: false,
	waits: false,
	deletedWith: {},
	references: {},
	fit: [],
	volatile: [],
};

/** Terraform's built-in provider: `terraform_data`, and `terraform_remote_state` of the local backend. */
export function builtinProvider(remoteState?: RemoteState): Provider {
	return {
		schema: () => ({
			provider: { version: 0, block: { attributes: {} } },
			resource_schemas: { terraform_data: terraformData },
			data_source_schemas: {
				terraform_remote_state: {
					version: 0,
					block: {
						attributes: {
							backend: { type: "string", required: true },
							config: { type: "dynamic", optional: true },
							defaults: { type: "dynamic", optional: true },
							outputs: { type: "dynamic", computed: true },
							workspace: { type: "string", optional: true },
						},
					},
				},
			},
		}),
		facts: () => NO_FACTS,
		validateProvider: () => [],
		configure: () => ({ configured, diagnostics: [] }),
		validateResource: () => [],
		validateDataSource: (_type, { backend, workspace }) => [
			...(typeof backend === "string" && backend !== "local"
				? [
						error(
							"Unsupported backend",
							`terraform_remote_state reads the local backend only, not "${backend}": run this stack with \`cdktf deploy\`.`,
							["backend"],
						),
					]
				: []),
			...(typeof workspace === "string" && workspace !== "default"
				? [
						error(
							"Unsupported workspace",
							`There is only the workspace "default", not "${workspace}".`,
							["workspace"],
						),
					]
				: []),
		],
		upgradeState: (_type, _version, state) => ({ state, diagnostics: [] }),
		read: async (_configured, _type, stored) => ({
			...stored,
			diagnostics: [],
		}),
		plan: async (_configured, _type, { prior, config }) =>
			planTerraformData(prior, config),
		apply: async (_configured, _type, { planned, private: kept }) => ({
			state: planned && applyTerraformData(planned),
			private: kept,
			diagnostics: [],
		}),
		importState: async (_configured, _type, id) => ({
			stored: {
				state: { id, input: null, output: null, triggers_replace: null },
				private: {},
			},
			diagnostics: [],
		}),
		readDataSource: async (_configured, _type, config) =>
			readRemoteState(config, remoteState),
		find: async () => null,
		matches: () => false,
		list: async () => [],
		claims: () => [],
		misfits: () => [],
		needs: async () => [],
		restarts: async () => [],
		idOf: (_type, { id }) => (typeof id === "string" ? id : undefined),
	};
}

async function readRemoteState(
	config: Values,
	remoteState: RemoteState | undefined,
): Promise<{ state: Values | null; diagnostics: Diagnostic[] }> {
	const given = config.config instanceof Value ? config.config : undefined;
	const path =
		given?.raw instanceof Map ? given.members.get("path")?.raw : undefined;
	if (typeof path !== "string" || remoteState === undefined)
		return {
			state: null,
			diagnostics: [
				error(
					"Missing path",
					'terraform_remote_state needs config = { path = "…" }, the path of a state file.',
					["config"],
				),
			],
		};
	const { outputs, diagnostics } = await remoteState(path);
	if (outputs === undefined) return { state: null, diagnostics };
	const fallback =
		config.defaults instanceof Value ? config.defaults : undefined;
	return {
		state: { ...config, outputs: withDefaults(outputs, fallback) },
		diagnostics,
	};
}

function withDefaults(outputs: Value, defaults: Value | undefined): Value {
	if (!(defaults?.raw instanceof Map) || !(outputs.raw instanceof Map))
		return outputs;
	return new Value(
		undefined,
		new Map([...defaults.members, ...outputs.members]),
	);
}
