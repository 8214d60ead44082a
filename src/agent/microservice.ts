import { createHash } from "node:crypto";

/** A port of a container that is published on the agent's host. */
export interface Port {
	readonly internal: number;
	readonly external: number;
	readonly protocol: "tcp" | "udp";
}

/** What a container finds at a path: a folder of the host, a named volume, or the files of a volume mount (`name` or `name/key`). */
export interface Volume {
	readonly type: "bind" | "volume" | "volumeMount";
	readonly source: string;
	readonly target: string;
	readonly readOnly: boolean;
}

/** How an engine finds out whether a container is well; times in seconds. */
export interface HealthCheck {
	readonly test: readonly string[];
	readonly interval?: number;
	readonly timeout?: number;
	readonly startPeriod?: number;
	readonly startInterval?: number;
	readonly retries?: number;
}

/** A microservice that the Controller wants to run on this agent; empty texts and lists stand for what is not set. */
export interface Microservice {
	readonly uuid: string;
	/** Empty on Controller 3.0, which does not tell. */
	readonly name: string;
	/** Empty on Controller 3.0, which does not tell. */
	readonly application: string;
	readonly image: string;
	/** The configuration as the user wrote it. */
	readonly config: string;
	readonly registryId: number | undefined;
	/** The place in the order of starting, ascending. */
	readonly schedule: number;
	readonly hostNetwork: boolean;
	readonly privileged: boolean;
	readonly cpuSet: string;
	/** In bytes. */
	readonly memoryLimit: number | undefined;
	readonly user: string;
	readonly platform: string;
	readonly runtime: string;
	readonly pidMode: string;
	readonly ipcMode: string;
	readonly healthCheck: HealthCheck | undefined;
	/** In megabytes. */
	readonly logSize: number;
	readonly ports: readonly Port[];
	readonly volumes: readonly Volume[];
	readonly env: readonly { readonly key: string; readonly value: string }[];
	/** `name:address`. */
	readonly extraHosts: readonly string[];
	readonly command: readonly string[];
	readonly cdiDevices: readonly string[];
	readonly capAdd: readonly string[];
	readonly capDrop: readonly string[];
	/** The uuids of the microservices that its messages go to (Controller 3.0). */
	readonly routes: readonly string[];
}

/** A registry that images are pulled from. */
export interface Registry {
	readonly id: number;
	readonly url: string;
	readonly isPublic: boolean;
	readonly username: string;
	readonly password: string;
	readonly email: string;
}

/** The URL of the registry that never pulls. */
export const FROM_CACHE = "from_cache";

/**
 * A text for all that a container has to be made anew for, which is what a plan announces as restarts and no more: what is left out takes
 * effect with the next container, or needs none.
 */
export function recipeOf(microservice: Microservice): string {
	const {
		config,
		schedule,
		routes,
		name,
		application,
		registryId,
		logSize,
		healthCheck,
		...rest
	} = microservice;
	const sorted = (list: readonly unknown[]) =>
		list.map((item) => JSON.stringify(item)).sort();
	// The Controller lists these in whatever order its database has them.
	const text = JSON.stringify({
		...rest,
		ports: sorted(rest.ports),
		volumes: sorted(rest.volumes),
		env: sorted(rest.env),
		extraHosts: sorted(rest.extraHosts),
		cdiDevices: sorted(rest.cdiDevices),
		capAdd: sorted(rest.capAdd),
		capDrop: sorted(rest.capDrop),
	});
	return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** What people call a microservice. */
export const labelOf = ({ application, name, uuid }: Microservice): string =>
	name ? `${application}/${name}` : uuid;
