/** Gives the name nearest to a misspelt one, or nothing where none is within two edits. */
export function suggest(
	given: string,
	names: Iterable<string>,
): string | undefined {
	for (const name of names) if (editDistance(given, name) < 3) return name;
	return undefined;
}

function editDistance(a: string, b: string): number {
	if (Math.abs(a.length - b.length) > 2) return 3;
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const substitution =
				(row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(
				Math.min(
					substitution,
					(row[j] as number) + 1,
					(next[j - 1] as number) + 1,
				),
			);
		}
		row = next;
	}
	return row[b.length] as number;
}
