import { Aspects, S3Backend, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
	Agent,
	Application,
	DataIofogController,
	IofogProvider,
	Microservice,
	Router,
} from "fogform";
import { PinnedImages } from "./pinned-images";
import type { Site } from "./sites";

export interface ShopConfig {
	readonly sites: readonly Site[];
	/** Version of the images. */
	readonly release: string;
}

/** An agent and a till at every site. */
export class Shop extends TerraformStack {
	constructor(scope: Construct, id: string, { sites, release }: ShopConfig) {
		super(scope, id);
		// A team shares its state; without a bucket it is a file beside cdktf.json.
		if (process.env.STATE_BUCKET)
			new S3Backend(this, {
				bucket: process.env.STATE_BUCKET,
				key: `${id}.tfstate`,
				region: process.env.AWS_REGION ?? "eu-central-1",
				encrypt: true,
			});
		// Address and log-in: IOFOG_CONTROLLER_URL, IOFOG_EMAIL, IOFOG_PASSWORD.
		new IofogProvider(this, "iofog");
		const controller = new DataIofogController(this, "controller");

		new Router(this, "router", { host: "10.0.0.2" });
		const application = new Application(this, "shop", {
			name: "shop",
			description: "Tills",
		});

		for (const { name, host } of sites) {
			const agent = new Agent(this, name, {
				name: `shop-${name}`,
				architecture: "amd64",
				host,
				tags: ["shop"],
				// Controllers 3.7 can also pass messages between agents; not needed here.
				natsMode: `\${${controller.fqn}.dialect == "3.7" ? "none" : null}`,
			});
			new Microservice(this, `till_${name}`, {
				name: `till-${name}`,
				application,
				agent,
				image: `registry.example.com/till:${release}`,
				config: { site: name, currency: "EUR" },
				ports: [{ internal: 8080, external: 8080 }],
			});
		}

		new TerraformOutput(this, "tills", {
			value: Object.fromEntries(
				sites.map(({ name, host }) => [name, `http://${host}:8080`]),
			),
		});
		Aspects.of(this).add(new PinnedImages());
	}
}
