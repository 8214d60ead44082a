import type { CtyType, ProviderFunction } from "../src/core";
import { frontMatter, page } from "./page";

/** The reference page of a provider function. */
export function emitFunctionPage(
	{ name, summary, description, parameters, returns }: ProviderFunction,
	example: string,
): string {
	const signature = parameters
		.map((p) => `${p.name} ${typeText(p.type)}`)
		.join(", ");
	return page([
		frontMatter(`${name} function - iofog`, summary),
		`# function: ${name}`,
		`${summary} Expressions call it as \`provider::iofog::${name}\`, from Terraform 1.8 and OpenTofu 1.7 on; a function needs no Controller.`,
		description,
		example,
		"## Signature",
		`\`\`\`text\n${name}(${signature}) ${typeText(returns)}\n\`\`\``,
		"## Arguments",
		parameters
			.map(
				(p, i) =>
					`${i + 1}. \`${p.name}\` (${capital(typeText(p.type))}) ${p.description}`,
			)
			.join("\n"),
	]);
}

function typeText(type: CtyType): string {
	return typeof type === "string" ? type : type[0];
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
