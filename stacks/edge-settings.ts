import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";

const { env } = process;

/** Which Controller is run: 3.0 or 3.7. */
export const DIALECT = env.EDGE_DIALECT === "3.0" ? "3.0" : "3.7";

/** Port of the Controller on this machine. */
export const CONTROLLER_PORT = Number(env.EDGE_CONTROLLER_PORT ?? 51121);

/** Version of the Docker provider; without it the one that `@cdktf/provider-docker` asks for. */
export const DOCKER_PROVIDER = env.EDGE_DOCKER_PROVIDER;

/** The user that the Controller begins with; the password comes from TF_VAR_password. */
export const EMAIL = "admin@edge.example";

/** What the names of all containers, networks and volumes begin with after `fogform-`, where several of these fleets share a machine. */
export const PREFIX = env.EDGE_PREFIX ?? "";

/** How many edge hosts there are. */
export const HOSTS = 2;

/** The image registry: one that is there, or one in a container of this machine that asks for no password. */
export const REGISTRY = env.EDGE_REGISTRY
	? {
			host: env.EDGE_REGISTRY,
			username: env.EDGE_REGISTRY_USER,
			isOwn: false,
		}
	: {
			host: `127.0.0.1:${env.EDGE_REGISTRY_PORT ?? 5000}`,
			username: undefined,
			isOwn: true,
		};

/** What the till says. It reaches the running container as configuration: nothing restarts. */
export const GREETING = env.EDGE_GREETING ?? "Good morning";

/** A password that comes from the environment (`TF_VAR_NAME`) and is kept nowhere. */
export function passwordOf(scope: Construct, name: string): TerraformVariable {
	const variable = new TerraformVariable(scope, name, {
		type: "string",
		sensitive: true,
	});
	variable.addOverride("ephemeral", true);
	return variable;
}
