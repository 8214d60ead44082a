import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type ParsedBody, parseBody } from "./body";
import type { Faults } from "./faults";
import {
	HtmlError,
	sendBody,
	sendHtml,
	sendPreflight,
	setCommonHeaders,
} from "./http";
import { renderValues } from "./liquid";
import type { Agent, User } from "./model";
import { parseQuery, sanitizeQuery } from "./query-string";
import { type Call, matcher, type Route } from "./route";
import { ROUTES } from "./routes/index";
import { authenticateAgent } from "./services/device-credentials";
import { authenticate, Unauthenticated, userOf } from "./services/sessions";
import type { World } from "./world";

interface Bound {
	route: Route;
	match: ReturnType<typeof matcher>;
}

/** How a server answers beside its routes. */
export interface ServerOptions {
	/** Added to every answer, in milliseconds. */
	latencyMs: number;
	/** A call that fails changes nothing. */
	strict: boolean;
	/** Writes within so many milliseconds cross each other; 0: none. */
	chaosMs: number;
	/** On 3.7, too, a user may sign up while there is none. */
	signUp: boolean;
	/** Present only where faults may be asked for. */
	faults: Faults | undefined;
}

const SIGN_UP = "/user/signup";

const pause = (milliseconds: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, milliseconds));

function find(
	bound: Bound[],
	method: string,
	pathname: string,
): { route: Route; params: Record<string, string> } | undefined {
	for (const { route, match } of bound) {
		const suits =
			route.method === method || (method === "HEAD" && route.method === "GET");
		const params = suits ? match(pathname) : undefined;
		if (params) return { route, params };
	}
	return undefined;
}

function uploadOf(route: Route, parsed: ParsedBody): Call["file"] {
	if (!route.file) return parsed.files[0];
	const stray = parsed.files.find((file) => file.field !== route.file);
	if (stray)
		throw new HtmlError(
			500,
			"MulterError: Unexpected field\n    at wrappedFileFilter (multer)",
		);
	return parsed.files[0];
}

function authorize(world: World, route: Route, header: string | undefined) {
	const nobody = undefined as unknown;
	if (route.auth === "none")
		return { user: nobody as User, agent: nobody as Agent };
	return route.auth === "agent"
		? { user: nobody as User, agent: authenticateAgent(world, header) }
		: { user: authenticate(world, header), agent: nobody as Agent };
}

function failure(route: Route, error: Error): { status: number; body: object } {
	if (error instanceof Unauthenticated)
		return {
			status: 401,
			body: { error: "Unauthorized: No authentication information found" },
		};
	const status = route.errors[error.name as keyof Route["errors"]] ?? 500;
	const { name, message, stack } = error;
	return {
		status,
		body: status === 500 ? { name, message, stack } : { name, message },
	};
}

/** Runs a route on a parsed request; everything it changed is committed, also when it fails. */
function run(
	world: World,
	route: Route,
	params: Record<string, string>,
	request: IncomingMessage,
	search: string,
	parsed: ParsedBody,
	{ strict, arrived }: { strict: boolean; arrived: number | undefined },
): { status: number; body: unknown } {
	const file = uploadOf(route, parsed);
	const header = request.headers.authorization;
	const { body } = parsed;
	if (route.substitutes)
		renderValues(
			world,
			body,
			{ self: body },
			world.dialect === "3.0" ? userOf(world, header) : world.users.all()[0],
		);
	if (strict) world.store.track();
	const handle = () => {
		const { user, agent } = authorize(world, route, header);
		const query = sanitizeQuery(parseQuery(search));
		const { headers } = request;
		const call: Call = {
			world,
			params,
			query,
			body,
			file,
			headers,
			user,
			agent,
		};
		return { status: route.status, body: route.handle(call) };
	};
	try {
		return world.race.during(arrived, handle);
	} catch (error) {
		if (strict) world.store.rollback();
		return failure(route, error as Error);
	} finally {
		// Reading only moves the expiry of a token, which can wait for the next write.
		if (route.method !== "GET" || route.auth === "agent") world.store.commit();
	}
}

/** The request listener of a dev Controller. */
export function createListener(
	world: World,
	options: ServerOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
	const isServed = ({ only, path }: Route) =>
		only === undefined ||
		only === world.dialect ||
		(options.signUp && path === SIGN_UP);
	const bound = ROUTES.filter(isServed).map((route) => ({
		route,
		match: matcher(route.path),
	}));
	const isClosed = ({ only, path }: Route) =>
		path === SIGN_UP && only !== world.dialect && world.users.size > 0;

	async function answer(
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<void> {
		const method = request.method ?? "GET";
		const [pathname = "/", search = ""] = (request.url ?? "/").split("?", 2);
		setCommonHeaders(response);
		if (method === "OPTIONS") return sendPreflight(request, response);
		if (world.dialect === "3.7")
			response.setHeader(
				"Set-Cookie",
				`connect.sid=s%3A${randomUUID()}; Path=/; HttpOnly`,
			);
		if (options.latencyMs > 0) await pause(options.latencyMs);
		if (options.faults?.isControl(pathname)) {
			const { body } = await parseBody(request);
			return options.faults.control(request, response, body);
		}
		const parsed = await parseBody(request);
		response.setHeader("X-Timestamp", String(Date.now()));
		const found = find(bound, method, pathname);
		if (!found || isClosed(found.route))
			throw new HtmlError(404, `Cannot ${method} ${pathname}`);
		const fault = options.faults?.take(method, pathname);
		if (
			fault &&
			(await options.faults?.before(fault, world, request, response))
		)
			return;
		const { chaosMs } = options;
		const arrived = chaosMs > 0 ? world.store.clock.now : undefined;
		if (chaosMs > 0 && method !== "GET") await pause(chaosMs);
		const result = run(
			world,
			found.route,
			found.params,
			request,
			search,
			parsed,
			{ strict: options.strict, arrived },
		);
		if (fault && options.faults?.after(fault, request)) return;
		sendBody(request, response, result.status, result.body);
	}

	return (request, response) => {
		answer(request, response).catch((error: Error) => {
			if (response.headersSent) return response.destroy();
			if (error instanceof HtmlError)
				return sendHtml(request, response, error.status, error.message);
			const { name, message, stack } = error;
			return sendBody(request, response, 500, { name, message, stack });
		});
	};
}
