import type { IncomingMessage, ServerResponse } from "node:http";
import { sendBody, sendHtml } from "./http";
import { expireTokens } from "./services/sessions";
import type { World } from "./world";

const KINDS = [
	"drop-before",
	"drop-after",
	"delay",
	"500",
	"expired-token",
	"html",
] as const;

/** What goes wrong: a connection dropped before or after the work, a delay, an error, expired tokens, an HTML page. */
export type FaultKind = (typeof KINDS)[number];

/** A fault that waits for a matching request. */
export interface Fault {
	match: { method?: string; path?: string };
	kind: FaultKind;
	/** How many more requests it hits. */
	times: number;
	delayMs: number;
}

const CONTROL = "/__faults";

function parse(body: unknown): Fault | string {
	const {
		match = {},
		kind,
		times = 1,
		delayMs = 1000,
	} = body as Partial<Fault>;
	if (!KINDS.includes(kind as FaultKind))
		return `kind must be one of ${KINDS.join(", ")}`;
	if (!Number.isInteger(times) || times < 1)
		return "times must be a whole number above 0";
	if (typeof delayMs !== "number" || delayMs < 0)
		return "delayMs must be 0 or more";
	try {
		new RegExp(match.path ?? "");
	} catch (error) {
		return `match.path is no regular expression: ${(error as Error).message}`;
	}
	return { match, kind: kind as FaultKind, times, delayMs };
}

/** Faults on demand: `POST /__faults` adds one, `GET` lists what is left, `DELETE` clears. */
export class Faults {
	private waiting: Fault[] = [];

	isControl(pathname: string): boolean {
		return pathname === CONTROL;
	}

	control(
		request: IncomingMessage,
		response: ServerResponse,
		body: unknown,
	): void {
		if (request.method === "POST") {
			const fault = parse(body);
			if (typeof fault === "string") {
				sendBody(request, response, 400, {
					name: "ValidationError",
					message: fault,
				});
				return;
			}
			this.waiting.push(fault);
			sendBody(request, response, 201, fault);
			return;
		}
		if (request.method === "DELETE") {
			this.waiting = [];
			sendBody(request, response, 204, undefined);
			return;
		}
		sendBody(request, response, 200, { faults: this.waiting });
	}

	/** The fault that hits this request, counted down. */
	take(method: string, pathname: string): Fault | undefined {
		const fault = this.waiting.find(
			({ match }) =>
				(match.method ?? method).toUpperCase() === method &&
				new RegExp(match.path ?? "").test(pathname),
		);
		if (fault && --fault.times === 0)
			this.waiting = this.waiting.filter((other) => other !== fault);
		return fault;
	}

	/** Does what a fault does before the request is worked on; true when that was all of it. */
	async before(
		fault: Fault,
		world: World,
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<boolean> {
		switch (fault.kind) {
			case "drop-before":
				request.socket.destroy();
				return true;
			case "delay":
				await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
				return false;
			case "500":
				sendBody(request, response, 500, {
					name: "Error",
					message: "A fault that was asked for",
				});
				return true;
			case "html":
				sendHtml(request, response, 502, "Bad Gateway");
				return true;
			case "expired-token":
				expireTokens(world);
				return false;
			default:
				return false;
		}
	}

	/** Drops the connection of a request whose work is done, where the fault says so. */
	after(fault: Fault, request: IncomingMessage): boolean {
		if (fault.kind !== "drop-after") return false;
		request.socket.destroy();
		return true;
	}
}
