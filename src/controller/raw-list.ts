import type { Client } from "./client";
import { ControllerError } from "./errors";
import { unsupportedObject } from "./wire";

/** Where each kind is listed: the key of the answer, "all" for one that is the list, or "itself" for an object of which there is one. */
const KINDS: Record<
	string,
	{ path: string; key: string; only?: "3.0" | "3.7" }
> = {
	registries: { path: "/registries", key: "registries" },
	applications: { path: "/application", key: "applications" },
	microservices: { path: "/microservices", key: "microservices" },
	agents: { path: "/iofog-list", key: "fogs" },
	"catalog-items": { path: "/catalog/microservices", key: "catalogItems" },
	routes: { path: "/routes", key: "routes", only: "3.0" },
	secrets: { path: "/secrets", key: "secrets", only: "3.7" },
	"config-maps": { path: "/configmaps", key: "configMaps", only: "3.7" },
	"volume-mounts": { path: "/volumeMounts", key: "all", only: "3.7" },
	router: { path: "/router", key: "itself" },
	"nats-hub": { path: "/nats/hub", key: "itself", only: "3.7" },
};

/**
 * The objects of a kind (as `fogform list` names it) with the Controller's own keys; `application` narrows microservices to those of one
 * application, and applications to that one.
 */
export async function rawList(
	client: Client,
	kind: string,
	{ signal, application }: { signal?: AbortSignal; application?: string } = {},
): Promise<Record<string, unknown>[]> {
	const found = KINDS[kind];
	if (!found) {
		throw new ControllerError(
			`"${kind}" is no kind of object that a Controller lists. The kinds are ${Object.keys(KINDS).join(", ")}.`,
			{ kind: "invalid", method: "GET", url: client.url },
		);
	}
	const { path, key, only } = found;
	const dialect = await client.dialect(signal);
	const subject = `the ${kind.replace("-", " ")}`;
	if (only && dialect !== only) {
		throw unsupportedObject(subject.replace("the ", ""), dialect);
	}
	const one = application !== undefined && kind === "applications";
	const name = application === undefined ? "" : encodeURIComponent(application);
	const call = {
		method: "GET" as const,
		path: one ? `${path}/${name}` : name ? `${path}?application=${name}` : path,
		subject,
		signal,
		slow: true,
	};
	if (one || key === "itself") {
		const object = await client.callIfFound(call);
		return object === undefined ? [] : [object as Record<string, unknown>];
	}
	const answer = (await client.call(call)) as Record<string, unknown>;
	return (key === "all" ? answer : answer[key]) as Record<string, unknown>[];
}
