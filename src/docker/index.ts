export {
	type ContainerSpec,
	Engine,
	EngineError,
	type ListedContainer,
} from "./engine";
export { AGENT_LABEL, MICROSERVICE_LABEL } from "./labels";
export { logFrames } from "./log-frames";
