/** One column of a table: its title and how a row's cell is found. */
export interface Column<Row> {
	readonly title: string;
	readonly cell: (row: Row) => unknown;
	/** How the cell of a row is coloured. */
	readonly paint?: (row: Row) => (text: string) => string;
}

/** Writes rows under titles, in columns as wide as their widest cell; empty cells show a dash. */
export function tableText<Row>(
	rows: readonly Row[],
	columns: readonly Column<Row>[],
): string {
	const lines = [
		columns.map((column) => column.title),
		...rows.map((row) => columns.map((column) => cellText(column.cell(row)))),
	];
	const widths = columns.map((_, i) =>
		lines.reduce(
			(widest, line) => Math.max(widest, (line[i] as string).length),
			0,
		),
	);
	return lines
		.map((line, at) =>
			line
				.map((cell, i) => {
					const padding = " ".repeat((widths[i] as number) - cell.length);
					// The first line is that of the titles.
					const row = at > 0 ? rows[at - 1] : undefined;
					const paint = row && columns[i]?.paint?.(row);
					return (paint ? paint(cell) : cell) + padding;
				})
				.join("  ")
				.trimEnd(),
		)
		.join("\n");
}

function cellText(value: unknown): string {
	if (value === null || value === undefined || value === "") return "-";
	if (value === true) return "yes";
	if (value === false) return "no";
	if (Array.isArray(value)) return value.length > 0 ? value.join(",") : "-";
	// A line break in a name would break the table.
	return String(value).replace(/\s+/g, " ");
}
