import type { ProviderFunction } from "../src/core";
import { emitSchema } from "./emit-schema";
import { GUIDES } from "./guides";
import type { Model } from "./model";
import { frontMatter, page } from "./page";

/** The first page: what the provider is, what it holds, how it is configured. */
export function emitIndex(
	model: Model,
	example: string,
	models: readonly Model[],
	functions: readonly ProviderFunction[],
	version: string,
): string {
	const list = (title: string, kind: Model["kind"]) =>
		`## ${title}\n\n${models
			.filter((m) => m.kind === kind)
			.map(
				(m) =>
					`- [\`${m.type}\`](${kind}s/${m.type.replace("iofog_", "")}.md): ${m.summary}`,
			)
			.join("\n")}`;
	return page([
		frontMatter("iofog Provider", model.summary),
		"# iofog Provider",
		model.summary,
		`Version ${version}. It speaks to Controllers 3.0.x and 3.7.x; any other version is an error.`,
		"It is part of the npm package `fogform` and comes from no registry: [how to install it](guides/getting-started.md).",
		"In TypeScript the constructs of `fogform` also take what a person would pass: an `Agent` for `agent`, an `Application` for `application`, a `Registry` for `registry`, one `image` for all architectures, and objects wherever JSON text is asked for.",
		example,
		...emitSchema(model.attributes),
		`## Guides\n\n${GUIDES.map(([file, title]) => `- [${title}](guides/${file}.md)`).join("\n")}`,
		list("Resources", "resource"),
		list("Data Sources", "data-source"),
		list("Ephemeral Resources", "ephemeral-resource"),
		`## Functions\n\n${functions.map((f) => `- [\`${f.name}\`](functions/${f.name}.md): ${f.summary}`).join("\n")}`,
	]);
}
