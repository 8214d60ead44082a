import { setFlagsFromString } from "node:v8";

/**
 * Keeps garbage small: by itself it grows to four times what is in use before it is collected. Measured for 10,000 microservices: below 400 MB in
 * place of 500, at the same time.
 */
export function limitMemory(): void {
	setFlagsFromString("--heap-growing-percent=50");
}

/**
 * Lets V8 optimize in smaller pieces, and on Node 20 later: a command is over before most of what V8 does by itself has paid. Measured for 1,000
 * microservices: 30 % less CPU time and 8 to 16 % less time for apply, plan and destroy on Node 20, 3 to 13 % less CPU time on Node 22 and 24;
 * for 10,000 as before or a little less.
 */
export function optimizeLess(): void {
	setFlagsFromString("--max-inlined-bytecode-size-cumulative=100");
	// Later Nodes count calls instead, and complain about a flag that they do not know.
	if (process.versions.node.startsWith("20."))
		setFlagsFromString("--interrupt-budget=270000");
}
