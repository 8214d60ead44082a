import { readFileSync } from "node:fs";
import { join } from "node:path";
import { terraformBinary } from "../support/binaries";
import { testController } from "../support/controllers";
import { installedProjects } from "../support/installed-project";

jest.setTimeout(120_000);

const APPLICATIONS = 4;
const MICROSERVICES = 60;
const projectFor = installedProjects();

/** Calls to the Controller that the plugin has noted in the log. */
function calls(log: string): string[] {
	return [
		...readFileSync(log, "utf8").matchAll(
			/provider\.terraform-provider-iofog\S*: ((?:GET|POST|PUT|PATCH|DELETE) \/\S*)/g,
		),
	].map(([, call]) => (call as string).replace(/:$/, ""));
}

(terraformBinary ? describe : describe.skip).each(["3.0", "3.7"] as const)(
	"on %s",
	(dialect) => {
		test("a plan without changes reads each application once, an apply writes each object once", async () => {
			const controller = await testController(dialect, { settleMs: 0 });
			await controller.call("PUT", "/router", { host: "router.example.com" });
			const { body } = await controller.call("POST", "/iofog", {
				name: "edge",
				fogType: 1,
				host: "127.0.0.1",
				...(dialect === "3.7" && { natsMode: "none" }),
			});
			const project = await projectFor(terraformBinary as never, controller, {
				TF_LOG_PROVIDER: "DEBUG",
				TF_LOG_PATH: "log",
			});
			const log = join(project.dir, "log");
			project.main(`
resource "iofog_application" "a" {
  count = ${APPLICATIONS}
  name  = "app-\${count.index}"
}
resource "iofog_microservice" "m" {
  count       = ${MICROSERVICES}
  name        = "ms-\${count.index}"
  application = iofog_application.a[count.index % ${APPLICATIONS}].name
  agent_uuid  = "${(body as { uuid: string }).uuid}"
  images      = { amd64 = "nginx:1" }
}`);
			await project.apply();
			const written = calls(log).filter((call) => !/^GET|login/.test(call));
			expect(written).toHaveLength(APPLICATIONS + MICROSERVICES);
			expect(calls(log).length - written.length).toBeLessThanOrEqual(
				APPLICATIONS + 12,
			);

			project.drop("log");
			expect((await project.emptyPlan()).status).toBe(0);
			const made = calls(log);
			expect(made.filter((call) => !/^GET|login/.test(call))).toEqual([]);
			expect(made.length).toBeGreaterThan(APPLICATIONS);
			expect(made.length).toBeLessThanOrEqual(APPLICATIONS + 6);
			await project.destroy();
			await controller.close();
		});
	},
);
