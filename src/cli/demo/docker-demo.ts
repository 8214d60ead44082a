import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { AGENT_LABEL, buildImage, type Engine } from "../../docker";
import type { Configured } from "../../provider/types";
import { wrap } from "../diff/wrap";
import { Exit, UsageError } from "../failure";
import type { Raw } from "../list-kinds";
import type { Terminal } from "../terminal";
import { BASE_IMAGE, buildContext, dockerfile, PROGRAM } from "./docker-files";
import {
	type Answer,
	containerOf,
	untilGreeting,
	type Watch,
} from "./docker-story";
import { type OwnAgent, startOwnAgent } from "./own-agent";
import { command, type Stage } from "./story";
import type { Workspace } from "./workspace";

/** What the Docker demo plays with. */
export interface DockerStage extends Pick<Stage, "terminal" | "fogform"> {
	readonly workspace: Workspace;
	readonly signal: AbortSignal;
	readonly engine: Engine;
	readonly controllerUrl: string;
	/** A client of the Controller. */
	readonly byHand: Configured;
	readonly image: string;
	/** Label of everything that the demo builds, as `key=value`. */
	readonly label: string;
	readonly port: number;
	readonly remains: Remains;
}

/** What the demo has made and has to take away again. */
export interface Remains {
	agent?: OwnAgent;
	agentUuid?: string;
}

const STEPS = 6;

/** A label that no other run of the demo has. */
export const newLabel = () => `fogform-demo=${randomUUID()}`;

/** Plays the story on a Docker Engine: an image, the fleet in code, an agent, a configuration that changes while the program runs. Ends early with an Exit. */
export async function tellDockerStory(stage: DockerStage): Promise<void> {
	const { terminal, engine, signal, workspace } = stage;
	const { bold, cyan, green, red } = terminal.colors;
	let number = 0;
	const step = (title: string, text: string) => {
		if (signal.aborted) throw new Exit(130);
		number++;
		terminal.print(
			`\n${bold(cyan(`── ${number} of ${STEPS}: ${title}`))}\n\n${wrap(text, terminal.width)}`,
		);
	};

	step(
		"A microservice",
		"This is the whole program: it serves the configuration that it has. Where that comes from is the business of the SDK.",
	);
	terminal.print(
		`\n${indented("main.js", PROGRAM)}\n${indented("Dockerfile", dockerfile(stage.label))}`,
	);
	await build(stage);

	step(
		"The fleet in code",
		"stacks/greeter.ts describes an edge host (this machine), an application and the microservice, with its configuration.",
	);
	await command(stage, ["apply", "--auto-approve"], 0);

	step(
		"An agent",
		"On an edge host, an agent runs what the Controller says. Here it is a process beside your Docker Engine. It is handed a provisioning key, once.",
	);
	const watch = await joined(stage);
	const url = `http://127.0.0.1:${stage.port}`;
	const uuid = await microserviceOf(stage);
	const first = await untilGreeting(url, "good morning", watch);
	await showContainer(stage, uuid);
	curl(terminal, url, first);

	step(
		"Change the code",
		"Another greeting is one line. The plan says that no microservice restarts.",
	);
	const { before, after } = workspace.edit(
		"stacks/greeter.ts",
		'"good morning"',
		'"good evening"',
	);
	terminal.print(`\n    ${red(`- ${before}`)}\n    ${green(`+ ${after}`)}`);
	await command(stage, ["apply", "--auto-approve", "--allow-restarts=0"], 0);

	step(
		"The same container, another configuration",
		"The agent hears of the change and tells the program, which runs on.",
	);
	const since = Date.now();
	const second = await untilGreeting(url, "good evening", watch);
	const seconds = ((Date.now() - since) / 1000).toFixed(1);
	curl(terminal, url, second);
	await showContainer(stage, uuid);
	if (second.container !== first.container)
		throw new UsageError(
			"The demo did not go as it should",
			`The container ${first.container} should have stayed, and now there is ${second.container}.`,
		);
	terminal.print(
		`\n${green("✓")} ${seconds} seconds after the apply, and without a restart.`,
	);

	step(
		"Take it all away",
		"An agent that its fleet forgets keeps what it runs. So it leaves first, and takes its container with it; then the stack is destroyed.",
	);
	terminal.print(`\n${bold("$ fogform agent --deprovision")}`);
	await stage.remains.agent?.leave();
	delete stage.remains.agent;
	if (!(await containerOf(engine, uuid)))
		terminal.print("\nThe container is gone.\n");
	await command(stage, ["destroy", "--auto-approve"], 0);
}

