import { Lazy } from "cdktf";
import type { Construct } from "constructs";
import {
	type Microservice,
	MicroserviceReady,
	type MicroserviceReadyConfig,
} from "./generated";
import { RESTARTING } from "./generated/restarting";
import { addressOf } from "./references";

/** Arguments after whose change another container runs: one that was stopped is made anew, too. */
const CAUSES = [...RESTARTING.iofog_microservice, "activated"];

/** How to wait for a microservice. */
export type WaitConfig = Pick<
	MicroserviceReadyConfig,
	"timeout" | "whenOffline"
>;

/** The wait for a microservice to run, beside it: again after each change that makes its agent recreate the container. */
export function readyBeside(
	microservice: Microservice,
	id: string,
	config: WaitConfig,
): MicroserviceReady {
	const { count, forEach, provider, node } = microservice;
	const instance =
		count === undefined ? (forEach ? "[each.key]" : "") : "[count.index]";
	// Written with the stack, as the name of the microservice in Terraform may be changed until then.
	const written = (make: (attribute: (name: string) => string) => string) =>
		Lazy.stringValue({
			produce: () => {
				const address = addressOf(microservice) + instance;
				return `\${${make((name) => `${address}.${name}`)}}`;
			},
		});
	return new MicroserviceReady(node.scope as Construct, `${id}-ready`, {
		microserviceUuid: written((attribute) => attribute("uuid")),
		// Values as they are planned: a default that is written out, or another form of the same value, restarts nothing. As a hash, since variables
		// may be secret.
		triggers: {
			container: written(
				(attribute) =>
					`sha256(jsonencode([${CAUSES.map(attribute).join(", ")}]))`,
			),
		},
		timeout: config.timeout,
		whenOffline: config.whenOffline,
		count,
		forEach,
		provider,
	});
}
