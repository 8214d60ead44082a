import { join } from "node:path";
import type { Configured } from "../../provider/types";
import { type Define, does } from "../command";
import type { OwnController } from "../demo/own-controller";
import { environmentOf, restoreEnvironment } from "../demo/own-environment";
import type { Stage } from "../demo/story";
import type { Workspace } from "../demo/workspace";
import { wrap } from "../diff/wrap";
import { EXIT, Exit, report, UsageError } from "../failure";
import { provider } from "../lazy";
import type { Streams, Terminal } from "../terminal";

interface Flags {
	readonly controller?: string;
	readonly email?: string;
	readonly password?: string;
	readonly token?: string;
	readonly caFile?: string;
	readonly dialect: string;
	readonly docker?: boolean;
}

/** `fogform demo`: the whole product in a minute, on a dev Controller or a real one. */
export const define: Define = (program, run) => {
	const command = program
		.command("demo")
		.description(
			"show the whole story on a dev Controller: plan, apply, drift, repair, change, destroy",
		)
		.option(
			"--controller <url>",
			"run it on this Controller instead, and leave it as it was",
		)
		.option("--email <email>", "user of that Controller (or IOFOG_EMAIL)")
		.option(
			"--password <password>",
			"password of that user (or IOFOG_PASSWORD)",
		)
		.option("--token <token>", "access token (or IOFOG_TOKEN)")
		.option("--ca-file <file>", "certificates (PEM) to trust")
		.option(
			"--dialect <version>",
			"which Controller the dev Controller is like: 3.0 or 3.7",
			"3.7",
		)
		.option(
			"--docker",
			"run a microservice on this machine's Docker Engine and change its configuration while it runs",
		);
	does<Flags>(command, run, ({ terminal, options }) => {
		if (options.docker && options.controller !== undefined)
			throw new UsageError(
				"Options exclude each other",
				"--docker plays on a Controller of its own: leave --controller out.",
			);
		const color = terminal.colors.isColorSupported ? [] : ["--no-color"];
		const fogform: Fogform = (args) => {
			const { streams } = terminal;
			return run.runCommand([...args, ...color], {
				...streams,
				stdout: shortened(streams.stdout),
				env: process.env,
			});
		};
		if (!options.docker) return demo(terminal, options, fogform);
		const { playDocker } =
			require("../demo/play-docker") as typeof import("../demo/play-docker");
		return playDocker(terminal, options.dialect, fogform);
	});
};

type Fogform = Stage["fogform"];

// The resources whose blocks are shown whole, in the one story or the other; a first plan would fill many screens otherwise.
const EXAMPLES = ["iofog_microservice.sensors", "iofog_microservice.hello"];

/** A stream that shortens the plans written to it: each is written at once. */
function shortened(target: Streams["stdout"]) {
	const { shortenPlan } =
		require("../demo/shorten") as typeof import("../demo/shorten");
	const stdout = Object.create(target) as Streams["stdout"];
	stdout.write = (text: string | Uint8Array) =>
		target.write(shortenPlan(String(text), EXAMPLES));
	return stdout;
}

async function demo(
	terminal: Terminal,
	flags: Flags,
	fogform: Fogform,
): Promise<number> {
	const { makeWorkspace } =
		require("../demo/workspace") as typeof import("../demo/workspace");
	const stop = new AbortController();
	const interrupt = () => stop.abort();
	process.on("SIGINT", interrupt);
	process.on("SIGTERM", interrupt);
	const workspace = makeWorkspace();
	const before = { folder: process.cwd(), env: { ...process.env } };
	let own: OwnController | undefined;
	let code: number = EXIT.done;
	try {
		introduce(terminal, flags);
		if (flags.controller === undefined) {
			const { startOwnController } =
				require("../demo/own-controller") as typeof import("../demo/own-controller");
			own = await startOwnController(
				flags.dialect,
				join(workspace.folder, "controller"),
			);
			terminal.print(
				`\nStarted a dev Controller (process ${own.pid}) at ${own.url}.`,
			);
		}
		Object.assign(process.env, environment(flags, own));
		process.chdir(workspace.folder);
		code = await play(terminal, flags, own, workspace, stop.signal, fogform);
		if (code === EXIT.done) conclude(terminal, flags);
	} catch (cause) {
		code = report(cause, terminal);
	} finally {
		process.chdir(before.folder);
		restoreEnvironment(before.env);
		await own?.stop();
		workspace.remove();
		process.off("SIGINT", interrupt);
		process.off("SIGTERM", interrupt);
	}
	return stop.signal.aborted ? EXIT.interrupted : code;
}

