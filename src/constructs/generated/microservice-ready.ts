// Written by scripts/generate.ts from the definitions; do not edit.
import {
	ImportableResource,
	type TerraformMetaArguments,
	type TerraformProvider,
} from "cdktf";
import type { Construct } from "constructs";
import { IofogResource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_microservice_ready`. */
export interface MicroserviceReadyConfig extends TerraformMetaArguments {
	/**
	 * UUID of the microservice that is waited for.
	 *
	 * Forces replacement.
	 */
	readonly microserviceUuid: string;
	/**
	 * Any values; a change waits again, for another container than before. The construct option `waitForRunning` sets them to what makes the agent recreate the container.
	 *
	 * Default: `{}`.
	 */
	readonly triggers?: { readonly [key: string]: string };
	/**
	 * How long to wait at most, e.g. `90s` or `10m`.
	 *
	 * Default: `"5m"`.
	 */
	readonly timeout?: string;
	/**
	 * What to do where the agent has not reported for a while: `skip` does not wait, and warns; `fail` is an error.
	 *
	 * Default: `"skip"`.
	 */
	readonly whenOffline?: "skip" | "fail" | (string & {});
}

const SHAPES: Shapes = {
	microserviceUuid: "plain",
	triggers: "plain",
	timeout: "plain",
	whenOffline: "plain",
};

/**
 * Waits, while it is created or its `triggers` change, until the agent reports that a microservice has been running for 10 seconds in one container, healthy where there is a health check. A wait that fails is an error with what the agent says, and leaves the microservice as it is.
 *
 * `iofog_microservice_ready` in Terraform.
 */
export class MicroserviceReady extends IofogResource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_microservice_ready";

	/** Writes an import block into the stack, so that `plan` shows the configuration of a live object; its ID is written `MICROSERVICE-UUID` or `APPLICATION/NAME`. */
	static generateConfigForImport(
		scope: Construct,
		importToId: string,
		importFromId: string,
		provider?: TerraformProvider,
	): ImportableResource {
		return new ImportableResource(scope, importToId, {
			terraformResourceType: MicroserviceReady.tfResourceType,
			importId: importFromId,
			provider,
		});
	}

	constructor(scope: Construct, id: string, config: MicroserviceReadyConfig) {
		super(scope, id, MicroserviceReady.tfResourceType, SHAPES, config);
	}

	/**
	 * UUID of the microservice that is waited for.
	 *
	 * Forces replacement.
	 */
	get microserviceUuid(): string {
		return this.getStringAttribute("microservice_uuid");
	}

	set microserviceUuid(value: string) {
		this.arguments.set("microserviceUuid", value);
	}

	/** `microservice_uuid` as it was set. */
	get microserviceUuidInput(): string | undefined {
		return this.arguments.get("microserviceUuid") as string | undefined;
	}

	/**
	 * Any values; a change waits again, for another container than before. The construct option `waitForRunning` sets them to what makes the agent recreate the container.
	 *
	 * Default: `{}`.
	 */
	get triggers(): { [key: string]: string } {
		return this.getStringMapAttribute("triggers");
	}

	set triggers(value: { readonly [key: string]: string }) {
		this.arguments.set("triggers", value);
	}

	/** Takes `triggers` away. */
	resetTriggers(): void {
		this.arguments.set("triggers", undefined);
	}

	/** `triggers` as it was set. */
	get triggersInput(): { readonly [key: string]: string } | undefined {
		return this.arguments.get("triggers") as
			| { readonly [key: string]: string }
			| undefined;
	}

	/**
	 * How long to wait at most, e.g. `90s` or `10m`.
	 *
	 * Default: `"5m"`.
	 */
	get timeout(): string {
		return this.getStringAttribute("timeout");
	}

	set timeout(value: string) {
		this.arguments.set("timeout", value);
	}

	/** Takes `timeout` away. */
	resetTimeout(): void {
		this.arguments.set("timeout", undefined);
	}

	/** `timeout` as it was set. */
	get timeoutInput(): string | undefined {
		return this.arguments.get("timeout") as string | undefined;
	}

	/**
	 * What to do where the agent has not reported for a while: `skip` does not wait, and warns; `fail` is an error.
	 *
	 * Default: `"skip"`.
	 */
	get whenOffline(): string {
		return this.getStringAttribute("when_offline");
	}

	set whenOffline(value: "skip" | "fail" | (string & {})) {
		this.arguments.set("whenOffline", value);
	}

	/** Takes `when_offline` away. */
	resetWhenOffline(): void {
		this.arguments.set("whenOffline", undefined);
	}

	/** `when_offline` as it was set. */
	get whenOfflineInput(): "skip" | "fail" | (string & {}) | undefined {
		return this.arguments.get("whenOffline") as
			| "skip"
			| "fail"
			| (string & {})
			| undefined;
	}

	/**
	 * ID of the container that the agent has reported last; after a change of `triggers` another one is waited for. Null where there is none.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get containerId(): string {
		return this.getStringAttribute("container_id");
	}
}
