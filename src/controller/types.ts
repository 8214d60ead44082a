import type { Dialect } from "../core";

export type { Dialect };

/** The processor architectures that a Controller knows, as keys of `images`. */
export type Architecture = "amd64" | "arm";

/** A credential store and address that agents pull images from; the Controller's own are 1 (Docker Hub) and 2 (the agent's cache). */
export interface Registry {
	id: number;
	url: string;
	public: boolean;
	username: string;
	email: string;
	/** Set only where a single registry is read with its password, which 3.7 alone returns. */
	password?: string | null;
	/** 3.0 only. */
	requiresCertificate?: boolean | null;
	/** 3.0 only. */
	certificate?: string | null;
}

/** Access of an application or a microservice to the NATS messaging of its agent (3.7 only). */
export interface NatsConfig {
	natsAccess: boolean;
	natsRule?: string | null;
}

/** A named group of microservices that is started and stopped as one. */
export interface Application {
	name: string;
	description: string;
	activated: boolean;
	/** 3.7 only. */
	natsConfig?: NatsConfig | null;
}

/** How a port of a microservice is offered through the Controller's public proxy (3.0 only). */
export interface PublicPort {
	schemes: string[];
	protocol: "tcp" | "http";
	enabled?: boolean | null;
	router?: { host?: string | null; port?: number | null } | null;
}

/** One port of a microservice, published on its agent. */
export interface Port {
	internal: number;
	external: number;
	protocol?: string | null;
	/** 3.0 only. */
	public?: PublicPort | null;
}

/** One directory or volume of the agent that a microservice sees. */
export interface Volume {
	host: string;
	container: string;
	accessMode?: string | null;
	type?: string | null;
}

/** The command by which the agent finds out whether a microservice is healthy, and its timing in seconds (3.7 only). */
export interface HealthCheck {
	test: string[];
	interval?: number | null;
	timeout?: number | null;
	startPeriod?: number | null;
	startInterval?: number | null;
	retries?: number | null;
}

/** The role under which a microservice may call the Controller (3.7 only). */
export interface ServiceAccount {
	kind: string;
	name: string;
}

/** What a caller may set of a microservice; null and undefined both mean "not set". */
export interface MicroserviceSpec {
	name: string;
	application: string;
	agentUuid: string;
	images?: { [architecture in Architecture]?: string | null } | null;
	catalogItemId?: number | null;
	registryId?: number | null;
	/** JSON text. */
	config?: string | null;
	env?: Record<string, string> | null;
	/** Values "secret/key" by name of the variable; 3.7 only. */
	envFromSecret?: Record<string, string> | null;
	/** Values "config map/key" by name of the variable; 3.7 only. */
	envFromConfigMap?: Record<string, string> | null;
	command?: string[] | null;
	ports?: Port[] | null;
	volumes?: Volume[] | null;
	/** Addresses by host name. */
	extraHosts?: Record<string, string> | null;
	/** Megabytes. */
	logSize?: number | null;
	/** 3.0 only. */
	rootHostAccess?: boolean | null;
	/** This and everything below: 3.7 only. */
	activated?: boolean | null;
	hostNetworkMode?: boolean | null;
	privileged?: boolean | null;
	/** JSON text. */
	annotations?: string | null;
	capAdd?: string[] | null;
	capDrop?: string[] | null;
	cdiDevices?: string[] | null;
	runAsUser?: string | null;
	platform?: string | null;
	runtime?: string | null;
	cpuSetCpus?: string | null;
	pidMode?: string | null;
	ipcMode?: string | null;
	/** Megabytes. */
	memoryLimit?: number | null;
	schedule?: number | null;
	healthCheck?: HealthCheck | null;
	/** Absent from what is read unless it was asked for or the microservice was read by itself. */
	serviceAccount?: ServiceAccount | null;
	natsConfig?: NatsConfig | null;
}

/** What the agent reports about a running microservice. */
export interface MicroserviceStatus {
	status: string;
	errorMessage: string;
	containerId: string;
	percentage: number;
	/** Milliseconds since 1970, 0 before the first start. */
	startTime: number;
	operatingDuration: number;
	cpuUsage: number;
	memoryUsage: number;
	/** 3.7 only. */
	ipAddress?: string;
	/** 3.7 only. */
	healthStatus?: string;
}

/** A microservice as read: every attribute that the dialect has is filled (null where nothing is set), the others are absent. */
export interface Microservice extends MicroserviceSpec {
	uuid: string;
	images: { [architecture in Architecture]?: string };
	config: string;
	env: Record<string, string>;
	/** Names that occur more than once in the Controller's list, made so by somebody else; `env` holds the last value of each. */
	duplicateEnvKeys: string[];
	command: string[];
	ports: Port[];
	/** Public addresses by external port (3.0; empty on 3.7). */
	publicLinks: Record<string, string[]>;
	volumes: Volume[];
	extraHosts: Record<string, string>;
	logSize: number;
	status: MicroserviceStatus;
}

