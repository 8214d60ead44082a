import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { copy, makeStandIn } from "./stand-in";

// Enough for `#!/usr/bin/env node` and for the shell form of RUN and CMD.
const PROGRAMS = ["/usr/bin/env", "/bin/sh", "/bin/cat", "/bin/ls"];

/** Puts an image of this machine's Node in the place of `node:20-slim`, which no test can pull, unless the engine has one already. */
export const makeNodeSlim = (socket: string): Promise<void> =>
	makeStandIn(socket, {
		name: "node:20-slim",
		form: process.version,
		fill: (root) => {
			copy(root, process.execPath, "/usr/local/bin/node");
			for (const program of PROGRAMS) copy(root, program, program);
			mkdirSync(join(root, "tmp"), { mode: 0o1777 });
		},
		changes: [
			'CMD ["node"]',
			"ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
		],
	});
