/** What a page begins with, as Terraform's registry reads it. */
export function frontMatter(title: string, description: string): string {
	return `---\npage_title: "${title}"\nsubcategory: ""\ndescription: |-\n  ${description}\n---\n\n<!-- Written by scripts/generate.ts from the definitions and from examples/snippets; do not edit. -->`;
}

/** A page of sections; empty ones are left out. */
export function page(sections: readonly string[]): string {
	return `${sections.filter((s) => s !== "").join("\n\n")}\n`;
}

/** The example of a page in both languages, and the files that it reads. */
export function examples(
	typescript: string,
	hcl: string,
	files: Readonly<Record<string, string>>,
): string {
	return [
		"## Example Usage",
		`TypeScript:\n\n\`\`\`typescript\n${typescript}\`\`\``,
		`HCL:\n\n\`\`\`terraform\n${hcl}\`\`\``,
		...Object.entries(files).map(
			([name, text]) => `\`${name}\`:\n\n\`\`\`yaml\n${text}\`\`\``,
		),
	].join("\n\n");
}
