import { application } from "../../../src/resources/application";
import { onBinaries } from "./support";

// Terraform sees an application whose schema has moved on twice: what was `title` is `description`, and numbers of any size pass.
const seen: [number, Record<string, unknown>][] = [];
Object.assign(application, {
	version: 2,
	upgrade: (version: number, { title, ...state }: Record<string, unknown>) => {
		seen.push([version, { title, ...state }]);
		return version < 1 ? { ...state, description: title } : state;
	},
});

onBinaries("state of an older schema", (define) => {
	define("is upgraded when it is read", "3.0", async ({ project }) => {
		const tf = project();
		tf.main(`resource "iofog_application" "shop" {
  name        = "shop"
  description = "Tills"
}
`);
		await tf.apply();
		expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
		const rewrite = (
			version: number,
			change: (attributes: Record<string, unknown>) => void,
		) => {
			const state = JSON.parse(tf.read("terraform.tfstate"));
			const [instance] = state.resources[0].instances;
			expect(instance.schema_version).toBe(2);
			instance.schema_version = version;
			change(instance.attributes);
			tf.write("terraform.tfstate", JSON.stringify(state));
		};

		seen.length = 0;
		rewrite(0, (attributes) => {
			attributes.title = attributes.description;
			delete attributes.description;
			attributes.long_gone = 3;
		});
		expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
		expect(seen[0]).toMatchObject([0, { name: "shop", title: "Tills" }]);
		await tf.apply("-refresh-only");
		expect(tf.state["iofog_application.shop"]).toMatchObject({
			description: "Tills",
		});

		rewrite(3, () => {});
		const { status, text } = await tf.run("plan");
		expect(status).toBe(1);
		expect(text).toMatch(/newer|upgrade/i);
	});
});
