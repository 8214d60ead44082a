import { Annotations, Aspects, type IAspect, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { isDevAgent } from "./agent-kind";

/** True where every agent of the app is known to be a dev agent, and there is one. */
function allAreDevAgents(root: IConstruct): boolean {
	const agents = root.node
		.findAll()
		.filter(
			(c) =>
				TerraformResource.isTerraformResource(c) &&
				c.terraformResourceType === "iofog_agent",
		);
	return agents.length > 0 && agents.every(isDevAgent);
}

/** Warns, when the app is synthesized, of an image whose name official agents cannot pull: they take what follows the first colon for the tag. */
export function warnOfOfficialAgents(image: IConstruct, name: string): void {
	const host = name.slice(0, name.indexOf("/"));
	if (!host.includes(":")) return;
	const aspect: IAspect = {
		visit(node) {
			if (node !== image || allAreDevAgents(image.node.root)) return;
			Annotations.of(image).addWarning(
				`Official ioFog agents cannot pull from ${host}, as they take the port for the tag of the image: only the agents of fogform can. Serve the registry on its standard port for others.`,
			);
		},
	};
	Aspects.of(image).add(aspect);
}
