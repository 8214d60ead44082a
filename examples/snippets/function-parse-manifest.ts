import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { Application, Microservice, parseManifest } from "fogform";

const yaml = readFileSync(join(__dirname, "shop.yaml"), "utf8");

export function example(stack: TerraformStack) {
	const manifest = parseManifest(yaml);
	for (const [name, config] of Object.entries(manifest.applications)) {
		const application = new Application(stack, name, config);
		for (const one of Object.values(manifest.microservices))
			if (one.application === name)
				new Microservice(stack, one.name, { ...one, application });
	}
}
