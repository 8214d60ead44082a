import { spawnSync } from "node:child_process";

/** Wall and CPU time of a piece of work, in milliseconds. */
export interface Taken<T> {
	readonly result: T;
	readonly wall: number;
	readonly cpu: number;
}

/**
 * Runs a piece of work and measures it in this process. Garbage is not collected before: a forced collection makes the young generation small
 * and drops compiled code, which doubled the CPU time of what came after it.
 */
export async function take<T>(work: () => Promise<T>): Promise<Taken<T>> {
	const cpu = process.cpuUsage();
	const start = performance.now();
	const result = await work();
	const wall = performance.now() - start;
	const used = process.cpuUsage(cpu);
	return { result, wall, cpu: (used.user + used.system) / 1000 };
}

/** The environment of programs whose start is measured: Node 20 reads NODE_EXTRA_CA_CERTS as it starts, which takes longer than the start itself. */
export function plainEnv(): NodeJS.ProcessEnv {
	const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
	return env;
}

/** Milliseconds from the start of `node -e 0` to its end on the machine of the study that the limits of CPU time come from. */
export const REFERENCE_START = 40;

/** How many times slower this machine is at the moment than the one of that study. */
export function slowness(): number {
	const env = plainEnv();
	const times = Array.from({ length: 15 }, () => {
		const began = performance.now();
		spawnSync(process.execPath, ["-e", "0"], { env });
		return performance.now() - began;
	});
	return median(times) / REFERENCE_START;
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2
		? (sorted[middle] as number)
		: ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Prints rows as a table; numbers keep two digits. */
export function table(
	title: string,
	head: readonly string[],
	rows: readonly (readonly (string | number)[])[],
): void {
	const text = [head, ...rows].map((row) =>
		row.map((cell) =>
			typeof cell === "number" ? cell.toFixed(cell >= 100 ? 0 : 2) : cell,
		),
	);
	const widths = head.map((_, i) =>
		Math.max(...text.map((row) => (row[i] ?? "").length)),
	);
	console.log(`\n${title}`);
	text.forEach((row, r) => {
		console.log(
			row
				.map((cell, i) =>
					i === 0
						? cell.padEnd(widths[i] as number)
						: cell.padStart(widths[i] as number),
				)
				.join("  "),
		);
		if (r === 0) console.log(widths.map((w) => "-".repeat(w)).join("  "));
	});
}
