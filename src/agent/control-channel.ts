import { randomUUID } from "node:crypto";
import { linkSync, lstatSync, renameSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";

/** What another process asks of the agent that has a data folder. */
export type Request =
	/** Whether it stays: `stays`, or `leaves` where it is only there to take an agent out of its fleet. */
	| { readonly command: "who" }
	| { readonly command: "deprovision"; readonly removeVolumes?: boolean }
	| {
			readonly command: "provision";
			readonly controller: string;
			readonly key: string;
	  };

/** What became of it: a line for people. */
export type Reply = { readonly done: string } | { readonly failed: string };

const ENDED: Reply = { failed: "The agent ended before it had answered." };

const pathOf = (folder: string): string => {
	const path = join(folder, "agent.sock");
	// The kernel's limit for the path of a socket.
	if (Buffer.byteLength(path) > 103)
		throw new Error(
			`The path of the data folder is too long for a socket in it: ${folder}. Choose a shorter one with --data.`,
		);
	return path;
};

/** The first line of a socket, which stays open. */
function line(socket: Socket): Promise<string> {
	let text = "";
	socket.setEncoding("utf8");
	return new Promise((resolve) => {
		socket.on("data", (chunk) => {
			text += chunk;
			if (text.includes("\n")) resolve(text);
		});
		socket.on("end", () => resolve(text));
	});
}

/** Asks the agent that has a data folder; undefined where none is running. */
export function ask(
	folder: string,
	request: Request,
): Promise<Reply | undefined> {
	return new Promise((resolve, reject) => {
		const socket = connect(pathOf(folder));
		let text = "";
		socket.setEncoding("utf8");
		socket.on("connect", () => socket.write(`${JSON.stringify(request)}\n`));
		socket.on("data", (chunk) => {
			text += chunk;
		});
		socket.on("error", (error: NodeJS.ErrnoException) => {
			if (error.code === "ENOENT" || error.code === "ECONNREFUSED")
				resolve(undefined);
			else if (error.code === "ECONNRESET" || error.code === "EPIPE")
				resolve(ENDED);
			else reject(error);
		});
		socket.on("end", () => {
			try {
				resolve(JSON.parse(text) as Reply);
			} catch {
				resolve(ENDED);
			}
		});
	});
}

/** Whether an agent is running with a data folder. */
export function isRunning(folder: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(pathOf(folder));
		socket.on("connect", () => {
			socket.destroy();
			resolve(true);
		});
		socket.on("error", () => resolve(false));
	});
}

/** Answers other processes for as long as this one has the data folder; undefined where another agent has it already. */
export async function serve(
	folder: string,
	handle: (request: Request) => Promise<string>,
): Promise<Server | undefined> {
	const path = pathOf(folder);
	const server = createServer({ allowHalfOpen: true }, (socket) => {
		socket.on("error", () => socket.destroy());
		line(socket)
			.then((text) => handle(JSON.parse(text) as Request))
			.then(
				(done): Reply => ({ done }),
				(error: Error): Reply => ({ failed: error.message }),
			)
			.then((reply) => socket.end(JSON.stringify(reply)));
	});
	const listen = () =>
		new Promise<boolean>((resolve, reject) => {
			const refuse = (error: NodeJS.ErrnoException) =>
				error.code === "EADDRINUSE" ? resolve(false) : reject(error);
			server.once("error", refuse);
			server.listen(path, () => {
				server.off("error", refuse);
				resolve(true);
			});
		});
	for (;;) {
		if (await listen()) return server;
		const found = identityOf(path);
		if (await isRunning(folder)) return undefined;
		// Between its two steps of beginning to listen, a process looks as if it did not run.
		await new Promise((resolve) => setTimeout(resolve, 50));
		if (await isRunning(folder)) return undefined;
		if (found !== undefined) removeLeft(path, found);
	}
}

/** What tells a socket from one that came in its place; undefined where there is none. */
function identityOf(path: string): string | undefined {
	const seen = lstatSync(path, { bigint: true, throwIfNoEntry: false });
	return seen && `${seen.ino} ${seen.mtimeNs}`;
}

/** Removes the socket that a killed agent left behind; one that another process has put in its place meanwhile stays. */
function removeLeft(path: string, identity: string): void {
	const aside = `${path}.${randomUUID()}`;
	try {
		renameSync(path, aside);
		if (identityOf(aside) !== identity) linkSync(aside, path);
	} catch (error) {
		// Another process was faster.
		const { code } = error as NodeJS.ErrnoException;
		if (code !== "ENOENT" && code !== "EEXIST") throw error;
	} finally {
		rmSync(aside, { force: true });
	}
}
