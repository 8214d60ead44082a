import { connect } from "./connection";
import { makeLog } from "./log";
import { listen } from "./server/server";

/** Source address under which Terraform knows the provider. */
export const ADDRESS = "registry.terraform.io/fogform/iofog";
/** The same under OpenTofu, which puts another host where a configuration names none. */
const OPENTOFU_ADDRESS = "registry.opentofu.org/fogform/iofog";

/** A plugin that runs in this process until it is stopped; `attach` is the line of a shell that tells Terraform of it. */
export interface DebugServer {
	readonly attach: string;
	/** Value of TF_REATTACH_PROVIDERS. */
	readonly reattach: string;
	close(): void;
}

/** Starts the plugin without TLS in this process; commands of Terraform and OpenTofu attach to it one after another, or at the same time. */
export async function debug(env = process.env): Promise<DebugServer> {
	const log = makeLog(env);
	const server = await listen({
		// It outlives its clients, which ask it to end as they would ask a process of their own.
		connect: () => connect({ log, shutDown: () => {} }),
		complain: (message) => log.write("warn", message),
	});
	const how = {
		Protocol: "grpc",
		ProtocolVersion: 6,
		Pid: process.pid,
		Test: true,
		Addr: { Network: "unix", String: server.socket },
	};
	const reattach = JSON.stringify({ [ADDRESS]: how, [OPENTOFU_ADDRESS]: how });
	return {
		attach: `TF_REATTACH_PROVIDERS='${reattach}'`,
		reattach,
		close: () => server.close(),
	};
}
