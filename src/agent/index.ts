export { Engine } from "../docker";
export type { AgentOptions } from "./agent";
export { LOCAL_API_PORT } from "./agent";
export { isRunning } from "./control-channel";
export {
	Daemon,
	type DaemonOptions,
	deprovisionAgent,
	handOver,
} from "./daemon";
export { Store } from "./store";
