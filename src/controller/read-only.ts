// A GET is not always a read: that of a provisioning key makes a new one, and those below /agent belong to agents (core contract §8.1).
const ALLOWED = [
	/^\/status$/,
	/^\/registries(\/[^/]+)?$/,
	/^\/application(\/[^/]+)?$/,
	/^\/microservices(\/[^/]+)?$/,
	/^\/iofog-list$/,
	/^\/iofog\/[^/]+$/,
	/^\/catalog\/microservices(\/[^/]+)?$/,
	/^\/router$/,
	/^\/nats\/hub$/,
	/^\/(secrets|configmaps)(\/[^/]+)?$/,
	/^\/volumeMounts(\/[^/]+(\/link)?)?$/,
	/^\/routes(\/[^/]+\/[^/]+)?$/,
];

/** Whether read-only mode may make a call; the log-in does not come through here. */
export function isAllowedRead(method: string, path: string): boolean {
	const [route = ""] = path.split("?");
	return method === "GET" && ALLOWED.some((allowed) => allowed.test(route));
}
