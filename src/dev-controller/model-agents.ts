import type { Timestamp, Timestamped } from "./timestamped";

/** An agent: what the Controller works with by name, and `values` for all else that a client reads back. */
export interface Agent extends Timestamped {
	uuid: string;
	name: string;
	fogTypeId: number;
	host: string | null;
	userId: number | null;
	isSystem: boolean;
	routerId: number | null;
	/** Every other attribute, under its wire name. */
	values: Record<string, unknown>;
	tags: number[];
	edgeResources: number[];
	/** Names of linked volume mounts, in the order they were linked (3.7). */
	volumeMounts: string[];
	provisioning: { key: string; expires: number } | null;
	versionCommand: string | null;
	hardware: HardwareInfo | null;
	usb: HardwareInfo | null;
	tunnel: Tunnel | null;
}

/** What an agent reported about its machine, as text. */
export interface HardwareInfo extends Timestamped {
	id: number;
	info: string;
}

/** What an agent proves itself with: a token on 3.0, an Ed25519 public key (JWK) on 3.7. */
export interface Credential {
	agent: string;
	token: string | null;
	expires: number;
	publicKey: Record<string, unknown> | null;
}

/** Change flags of an agent with the time each was last raised; the empty flag only marks that something happened. */
export interface Changes {
	agent: string;
	flags: Record<string, Timestamp>;
}

/** An SSH tunnel to an agent, as it was asked for. */
export interface Tunnel {
	id: number;
	username: string;
	password: string;
	host: string;
	rport: number;
	lport: number;
	rsakey: string;
	closed: boolean;
}

/** A router: the default one, or that of an agent. */
export interface Router extends Timestamped {
	id: number;
	isEdge: boolean;
	messagingPort: number | null;
	edgeRouterPort: number | null;
	interRouterPort: number | null;
	host: string | null;
	isDefault: boolean;
	iofogUuid: string | null;
}

/** A link from one router to its upstream, or from one NATS server to its upstream. */
export interface Connection {
	id: number;
	source: number;
	dest: number;
}

/** A NATS server: the hub, or that of an agent (3.7). */
export interface NatsServer extends Timestamped {
	id: number;
	isHub: boolean;
	isLeaf: boolean;
	host: string | null;
	serverPort: number;
	clusterPort: number;
	leafPort: number;
	mqttPort: number;
	httpPort: number;
	jsStorageSize: string | null;
	jsMemoryStoreSize: string | null;
	iofogUuid: string | null;
}
