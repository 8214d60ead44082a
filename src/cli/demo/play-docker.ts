import { join } from "node:path";
import type { Engine } from "../../docker";
import type { Configured } from "../../provider/types";
import { wrap } from "../diff/wrap";
import { EXIT, report, UsageError } from "../failure";
import { provider } from "../lazy";
import type { Terminal } from "../terminal";
import {
	cleanUp,
	newLabel,
	type Remains,
	tellDockerStory,
} from "./docker-demo";
import { openEngine } from "./docker-engine";
import { projectFiles } from "./docker-files";
import { freePort } from "./docker-story";
import { type OwnController, startOwnController } from "./own-controller";
import { environmentOf, restoreEnvironment } from "./own-environment";
import type { Stage } from "./story";
import { makeWorkspace, type Workspace } from "./workspace";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** `fogform demo --docker`: the exit code. Whatever happens, nothing of it stays: no process, container, network, image or file. */
export async function playDocker(
	terminal: Terminal,
	dialect: string,
	fogform: Stage["fogform"],
): Promise<number> {
	const stop = new AbortController();
	const interrupt = () => {
		if (!stop.signal.aborted)
			terminal.note("\nTaking away what the demo has made…");
		stop.abort();
	};
	for (const signal of SIGNALS) process.on(signal, interrupt);
	const before = { folder: process.cwd(), env: { ...process.env } };
	const label = newLabel();
	const remains: Remains = {};
	let engine: Engine | undefined;
	let workspace: Workspace | undefined;
	let own: OwnController | undefined;
	let byHand: Configured | undefined;
	let code: number = EXIT.done;
	try {
		introduce(terminal);
		const opened = await openEngine(terminal.streams.env);
		engine = opened.engine;
		const { architecture } = opened;
		const image = `fogform-demo/hello:${label.slice(-12)}`;
		const port = await freePort();
		workspace = makeWorkspace(
			projectFiles({ dialect, architecture, image, port }),
		);
		const data = join(workspace.folder, "controller");
		own = await startOwnController(dialect, data);
		terminal.print(
			`\nStarted a dev Controller (process ${own.pid}) at ${own.url}.`,
		);
		Object.assign(process.env, environmentOf(own));
		process.chdir(workspace.folder);
		const { configured, diagnostics } = provider().configure({});
		if (!configured?.controller)
			throw new UsageError(
				"No Controller to show it on",
				diagnostics.map((d) => d.detail).join("\n"),
			);
		byHand = configured;
		await tellDockerStory({
			terminal,
			fogform,
			workspace,
			engine,
			image,
			label,
			port,
			remains,
			signal: stop.signal,
			controllerUrl: own.url,
			byHand: configured,
		});
	} catch (cause) {
		code = report(cause, terminal);
	} finally {
		if (engine) await cleanUp({ engine, label, terminal }, remains);
		engine?.close();
		byHand?.close();
		process.chdir(before.folder);
		restoreEnvironment(before.env);
		await own?.stop();
		workspace?.remove();
		for (const signal of SIGNALS) process.off(signal, interrupt);
	}
	if (stop.signal.aborted) return EXIT.interrupted;
	if (code === EXIT.done) conclude(terminal);
	return code;
}

function introduce(terminal: Terminal): void {
	const { bold } = terminal.colors;
	terminal.print(
		`${bold("fogform: from code to a running container")}\n\n${wrap("A program in a container gets its configuration from the code that describes the fleet, while it runs. This demo starts a Controller for development and an agent, both as processes, and runs one microservice on this machine's Docker Engine. It takes away all that it makes.", terminal.width)}`,
	);
}

function conclude(terminal: Terminal): void {
	const { bold, green } = terminal.colors;
	terminal.print(
		`\n${bold(green("That was the whole way."))} Its processes, its container, its network and its image are gone.\n\nTo go on:\n    fogform init my-service --template microservice     a microservice of your own\n    fogform controller                                  a dev Controller to try it on\n    fogform agent --help                                the dev agent`,
	);
}
