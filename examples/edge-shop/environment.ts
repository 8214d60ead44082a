import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";

const { env } = process;

/** Which Controller is run: 3.0 or 3.7. */
export const DIALECT = env.EDGE_SHOP_DIALECT === "3.0" ? "3.0" : "3.7";

/** A Controller that is there already, as this machine and as the agents' containers reach it; without it one is run in a container. */
export const CONTROLLER = env.EDGE_SHOP_CONTROLLER_URL
	? {
			url: env.EDGE_SHOP_CONTROLLER_URL,
			agentUrl: env.EDGE_SHOP_AGENT_URL ?? env.EDGE_SHOP_CONTROLLER_URL,
		}
	: undefined;

/** Ports of this machine. */
export const CONTROLLER_PORT = Number(env.EDGE_SHOP_CONTROLLER_PORT ?? 51_121);
export const REGISTRY_PORT = Number(env.EDGE_SHOP_REGISTRY_PORT ?? 5000);

/** What the names of hosts begin with. */
export const NAME = env.EDGE_SHOP_NAME ?? "edge-shop";

/** Version of Terraform's Docker provider; without it the one that `@cdktf/provider-docker` asks for. */
export const DOCKER_PROVIDER = env.EDGE_SHOP_DOCKER_PROVIDER;

/** The Controller's user and the registry's. */
export const EMAIL = env.EDGE_SHOP_EMAIL ?? "admin@shop.example";
export const REGISTRY_USER = "shop";

/** A secret that comes from the environment (`TF_VAR_NAME`) and is kept nowhere. */
export function secret(scope: Construct, name: string): string {
	const variable = new TerraformVariable(scope, name, {
		type: "string",
		sensitive: true,
	});
	variable.addOverride("ephemeral", true);
	return variable.stringValue;
}
