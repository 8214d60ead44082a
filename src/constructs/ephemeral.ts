import { ref, Token } from "cdktf";
import { IofogDataSource } from "./element";

/** What all ephemeral resources of the provider have in common. cdktf has no class for them: they are written as data sources are, under another word. */
export abstract class IofogEphemeral extends IofogDataSource {
	#address: string | undefined;

	override get fqn(): string {
		this.#address ??= Token.asString(ref(this.#path(), this.cdktfStack));
		return this.#address;
	}

	override interpolationForAttribute(attribute: string) {
		const all = this.forEach ? ".*" : "";
		return ref(`${this.#path()}${all}.${attribute}`, this.cdktfStack);
	}

	override toTerraform(): { ephemeral: unknown } {
		return { ephemeral: super.toTerraform().data };
	}

	override toHclTerraform(): never {
		throw new Error(
			`${this.node.path} is an ephemeral resource, and cdktf writes none as HCL: synthesize without --hcl.`,
		);
	}

	#path(): string {
		return `ephemeral.${this.terraformResourceType}.${this.friendlyUniqueId}`;
	}
}
