export type { AgentOptions } from "./agent";
export { LOCAL_API_PORT } from "./agent";
export {
	Daemon,
	type DaemonOptions,
	deprovisionAgent,
	handOver,
} from "./daemon";
export { Engine } from "./engine";
export { Store } from "./store";
