import { spawn, spawnSync } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	rmSync,
	statSync,
} from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { dockerCall } from "./docker-calls";

// A stand-in of another form is made anew; a real image is left alone.
const LABEL = "fogform.test.stand-in";

// What programs of other makers are linked with, all of it part of glibc.
const LIBRARIES = ["librt.so.1", "libresolv.so.2", "libutil.so.1"];

/** An image of programs of this machine, in the place of one that no test can pull. */
interface StandIn {
	readonly name: string;
	/** What tells it from one that was made under its name before. */
	readonly form: string;
	/** Puts its files into an empty folder. */
	readonly fill: (root: string) => void;
	/** Instructions such as `CMD ["node"]`. */
	readonly changes: readonly string[];
}

/** Makes an image, unless the engine has one of that name that is not a stand-in of another form. */
export async function makeStandIn(
	socket: string,
	standIn: StandIn,
): Promise<void> {
	if (await has(socket, standIn)) return;
	// A container of one test would be taken for outdated if another test gave the name to an image of its own.
	await alone(async () => {
		if (await has(socket, standIn)) return;
		await make(socket, standIn);
	});
}

const LOCK = join(tmpdir(), "fogform-stand-in.lock");
// An image is made within seconds: whoever holds the lock for longer was killed.
const LOCK_MS = 20_000;

/** Does work that no other process does at the same time. */
async function alone(work: () => Promise<void>): Promise<void> {
	for (;;) {
		try {
			mkdirSync(LOCK);
			break;
		} catch {
			const since = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs;
			if (since !== undefined && Date.now() - since > LOCK_MS)
				rmSync(LOCK, { recursive: true, force: true });
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	}
	try {
		await work();
	} finally {
		rmSync(LOCK, { recursive: true, force: true });
	}
}

async function make(socket: string, standIn: StandIn): Promise<void> {
	const { name, form, fill, changes } = standIn;
	const root = mkdtempSync(join(tmpdir(), "fogform-stand-in-"));
	try {
		fill(root);
		const [repo = "", tag = ""] = name.split(":");
		const query = new URLSearchParams({ fromSrc: "-", repo, tag });
		for (const change of [...changes, `LABEL ${LABEL}=${form}`])
			query.append("changes", change);
		await postTar(socket, `/images/create?${query}`, ["-C", root, "-c", "."]);
		if (!(await has(socket, standIn))) throw new Error(`${name} was not made`);
		await removeReplaced(socket);
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
}

/** Copies a program with the libraries that it is linked with. */
export function copy(root: string, program: string, target: string): void {
	const put = (from: string, to = from) => {
		mkdirSync(dirname(join(root, to)), { recursive: true });
		cpSync(from, join(root, to), { dereference: true });
	};
	// A program that is linked with nothing is an error of ldd.
	const { stdout } = spawnSync("ldd", [program], { encoding: "utf8" });
	const linked = stdout.match(/\/lib\S*/g) ?? [];
	const libc = linked.find((library) => /\/libc\./.test(library)) ?? "/";
	const more = LIBRARIES.map((name) => join(dirname(libc), name));
	for (const library of [...linked, ...more.filter((l) => existsSync(l))])
		put(library);
	put(program, target);
}

async function has(socket: string, { name, form }: StandIn): Promise<boolean> {
	const path = `/images/${name}/json`;
	const image = await dockerCall("GET", path, undefined, socket);
	if (image === undefined) return false;
	const labels = image.Config?.Labels ?? {};
	const isOurs = Object.keys(labels).some((l) => l.startsWith("fogform."));
	return !isOurs || labels[LABEL] === form;
}

/** Stand-ins that lost their name to another one would fill the disk, from run to run. */
async function removeReplaced(socket: string): Promise<void> {
	const filters = JSON.stringify({ dangling: ["true"], label: [LABEL] });
	const path = `/images/prune?${new URLSearchParams({ filters })}`;
	await dockerCall("POST", path, undefined, socket);
}

/** Sends what `tar` makes to an engine; fails with what that says of it. */
export function postTar(
	socketPath: string,
	path: string,
	tar: readonly string[],
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
						: reject(new Error(text)),
				);
			},
		);
		sent.on("error", reject);
		spawn("tar", tar).stdout.pipe(sent);
	});
}
