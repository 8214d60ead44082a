import type { Construct } from "constructs";
import { joinControlPlane } from "./control-plane";
import { Router as Generated, type RouterConfig } from "./generated";

export type { RouterConfig } from "./generated";

/** The default router that agents connect to; `iofog_router` in Terraform. The agents of the same stack wait for it. */
export class Router extends Generated {
	constructor(scope: Construct, id: string, config: RouterConfig) {
		super(scope, id, config);
		joinControlPlane(this);
	}
}
