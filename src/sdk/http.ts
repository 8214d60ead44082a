import { request } from "node:http";
import { SdkError } from "./errors";
import type { Settings } from "./settings";

/** What the local API answered: a status, and the body as text. */
export interface Answer {
	readonly status: number;
	readonly text: string;
}

const DEADLINE_MS = 10_000;

/** The local API as a URL without a path. */
export const originOf = ({ host, port }: Settings): string =>
	`http://${host.includes(":") ? `[${host}]` : host}:${port}`;

/** Posts JSON to the local API; rejects with an `unreachable` {@link SdkError} where no answer comes within ten seconds. */
export function post(
	settings: Settings,
	path: string,
	body: object,
): Promise<Answer> {
	const content = JSON.stringify(body);
	return new Promise((resolve, reject) => {
		const outgoing = request(
			originOf(settings) + path,
			{
				method: "POST",
				// A connection of its own for each call: an answer that comes too late can never be taken for the next one's.
				agent: false,
				headers: {
					"Content-Type": "application/json",
					"Content-Length": Buffer.byteLength(content),
				},
			},
			(response) => {
				const chunks: Buffer[] = [];
				response.on("data", (chunk: Buffer) => chunks.push(chunk));
				response.once("error", fail);
				response.once("close", () => {
					clearTimeout(timer);
					if (!response.complete)
						return fail(new Error("the connection broke in the answer"));
					const text = Buffer.concat(chunks).toString("utf8");
					resolve({ status: response.statusCode ?? 0, text });
				});
			},
		);
		const fail = (cause: Error) => {
			clearTimeout(timer);
			reject(unreachable(settings, cause));
		};
		const timer = setTimeout(
			() => outgoing.destroy(new Error(`no answer in ${DEADLINE_MS / 1000} s`)),
			DEADLINE_MS,
		);
		outgoing.once("error", fail);
		outgoing.end(content);
	});
}

function unreachable(settings: Settings, cause: Error): SdkError {
	return new SdkError(
		"unreachable",
		`The agent's local API at ${originOf(settings)} cannot be reached (${cause.message}). It is there in containers that an agent runs; elsewhere set IOFOG_LOCAL_API=host:port.`,
		cause,
	);
}

/** The JSON of a good answer; throws an {@link SdkError} that carries the local API's own words for any other one. */
export function parsed(answer: Answer): Record<string, unknown> {
	if (answer.status !== 200)
		throw new SdkError(
			"refused",
			`The agent's local API refused (${answer.status}): ${answer.text.trim()}`,
		);
	try {
		return JSON.parse(answer.text) as Record<string, unknown>;
	} catch (cause) {
		throw new SdkError(
			"refused",
			`The agent's local API answered with something that is no JSON: ${answer.text.slice(0, 200)}`,
			cause,
		);
	}
}
