import type { CtyType } from "../../core";
import type { Configured, Provider, Values } from "../../provider/types";
import { builtinProvider, type RemoteState } from "../builtin";
import { Faults } from "../config/faults";
import type { ResourceConfig, StackConfig } from "../config/model";
import { BUILTIN_SOURCE, IOFOG_SOURCE } from "../config/providers";
import { bodyValues } from "../eval/body";
import { Evaluator } from "../eval/evaluator";
import { StackGraph } from "../graph/graph";
import type { FunctionContext, Value } from "../language";
import type { TypeSchema } from "../objects/schema";
import type { InstanceAddress } from "../state";
import type { ResourceRef } from "../types";
import type { Run } from "./run";

/** A provider with the connection that a resource uses. */
export interface Door {
	readonly provider: Provider;
	/** undefined where it could not be configured. */
	readonly configured: Configured | undefined;
	/** How the state file names it. */
	readonly name: string;
}

/** One stack at work: its configuration, names and connections, at one stage. */
export class Stack {
	readonly faults: Faults;
	readonly graph: StackGraph;
	readonly evaluator: Evaluator;
	readonly builtin: Provider;
	#doors = new Map<string, Door>();

	constructor(
		readonly run: Run,
		readonly config: StackConfig,
		readonly variables: ReadonlyMap<string, Value>,
		stage: "static" | "plan" | "apply",
		options: {
			readonly faults?: Faults;
			readonly remoteState?: RemoteState;
			readonly startedAt?: Date;
		} = {},
	) {
		this.faults = options.faults ?? new Faults(config.name);
		this.graph = StackGraph.of(config);
		this.evaluator = new Evaluator(
			config,
			variables,
			functionContext(
				config,
				stage !== "apply",
				options.startedAt ?? run.startedAt,
			),
			stage,
		);
		this.builtin = builtinProvider(options.remoteState);
		this.#doors.set("terraform", {
			provider: this.builtin,
			configured: this.builtin.configure({}).configured,
			name: `provider["${BUILTIN_SOURCE}"]`,
		});
	}

	/** The provider that a key of the configuration stands for, configured with what is known by now. */
	door(key: string): Door {
		const known = this.#doors.get(key);
		if (known) return known;
		const config = this.config.providers.get(key);
		const address = `provider.${key}`;
		let values: Values | undefined;
		if (config === undefined) {
			if (key.includes("."))
				this.faults.error(
					"Provider configuration not present",
					`The state holds objects of the provider configuration "${key}", which this stack no longer has. Put its provider block back until they are destroyed.`,
				);
			else values = emptyValues(this.run.schemas.provider);
		} else
			values = bodyValues(
				config.body,
				this.evaluator.scope(),
				this.faults,
				address,
				{ ephemeral: true },
			)?.values;
		let configured: Configured | undefined;
		if (values) {
			const made = this.run.configure(values);
			this.faults.addAll(made.diagnostics, address);
			configured = made.configured;
		}
		const door: Door = {
			provider: this.run.provider,
			configured,
			name: stateProvider(key),
		};
		this.#doors.set(key, door);
		return door;
	}

	/** Forgets connections whose configuration was not known, so that they are made anew. */
	forgetDoors(): void {
		for (const key of [...this.#doors.keys()])
			if (key !== "terraform") this.#doors.delete(key);
	}

	/** The provider of an object in the state. */
	doorOf(stateName: string, type: string): Door {
		return this.door(this.doorKeyOf(stateName, type));
	}

	/** Key of the provider configuration of an object in the state. */
	doorKeyOf(stateName: string, type: string): string {
		if (this.run.schemas.isBuiltin("managed", type)) return "terraform";
		const alias = /\]\.([^.]+)$/.exec(stateName)?.[1];
		for (const { key, alias: given } of this.config.providers.values())
			if (given === alias) return key;
		return alias === undefined ? "iofog" : `iofog.${alias}`;
	}

	schema(
		resource: Pick<ResourceConfig, "mode" | "type">,
	): TypeSchema | undefined {
		return this.run.schemas.of(resource.mode, resource.type);
	}
}

/** What functions need to know of a stack. */
export function functionContext(
	config: StackConfig,
	planning: boolean,
	startedAt: Date,
): FunctionContext {
	const { directory, functions: provided } = config;
	return { directory, startedAt, planning, provided };
}

function emptyValues(schema: TypeSchema): Values {
	return Object.fromEntries(schema.attrs.map((attr) => [attr.name, null]));
}

/** How the state file names a provider configuration. */
export function stateProvider(key: string): string {
	const alias = key.split(".")[1];
	return `provider["${IOFOG_SOURCE}"]${alias === undefined ? "" : `.${alias}`}`;
}

/** A resource instance as messages name it. */
export function resourceRef(
	address: string,
	{ type, name, key }: InstanceAddress,
): ResourceRef {
	return {
		addr: address,
		module: "",
		resource: address,
		implied_provider: type.split("_", 1)[0] as string,
		resource_type: type,
		resource_name: name,
		resource_key: key ?? null,
	};
}

/** Types of a schema's attributes by name. */
export const attributeTypes = (schema: TypeSchema) =>
	schema.type[1] as Readonly<Record<string, CtyType>>;
