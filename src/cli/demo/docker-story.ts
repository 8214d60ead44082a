import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import type { Engine } from "../../docker";
import { MICROSERVICE_LABEL } from "../../docker";
import { Exit, UsageError } from "../failure";
import type { OwnAgent } from "./own-agent";

/** What the program of the demo answers. */
export interface Answer {
	readonly config?: { readonly greeting?: string };
	readonly container: string;
}

const ASK_MS = 2_000;
const PATIENCE_MS = 60_000;
const PAUSE_MS = 100;

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(0, "127.0.0.1", resolve);
	});
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

async function ask(url: string): Promise<Answer | undefined> {
	try {
		const answer = await fetch(url, { signal: AbortSignal.timeout(ASK_MS) });
		return (await answer.json()) as Answer;
	} catch {
		return undefined;
	}
}

/** What is watched while the demo waits, so that it can say why it waits in vain. */
export interface Watch {
	readonly signal: AbortSignal;
	readonly agent: OwnAgent;
	/** What the Controller says of the microservice. */
	readonly status: () => Promise<string | undefined>;
}

/** Asks the program until it has a greeting; throws a UsageError that says what the agent and the Controller know where it never has. */
export async function untilGreeting(
	url: string,
	greeting: string,
	watch: Watch,
): Promise<Answer> {
	const end = Date.now() + PATIENCE_MS;
	for (;;) {
		const answer = await ask(url);
		if (answer?.config?.greeting === greeting) return answer;
		if (watch.signal.aborted) throw new Exit(130);
		const { agent } = watch;
		const fault = agent.lines.find((line) => line.includes("cannot listen"));
		if (!fault && !agent.ended && Date.now() < end) {
			await pause(PAUSE_MS, watch.signal);
			continue;
		}
		const status = await watch.status().catch(() => undefined);
		throw new UsageError(
			"The microservice does not answer",
			[
				`${url} ${answer ? `answers ${JSON.stringify(answer)}` : "does not answer"}${agent.ended ? ", and the agent has ended" : ""}.`,
				...(status ? [`The Controller says: ${status}`] : []),
				"The agent said last:",
				...agent.lines.slice(-5).map((line) => `    ${line}`),
			].join("\n"),
		);
	}
}

/** The container of a microservice, as `docker ps` would show it; undefined where it has none. */
export async function containerOf(
	engine: Engine,
	uuid: string,
): Promise<{ id: string; line: string } | undefined> {
	const [found] = await engine.containers(`${MICROSERVICE_LABEL}=${uuid}`);
	if (!found) return undefined;
	const id = found.Id.slice(0, 12);
	const name = found.Names[0]?.replace(/^\//, "") ?? "";
	return { id, line: `${id}   ${found.Status}   ${name}` };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const end = () => {
			clearTimeout(timer);
			signal.removeEventListener("abort", end);
			resolve();
		};
		const timer = setTimeout(end, milliseconds);
		signal.addEventListener("abort", end);
	});
}
