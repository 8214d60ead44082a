/** One line of a `.dockerignore`. */
interface Rule {
	readonly pattern: RegExp;
	/** The line begins with `!`: what it matches is not ignored after all. */
	readonly exception: boolean;
}

const special = /[.*+?^${}()|[\]\\]/g;

/** A pattern as Docker reads it: `*` and `?` stay within a name, `**` is any number of folders, and what is below a match matches, too. */
function patternOf(text: string): RegExp {
	let source = "";
	for (let i = 0; i < text.length; i++) {
		const character = text[i] as string;
		if (character === "*" && text[i + 1] === "*") {
			i++;
			if (text[i + 1] === "/") {
				i++;
				source += "(?:.*/)?";
			} else source += ".*";
		} else if (character === "*") source += "[^/]*";
		else if (character === "?") source += "[^/]";
		else if (character === "[" && text.indexOf("]", i + 1) > i) {
			const end = text.indexOf("]", i + 1);
			source += `[${text.slice(i + 1, end).replaceAll("\\", "\\\\")}]`;
			i = end;
		} else if (character === "\\" && i + 1 < text.length)
			source += (text[++i] as string).replace(special, "\\$&");
		else source += character.replace(special, "\\$&");
	}
	return new RegExp(`^${source}(?:/.*)?$`, "s");
}

/** The line as a path from the root of the context, or undefined for a line that says nothing. */
function ruleOf(line: string): Rule | undefined {
	if (line.startsWith("#")) return undefined;
	const trimmed = line.trim();
	const exception = trimmed.startsWith("!");
	const parts: string[] = [];
	for (const part of trimmed.slice(exception ? 1 : 0).split("/")) {
		if (part.trim() === "" || part === ".") continue;
		if (part === "..") parts.pop();
		else parts.push(part.trim());
	}
	if (parts.length === 0) return undefined;
	return { pattern: patternOf(parts.join("/")), exception };
}

/** What a `.dockerignore` leaves out of a build context. */
export class Dockerignore {
	private readonly rules: readonly Rule[];

	constructor(text: string) {
		this.rules = text
			.replace(/^\uFEFF/, "")
			.split(/\r?\n/)
			.map(ruleOf)
			.filter((rule) => rule !== undefined);
	}

	/** True for a path, with `/` between its parts, that is left out: the last line that matches decides. */
	ignores(path: string): boolean {
		let ignored = false;
		for (const { pattern, exception } of this.rules)
			if (pattern.test(path)) ignored = !exception;
		return ignored;
	}

	/** True for a folder of which nothing can be in the context, so that it need not be read. */
	ignoresAllOf(folder: string): boolean {
		return (
			this.ignores(folder) && !this.rules.some(({ exception }) => exception)
		);
	}
}
