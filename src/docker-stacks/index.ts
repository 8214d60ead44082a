// What stacks with the provider `docker` need, apart from the rest of the package: whoever uses none of it need not install @cdktf/provider-docker.
export {
	AgentHost,
	type AgentHostConfig,
	type AgentKind,
	OFFICIAL_AGENTS,
} from "./agent-host";
export { AgentHosts, type AgentHostsConfig } from "./agent-hosts";
export {
	ControllerHost,
	type ControllerHostConfig,
	type FirstUser,
} from "./controller-host";
export type { Dialect } from "./dialect";
export { DockerEngine, type DockerEngineConfig } from "./docker-engine";
export {
	MicroserviceImage,
	type MicroserviceImageConfig,
} from "./microservice-image";
