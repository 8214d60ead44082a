import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../..");
const source = join(root, "examples/infra-repo");
const quiet = ["--silent", "--no-audit", "--no-fund", "--no-update-notifier"];

/** What a user's repository has installed, or why it cannot be had here. */
export type Installed =
	| { readonly modules: string }
	| { readonly reason: string };

/**
 * Installs what examples/infra-repo asks for, `cdktf-cli` above all, once for each of its lock files, and keeps it in a folder outside the
 * repository that is named by the hash of that file: half a gigabyte and a minute.
 */
export function installInfraRepo(): Installed {
	// The terminal that cdktf-cli starts Terraform in is a binary for these versions of Node alone.
	if (Number(process.versions.modules) > 127)
		return { reason: `cdktf-cli does not run on Node ${process.version}` };
	const hash = createHash("sha256")
		.update(readFileSync(join(source, "package-lock.json")))
		.update(`${process.platform} ${process.arch} ${process.versions.modules}`)
		.digest("hex");
	return installOnce(`infra-repo-${hash}`, (folder) => {
		// Of the clone around the example only what it depends on is installed; each test brings the package itself.
		cpSync(join(root, "package.json"), join(folder, "package.json"));
		const example = join(folder, "examples/infra-repo");
		mkdirSync(example, { recursive: true });
		for (const file of ["package.json", "package-lock.json", ".npmrc"])
			cpSync(join(source, file), join(example, file));
		return { cwd: example, args: ["ci"] };
	});
}

/** Installs packages into a folder of the cache that is named, unless it is there; `prepare` fills the folder and says how npm is called. */
export function installOnce(
	name: string,
	prepare: (folder: string) => { cwd: string; args: readonly string[] },
): Installed {
	const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
	const folder = join(cache, "fogform", name);
	const marker = join(folder, "modules");
	if (!existsSync(marker)) {
		mkdirSync(join(cache, "fogform"), { recursive: true });
		const half = mkdtempSync(`${folder}.`);
		try {
			const { cwd, args } = prepare(half);
			const { status, stderr } = spawnSync(
				"npm",
				[...quiet.slice(1), "--ignore-scripts", ...args],
				{ cwd, encoding: "utf8" },
			);
			if (status !== 0)
				return { reason: `npm could not install it: ${stderr.trim()}` };
			symlinkSync(
				join(cwd, "node_modules").replace(half, "."),
				join(half, "modules"),
			);
			try {
				renameSync(half, folder);
			} catch (cause) {
				// Somebody else was faster.
				if (!existsSync(marker)) throw cause;
			}
		} finally {
			rmSync(half, { recursive: true, force: true });
		}
	}
	return { modules: marker };
}

/** Packs this package as it is built, for the `node_modules` of projects; the path of the tarball. */
export function packFogform(folder: string): string {
	const name = execFileSync(
		"npm",
		[...quiet, "pack", "--ignore-scripts", "--pack-destination", folder],
		{ cwd: root, encoding: "utf8" },
	);
	return join(folder, name.trim());
}

/** A `node_modules` with what is installed, as links, and with the packed package, as a copy. */
export function linkModules(
	folder: string,
	modules: string,
	tarball: string,
): void {
	const target = join(folder, "node_modules");
	mkdirSync(join(target, ".bin"), { recursive: true });
	for (const name of readdirSync(modules))
		if (name !== "fogform" && !name.startsWith("."))
			symlinkSync(join(modules, name), join(target, name));
	for (const name of readdirSync(join(modules, ".bin")))
		if (name !== "fogform")
			symlinkSync(join(modules, ".bin", name), join(target, ".bin", name));
	const own = join(target, "fogform");
	mkdirSync(own);
	execFileSync("tar", ["-xzf", tarball, "-C", own, "--strip-components=1"]);
	const nested = join(modules, "fogform/node_modules");
	if (existsSync(nested)) symlinkSync(nested, join(own, "node_modules"));
	symlinkSync("../fogform/lib/cli/main.js", join(target, ".bin/fogform"));
}

/** Copies the sources of examples/infra-repo. */
export function copyInfraRepo(folder: string): void {
	const made = /^(node_modules|cdktf\.out|\.terraform.*|.*\.tfstate.*)$/;
	for (const name of readdirSync(source))
		if (!made.test(name))
			cpSync(join(source, name), join(folder, name), { recursive: true });
}

/** A folder for a test, with a home of its own. */
export function testFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "fogform-cdktf-"));
	mkdirSync(join(folder, "home"));
	mkdirSync(join(folder, "repo"));
	return folder;
}
