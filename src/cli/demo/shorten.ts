import { stripVTControlCharacters } from "node:util";

// Blocks of a plan up to this long are shown whole.
const SHORT = 14;
const HEAD = /^.{3} (?:resource|data) "([^"]+)" "([^"]+)" \{$/;

/** Leaves out the attributes of long blocks of a plan, except for the resource (`type.name`) that serves as an example. */
export function shortenPlan(text: string, example: string): string {
	const lines = text.split("\n");
	const out: string[] = [];
	for (let i = 0; i < lines.length; i++) {
		const line = lines[i] as string;
		out.push(line);
		const head = HEAD.exec(stripVTControlCharacters(line));
		if (!head || `${head[1]}.${head[2]}` === example) continue;
		const end = lines.findIndex((l, j) => j > i && l === "    }");
		if (end - i <= SHORT) continue;
		out.push(`        … ${end - i - 1} lines …`);
		i = end - 1;
	}
	return out.join("\n");
}
