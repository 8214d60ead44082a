import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const NAME = "node:20-slim";
// A stand-in of an earlier form is made anew; a real one is left alone.
const LABEL = "fogform.test.node-slim";
const FORM = "2";

// Enough for `#!/usr/bin/env node` and for the shell form of RUN and CMD.
const PROGRAMS = ["/usr/bin/env", "/bin/sh", "/bin/cat", "/bin/ls"];

// What programs of other makers are linked with, all of it part of glibc.
const LIBRARIES = ["librt.so.1", "libresolv.so.2", "libutil.so.1"];

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
		query.append("changes", `LABEL ${LABEL}=${FORM}`);
		await importTar(socket, `/images/create?${query}`, root);
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
}

/** Copies a program with the libraries that it is linked with. */
function copy(root: string, program: string, target: string): void {
	const put = (from: string, to = from) => {
		mkdirSync(dirname(join(root, to)), { recursive: true });
		cpSync(from, join(root, to), { dereference: true });
	};
	const linked =
		execFileSync("ldd", [program], { encoding: "utf8" }).match(/\/lib\S*/g) ??
		[];
	const libc = linked.find((library) => /\/libc\./.test(library)) ?? "/";
	const more = LIBRARIES.map((name) => join(dirname(libc), name));
	for (const library of [...linked, ...more.filter((l) => existsSync(l))])
		put(library);
	put(program, target);
}

function has(socketPath: string): Promise<boolean> {
	return new Promise((resolve, reject) => {
		const path = `/images/${NAME}/json`;
		request({ socketPath, path }, (response) => {
			let text = "";
			response.on("data", (chunk) => {
				text += chunk;
			});
			response.on("end", () => {
				if (response.statusCode !== 200) return resolve(false);
				const form = JSON.parse(text).Config?.Labels ?? {};
				const isOurs = Object.keys(form).some((l) => l.startsWith("fogform."));
				resolve(!isOurs || form[LABEL] === FORM);
			});
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
