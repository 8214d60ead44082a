/** The candidate that a mistyped word most likely means; undefined where none is near. */
export function nearest(
	word: string,
	candidates: readonly string[],
): string | undefined {
	let best: string | undefined;
	let least = Math.max(2, Math.floor(word.length * 0.4)) + 1;
	for (const candidate of candidates) {
		const distance = candidate.startsWith(word)
			? 1
			: distanceOf(word, candidate);
		if (distance < least) {
			best = candidate;
			least = distance;
		}
	}
	return best;
}

/** How many letters must be added, taken away or changed to come from one word to the other. */
function distanceOf(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++)
			next.push(
				Math.min(
					(row[j] as number) + 1,
					(next[j - 1] as number) + 1,
					(row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
				),
			);
		row = next;
	}
	return row[b.length] as number;
}
