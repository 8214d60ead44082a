import { readFileSync, rmSync } from "node:fs";
import { apply, plan } from "../../../src/engine";
import { StackFolder } from "../../support/stack-folder";
import { hasTerraform, terraform } from "../../support/terraform";

const STACK = {
	terraform: { required_providers: {} },
	variable: { pw: { type: "string", default: "x<y>&", sensitive: true } },
	locals: { l: "${terraform_data.a.id}" },
	resource: {
		terraform_data: {
			a: {
				input: {
					x: 1.5,
					y: ["a", "b"],
					pw: "${var.pw}",
					s: '${toset(["b", "a"])}',
				},
			},
			b: {
				input: "${local.l}",
				triggers_replace: ["${12345678901234567890}"],
				lifecycle: {
					create_before_destroy: true,
					precondition: [
						{ condition: '${var.pw != ""}', error_message: "none" },
					],
					postcondition: [
						{ condition: '${self.id != ""}', error_message: "none" },
					],
				},
			},
			c: { count: 2, input: "${count.index}" },
			d: {
				for_each: { k: "v" },
				input: "${each.value}",
				depends_on: ["terraform_data.b"],
			},
		},
	},
	output: {
		o: { value: "${terraform_data.b.output}" },
		s: { value: "${var.pw}", sensitive: true },
		n: { value: "${12345678901234567890}" },
	},
};

const testIf = hasTerraform ? test : test.skip;
if (!hasTerraform) console.log("skipped: Terraform is not installed");

testIf("apply writes the state as Terraform does, to the byte", async () => {
	const folder = new StackFolder();
	// IDs differ, and Terraform counts the serial up while it works.
	const written = () =>
		readFileSync(folder.statePath, "utf8")
			.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "UUID")
			.replace(/"serial": \d+/, '"serial": N');
	try {
		folder.write(STACK);
		terraform(folder.dir, "init", "-input=false");
		terraform(folder.dir, "apply", "-input=false", "-auto-approve");
		const theirs = written();
		expect((await plan({ dir: folder.dir, env: {} })).hasChanges).toBe(false);
		rmSync(folder.statePath);
		await apply(await plan({ dir: folder.dir, env: {} }));
		expect(written()).toBe(theirs);
		terraform(folder.dir, "plan", "-input=false", "-detailed-exitcode");
	} finally {
		folder.remove();
	}
});
