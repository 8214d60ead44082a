import type { Controller } from "../../controller";
import { type Define, does } from "../command";
import {
	addConnectionOptions,
	type ConnectionFlags,
	connect,
} from "../connection";
import { EXIT, UsageError } from "../failure";
import { readFleet } from "../fleet/read";
import { microserviceNamed } from "../fleet/select";
import { stateText } from "../fleet/text";
import type { MicroserviceStatus } from "../fleet/types";
import { logReader } from "../lazy";
import { numberOption } from "../numbers";
import type { Terminal } from "../terminal";

interface Flags extends ConnectionFlags {
	readonly application?: string;
	readonly follow?: boolean;
	readonly tail?: number;
	readonly since?: Date;
	readonly until?: Date;
}

const MAX_TAIL = 10_000;

/** `fogform logs MICROSERVICE`: what a microservice writes, through the Controller. */
export const define: Define = (program, run) => {
	const command = addConnectionOptions(
		program
			.command("logs")
			.description("print what a microservice writes (Controllers 3.7)")
			.argument("<microservice>", "its name, APPLICATION/NAME, or its uuid"),
	)
		.option("--application <name>", "the application that it belongs to")
		.option("-f, --follow", "go on with what it writes from now on")
		.option(
			"--tail <number>",
			`how many of the last lines, up to ${MAX_TAIL} (default: 100)`,
			numberOption("--tail", { min: 1, max: MAX_TAIL }),
		)
		.option(
			"--since <time>",
			"only what was written after this: a time, or how long ago, such as 10m",
			timeOption("--since"),
		)
		.option(
			"--until <time>",
			"only what was written before this",
			timeOption("--until"),
		);
	does<Flags>(command, run, async ({ terminal, args, options }) => {
		const configured = await connect(options, terminal);
		const stop = new AbortController();
		const end = () => stop.abort();
		process.on("SIGINT", end);
		process.on("SIGTERM", end);
		// Whoever reads standard output may have read enough, as head does.
		terminal.streams.stdout.on("error", end);
		try {
			const { controller } = configured;
			if (!controller)
				throw new UsageError("No Controller", "Give its address with --url.");
			const reference = args[0] as string;
			const found = await find(controller, reference, options, stop.signal);
			return await print(controller, found, options, terminal, stop.signal);
		} catch (error) {
			if (stop.signal.aborted)
				return options.follow ? EXIT.done : EXIT.interrupted;
			throw error;
		} finally {
			process.off("SIGINT", end);
			process.off("SIGTERM", end);
			terminal.streams.stdout.off("error", end);
			configured.close();
		}
	});
};

/** Finds the microservice, and refuses what no log can be had of. */
async function find(
	controller: Controller,
	reference: string,
	{ application }: Flags,
	signal: AbortSignal,
): Promise<MicroserviceStatus> {
	const { version, dialect } = await controller.info(signal);
	const within =
		application ??
		(reference.includes("/") ? reference.split("/")[0] : undefined);
	const fleet = await readFleet(
		controller,
		signal,
		within === undefined ? undefined : [within],
	);
	const found = microserviceNamed(
		application === undefined || reference.includes("/")
			? reference
			: `${application}/${reference}`,
		fleet,
	);
	const onHost = `On its host, which is ${found.agent}:\n    docker logs iofog_${found.uuid}`;
	if (dialect !== "3.7")
		throw new UsageError(
			"Not on this Controller",
			`The Controller at ${controller.url} is a ${version}, and hands out no logs; Controllers 3.7 do. ${onHost}`,
		);
	if (found.state !== "RUNNING")
		throw new UsageError(
			"Not running",
			`${found.application}/${found.name} is ${stateText(found)}, and the Controller hands out the logs of running microservices only.${found.error ? ` Its agent says: ${found.error}` : ""} ${onHost}`,
		);
	return found;
}

async function print(
	controller: Controller,
	{ uuid, agent }: MicroserviceStatus,
	{ follow = false, tail, since, until }: Flags,
	terminal: Terminal,
	signal: AbortSignal,
): Promise<number> {
	const { stdout } = terminal.streams;
	const part = {
		uuid,
		follow,
		...(tail !== undefined && { tail }),
		...(since && { since }),
		...(until && { until }),
	};
	for await (const event of logReader()(controller, part, signal)) {
		if (event.kind === "waiting") {
			if (terminal.live)
				terminal.note(
					`Waiting for the agent ${agent}, which looks for such wishes every few seconds…`,
				);
		} else if (event.kind === "refused")
			throw new UsageError(
				"No log",
				`The agent ${agent} cannot hand out the log: ${event.why}.`,
			);
		else if (event.kind === "lines") {
			const { bytes } = event;
			const whole = bytes.at(-1) === 0x0a;
			const text = whole ? bytes : Buffer.concat([bytes, Buffer.from("\n")]);
			// Slow readers slow the sender down.
			if (!stdout.write(text) && !signal.aborted)
				await new Promise<void>((resolve) => {
					stdout.once("drain", resolve);
					signal.addEventListener("abort", () => resolve(), { once: true });
				});
		}
	}
	if (follow && terminal.live)
		terminal.note("The log has ended: the container is not running any more.");
	return EXIT.done;
}

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

function timeOption(flag: string): (text: string) => Date {
	return (text) => {
		const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
		const at = unit
			? Date.now() - Number(count) * (SECONDS[unit] as number) * 1000
			: Date.parse(text);
		if (Number.isNaN(at) || (!unit && !/^\d{4}-\d{2}-\d{2}/.test(text)))
			throw new UsageError(
				"Invalid option",
				`${flag} ${text}: write a time such as 2026-01-31T12:00:00Z, or how long ago, such as 10m or 2h.`,
			);
		return new Date(at);
	};
}
