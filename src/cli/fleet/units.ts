const STEPS: readonly (readonly [seconds: number, unit: string])[] = [
	[86_400, "d"],
	[3_600, "h"],
	[60, "m"],
	[1, "s"],
];

/** A duration in milliseconds as two units at most: 45s, 3m20s, 5h, 12d; a negative one counts as none. */
export function durationText(milliseconds: number): string {
	const seconds = Math.max(0, Math.floor(milliseconds / 1000));
	const at = STEPS.findIndex(([size]) => seconds >= size);
	if (at < 0) return "0s";
	const [size, unit] = STEPS[at] as readonly [number, string];
	const count = Math.floor(seconds / size);
	const next = STEPS[at + 1];
	const rest = next ? Math.floor((seconds % size) / next[0]) : 0;
	// What is old needs no second unit.
	return next && rest > 0 && count < 10
		? `${count}${unit}${rest}${next[1]}`
		: `${count}${unit}`;
}

const SIZES = ["B", "KiB", "MiB", "GiB", "TiB"];

/** A number of bytes as docker stats writes it: 812B, 45.3MiB, 1.2GiB. */
export function bytesText(bytes: number): string {
	let value = Math.max(0, bytes);
	let step = 0;
	while (value >= 1024 && step < SIZES.length - 1) {
		value /= 1024;
		step++;
	}
	const digits = step === 0 || value >= 100 ? 0 : 1;
	return `${value.toFixed(digits)}${SIZES[step]}`;
}

/** A share in percent, as docker stats writes it. */
export const percentText = (value: number): string => `${value.toFixed(1)}%`;
