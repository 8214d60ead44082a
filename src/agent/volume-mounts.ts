import { createHash } from "node:crypto";
import {
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readlinkSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { EngineError } from "../docker";
import type { VolumeMount } from "./wire";

const DATA = "..data";

/** The parts of a key; throws where it would lead out of its folder. */
function inside(folder: string, key: string): string {
	const path = resolve(folder, key);
	if (!path.startsWith(folder + sep))
		throw new Error(`the key "${key}" of a volume mount leads out of it`);
	return path;
}

function put(path: string, content: Buffer, mode: number): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, content, { mode });
}

/**
 * Secrets and config maps as files. A mount of a whole one is a folder whose names lead through the link `..data` into the folder of a version,
 * so that all of it changes at one moment; a mount of a single key is a file that is written over in place, as a container keeps the file it began with.
 */
export class VolumeMounts {
	private readonly folders: string;
	private readonly files: string;

	constructor(data: string) {
		this.folders = resolve(data, "volume-mounts");
		this.files = resolve(data, "volume-files");
	}

	/**
	 * Makes the files agree with the list; what is not in it any more goes, but for the names in use: a container that has a folder would not see
	 * another one that takes its place.
	 */
	apply(mounts: readonly VolumeMount[], inUse: ReadonlySet<string>): void {
		for (const mount of mounts) {
			this.writeFolder(mount);
			this.writeFiles(mount);
		}
		const names = new Set(mounts.map(({ name }) => name));
		for (const root of [this.folders, this.files]) {
			if (!existsSync(root)) continue;
			for (const name of readdirSync(root))
				if (!names.has(name) && !inUse.has(name))
					rmSync(join(root, name), { recursive: true, force: true });
		}
	}

	/** The path of `name` or `name/key` on this host; an {@link EngineError} where there is none. */
	path(reference: string): string {
		const [name = "", ...rest] = reference.split("/");
		const path =
			rest.length === 0
				? inside(this.folders, name)
				: inside(join(this.files, name), rest.join("/"));
		if (!existsSync(path))
			throw new EngineError(
				404,
				`The volume mount ${reference} has not come from the Controller: is it linked to this agent?`,
			);
		return path;
	}

	private writeFolder({ name, type, data }: VolumeMount): void {
		const folder = inside(this.folders, name);
		mkdirSync(folder, { recursive: true });
		const link = join(folder, DATA);
		const before = linkOf(link);
		const mode = type === "secret" ? 0o600 : 0o644;
		const target = `..${contentHash(data)}`;
		if (target === before) return;
		// A process that was killed here before has left its own half.
		rmSync(join(folder, target), { recursive: true, force: true });
		rmSync(`${link}.next`, { force: true });
		mkdirSync(join(folder, target));
		for (const [key, content] of data)
			put(inside(join(folder, target), key), content, mode);
		symlinkSync(target, `${link}.next`);
		renameSync(`${link}.next`, link);
		const heads = new Set([...data.keys()].map((key) => key.split("/")[0]));
		for (const head of heads) {
			const path = join(folder, head as string);
			if (linkOf(path) === undefined)
				symlinkSync(join(DATA, head as string), path);
		}
		for (const entry of readdirSync(folder))
			if (!entry.startsWith("..") && !heads.has(entry))
				rmSync(join(folder, entry), { force: true });
		if (before !== undefined)
			rmSync(join(folder, before), { recursive: true, force: true });
	}

	private writeFiles({ name, type, data }: VolumeMount): void {
		const folder = inside(this.files, name);
		mkdirSync(folder, { recursive: true });
		const mode = type === "secret" ? 0o600 : 0o644;
		const wanted = new Set<string>();
		for (const [key, content] of data) {
			const path = inside(folder, key);
			wanted.add(relative(folder, path));
			put(path, content, mode);
		}
		for (const entry of readdirSync(folder, {
			recursive: true,
			encoding: "utf8",
		})) {
			const path = join(folder, entry);
			if (lstatSync(path).isFile() && !wanted.has(entry)) rmSync(path);
		}
	}
}

function contentHash(data: VolumeMount["data"]): string {
	const hash = createHash("sha256");
	for (const [key, content] of [...data].sort())
		hash.update(`${key.length}:${key}${content.length}:`).update(content);
	return hash.digest("hex").slice(0, 32);
}

function linkOf(path: string): string | undefined {
	try {
		return readlinkSync(path);
	} catch {
		return undefined;
	}
}
