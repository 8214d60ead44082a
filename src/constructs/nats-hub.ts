import type { Construct } from "constructs";
import { joinControlPlane } from "./control-plane";
import { NatsHub as Generated, type NatsHubConfig } from "./generated";

export type { NatsHubConfig } from "./generated";

/** The default NATS hub that agents connect to; `iofog_nats_hub` in Terraform (Controllers 3.7). The agents of the same stack wait for it. */
export class NatsHub extends Generated {
	constructor(scope: Construct, id: string, config: NatsHubConfig) {
		super(scope, id, config);
		joinControlPlane(this);
	}
}
