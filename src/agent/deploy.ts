import { type Engine, EngineError } from "../docker";
import type { Images } from "./images";
import { labelOf, type Microservice, recipeOf } from "./microservice";
import {
	type Container,
	containerName,
	type Memory,
	runs,
	successorName,
} from "./plan";
import { containerSpec, type Surroundings } from "./recipe";

/** What an agent is about to do for a microservice, in the words of the Controller. */
export interface Phase {
	readonly status:
		| "CREATING"
		| "DELETING"
		| "PULLING"
		| "QUEUED"
		| "STARTING"
		| "UPDATING";
	readonly percentage?: number;
}

/** What bringing containers into being needs. */
export interface Tools {
	readonly engine: Engine;
	readonly images: Images;
	/** What is around containers now; makes the network where it is missing. */
	readonly surroundings: () => Promise<Surroundings>;
	readonly log: (line: string) => void;
}

/** How long to wait for a name that another container has, in milliseconds: the agent that a microservice moved away from may share the engine. */
const NAME_PATIENCE_MS = 60_000;

/** Seconds that a container has to end by itself. */
export const STOP_SECONDS = 10;

/** The Controller wants something else by now: what was begun is dropped, which is no failure. */
export class Outdated extends Error {}

/** The old container had to be stopped and started again, because the new one did not start. */
export class Interrupted extends Error {}

/** What the engine says when a port is taken is about sockets and endpoints; this is about ports. */
function explained(error: unknown): Error {
	const { message } = error as Error;
	const [, port] =
		/:(\d+)(?:: bind: address already in use| failed: port is already allocated)/.exec(
			message,
		) ?? [];
	if (port === undefined) return error as Error;
	return new Error(`The port ${port} of this host is taken: ${message}`);
}

/** What bringing one microservice into being needs. */
export interface Job {
	readonly microservice: Microservice;
	readonly memory: Memory;
	/** Whether the Controller still wants it like this. */
	readonly isCurrent: () => boolean;
	readonly phase: (phase: Phase) => void;
}

async function make(
	{ engine, images, surroundings }: Tools,
	{ microservice, memory, isCurrent, phase }: Job,
	name: string,
): Promise<{ id: string; imageId: string }> {
	const around = await surroundings();
	phase({ status: "PULLING", percentage: 0 });
	const image = await images.get(microservice, memory, (percentage) =>
		phase({ status: "PULLING", percentage }),
	);
	if (!isCurrent()) throw new Outdated();
	phase({ status: "CREATING", percentage: 100 });
	const spec = containerSpec(microservice, image.reference, around);
	const end = Date.now() + NAME_PATIENCE_MS;
	for (;;)
		try {
			const id = await engine.create(name, spec, microservice.platform);
			return { id, imageId: image.id };
		} catch (error) {
			if (!isNameTaken(error) || Date.now() > end) throw error;
			await new Promise((resolve) => setTimeout(resolve, 500));
			if (!isCurrent()) throw new Outdated();
		}
}

const isNameTaken = (error: unknown): boolean =>
	error instanceof EngineError &&
	error.status === 409 &&
	error.message.includes("name");

/** Makes and starts the container of a microservice that has none; resolves to the id of its image. A container that does not start is removed. */
export async function create(tools: Tools, job: Job): Promise<string> {
	const { uuid } = job.microservice;
	const { id, imageId } = await make(tools, job, containerName(uuid));
	job.phase({ status: "STARTING", percentage: 100 });
	try {
		await tools.engine.start(id);
	} catch (error) {
		await tools.engine.remove(id);
		throw explained(error);
	}
	tools.log(`${labelOf(job.microservice)} runs.`);
	return imageId;
}

/**
 * Makes a new container beside the old one, and lets it take over only once image and container are there; resolves to the id of its image.
 * Where the new one does not start, the old one runs again as before.
 */
export async function replace(
	tools: Tools,
	job: Job,
	old: Container,
): Promise<string> {
	const { engine, log } = tools;
	const { microservice } = job;
	const name = containerName(microservice.uuid);
	const { id, imageId } = await make(
		tools,
		job,
		successorName(microservice.uuid),
	);
	job.phase({ status: "UPDATING", percentage: 100 });
	try {
		await engine.stop(old.id, STOP_SECONDS);
		await engine.start(id);
	} catch (error) {
		await engine.remove(id);
		if (!runs(old)) throw explained(error);
		await engine.start(old.id);
		throw new Interrupted(explained(error).message);
	}
	await engine.remove(old.id);
	await engine.rename(id, name);
	const why =
		old.recipe === recipeOf(microservice) ? "was made anew" : "is updated";
	log(`${labelOf(microservice)} ${why}.`);
	return imageId;
}
