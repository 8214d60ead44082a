import type { Place } from "./manifest-place";

type Values = Record<string, unknown>;

/** Where a Controller listens that is not told otherwise. */
const PORT = 51121;

function urlOf(place: Place | undefined): string | undefined {
	const text = place?.text();
	if (!place || !text) return undefined;
	try {
		const url = new URL(text.includes("://") ? text : `http://${text}`);
		// Behind https there is a proxy, which listens where proxies do.
		if (url.protocol === "http:" && url.port === "") url.port = String(PORT);
		return url.href.replace(/\/$/, "");
	} catch {
		throw place.fault("must be a host or a URL");
	}
}

/** Reads what leads to a Controller, in the words of the provider's configuration: `url`, `email`, `password`. How to install it is left out. */
export function readController(place: Place, isLocal: boolean): Values {
	const members = place.members();
	const user = members.get("iofogUser")?.members();
	const [first] = members.get("controllers")?.elements() ?? [];
	const one = (first ?? members.get("controller"))?.members();
	const at =
		members.get("endpoint") ??
		one?.get("endpoint") ??
		one?.get("host") ??
		members.get("host");
	return {
		url: urlOf(at) ?? (isLocal ? `http://localhost:${PORT}` : undefined),
		email: user?.get("email")?.text(),
		password: user?.get("password")?.text(),
	};
}
