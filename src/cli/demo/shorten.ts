import { stripVTControlCharacters } from "node:util";

// Blocks of a plan up to this long are shown whole.
const SHORT = 14;
const HEAD = /^.{2}(.) (?:resource|data) "([^"]+)" "([^"]+)" \{$/;

/** Leaves out the attributes of long blocks of a plan, except for the resources (`type.name`) that serve as examples while they are there. */
export function shortenPlan(text: string, examples: readonly string[]): string {
	const lines = text.split("\n");
	const out: string[] = [];
	for (let i = 0; i < lines.length; i++) {
		const line = lines[i] as string;
		out.push(line);
		const head = HEAD.exec(stripVTControlCharacters(line));
		if (!head) continue;
		const [, sign, type, name] = head;
		if (sign !== "-" && examples.includes(`${type}.${name}`)) continue;
		const end = lines.findIndex((l, j) => j > i && l === "    }");
		if (end - i <= SHORT) continue;
		out.push(`        … ${end - i - 1} lines …`);
		i = end - 1;
	}
	return out.join("\n");
}
