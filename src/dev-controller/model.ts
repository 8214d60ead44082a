import type { Timestamped } from "./timestamped";

export type * from "./model-agents";
export type { Timestamp } from "./timestamped";

/** A user; on 3.7 the one that the built-in token issuer knows. */
export interface User {
	id: number;
	firstName: string;
	lastName: string;
	email: string;
	/** Salted hash, `salt:hash` in hexadecimal. */
	password: string;
}

/** An access token of a user on 3.0; `expires` in milliseconds. */
export interface Token {
	token: string;
	userId: number;
	expires: number;
}

/** A container registry, with the credentials that agents pull with. */
export interface Registry {
	id: number;
	url: string;
	isPublic: boolean;
	isSecure: boolean | null;
	certificate: string | null;
	requiresCert: boolean | null;
	username: string;
	password: string;
	userEmail: string;
	userId: number | null;
}

/** The container image for one architecture; null where an item has none for it. */
export interface Image {
	containerImage: string | null;
	fogTypeId: number;
}

/** What a catalog item consumes or produces. */
export interface InfoType {
	infoType: string | null;
	infoFormat: string | null;
}

/** A catalog item; the built-in ones belong to no user. */
export interface CatalogItem {
	id: number;
	name: string;
	description: string;
	category: string | null;
	configExample: string | null;
	publisher: string | null;
	diskRequired: number;
	ramRequired: number;
	picture: string;
	isPublic: boolean;
	registryId: number | null;
	userId: number | null;
	images: Image[];
	inputType: InfoType | null;
	outputType: InfoType | null;
}

/** An application, whose microservices point to it by id. */
export interface Application extends Timestamped {
	id: number;
	name: string;
	description: string;
	isActivated: boolean;
	isSystem: boolean;
	userId: number | null;
	natsAccess: boolean;
	natsRuleId: number | null;
}

/** A port published through the router (3.0 only). */
export interface PublicPort {
	hostId: string | null;
	localProxyId: string | null;
	remoteProxyId: string | null;
	publicPort: number;
	queueName: string;
	schemes: string[];
	isTcp: boolean;
}

/** A port of a container that the agent opens on its host. */
export interface PortMapping {
	internal: number;
	external: number;
	isUdp: boolean | null;
	public?: PublicPort;
}

/** A volume or a path of the host inside a container; 3.7 also maps volume mounts. */
export interface VolumeMapping {
	id: number;
	hostDestination: string;
	containerDestination: string;
	accessMode: string;
	type: string;
}

/** An environment variable; on 3.7 its value may come from a secret or a config map. */
export interface EnvVariable {
	key: string;
	value: string | null;
	valueFromSecret?: string | null;
	valueFromConfigMap?: string | null;
}

/** A name that a container resolves, with the address it stands for now. */
export interface ExtraHost {
	id: number;
	name: string;
	/** As the client sent it, possibly `${Agents.x}`. */
	template: string;
	templateType: string;
	value: string | null;
	publicPort?: number;
	targetFogUuid?: string;
	targetMicroserviceUuid?: string;
}

/** What an agent last said of a microservice. */
export interface MicroserviceStatus extends Timestamped {
	status: string;
	operatingDuration: number;
	startTime: number;
	memoryUsage: number;
	cpuUsage: number;
	containerId: string;
	percentage: number;
	errorMessage: string;
	ipAddress?: string;
	healthStatus?: string;
	execSessionIds?: string[];
}

/** How the container engine checks a microservice (3.7). */
export interface HealthCheck {
	/** JSON text of the command list, or null when none was sent. */
	test: string | null;
	interval: number | null;
	timeout: number | null;
	startPeriod: number | null;
	startInterval: number | null;
	retries: number | null;
}

/** The account of a microservice towards its agent, with the role it has there (3.7). */
export interface ServiceAccount extends Timestamped {
	id: number;
	name: string;
	roleRef: { kind: string; name: string };
}

