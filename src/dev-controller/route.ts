import type { IncomingHttpHeaders } from "node:http";
import type { UploadedFile } from "./body";
import type { Dialect } from "./dialect";
import type { ErrorName } from "./errors";
import { HtmlError } from "./http";
import type { Agent, User } from "./model";
import type { Query } from "./query-string";
import type { World } from "./world";

/** A request as a route handles it. */
export interface Call {
	world: World;
	/** The parts of the path that the route names, decoded. */
	params: Record<string, string>;
	query: Query;
	/** The parsed body; an empty object when there was none. A route gives it its own type. */
	body: unknown;
	file: UploadedFile | undefined;
	headers: IncomingHttpHeaders;
	/** Who asks; only on routes that need a user. */
	user: User;
	/** Which agent asks; only on routes of agents. */
	agent: Agent;
}

/** One route of the API: what it answers to, and how its errors become statuses. */
export interface Route {
	method: "DELETE" | "GET" | "HEAD" | "PATCH" | "POST" | "PUT";
	/** Below `/api/v3`, with `:name` for parts that vary. */
	path: string;
	/** The status of a success. */
	status: number;
	/** The status of each expected error; any other one is a 500 with a stack. */
	errors: Partial<Record<ErrorName, number>>;
	/** Who may call; a user unless something else is said. */
	auth?: "agent" | "none";
	/** Whether texts in the body are rendered as templates first. */
	substitutes?: boolean;
	/** The multipart field that carries a file. */
	file?: string;
	/** The only dialect that has the route. */
	only?: Dialect;
	handle: (call: Call) => unknown;
}

/** Errors of routes that check a body. */
export const CHECKED = {
	ValidationError: 400,
	AuthenticationError: 401,
} as const;
/** Errors of routes that look something up. */
export const LOOKED_UP = {
	AuthenticationError: 401,
	NotFoundError: 404,
} as const;
/** Errors of routes that do both. */
export const BOTH = { ...CHECKED, ...LOOKED_UP } as const;
/** Errors of routes that only need a token. */
export const GUARDED = { AuthenticationError: 401 } as const;

/** A matcher of the paths of a route: case does not matter, one trailing slash is tolerated. */
export function matcher(
	path: string,
): (pathname: string) => Record<string, string> | undefined {
	const names: string[] = [];
	const source = path
		.replace(/\/$/, "")
		.replace(/[.+*?^${}()|[\]\\]/g, "\\$&")
		.replace(/:(\w+)/g, (_, name: string) => {
			names.push(name);
			return "([^/]+?)";
		});
	const pattern = new RegExp(`^/api/v3${source}/?$`, "i");
	return (pathname) => {
		const match = pattern.exec(pathname);
		if (!match) return undefined;
		return Object.fromEntries(
			names.map((name, i) => [name, decoded(match[i + 1] ?? "")]),
		);
	};
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw new HtmlError(400, `URIError: Failed to decode param '${text}'`);
	}
}
