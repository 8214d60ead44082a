import { notFound } from "../errors";
import { timestamps, type World } from "../world";
import { DEFAULT_ROUTER, defaultRouter, messagingPort } from "./routers";

/** What a client sends of the default router. */
export interface DefaultRouterBody {
	host?: string;
	messagingPort?: number;
	edgeRouterPort?: number;
	interRouterPort?: number;
}

/** The default router as its own route shows it. */
export function getDefaultRouter(world: World): unknown {
	const router = defaultRouter(world);
	if (!router) throw notFound("Invalid router '{}'", DEFAULT_ROUTER);
	const {
		host,
		messagingPort: messaging,
		edgeRouterPort,
		interRouterPort,
	} = router;
	return { host, messagingPort: messaging, edgeRouterPort, interRouterPort };
}

/** Sets the default router; the answer is its row, without what a new row has no value for. */
export function putDefaultRouter(
	world: World,
	body: DefaultRouterBody,
): unknown {
	world.validate("defaultRouterCreate", body);
	const is30 = world.dialect === "3.0";
	const values = {
		isEdge: false,
		messagingPort: body.messagingPort || messagingPort(world),
		host: String(body.host),
		edgeRouterPort: body.edgeRouterPort || (is30 ? 56722 : 45671),
		interRouterPort: body.interRouterPort || (is30 ? 56721 : 55671),
		isDefault: true,
	};
	const present = defaultRouter(world);
	if (present)
		return {
			...world.routers.update(present, values),
			iofog_uuid: present.iofogUuid,
		};
	const { iofogUuid: _, ...row } = world.routers.insert({
		id: world.store.next("router"),
		iofogUuid: null,
		...values,
		...timestamps(),
	});
	return row;
}
