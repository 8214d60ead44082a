// Written by scripts/generate.ts from the definitions; do not edit.
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogEphemeral } from "../ephemeral";
import type { Shapes } from "../shape";

/** Arguments of `iofog_provisioning_key`. */
export interface EphemeralIofogProvisioningKeyConfig
	extends TerraformMetaArguments {
	/** UUID of the agent that the key is for. */
	readonly agentUuid: string;
	/**
	 * Whether a key is made for an agent that is provisioned already, e.g. to set it up on another machine. The agent that uses the key takes the place of the one before.
	 *
	 * Default: `false`.
	 */
	readonly force?: boolean | IResolvable;
}

const SHAPES: Shapes = { agentUuid: "plain", force: "plain" };

/**
 * A key with which an agent identifies itself when it first calls the Controller; it is kept neither in the state nor in a plan. Opening it makes a new key, which takes the place of the one before; Terraform opens it in plan too, `fogform` in apply alone, and only where something that is created or changed uses it. For an agent that is provisioned already it is null, and nothing is changed, unless `force` is true.
 *
 * `iofog_provisioning_key` in Terraform.
 */
export class EphemeralIofogProvisioningKey extends IofogEphemeral {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_provisioning_key";

	constructor(
		scope: Construct,
		id: string,
		config: EphemeralIofogProvisioningKeyConfig,
	) {
		super(
			scope,
			id,
			EphemeralIofogProvisioningKey.tfResourceType,
			SHAPES,
			config,
		);
	}

	/** UUID of the agent that the key is for. */
	get agentUuid(): string {
		return this.getStringAttribute("agent_uuid");
	}

	set agentUuid(value: string) {
		this.arguments.set("agentUuid", value);
	}

	/** `agent_uuid` as it was set. */
	get agentUuidInput(): string | undefined {
		return this.arguments.get("agentUuid") as string | undefined;
	}

	/**
	 * Whether a key is made for an agent that is provisioned already, e.g. to set it up on another machine. The agent that uses the key takes the place of the one before.
	 *
	 * Default: `false`.
	 */
	get force(): IResolvable {
		return this.getBooleanAttribute("force");
	}

	set force(value: boolean | IResolvable) {
		this.arguments.set("force", value);
	}

	/** Takes `force` away. */
	resetForce(): void {
		this.arguments.set("force", undefined);
	}

	/** `force` as it was set. */
	get forceInput(): boolean | IResolvable | undefined {
		return this.arguments.get("force") as boolean | IResolvable | undefined;
	}

	/**
	 * The key; null where the agent is provisioned already. An agent uses it up.
	 *
	 * Sensitive: never shown.
	 */
	get key(): string {
		return this.getStringAttribute("key");
	}

	/** Until when the key can be used, as RFC 3339 writes times: the Controller gives it 20 minutes. */
	get expiresAt(): string {
		return this.getStringAttribute("expires_at");
	}

	/** Certificate by which the agent knows the Controller, in base64; null where the Controller has none of its own. */
	get certificate(): string {
		return this.getStringAttribute("certificate");
	}
}
