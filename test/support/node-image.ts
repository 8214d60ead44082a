import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The image that Dockerfiles of this package begin with. */
export const NODE_IMAGE = "node:20-slim";

/** Has an engine know an image of that name, made of this machine's Node and its libraries where it has none: nothing is pulled. */
export function makeNodeImage(host: string): void {
	const env = { ...process.env, DOCKER_HOST: host };
	const docker = (...args: string[]) =>
		execFileSync("docker", args, { env, stdio: "pipe" });
	try {
		docker("image", "inspect", NODE_IMAGE);
		return;
	} catch {
		// Made below.
	}
	const folder = mkdtempSync(join(tmpdir(), "fogform-node-image-"));
	try {
		const libraries = execFileSync("ldd", [process.execPath], {
			encoding: "utf8",
		}).match(/\/lib\S*/g);
		const copy = (from: string, to: string) => {
			mkdirSync(dirname(join(folder, to)), { recursive: true });
			execFileSync("cp", ["-L", from, join(folder, to)]);
		};
		for (const library of libraries ?? []) copy(library, library);
		copy(process.execPath, "/usr/local/bin/node");
		mkdirSync(join(folder, "tmp"));
		const tar = join(folder, "image.tar");
		execFileSync("tar", [
			"-C",
			folder,
			"--exclude",
			"image.tar",
			"-cf",
			tar,
			".",
		]);
		docker("import", "-c", "ENV PATH=/usr/local/bin:/bin", tar, NODE_IMAGE);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
