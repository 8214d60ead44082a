/** Breaks paragraphs at spaces so that no line is longer than `width`, where words allow it; lines that begin with a space stay as they are. */
export function wrap(text: string, width: number): string {
	return text
		.split("\n")
		.map((line) => (line.startsWith(" ") ? line : wrapLine(line, width)))
		.join("\n");
}

function wrapLine(line: string, width: number): string {
	const lines: string[] = [];
	let current = "";
	for (const word of line.split(" ")) {
		if (current !== "" && current.length + 1 + word.length > width) {
			lines.push(current);
			current = word;
		} else current = current === "" ? word : `${current} ${word}`;
	}
	return [...lines, current].join("\n");
}
