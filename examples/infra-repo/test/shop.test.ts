import "cdktf/lib/testing/adapters/jest";
import { rmSync } from "node:fs";
import { Testing } from "cdktf";
import { Agent, Application, IofogProvider, Microservice } from "fogform";
import { Shop } from "../stacks/shop";
import { SITES } from "../stacks/sites";

Testing.setupJest();

const shop = (release = "2.4") =>
	new Shop(Testing.app(), "shop", {
		sites: [{ name: "berlin", host: "10.1.0.11" }],
		release,
	});

test("a site has an agent and a till", () => {
	const synthesized = Testing.synth(shop());
	expect(synthesized).toHaveProvider(IofogProvider);
	expect(synthesized).toHaveResourceWithProperties(Application, {
		name: "shop",
	});
	expect(synthesized).toHaveResourceWithProperties(Agent, {
		name: "shop-berlin",
		host: "10.1.0.11",
	});
	expect(synthesized).toHaveResourceWithProperties(Microservice, {
		name: "till-berlin",
		agent_uuid: "${iofog_agent.berlin.uuid}",
		images: {
			amd64: "registry.example.com/till:2.4",
			arm: "registry.example.com/till:2.4",
		},
	});
});

test("no two sites have the same name or the same host", () => {
	for (const key of ["name", "host"] as const)
		expect(new Set(SITES.map((site) => site[key])).size).toBe(SITES.length);
});

test("images without a version are refused", () => {
	const stack = shop("latest");
	expect(() => Testing.fullSynth(stack)).toThrow("names no version");
});

test("Terraform accepts the stack", () => {
	const folder = Testing.fullSynth(shop());
	try {
		expect(folder).toBeValidTerraform();
	} finally {
		rmSync(folder, { recursive: true });
	}
});
