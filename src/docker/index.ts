export { buildImage, type ImageBuild } from "./build";
export { EngineError } from "./calls";
export {
	type ContainerSpec,
	Engine,
	type Execution,
	type InspectedContainer,
	type ListedContainer,
} from "./engine";
export type { Executed } from "./exec";
export { defaultHost, type HostOptions } from "./host";
export { AGENT_LABEL, MICROSERVICE_LABEL } from "./labels";
export { logFrames } from "./log-frames";
