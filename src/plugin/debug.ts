/** A plugin that runs in this process until it is stopped; `attach` is the line that tells Terraform of it. */
export interface DebugServer {
	readonly attach: string;
	readonly stopped: Promise<void>;
}

/** Starts the plugin without TLS in this process. */
export async function debug(): Promise<DebugServer> {
	throw new Error("not served yet");
}
