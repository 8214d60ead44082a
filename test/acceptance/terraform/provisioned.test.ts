import { setUpAgent } from "../../support/agent";
import { makeRouter, onBinaries } from "./support";

/** What an agent says of itself when it starts, beside what all agents have. */
const TOLD = {
	networkInterface: "wlan0",
	dockerUrl: "unix:///var/run/podman.sock",
	diskLimit: 12,
	diskDirectory: "/data/iofog/",
	memoryLimit: 2048,
	cpuLimit: 55,
	logLimit: 3,
	logDirectory: "/data/log/",
	logFileCount: 4,
	statusFrequency: 7,
	changeFrequency: 8,
	deviceScanFrequency: 9,
	watchdogEnabled: true,
	latitude: 48.123456789,
	longitude: -11.5,
	gpsMode: "AUTO",
	dockerPruningFrequency: 3,
	availableDiskThreshold: 15,
	logLevel: "severe",
	timeZone: "Europe/Berlin",
};

onBinaries("an agent that is set up", (define) => {
	for (const dialect of ["3.0", "3.7"] as const)
		define(
			"speaks for itself, and can be imported as it is",
			dialect,
			async ({ controller, project }) => {
				await makeRouter(controller);
				const tf = project();
				const nats = dialect === "3.7" ? '  nats_mode = "none"\n' : "";
				tf.main(`resource "iofog_agent" "edge" {
  name = "edge-1"
  host = "10.0.8.11"
${nats}}
ephemeral "iofog_provisioning_key" "edge" {
  agent_uuid = iofog_agent.edge.uuid
}
resource "terraform_data" "installed" {
  provisioner "local-exec" {
    command     = "printf %s \\"$KEY\\" > key"
    environment = { KEY = ephemeral.iofog_provisioning_key.edge.key }
  }
}
`);
				await tf.apply();
				const daemon = await setUpAgent(controller.login.url, tf.read("key"));
				for (const [method, path, body] of [
					["PATCH", "/config", TOLD],
					[
						"PUT",
						"/status",
						{
							daemonStatus: "RUNNING",
							ipAddress: "10.0.0.1",
							ipAddressExternal: "10.9.0.1",
							version: "3.0.0",
							memoryUsage: 10.5,
							microserviceStatus: "[]",
							...(dialect === "3.7" && { warningMessage: "HEALTHY" }),
						},
					],
				] as const) {
					const answer = await daemon.call(method, path, body);
					expect([answer.status, await answer.text()]).toEqual([204, ""]);
				}
				expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
				await tf.apply("-refresh-only");
				expect(tf.state["iofog_agent.edge"]).toMatchObject({
					network_interface: dialect === "3.7" ? "wlan0" : null,
					log_directory: "/data/log/",
					disk_limit: 12,
				});

				const imported = project();
				imported.main(
					'import {\n  to = iofog_agent.edge\n  id = "edge-1"\n}\n',
				);
				await imported.plan("-generate-config-out=generated.tf");
				expect((await imported.apply()).text).toContain(
					"1 imported, 0 added, 0 changed, 0 destroyed",
				);
				imported.main("");
				expect(await imported.emptyPlan()).toMatchObject({ status: 0 });
				expect((await daemon.call("GET", "/config")).status).toBe(200);
			},
		);
});
