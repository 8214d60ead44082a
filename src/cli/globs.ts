/** True for a text that stands for several names: one with `*`, `?` or `[`. */
export function isGlob(text: string): boolean {
	return /[*?[]/.test(text);
}

/** Says whether a name is the pattern, or matches it where it is a glob. */
export function matchesName(name: string, pattern: string): boolean {
	if (!isGlob(pattern)) return name === pattern;
	const source = pattern.replace(/\[!?[^\]]*\]|[*?]|[\\^$.|+(){}[\]]/g, (c) => {
		if (c === "*") return ".*";
		if (c === "?") return ".";
		if (c.length > 2) return c.replace(/^\[!/, "[^");
		return `\\${c}`;
	});
	return new RegExp(`^(?:${source})$`, "s").test(name);
}
