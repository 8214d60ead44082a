import { createHash } from "node:crypto";

/** Hash (`h1:…`) by which a lock file knows a package that consists of one file; the mode of the file is not part of it. */
export function packageHash(name: string, content: Uint8Array): string {
	const file = createHash("sha256").update(content).digest("hex");
	const list = createHash("sha256").update(`${file}  ${name}\n`);
	return `h1:${list.digest("base64")}`;
}
