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
	statSync,
	symlinkSync,
	utimesSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";

const root = join(__dirname, "../..");
const source = join(root, "examples/infra-repo");
const quiet = ["--no-audit", "--no-fund", "--no-update-notifier"];

/** The `node_modules` of a project, or why they cannot be had here. */
export type Installed =
	| { readonly modules: string }
	| { readonly reason: string };

/** Installs what examples/infra-repo asks for, `cdktf-cli` above all. */
export function installInfraRepo(): Installed {
	// The terminal that cdktf-cli starts Terraform in is a binary for these versions of Node alone.
	if (Number(process.versions.modules) > 127)
		return { reason: `cdktf-cli does not run on Node ${process.version}` };
	return installProject("examples/infra-repo");
}

/**
 * Installs what a project of this repository asks for, once for each of its lock files, and keeps it in a folder outside the repository
 * that is named by the hash of that file: half a gigabyte and a minute. Of `fogform`, which the project takes from the clone around it,
 * only the dependencies are there; each test brings the package itself.
 */
export function installProject(project: string): Installed {
	const hash = createHash("sha256")
		.update(readFileSync(join(root, project, "package-lock.json")))
		.update(`${process.platform} ${process.arch} ${process.versions.modules}`)
		.digest("hex");
	const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
	const folder = join(cache, "fogform", `${basename(project)}-${hash}`);
	const modules = join(folder, project, "node_modules");
	if (existsSync(modules)) {
		const now = new Date();
		utimesSync(folder, now, now);
		return { modules };
	}

	mkdirSync(join(cache, "fogform"), { recursive: true });
	removeUnused(join(cache, "fogform"), basename(project));
	// Beside its place, so that an installation that is cut off is none.
	const half = mkdtempSync(`${folder}.`);
	try {
		cpSync(join(root, "package.json"), join(half, "package.json"));
		mkdirSync(join(half, project), { recursive: true });
		for (const file of ["package.json", "package-lock.json", ".npmrc"])
			cpSync(join(root, project, file), join(half, project, file));
		const { status, stderr, error } = spawnSync("npm", ["ci", ...quiet], {
			cwd: join(half, project),
			encoding: "utf8",
		});
		if (status !== 0)
			return {
				reason: `npm could not install ${project}: ${error?.message ?? stderr.trim()}`,
			};
		try {
			renameSync(half, folder);
		} catch (cause) {
			// Somebody else was faster.
			if (!existsSync(modules)) throw cause;
		}
		return { modules };
	} finally {
		rmSync(half, { recursive: true, force: true });
	}
}

const WEEK = 7 * 24 * 3600 * 1000;

/** Removes what a project had installed for other lock files, and nobody has used for a week. */
function removeUnused(cache: string, project: string): void {
	for (const name of readdirSync(cache)) {
		if (!name.startsWith(`${project}-`)) continue;
		const folder = join(cache, name);
		// Another process may have removed it meanwhile.
		const used = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
		if (used !== undefined && used < Date.now() - WEEK)
			rmSync(folder, { recursive: true, force: true });
	}
}

/** Packs this package as it is built, for the `node_modules` of projects; the path of the tarball. */
export function packFogform(folder: string): string {
	const name = execFileSync(
		"npm",
		["pack", "--silent", "--ignore-scripts", "--pack-destination", folder],
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