/** What a caller may set of an agent; null and undefined both mean "not set: the Controller's or the agent's own value". */
export interface AgentSpec {
	name: string;
	architecture: "auto" | Architecture;
	host?: string | null;
	tags?: string[] | null;
	routerMode?: string | null;
	location?: string | null;
	description?: string | null;
	latitude?: number | null;
	longitude?: number | null;
	gpsMode?: string | null;
	dockerUrl?: string | null;
	diskLimit?: number | null;
	diskDirectory?: string | null;
	memoryLimit?: number | null;
	cpuLimit?: number | null;
	logLimit?: number | null;
	logDirectory?: string | null;
	logFileCount?: number | null;
	logLevel?: string | null;
	statusFrequency?: number | null;
	changeFrequency?: number | null;
	deviceScanFrequency?: number | null;
	bluetoothEnabled?: boolean | null;
	abstractedHardwareEnabled?: boolean | null;
	watchdogEnabled?: boolean | null;
	dockerPruningFrequency?: number | null;
	availableDiskThreshold?: number | null;
	timeZone?: string | null;
	messagingPort?: number | null;
	edgeRouterPort?: number | null;
	interRouterPort?: number | null;
	upstreamRouters?: string[] | null;
	networkRouter?: string | null;
	/** Readable on both dialects, settable on 3.7 only. */
	networkInterface?: string | null;
	/** This and everything below: 3.7 only. */
	gpsDevice?: string | null;
	gpsScanFrequency?: number | null;
	containerEngine?: string | null;
	deploymentType?: string | null;
	edgeGuardFrequency?: number | null;
	natsMode?: string | null;
	natsServerPort?: number | null;
	natsLeafPort?: number | null;
	natsClusterPort?: number | null;
	natsMqttPort?: number | null;
	natsHttpPort?: number | null;
	jsStorageSize?: string | null;
	jsMemoryStoreSize?: string | null;
	upstreamNatsServers?: string[] | null;
}

/** What an agent reports about itself. */
export interface AgentStatus {
	daemonStatus: string;
	/** null before the agent has reported once. */
	version: string | null;
	ipAddress: string;
	ipAddressExternal: string;
	/** Milliseconds since 1970, 0 before the first report. */
	lastStatusTime: number;
	lastActive: number;
	memoryUsage: number;
	diskUsage: number;
	cpuUsage: number;
	/** 3.7 only. */
	warningMessage?: string;
}

/** An agent as read: every attribute that the dialect has is filled (null where nothing is set), the others are absent. */
export interface Agent extends AgentSpec {
	uuid: string;
	tags: string[];
	/** True for the agents that belong to the control plane itself. */
	system: boolean;
	status: AgentStatus;
}

/** What an agent identifies itself with when it first calls. */
export interface ProvisioningKey {
	key: string;
	/** Milliseconds since 1970. */
	expires: number;
	/** Certificate by which the agent knows the Controller, in base64; null where the Controller has none. */
	certificate: string | null;
}

/** The kind of data that a catalog item takes or gives. */
export interface InfoType {
	infoType?: string | null;
	infoFormat?: string | null;
}

/** What a caller may set of a catalog item; null and undefined both mean "not set". */
export interface CatalogItemSpec {
	name: string;
	registryId: number;
	images: { [architecture in Architecture]?: string | null };
	description?: string | null;
	category?: string | null;
	publisher?: string | null;
	diskRequired?: number | null;
	ramRequired?: number | null;
	picture?: string | null;
	public?: boolean | null;
	/** JSON text. */
	configExample?: string | null;
	inputType?: InfoType | null;
	outputType?: InfoType | null;
}

/** A template of images that microservices can be made from. */
export interface CatalogItem extends CatalogItemSpec {
	id: number;
}

/** The default router of the control plane, of which there is one. */
export interface Router {
	host: string;
	messagingPort?: number | null;
	edgeRouterPort?: number | null;
	interRouterPort?: number | null;
}

/** The NATS hub of the control plane, of which there is one (3.7 only). */
export interface NatsHub {
	host: string;
	serverPort?: number | null;
	clusterPort?: number | null;
	leafPort?: number | null;
	mqttPort?: number | null;
	httpPort?: number | null;
}

/** Secret values that microservices are given by the Controller (3.7 only). */
export interface Secret {
	id: number;
	name: string;
	type: string;
	/** Others may have stored other values than texts. */
	data: Record<string, unknown>;
}

/** Values that microservices are given by the Controller (3.7 only). */
export interface ConfigMap {
	id: number;
	name: string;
	data: Record<string, string>;
	immutable: boolean;
	useVault: boolean;
}

/** A secret or a config map as a directory that agents hold ready for microservices (3.7 only). */
export interface VolumeMount {
	uuid: string;
	name: string;
	secretName: string | null;
	configMapName: string | null;
	/** Counted up whenever the contents change. */
	version: number;
}

/** A message route between two microservices of one application (3.0 only). */
export interface Route {
	name: string;
	application: string;
	from: string;
	to: string;
}

/** What a create reports while it runs: `onIdentity` is called as soon as the Controller has assigned the identity, before any waiting. */
export interface CreateOptions<Identity> {
	onIdentity?: (identity: Identity) => void;
}

/** How long an agent may take to settle, in seconds. */
export interface SettleOptions {
	settleTimeout?: number;
}

/** Whether a read needs the role of a microservice, which costs one list more for each application on 3.7. */
export interface MicroserviceReadOptions {
	serviceAccount?: boolean;
}
