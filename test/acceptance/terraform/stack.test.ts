import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { apply, plan } from "../../../src";
import { fleet } from "./fleet";
import { applications, onBinaries, typesOf } from "./support";

onBinaries("a stack with every construct", (define) => {
	const before = { ...process.env };
	afterEach(() => {
		process.env = { ...before };
	});

	for (const dialect of ["3.0", "3.7"] as const)
		define(
			"is applied, planned by all, destroyed by the engine",
			dialect,
			async ({ controller, project, host }) => {
				const tf = project();
				const { url, email, password } = controller.login;
				// The plugin runs in this process, and so does the engine.
				Object.assign(process.env, {
					IOFOG_CONTROLLER_URL: url,
					IOFOG_EMAIL: email,
					IOFOG_PASSWORD: password,
				});
				const synthesize = (hcl: boolean) => {
					process.env.SYNTH_HCL_OUTPUT = String(hcl);
					const outdir = join(tf.dir, hcl ? "hcl" : "json");
					const app = new App({ outdir });
					const stack = new TerraformStack(app, "fleet");
					fleet(stack, dialect, host.dockerHost);
					// Both outputs are of one stack.
					stack.addOverride(
						"terraform.backend.local.path",
						join(tf.dir, "terraform.tfstate"),
					);
					app.synth();
					return `-chdir=${join(outdir, "stacks/fleet")}`;
				};
				const json = synthesize(false);
				await tf.good(json, "init", "-input=false");
				await tf.good(json, "apply", "-input=false", "-auto-approve");
				const again = ["plan", "-input=false", "-detailed-exitcode"];
				expect(await tf.run(json, ...again)).toMatchObject({ status: 0 });
				const types = Object.keys(tf.state).map((a) => a.split(".")[0]);
				for (const type of typesOf(dialect)) expect(types).toContain(type);

				const hcl = synthesize(true);
				await tf.good(hcl, "init", "-input=false");
				expect(await tf.run(hcl, ...again)).toMatchObject({ status: 0 });

				const engine = { dir: join(tf.dir, "json"), skipSynth: true };
				expect(await plan(engine)).toMatchObject({ hasChanges: false });
				await apply(await plan({ ...engine, destroy: true }));
				expect(await applications(controller)).toEqual([]);
			},
		);
});
