import { readFileSync } from "node:fs";
import { join } from "node:path";
import pc from "picocolors";
import { renderPlan } from "../../../../src/cli/diff/plan";
import type { PlanJson } from "../../../../src/engine/json-types";

const folder = join(__dirname, "terraform-plans");
const read = (name: string) => readFileSync(join(folder, name), "utf8");

// Plans of terraform_data made with Terraform 1.11.4, beside the text that it printed for them.
test.each(["create", "change", "destroy"])(
	"%s: the text is Terraform's own",
	(name) => {
		const plan = {
			...JSON.parse(read(`${name}.json`)),
			restarts: [],
		} as PlanJson;
		const text = renderPlan(plan, {
			colors: pc.createColors(false),
			width: 78,
			schemaOf: () => undefined,
		});
		const expected = read(`${name}.txt`).replace(
			"Terraform will perform",
			"fogform will perform",
		);
		// Terraform leaves the note out where the type of an attribute is dynamic, as all of terraform_data's are.
		const ours = text.replace(/ # forces replacement/g, "");
		expect(ours.slice(ours.indexOf("fogform will perform"))).toBe(
			expected.trimEnd(),
		);
	},
);
