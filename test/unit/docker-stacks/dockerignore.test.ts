import { Dockerignore } from "../../../src/docker-stacks/dockerignore";

const cases: readonly [
	name: string,
	rules: string,
	ignored: readonly string[],
	kept: readonly string[],
][] = [
	["a name at the root only", "notes.txt", ["notes.txt"], ["a/notes.txt"]],
	["a folder with all below it", "dist", ["dist", "dist/a/b"], ["distant"]],
	["a folder written with a slash", "/dist/", ["dist/a"], ["a/dist"]],
	["a star within one name", "*.txt", ["a.txt"], ["b/a.txt", "a.txt.bak"]],
	["a star in a path", "*/temp*", ["a/temp", "a/temporary"], ["a/b/temp"]],
	["any number of folders", "**/*.log", ["a.log", "a/b/c.log"], ["a.logs"]],
	["folders in between", "a/**/b", ["a/b", "a/x/y/b"], ["b", "ab"]],
	["one character", "temp?", ["tempa"], ["temp", "tempab"]],
	["one of several characters", "v[12].js", ["v1.js"], ["v3.js"]],
	["none of several characters", "v[^12].js", ["v3.js"], ["v1.js"]],
	["an exception after it", "*.md\n!README.md", ["a.md"], ["README.md"]],
	["an exception before it", "!README.md\n*.md", ["README.md"], ["a.js"]],
	["an exception below a folder", "docs\n!docs/a", ["docs/b"], ["docs/a"]],
	["all but one folder", "*\n!src", ["a", "b/c"], ["src/a", "src"]],
	["comments and empty lines", "# a\n\n  \nb", ["b"], ["# a", "a"]],
	["a path that goes up and down", "a/../b", ["b"], ["a"]],
	["dots that are dots", "a.b", ["a.b"], ["axb"]],
	["an escaped star", "a\\*b", ["a*b"], ["axb"]],
	["lines of Windows", "a\r\nb\r\n", ["a", "b"], ["c"]],
	["spaces around it", "  a  ", ["a"], ["b"]],
];

test.each(cases)("%s", (_, rules, ignored, kept) => {
	const ignore = new Dockerignore(rules);
	expect(ignored.filter((path) => !ignore.ignores(path))).toEqual([]);
	expect(kept.filter((path) => ignore.ignores(path))).toEqual([]);
});

test("a folder is left unread only where no exception could bring back something of it", () => {
	expect(new Dockerignore("a").ignoresAllOf("a")).toBe(true);
	expect(new Dockerignore("a\n!a/b").ignoresAllOf("a")).toBe(false);
	expect(new Dockerignore("b").ignoresAllOf("a")).toBe(false);
});
