import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";

/** Who holds a lock: the content of `holder.json`. */
export interface Holder {
	readonly id: string;
	/** Command, e.g. "apply". */
	readonly operation: string;
	/** `user@host`, as Terraform writes it. */
	readonly who: string;
	readonly host: string;
	readonly pid: number;
	/** When the process started, in a form that only the same process has on the same machine. */
	readonly started?: string;
	/** ISO time. */
	readonly created: string;
	/** Version of fogform. */
	readonly version: string;
	/** Name of the journal that this holder may leave: with it, a dead holder's work is recovered by whoever comes next. */
	readonly journal?: string;
	/** True: the holder has ended as it should, but its journal is not wholly folded. */
	readonly left?: boolean;
}

/** What is known of a holder: "elsewhere" is another machine or container, whose processes cannot be seen. */
export type HolderStatus = "alive" | "dead" | "left" | "elsewhere";

function userName(): string {
	try {
		return userInfo().username;
	} catch {
		// Containers run users that no password file knows.
		return String(process.getuid?.() ?? "unknown");
	}
}

function ownVersion(): string {
	const file = join(__dirname, "..", "..", "..", "package.json");
	return JSON.parse(readFileSync(file, "utf8")).version;
}

/** The holder that this process is. */
export function thisHolder(operation: string, journal: string): Holder {
	const started = startOf(process.pid);
	return {
		id: randomUUID(),
		operation,
		who: `${userName()}@${hostname()}`,
		host: hostname(),
		pid: process.pid,
		...(started !== undefined && { started }),
		created: new Date().toISOString(),
		version: ownVersion(),
		journal,
	};
}

/** Finds out whether a holder still works. */
export function statusOf(holder: Holder): HolderStatus {
	if (holder.left) return "left";
	if (holder.host !== hostname()) return "elsewhere";
	const here = machine();
	const there = holder.started?.split("/");
	if (here !== undefined && there?.length === 3) {
		// Another boot: nothing of then runs now. Another PID namespace: its processes are not to be seen.
		if (there[0] !== here.boot) return "dead";
		if (there[1] !== here.namespace) return "elsewhere";
	}
	const now = startOf(holder.pid);
	if (now === undefined) return "dead";
	return holder.started === undefined || holder.started === now
		? "alive"
		: "dead";
}

function machine(): { boot: string; namespace: string } | undefined {
	if (process.platform !== "linux") return undefined;
	try {
		return {
			boot: readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),
			namespace: readlinkSync("/proc/self/ns/pid").replace(/\D/g, ""),
		};
	} catch {
		return undefined;
	}
}

// A process ID is used again; together with the start it is not. Undefined where there is no such process.
function startOf(pid: number): string | undefined {
	const here = machine();
	if (here !== undefined) {
		try {
			const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
			const rest = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
			// A killed process that nobody waited for stays as a zombie.
			if (rest[0] === "Z" || rest[0] === "X") return undefined;
			return `${here.boot}/${here.namespace}/${rest[19]}`;
		} catch {
			return undefined;
		}
	}
	try {
		const args = ["-o", "lstart=", "-p", String(pid)];
		return execFileSync("ps", args, { encoding: "utf8" }).trim() || undefined;
	} catch {
		return undefined;
	}
}

/** Reads `holder.json`; undefined where it is none. */
export function parseHolder(text: string): Holder | undefined {
	try {
		const holder = JSON.parse(text);
		// The ID becomes part of a file name.
		const valid =
			/^[\w-]{1,64}$/.test(holder.id) && Number.isSafeInteger(holder.pid);
		return valid ? holder : undefined;
	} catch {
		return undefined;
	}
}
