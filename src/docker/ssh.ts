import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { Agent } from "node:http";
import { Duplex } from "node:stream";

/** An engine on a host that is logged in to by SSH. */
export interface SshTarget {
	readonly user: string | undefined;
	readonly host: string;
	readonly port: string | undefined;
	/** Path of the engine's socket there, where it is not the usual one. */
	readonly socket: string | undefined;
}

/**
 * Connections through `ssh HOST docker system dial-stdio`, as the Docker command line makes them: keys, agents, jump hosts and known hosts are those
 * of the user's SSH, and nothing is asked for. Each connection is a process, so there are few.
 */
export class SshAgent extends Agent {
	constructor(private readonly target: SshTarget) {
		super({ keepAlive: true, maxSockets: 4, maxFreeSockets: 1 });
	}

	override createConnection(): Duplex {
		const { user, host, port, socket } = this.target;
		const child = spawn(
			"ssh",
			[
				...["-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-T"],
				...(user === undefined ? [] : ["-l", user]),
				...(port === undefined ? [] : ["-p", port]),
				...["--", host, "docker"],
				...(socket === undefined ? [] : ["--host", quoted(`unix://${socket}`)]),
				...["system", "dial-stdio"],
			],
			{ stdio: "pipe", env: process.env },
		);
		return new Channel(child, user === undefined ? host : `${user}@${host}`);
	}
}

/** A word for the shell of the other host. */
const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** Standard input and output of a process as one stream, with what Node's HTTP client wants of a socket. */
class Channel extends Duplex {
	private told = "";
	private timer: NodeJS.Timeout | undefined;
	private limit = 0;

	constructor(
		private readonly child: ChildProcessWithoutNullStreams,
		private readonly name: string,
	) {
		super({ allowHalfOpen: true });
		child.stdout.on("data", (chunk) => {
			this.touch();
			if (!this.push(chunk)) child.stdout.pause();
		});
		child.stderr.setEncoding("utf8").on("data", (text: string) => {
			this.told = (this.told + text).slice(-2_000);
		});
		child.stdin.on("error", () => {});
		child.on("error", (error: NodeJS.ErrnoException) =>
			this.destroy(
				new Error(
					error.code === "ENOENT"
						? "the program ssh is not installed, or not on the PATH"
						: error.message,
				),
			),
		);
		// Its output may end before it can be told why.
		child.on("close", (code) => {
			if (code) this.destroy(new Error(this.why(code)));
			else this.push(null);
		});
	}

	private why(code: number): string {
		const told = this.told.trim();
		if (code === 127)
			return `there is no program docker for ${this.name}: ${told}`;
		return `ssh ${this.name} ended with exit code ${code}${told && `: ${told}`}. Try it by hand:\n    ssh ${this.name} docker version`;
	}

	private touch(): void {
		clearTimeout(this.timer);
		if (this.limit > 0 && !this.destroyed)
			this.timer = setTimeout(() => this.emit("timeout"), this.limit);
	}

	override _read(): void {
		this.child.stdout.resume();
	}

	override _write(
		chunk: Buffer,
		_encoding: BufferEncoding,
		done: (error?: Error | null) => void,
	): void {
		this.touch();
		this.child.stdin.write(chunk, (error) => {
			// The end of the process says why.
			if (!error) done();
		});
	}

	override _final(done: () => void): void {
		this.child.stdin.end(done);
	}

	override _destroy(
		error: Error | null,
		done: (error: Error | null) => void,
	): void {
		clearTimeout(this.timer);
		this.child.kill();
		done(error);
	}

	/** Emits `timeout` after so many milliseconds without a byte; 0 turns it off. */
	setTimeout(milliseconds: number, listener?: () => void): this {
		this.limit = milliseconds;
		if (listener) this.once("timeout", listener);
		this.touch();
		return this;
	}

	setKeepAlive(): this {
		return this;
	}

	setNoDelay(): this {
		return this;
	}

	ref(): this {
		this.child.ref();
		return this;
	}

	unref(): this {
		return this;
	}
}
