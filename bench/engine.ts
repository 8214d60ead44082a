import { join } from "node:path";

type Engine = typeof import("../src/engine");

// The built files, as a user runs them: `npm run bench` builds first.
const { plan, apply }: Engine = require(join(__dirname, "../lib/engine"));

/** Calls to the Controller during one command. */
export interface Calls {
	reads: number;
	writes: number;
}

function counted(): {
	calls: Calls;
	onRequest: (r: { method: string; path: string }) => void;
} {
	const calls = { reads: 0, writes: 0 };
	return {
		calls,
		onRequest: ({ method, path }) => {
			if (method === "GET" || path.includes("/user/login")) calls.reads++;
			else calls.writes++;
		},
	};
}

/** Plans a synthesized project. */
export async function planned(dir: string, destroy = false) {
	const { calls, onRequest } = counted();
	const result = await plan({ dir, skipSynth: true, destroy, onRequest });
	return { plan: result, calls };
}

/** Carries out a plan that was made just now, as `--auto-approve` does. */
export async function applied(result: Awaited<ReturnType<typeof plan>>) {
	const { calls, onRequest } = counted();
	await apply(result, { onRequest, straightAway: true });
	return { calls };
}
