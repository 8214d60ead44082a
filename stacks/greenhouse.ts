import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
	Agent,
	Application,
	DataIofogController,
	IofogProvider,
	Microservice,
	Registry,
	Router,
} from "fogform";
import { OPEN_WINDOWS_ABOVE, RELEASE, SAMPLE_EVERY_SECONDS } from "./settings";

/** A greenhouse: one agent beside the plants that measures, and one in the office that keeps and shows the measurements. */
export class Greenhouse extends TerraformStack {
	constructor(scope: Construct, id: string) {
		super(scope, id);
		// Address and log-in come from IOFOG_CONTROLLER_URL, IOFOG_EMAIL and IOFOG_PASSWORD.
		new IofogProvider(this, "iofog", {});

		// Controllers 3.7 offer messaging between agents as well, which takes a hub of its own; it is not needed here.
		const controller = new DataIofogController(this, "controller", {});
		const natsMode = `\${${controller.fqn}.dialect == "3.7" ? "none" : null}`;

		// Agents connect to each other through the default router, of which a Controller has one. A Controller that has it keeps its own.
		if (process.env.GREENHOUSE_ROUTER !== "existing")
			new Router(this, "router", { host: "router.greenhouse.example" });

		const field = new Agent(this, "field", {
			name: "greenhouse-field",
			architecture: "arm",
			host: "192.0.2.11",
			tags: ["greenhouse", "field"],
			natsMode,
		});
		const office = new Agent(this, "office", {
			name: "greenhouse-office",
			architecture: "amd64",
			host: "192.0.2.12",
			tags: ["greenhouse", "office"],
			natsMode,
		});

		const images = new Registry(this, "images", {
			url: "registry.greenhouse.example",
			public: true,
			username: "greenhouse",
			email: "ops@greenhouse.example",
		});

		const application = new Application(this, "application", {
			name: "greenhouse",
			description: "Measures, decides, opens windows.",
		});

		new Microservice(this, "sensors", {
			name: "sensors",
			application,
			agent: field,
			registry: images,
			image: `greenhouse/sensors:${RELEASE}`,
			config: {
				sampleEverySeconds: SAMPLE_EVERY_SECONDS,
				sensors: ["temperature", "humidity", "light"],
			},
			volumes: [{ host: "/dev/i2c-1", container: "/dev/i2c-1" }],
		});
		new Microservice(this, "windows", {
			name: "windows",
			application,
			agent: field,
			registry: images,
			image: `greenhouse/windows:${RELEASE}`,
			config: { openAbove: OPEN_WINDOWS_ABOVE, closeBelow: 22 },
			env: { DRY_RUN: "false" },
		});
		const store = new Microservice(this, "store", {
			name: "store",
			application,
			agent: office,
			registry: images,
			image: `greenhouse/store:${RELEASE}`,
			config: { keepDays: 90 },
			ports: [{ internal: 5432, external: 25432 }],
			volumes: [{ host: "/var/lib/greenhouse", container: "/data" }],
		});
		new Microservice(this, "dashboard", {
			name: "dashboard",
			application,
			agent: office,
			image: "nginx:1.27",
			config: { title: "Greenhouse", store: store.name },
			ports: [{ internal: 80, external: 28080 }],
		});

		new TerraformOutput(this, "dashboard_url", {
			value: `http://${office.host}:28080`,
		});
	}
}
