import { type Define, does } from "../command";
import { EXIT, UsageError } from "../failure";
import { devController } from "../lazy";
import { numberOption } from "../numbers";
import { untilStopped } from "../until-stopped";

interface Flags {
	readonly dialect: string;
	readonly port?: number;
	readonly host: string;
	readonly data?: string;
	readonly email?: string;
	readonly password?: string;
	readonly signUp?: boolean;
	readonly settleMs?: number;
	readonly latencyMs?: number;
	readonly strict?: boolean;
	readonly chaos?: boolean;
	readonly faults?: boolean;
}

const DEFAULT_PORT = 51121;
const DIALECTS = ["3.0", "3.7"];

/** `fogform controller`: a Controller to develop and test against, until Ctrl-C. */
export const define: Define = (program, run) => {
	const command = program
		.command("controller")
		.description("run a Controller to develop and test against, until Ctrl-C")
		.option(
			"--dialect <version>",
			`which Controller it is like: ${DIALECTS.join(" or ")}`,
			"3.7",
		)
		.option(
			"--port <number>",
			`port to listen on; 0 picks a free one (default: ${DEFAULT_PORT})`,
			numberOption("--port", { min: 0, max: 65535 }),
		)
		.option("--host <address>", "address to listen on", "127.0.0.1")
		.option("--data <folder>", "folder to keep the data in (default: memory)")
		.option("--email <email>", "the user that exists at once")
		.option("--password <password>", "that user's password")
		.option(
			"--sign-up",
			"begin without a user: the first one signs up (POST /api/v3/user/signup)",
		)
		.option(
			"--settle-ms <number>",
			"milliseconds that an agent takes to settle, as on 3.7",
			numberOption("--settle-ms", { min: 0 }),
		)
		.option(
			"--latency-ms <number>",
			"milliseconds that every answer takes longer",
			numberOption("--latency-ms", { min: 0 }),
		)
		.option(
			"--strict",
			"let a call that fails change nothing, unlike the real ones",
		)
		.option(
			"--chaos",
			"let calls at the same time cross each other, as the real ones do",
		)
		.option("--faults", "offer a route that makes calls fail on demand");
	does<Flags>(command, run, async ({ terminal, options }) => {
		const { dialect } = options;
		if (!DIALECTS.includes(dialect))
			throw new UsageError(
				"Unknown dialect",
				`--dialect ${dialect}: a dev Controller is like Controllers ${DIALECTS.join(" or ")}.`,
			);
		const { isEmail, startDevController } = devController();
		if (options.email !== undefined && !isEmail(options.email))
			throw new UsageError(
				"Invalid e-mail address",
				`--email ${options.email}: no Controller lets this one log in. Give one such as dev@example.com.`,
			);
		const port = options.port ?? DEFAULT_PORT;
		const stopped = untilStopped();
		const controller = await startDevController({
			...options,
			dialect: dialect as "3.0" | "3.7",
			port,
		}).catch((cause) => {
			throw listenFault(cause, options.host, port) ?? cause;
		});
		const { url, email, password } = controller;
		terminal.print(`Controller ${dialect} for development listens at ${url}`);
		terminal.print(
			options.signUp
				? "The first user signs up: POST /api/v3/user/signup"
				: `Log in as ${email} with the password ${password}: IOFOG_CONTROLLER_URL=${url} IOFOG_EMAIL=${email} IOFOG_PASSWORD=${password}`,
		);
		await stopped;
		await controller.close();
		return EXIT.done;
	});
};

function listenFault(
	cause: unknown,
	host: string,
	port: number,
): UsageError | undefined {
	const why = {
		EADDRINUSE: `Port ${port} is taken already. Choose another with --port, or a free one with --port 0.`,
		EACCES: `Port ${port} may not be used by you. Choose one from 1024 on with --port.`,
		EADDRNOTAVAIL: `${host} is not an address of this machine. Choose one with --host.`,
		ENOTFOUND: `${host} is not an address of this machine. Choose one with --host.`,
	}[(cause as NodeJS.ErrnoException).code ?? ""];
	return why ? new UsageError("Cannot listen", why) : undefined;
}
