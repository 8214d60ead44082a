import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** One provider of a `.terraform.lock.hcl`. */
export interface LockEntry {
	/** Full source address, e.g. `registry.terraform.io/fogform/iofog`. */
	readonly address: string;
	readonly version: string;
	/** What the configuration asks for, as Terraform writes it. */
	readonly constraints?: string | undefined;
	/** Hashes of packages that may be installed; without any, `init` takes what it finds and notes its hash. */
	readonly hashes: readonly string[];
}

interface Block extends LockEntry {
	/** The block as it stands in the file. */
	readonly text: string;
}

const HEADER =
	'# This file is maintained automatically by "terraform init".\n# Manual edits may be lost in future updates.\n';

// Neither versions nor constraints nor hashes contain braces or brackets.
const BLOCK = /^[ \t]*provider[ \t]+"([^"]*)"[ \t]*\{([^{}]*)\}[ \t]*$/gm;

/** What a lock file holds. */
export interface LockFile {
	readonly header: string;
	readonly blocks: ReadonlyMap<string, Block>;
}

/** Reads the text of a lock file; undefined where it is none. */
export function parseLockFile(text: string): LockFile | undefined {
	const blocks = new Map<string, Block>();
	const plain = text.replaceAll("\r\n", "\n");
	const rest = plain.replace(BLOCK, (all, address: string, body: string) => {
		blocks.set(address, { ...readBody(address, body), text: all.trim() });
		return "";
	});
	if (rest.split("\n").some((line) => !/^\s*((#|\/\/).*)?$/.test(line)))
		return undefined;
	const header = rest.trim();
	return { header: header ? `${header}\n` : HEADER, blocks };
}

function readBody(address: string, body: string): LockEntry {
	const attribute = (name: string) =>
		new RegExp(`^\\s*${name}\\s*=\\s*"([^"]*)"`, "m").exec(body)?.[1];
	const list = /^\s*hashes\s*=\s*\[([^\]]*)\]/m.exec(body)?.[1] ?? "";
	return {
		address,
		version: attribute("version") ?? "",
		constraints: attribute("constraints"),
		hashes: [...list.matchAll(/"([^"]*)"/g)].map(([, hash]) => hash as string),
	};
}

function printEntry({ address, version, constraints, hashes }: LockEntry) {
	const lines = [
		`provider "${address}" {`,
		constraints === undefined
			? `  version = "${version}"`
			: `  version     = "${version}"\n  constraints = "${constraints}"`,
	];
	if (hashes.length > 0)
		lines.push(
			"  hashes = [",
			...[...hashes].sort().map((h) => `    "${h}",`),
			"  ]",
		);
	return [...lines, "}"].join("\n");
}

/**
 * The text of a lock file with entries put into it. An entry with hashes replaces what the file says of its provider; one without takes
 * what it finds where the version is the same. What says the same already, and all other providers, stay as they stand.
 */
export function mergeLockFile(
	before: LockFile | undefined,
	entries: readonly LockEntry[],
): string {
	const texts = new Map<string, string>();
	for (const [address, { text }] of before?.blocks ?? [])
		texts.set(address, text);
	for (const entry of entries) {
		const block = before?.blocks.get(entry.address);
		if (!block || !says(block, entry))
			texts.set(entry.address, printEntry(entry));
	}
	const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
	return [before?.header ?? HEADER, ...sorted.map(([, t]) => `${t}\n`)].join(
		"\n",
	);
}

function says(block: LockEntry, wanted: LockEntry): boolean {
	if (block.version !== wanted.version) return false;
	// What Terraform has gathered of a provider that is not ours is worth keeping: hashes, and constraints of modules.
	if (wanted.hashes.length === 0) return block.constraints !== undefined;
	return (
		block.constraints === wanted.constraints &&
		block.hashes.join() === [...wanted.hashes].sort().join()
	);
}

/** Reads a lock file; undefined where there is none, null where it is not understood. */
export function readLockFile(path: string): LockFile | undefined | null {
	try {
		return parseLockFile(readFileSync(path, "utf8")) ?? null;
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw cause;
	}
}

/** Writes a file at once or not at all; false where it holds this text already. */
export function writeText(path: string, text: string): boolean {
	try {
		if (readFileSync(path, "utf8") === text) return false;
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
	}
	const half = `${path}.${process.pid}.tmp`;
	try {
		writeFileSync(half, text);
		renameSync(half, path);
	} finally {
		rmSync(half, { force: true });
	}
	return true;
}
