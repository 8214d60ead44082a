import { execFileSync } from "node:child_process";
import {
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Formats generated TypeScript and JSON as the formatter of the repository does; other files stay as they are. Keys are paths relative to the repository. */
export function format(files: Map<string, string>): Map<string, string> {
	const folder = mkdtempSync(join(tmpdir(), "fogform-generate-"));
	try {
		const known = [...files.keys()].filter((f) => /\.(ts|json)$/.test(f));
		for (const file of known) {
			mkdirSync(dirname(join(folder, file)), { recursive: true });
			writeFileSync(join(folder, file), files.get(file) as string);
		}
		// Without the ignore file of the repository nothing here is left out.
		execFileSync(
			process.execPath,
			[
				require.resolve("@biomejs/biome/bin/biome"),
				"check",
				"--write",
				"--vcs-enabled=false",
				"--files-max-size=4194304",
				folder,
			],
			{ stdio: "pipe", cwd: folder },
		);
		return new Map(
			[...files].map(([file, text]) => [
				file,
				known.includes(file) ? readFileSync(join(folder, file), "utf8") : text,
			]),
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
