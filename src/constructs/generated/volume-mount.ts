// Written by scripts/generate.ts from the definitions; do not edit.
import {
	Fn,
	ImportableResource,
	type TerraformMetaArguments,
	type TerraformProvider,
} from "cdktf";
import type { Construct } from "constructs";
import { IofogResource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_volume_mount`. */
export interface VolumeMountConfig extends TerraformMetaArguments {
	/**
	 * Name of the volume mount, by which `volumes` of microservices refer to it; unique in the Controller.
	 *
	 * Forces replacement.
	 */
	readonly name: string;
	/**
	 * Secret whose keys are the files. Exactly one of `secret_name` and `config_map_name` is set. The Controller deletes the volume mount with either: name its `id` in `replace_triggered_by`, as the construct does, for the volume mount to be replaced together with it.
	 *
	 * Forces replacement.
	 */
	readonly secretName?: string;
	/**
	 * Config map whose keys are the files.
	 *
	 * Forces replacement.
	 */
	readonly configMapName?: string;
	/**
	 * UUIDs of agents that hold the files ready before a microservice needs them. Agents that run a microservice with this volume mount are linked by the Controller and need not be named; links that others make are left alone.
	 *
	 * Default: `[]`.
	 */
	readonly agentUuids?: readonly string[];
}

const SHAPES: Shapes = {
	name: "plain",
	secretName: "plain",
	configMapName: "plain",
	agentUuids: "plain",
};

/**
 * A secret or a config map as a directory of files, which microservices see with a volume of type `volumeMount` (Controllers 3.7). Agents keep the files up to date while the microservices run.
 *
 * Controllers 3.7 only.
 *
 * `iofog_volume_mount` in Terraform.
 */
export class VolumeMount extends IofogResource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_volume_mount";

	/** Writes an import block into the stack, so that `plan` shows the configuration of a live object; its ID is written `NAME`. */
	static generateConfigForImport(
		scope: Construct,
		importToId: string,
		importFromId: string,
		provider?: TerraformProvider,
	): ImportableResource {
		return new ImportableResource(scope, importToId, {
			terraformResourceType: VolumeMount.tfResourceType,
			importId: importFromId,
			provider,
		});
	}

	constructor(scope: Construct, id: string, config: VolumeMountConfig) {
		super(scope, id, VolumeMount.tfResourceType, SHAPES, config);
	}

	/** Identifier that the Controller assigned. */
	get uuid(): string {
		return this.getStringAttribute("uuid");
	}

	/**
	 * Name of the volume mount, by which `volumes` of microservices refer to it; unique in the Controller.
	 *
	 * Forces replacement.
	 */
	get name(): string {
		return this.getStringAttribute("name");
	}

	set name(value: string) {
		this.arguments.set("name", value);
	}

	/** `name` as it was set. */
	get nameInput(): string | undefined {
		return this.arguments.get("name") as string | undefined;
	}

	/**
	 * Secret whose keys are the files. Exactly one of `secret_name` and `config_map_name` is set. The Controller deletes the volume mount with either: name its `id` in `replace_triggered_by`, as the construct does, for the volume mount to be replaced together with it.
	 *
	 * Forces replacement.
	 */
	get secretName(): string {
		return this.getStringAttribute("secret_name");
	}

	set secretName(value: string) {
		this.arguments.set("secretName", value);
	}

	/** Takes `secret_name` away. */
	resetSecretName(): void {
		this.arguments.set("secretName", undefined);
	}

	/** `secret_name` as it was set. */
	get secretNameInput(): string | undefined {
		return this.arguments.get("secretName") as string | undefined;
	}

	/**
	 * Config map whose keys are the files.
	 *
	 * Forces replacement.
	 */
	get configMapName(): string {
		return this.getStringAttribute("config_map_name");
	}

	set configMapName(value: string) {
		this.arguments.set("configMapName", value);
	}

	/** Takes `config_map_name` away. */
	resetConfigMapName(): void {
		this.arguments.set("configMapName", undefined);
	}

	/** `config_map_name` as it was set. */
	get configMapNameInput(): string | undefined {
		return this.arguments.get("configMapName") as string | undefined;
	}

	/**
	 * UUIDs of agents that hold the files ready before a microservice needs them. Agents that run a microservice with this volume mount are linked by the Controller and need not be named; links that others make are left alone.
	 *
	 * Default: `[]`.
	 */
	get agentUuids(): string[] {
		return Fn.tolist(this.getListAttribute("agent_uuids"));
	}

	set agentUuids(value: readonly string[]) {
		this.arguments.set("agentUuids", value);
	}

	/** Takes `agent_uuids` away. */
	resetAgentUuids(): void {
		this.arguments.set("agentUuids", undefined);
	}

	/** `agent_uuids` as it was set. */
	get agentUuidsInput(): readonly string[] | undefined {
		return this.arguments.get("agentUuids") as readonly string[] | undefined;
	}
}