async function play(
	terminal: Terminal,
	flags: Flags,
	own: OwnController | undefined,
	workspace: Workspace,
	signal: AbortSignal,
	fogform: Fogform,
): Promise<number> {
	const { tellStory } =
		require("../demo/story") as typeof import("../demo/story");
	const { configured, diagnostics } = provider().configure({});
	if (!configured?.controller)
		throw new UsageError(
			"No Controller to show it on",
			diagnostics.map((d) => d.detail).join("\n"),
		);
	let started = false;
	try {
		await prepare(configured, terminal, signal);
		const stage: Stage = {
			terminal,
			workspace,
			controllerUrl: own?.url ?? (flags.controller as string),
			byHand: configured,
			signal,
			fogform: (args) => {
				started ||= args[0] === "apply";
				if (args[0] === "destroy") started = false;
				return fogform(args);
			},
		};
		await tellStory(stage);
		return EXIT.done;
	} catch (cause) {
		const code = report(cause, terminal);
		// A Controller of our own goes away anyway; somebody else's is left as it was.
		if (started && !own) {
			terminal.note("\nTaking away what the demo has made…");
			await fogform(["destroy", "--auto-approve"]);
		}
		return cause instanceof Exit ? cause.code : code;
	} finally {
		configured.close();
	}
}

// A router cannot be taken away again: where the Controller has one, the stack does without its own.
async function prepare(
	{ controller }: Configured,
	terminal: Terminal,
	signal: AbortSignal,
): Promise<void> {
	const routers = await controller?.rawList("router", { signal });
	if (routers?.length) process.env.GREENHOUSE_ROUTER = "existing";
	else if (process.env.FOGFORM_DEMO_CONTROLLER === "real")
		terminal.note(
			"This Controller has no default router yet. Agents need one, so the demo makes it, and it stays: a Controller cannot delete its router.",
		);
}

function environment(
	flags: Flags,
	own: OwnController | undefined,
): Record<string, string> {
	if (own) return environmentOf(own);
	const entries = {
		FOGFORM_DEMO_CONTROLLER: "real",
		IOFOG_CONTROLLER_URL: flags.controller,
		IOFOG_EMAIL: flags.email,
		IOFOG_PASSWORD: flags.password,
		IOFOG_TOKEN: flags.token,
		IOFOG_CA_FILE: flags.caFile,
	};
	return Object.fromEntries(
		Object.entries(entries).filter(
			(entry): entry is [string, string] => entry[1] !== undefined,
		),
	);
}

function introduce(terminal: Terminal, flags: Flags): void {
	const { bold } = terminal.colors;
	const where =
		flags.controller === undefined
			? "This demo starts a Controller for development in a process of its own, on a free port, and plays on it. Everything happens in a temporary folder; nothing on your machine is changed."
			: `This demo plays on the Controller at ${flags.controller}. What it makes is called "greenhouse…", and it takes all of it away at the end.`;
	terminal.print(
		`${bold("fogform: the fleet in code")}\n\n${wrap(`An ioFog Controller knows which microservices run on which edge hosts. fogform describes that fleet in TypeScript, shows what a change would do before it is done, and notices when somebody has changed the Controller by hand.\n${where}`, terminal.width)}`,
	);
}

function conclude(terminal: Terminal, flags: Flags): void {
	const { bold, green } = terminal.colors;
	const left =
		flags.controller === undefined
			? "The dev Controller ends now, and its folder goes with it."
			: process.env.GREENHOUSE_ROUTER === "existing"
				? "The Controller is as it was."
				: "The Controller is as it was, but for its default router, which is new.";
	terminal.print(
		`\n${bold(green("That was the whole story."))} ${left}\n\nTo go on:\n    fogform init my-fleet      a project of your own\n    fogform controller         a dev Controller to try it on\n    fogform --help             all commands`,
	);
}
