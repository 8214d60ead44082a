import type { Likeness, Mismatch } from "./compare";

const short = (value: unknown, length = 300): string => {
	const text =
		value === undefined ? "absent" : (JSON.stringify(value) ?? String(value));
	return text.length > length ? `${text.slice(0, length)}…` : text;
};

interface Group {
	readonly title: string;
	readonly seeds: Set<number>;
	readonly example: Mismatch & { readonly seed: number };
	count: number;
}

/** A page of Markdown with the differences of several runs, grouped by route, place and kind, the most frequent first, each with one example. */
export function report(
	runs: readonly { readonly seed: number; readonly likeness: Likeness }[],
): string {
	const groups = new Map<string, Group>();
	for (const { seed, likeness } of runs)
		for (const mismatch of likeness.mismatches) {
			const first = mismatch.differences[0];
			const message = (body: unknown) =>
				short((body as { message?: string } | null)?.message ?? "", 60).replace(
					/'[^']*'|\d+/g,
					"·",
				);
			const detail =
				first?.kind === "status"
					? ` ${mismatch.exchange.answer.status}→${mismatch.ours.status} ${message(mismatch.exchange.answer.body)} → ${message(mismatch.ours.body)}`
					: "";
			const title = `${mismatch.exchange.call.route} · ${first?.kind} at ${first?.at}${detail}`;
			const group = groups.get(title) ?? {
				title,
				seeds: new Set<number>(),
				example: { ...mismatch, seed },
				count: 0,
			};
			group.count += 1;
			group.seeds.add(seed);
			groups.set(title, group);
		}
	const total = runs.reduce((sum, it) => sum + it.likeness.total, 0);
	const equal = runs.reduce((sum, it) => sum + it.likeness.equal, 0);
	const lines = [
		`${equal} of ${total} answers are equal: ${((100 * equal) / Math.max(total, 1)).toFixed(2)} %.`,
		"",
		runs
			.map((it) => `seed ${it.seed}: ${(100 * it.likeness.score).toFixed(1)} %`)
			.join(", "),
		"",
	];
	for (const group of [...groups.values()].sort((a, b) => b.count - a.count)) {
		const { exchange, ours, index, seed, differences } = group.example;
		const { call, answer } = exchange;
		lines.push(
			`## ${group.count}× ${group.title}`,
			`seed ${seed} call ${index}: \`${call.method} ${call.path}\`${call.as ? ` as ${call.as}` : ""} ${short(call.body ?? call.raw ?? call.file, 700)}`,
			...differences
				.slice(0, 8)
				.map(
					(it) =>
						`- ${it.at} ${it.kind}: real ${short(it.real)} · ours ${short(it.ours)}`,
				),
			...(differences.length > 8
				? [`- and ${differences.length - 8} more`]
				: []),
			...(answer.status !== ours.status
				? [
						`- real answer ${short(answer.body)}`,
						`- our answer ${short(ours.body)}`,
					]
				: []),
			"",
		);
	}
	return lines.join("\n");
}
