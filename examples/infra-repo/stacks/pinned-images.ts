import { Annotations, type IAspect } from "cdktf";
import type { IConstruct } from "constructs";
import { Microservice } from "fogform";

/** House rule: an image names its version, so that what runs is what was reviewed. */
export class PinnedImages implements IAspect {
	visit(node: IConstruct): void {
		if (!(node instanceof Microservice)) return;
		for (const image of new Set(Object.values(node.imagesInput ?? {})))
			if (!/:(?!latest$)[^/:]+$/.test(image))
				Annotations.of(node).addError(`The image ${image} names no version.`);
	}
}
