// Written by scripts/generate.ts from the definitions; do not edit.
import { Fn, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_volume_mount`. */
export interface DataIofogVolumeMountConfig extends TerraformMetaArguments {
	/** Name of the volume mount, by which `volumes` of microservices refer to it; unique in the Controller. */
	readonly name?: string;
}

const SHAPES: Shapes = { name: "plain" };

/**
 * Looks up a volume mount that exists in the Controller. A secret or a config map as a directory of files, which microservices see with a volume of type `volumeMount` (Controllers 3.7). Agents keep the files up to date while the microservices run.
 *
 * Controllers 3.7 only.
 *
 * `iofog_volume_mount` in Terraform.
 */
export class DataIofogVolumeMount extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_volume_mount";

	constructor(
		scope: Construct,
		id: string,
		config: DataIofogVolumeMountConfig = {},
	) {
		super(scope, id, DataIofogVolumeMount.tfResourceType, SHAPES, config);
	}

	/** Identifier that the Controller assigned. */
	get uuid(): string {
		return this.getStringAttribute("uuid");
	}

	/** Name of the volume mount, by which `volumes` of microservices refer to it; unique in the Controller. */
	get name(): string {
		return this.getStringAttribute("name");
	}

	set name(value: string) {
		this.arguments.set("name", value);
	}

	/** Takes `name` away. */
	resetName(): void {
		this.arguments.set("name", undefined);
	}

	/** `name` as it was set. */
	get nameInput(): string | undefined {
		return this.arguments.get("name") as string | undefined;
	}

	/** Secret whose keys are the files. Exactly one of `secret_name` and `config_map_name` is set. The Controller deletes the volume mount with either: name its `id` in `replace_triggered_by`, as the construct does, for the volume mount to be replaced together with it. */
	get secretName(): string {
		return this.getStringAttribute("secret_name");
	}

	/** Config map whose keys are the files. */
	get configMapName(): string {
		return this.getStringAttribute("config_map_name");
	}

	/** UUIDs of agents that hold the files ready before a microservice needs them. Agents that run a microservice with this volume mount are linked by the Controller and need not be named; links that others make are left alone. */
	get agentUuids(): string[] {
		return Fn.tolist(this.getListAttribute("agent_uuids"));
	}

	/**
	 * Number that is counted up whenever the files change.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get version(): number {
		return this.getNumberAttribute("version");
	}
}
