import { TerraformOutput, TerraformStack, Testing } from "cdktf";
import {
	Agent,
	EphemeralIofogProvisioningKey,
	IofogProvider,
} from "../../../src";

const newStack = () => new TerraformStack(Testing.app(), "fleet");

test("an ephemeral resource is written under its own word, and so are references to it", () => {
	const stack = newStack();
	const other = new IofogProvider(stack, "other", { alias: "other" });
	const edge = new Agent(stack, "edge", { name: "edge-1", host: "10.0.8.11" });
	const key = new EphemeralIofogProvisioningKey(stack, "key", {
		agentUuid: edge.uuid,
		dependsOn: [edge],
		provider: other,
	});
	key.force = true;
	new TerraformOutput(stack, "out", { value: `${key.key} ${key.fqn}` });
	const { data, ephemeral, output } = JSON.parse(Testing.synth(stack));
	expect(data).toBeUndefined();
	expect(ephemeral).toEqual({
		iofog_provisioning_key: {
			key: {
				agent_uuid: "${iofog_agent.edge.uuid}",
				force: true,
				depends_on: ["iofog_agent.edge"],
				provider: "iofog.other",
			},
		},
	});
	expect(output.out.value).toBe(
		"${ephemeral.iofog_provisioning_key.key.key} ${ephemeral.iofog_provisioning_key.key}",
	);
});

test("as HCL it is refused, with what to do", () => {
	const stack = newStack();
	new EphemeralIofogProvisioningKey(stack, "key", { agentUuid: "x" });
	expect(() => Testing.synthHcl(stack)).toThrow("synthesize without --hcl");
});
