import type { Client } from "./client";
import { Singleton } from "./singleton";
import type { Router } from "./types";

/** The route group `/router`: the default router, one object that cannot be deleted. */
export class Routers extends Singleton<Router> {
	constructor(client: Client) {
		super(client, "/router", "the default router", [
			"host",
			"messagingPort",
			"edgeRouterPort",
			"interRouterPort",
		]);
	}
}
