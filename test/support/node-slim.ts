import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const NAME = "node:20-slim";
const LABEL = "fogform.test=node-slim";

// Enough for `#!/usr/bin/env node` and for the shell form of RUN and CMD.
const PROGRAMS = ["/usr/bin/env", "/bin/sh", "/bin/cat", "/bin/ls"];

/** Puts an image of this machine's Node in the place of `node:20-slim`, which no test can pull, unless the engine has one already. */
export async function makeNodeSlim(socket: string): Promise<void> {
	if (await has(socket)) return;
	const root = mkdtempSync(join(tmpdir(), "fogform-node-slim-"));
	try {
		copy(root, process.execPath, "/usr/local/bin/node");
		for (const program of PROGRAMS) copy(root, program, program);
		mkdirSync(join(root, "tmp"), { mode: 0o1777 });
		const query = new URLSearchParams({
			fromSrc: "-",
			repo: "node",
			tag: "20-slim",
		});
		query.append("changes", 'CMD ["node"]');
		query.append(
			"changes",
			"ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
		);
		query.append("changes", `LABEL ${LABEL}`);
		await importTar(socket, `/images/create?${query}`, root);
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
}

/** Copies a program with the libraries that it is linked with. */
function copy(root: string, program: string, target: string): void {
	const libraries =
		execFileSync("ldd", [program], { encoding: "utf8" }).match(/\/lib\S*/g) ??
		[];
	for (const [from, to] of [
		[program, target],
		...libraries.map((l) => [l, l]),
	]) {
		const place = join(root, to as string);
		mkdirSync(dirname(place), { recursive: true });
		cpSync(from as string, place, { dereference: true });
	}
}

function has(socketPath: string): Promise<boolean> {
	return new Promise((resolve, reject) => {
		const path = `/images/${NAME}/json`;
		request({ socketPath, path }, (response) => {
			response.resume();
			resolve(response.statusCode === 200);
		})
			.on("error", reject)
			.end();
	});
}

function importTar(
	socketPath: string,
	path: string,
	root: string,
): Promise<void> {
	return new Promise((resolve, reject) => {
		const headers = { "Content-Type": "application/x-tar" };
		const sent = request(
			{ socketPath, path, method: "POST", headers },
			(response) => {
				let text = "";
				response.on("data", (chunk) => {
					text += chunk;
				});
				response.on("end", () =>
					response.statusCode === 200 && !text.includes('"error"')
						? resolve()
						: reject(new Error(`${NAME} was not made: ${text}`)),
				);
			},
		);
		sent.on("error", reject);
		spawn("tar", ["-C", root, "-c", "."]).stdout.pipe(sent);
	});
}