/** A microservice with all its parts. */
export interface Microservice extends Timestamped {
	uuid: string;
	name: string;
	config: string;
	applicationId: number | null;
	iofogUuid: string | null;
	catalogItemId: number | null;
	registryId: number | null;
	userId: number | null;
	rebuild: boolean;
	logSize: number;
	imageSnapshot: string;
	configLastUpdated: number | null;
	rootHostAccess: boolean;
	images: Image[];
	ports: PortMapping[];
	volumeMappings: VolumeMapping[];
	env: EnvVariable[];
	cmd: (string | null)[];
	extraHosts: ExtraHost[];
	status: MicroserviceStatus | null;
	strace: { straceRun: boolean; buffer: string } | null;
	/** What only 3.7 knows. */
	annotations: string;
	hostNetworkMode: boolean;
	isPrivileged: boolean;
	runAsUser: string;
	platform: string;
	runtime: string;
	pidMode: string;
	ipcMode: string;
	cpuSetCpus: string;
	memoryLimit: number | null;
	schedule: number;
	execEnabled: boolean;
	isActivated: boolean;
	cdiDevices: string[];
	capAdd: string[];
	capDrop: string[];
	healthCheck: HealthCheck | null;
	serviceAccount: ServiceAccount | null;
	execStatus:
		| (Timestamped & { status: string; execSessionId: string | null })
		| null;
	natsAccess: boolean;
	natsRuleId: number | null;
	natsAccountId: number | null;
	natsUserId: number | null;
	natsCredsSecretName: string | null;
}

/** A connection from one microservice to another (3.0). */
export interface Route {
	id: number;
	name: string;
	isNetworkConnection: boolean;
	sourceMicroserviceUuid: string;
	destMicroserviceUuid: string;
	applicationId: number;
}

/** A variable of an application template; its default value is JSON text. */
export interface TemplateVariable extends Timestamped {
	id: number;
	key: string;
	description: string;
	/** JSON text, or null without a default. */
	defaultValue: string | null;
}

/** An application template, with the application as JSON text. */
export interface Template extends Timestamped {
	id: number;
	name: string;
	description: string;
	applicationJSON: string;
	userId: number | null;
	variables: TemplateVariable[];
}

/** One call of an HTTP interface of an edge resource. */
export interface Endpoint {
	id: number;
	name: string | null;
	description: string | null;
	method: string | null;
	url: string | null;
	requestType: string | null;
	responseType: string | null;
	requestPayloadExample: string | null;
	responsePayloadExample: string | null;
}

/** An edge resource in one version. */
export interface EdgeResource {
	id: number;
	name: string;
	version: string;
	description: string | null;
	interfaceProtocol: string | null;
	displayName: string | null;
	displayIcon: string | null;
	displayColor: string | null;
	custom: string | null;
	userId: number | null;
	tags: number[];
	interface: { id: number; endpoints: Endpoint[] } | null;
}

/** A tag, which agents and edge resources share. */
export interface Tag {
	id: number;
	value: string;
}

/** A setting of the Controller that clients may change. */
export interface ConfigValue extends Timestamped {
	id: number;
	key: string;
	value: string;
}

/** A secret or a config map (3.7 only). */
export interface DataObject extends Timestamped {
	id: number;
	name: string;
	type: string;
	data: Record<string, unknown>;
	/** Of config maps that clients make. */
	immutable?: boolean;
	/** Of config maps that clients make. */
	useVault?: boolean;
}

/** A secret or a config map as a volume that agents hold ready (3.7). */
export interface VolumeMount extends Timestamped {
	uuid: string;
	name: string;
	version: number;
	configMapName: string | null;
	secretName: string | null;
}

/** A role that a client made (3.7 only); the built-in ones are not stored. */
export interface Role extends Timestamped {
	id: number;
	name: string;
	kind: string;
	rules: unknown[];
}

/** A named rule for NATS accounts or users (3.7 only). */
export interface NatsRule {
	id: number;
	name: string;
}