/** Takes away what is left of a demo: its agent with containers, network and volumes, and its images. What cannot be removed is told. */
export async function cleanUp(
	{
		engine,
		label,
		terminal,
	}: Pick<DockerStage, "engine" | "label" | "terminal">,
	{ agent, agentUuid }: Remains,
): Promise<void> {
	await agent?.leave();
	const failures: string[] = [];
	const attempt = async (what: string, work: Promise<unknown>) => {
		await work.catch((error: Error) =>
			failures.push(`${what}: ${error.message}`),
		);
	};
	const filters = [
		label,
		...(agentUuid ? [`${AGENT_LABEL}=${agentUuid}`] : []),
	];
	for (const filter of filters) {
		const left = await engine.containers(filter).catch(() => []);
		for (const { Id } of left)
			await attempt(`docker rm -f ${Id.slice(0, 12)}`, engine.remove(Id));
	}
	if (agentUuid) {
		const network = `iofog-${agentUuid}`;
		await attempt(
			`docker network rm ${network}`,
			engine.removeNetwork(network),
		);
	}
	const removeImages = async () => {
		// Those that others build on go once these are gone.
		for (let round = 0; round < 9; round++) {
			const images = await engine.images(label);
			if (images.length === 0) return;
			for (const id of images) await engine.removeImage(id);
		}
		throw new Error("some are still in use");
	};
	await attempt(
		`docker image prune -f --filter label=${label}`,
		removeImages(),
	);
	for (const failure of failures)
		terminal.note(`This could not be taken away: ${failure}`);
}

async function build({
	engine,
	image,
	label,
	signal,
	terminal,
}: DockerStage): Promise<void> {
	const { bold } = terminal.colors;
	if (!(await engine.image(BASE_IMAGE)))
		terminal.print(
			`\n${BASE_IMAGE} is not there yet; Docker pulls it, and keeps it afterwards.`,
		);
	terminal.print(`\n${bold(`$ docker build -t ${image} .`)}\n`);
	try {
		await buildImage(engine, {
			tag: image,
			files: buildContext(label),
			signal,
			onLine: (line) => terminal.print(`    ${line}`),
		});
	} catch (cause) {
		if (signal.aborted) throw new Exit(130);
		if (cause instanceof UsageError) throw cause;
		const isThere = await engine.image(BASE_IMAGE).catch(() => undefined);
		throw new UsageError(
			"The image cannot be built",
			`${(cause as Error).message}${isThere ? "" : `\n\n${BASE_IMAGE} has to be there or to be had:\n    docker pull ${BASE_IMAGE}`}`,
		);
	}
}

async function joined(stage: DockerStage): Promise<Watch> {
	const { byHand, controllerUrl, engine, remains, signal, terminal } = stage;
	const { controller } = byHand;
	const [found] = (await controller?.rawList("agents", { signal })) ?? [];
	const uuid = String(found?.uuid);
	const made = await controller?.agents.provisioningKey({ uuid }, signal);
	if (!made)
		throw new UsageError(
			"The demo did not go as it should",
			"The Controller has no agent, though it was just made.",
		);
	remains.agentUuid = uuid;
	const agent = startOwnAgent(
		{
			controller: controllerUrl,
			data: join(stage.workspace.folder, "agent"),
			docker: engine.host,
		},
		made.key,
	);
	remains.agent = agent;
	terminal.print(
		`\n${terminal.colors.bold(`$ fogform agent --controller ${controllerUrl} --key-file -`)}\n\nStarted a dev agent (process ${agent.pid}).`,
	);
	return {
		signal,
		agent,
		status: async () => {
			controller?.forget();
			const { status } = (await microservices(stage))[0] ?? {};
			const { status: word, errorMessage } = (status ?? {}) as Raw;
			return [word, errorMessage].filter(Boolean).join(", ");
		},
	};
}

const microservices = async ({
	byHand,
	signal,
}: DockerStage): Promise<readonly Raw[]> =>
	(await byHand.controller?.rawList("microservices", {
		application: "greeter",
		signal,
	})) ?? [];

const microserviceOf = async (stage: DockerStage): Promise<string> =>
	String((await microservices(stage))[0]?.uuid);

async function showContainer(
	{ engine, terminal }: DockerStage,
	uuid: string,
): Promise<void> {
	const found = await containerOf(engine, uuid);
	terminal.print(
		`\n${terminal.colors.bold("$ docker ps")}\n\n    ${found?.line ?? "no container"}`,
	);
}

function curl(terminal: Terminal, url: string, answer: Answer): void {
	terminal.print(
		`\n${terminal.colors.bold(`$ curl ${url}`)}\n\n    ${JSON.stringify(answer)}`,
	);
}

const indented = (title: string, text: string) =>
	`    # ${title}\n${text.replace(/^(?=.)/gm, "    ")}`;
