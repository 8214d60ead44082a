import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { binaries } from "../support/binaries";
import { type TestController, testController } from "../support/controllers";
import {
	providerBlock,
	type TfProject,
	tfProjects,
} from "../support/tf-project";

jest.setTimeout(120_000);

const place = (dialect: string) => `
resource "iofog_agent" "edge" {
  name         = "edge"
  architecture = "amd64"
  host         = "10.0.0.1"
  router_mode  = "none"${dialect === "3.7" ? '\n  nats_mode    = "none"' : ""}
}
resource "iofog_application" "shop" {
  name = "shop"
}
`;

const web = (secret: string, version: number, more = "") => `
resource "iofog_microservice" "web" {
  name              = "web"
  application       = iofog_application.shop.name
  agent_uuid        = iofog_agent.edge.uuid
  images            = { amd64 = "nginx:1" }
  config            = jsonencode({ db = { user = "u" }, open = true })
  config_wo         = jsonencode({ db = { password = "${secret}" } })
  config_wo_version = ${version}
  env               = { LEVEL = "info" }
  env_wo            = { TOKEN = "${secret}-token" }
  env_wo_version    = ${version}${more}
}
`;

const registry = (secret: string, version: number) => `
resource "iofog_registry" "hub" {
  url                 = "hub.example.com"
  username            = "u"
  email               = "a@b.co"
  password_wo         = "${secret}"
  password_wo_version = ${version}
}
`;

// The values are the same whoever asks for them: every dialect once, every binary once.
const cases = binaries.flatMap((binary, i) =>
	(i === 0 ? (["3.0", "3.7"] as const) : (["3.7"] as const)).map((dialect) => ({
		binary,
		dialect,
	})),
);

describe.each(cases)("$binary.name, Controller $dialect", (which) => {
	const { binary, dialect } = which;
	const project = tfProjects();
	let controller: TestController;
	let folder: TfProject;
	beforeEach(async () => {
		controller = await testController(dialect);
		await controller.call("PUT", "/router", { host: "router.example.com" });
		folder = project(binary, controller);
	});
	afterEach(() => controller.close());

	const files = () =>
		readdirSync(folder.dir, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && entry.name !== "main.tf")
			.map((entry) =>
				readFileSync(join(entry.parentPath, entry.name), "latin1"),
			)
			.join("\n");
	const live = async () => {
		const { body } = await controller.call(
			"GET",
			"/microservices?application=shop",
		);
		const [one] = (
			body as {
				microservices: {
					uuid: string;
					config: string;
					env: { key: string; value: string }[];
				}[];
			}
		).microservices;
		if (!one) throw new Error("there is no microservice");
		return {
			uuid: one.uuid,
			config: JSON.parse(one.config),
			env: Object.fromEntries(one.env.map(({ key, value }) => [key, value])),
		};
	};

	test("config_wo and env_wo are written with their versions, and stored nowhere", async () => {
		folder.main(place(dialect) + web("s3cret", 1));
		const { text } = await folder.apply();
		expect(await live()).toMatchObject({
			config: { db: { user: "u", password: "s3cret" }, open: true },
			env: { LEVEL: "info", TOKEN: "s3cret-token" },
		});
		expect(text + files()).not.toContain("s3cret");
		expect(folder.state["iofog_microservice.web"]).toMatchObject({
			config: '{"db":{"user":"u"},"open":true}',
			config_wo: null,
			env: { LEVEL: "info" },
			env_wo: null,
		});
		expect((await folder.emptyPlan()).status).toBe(0);

		// Another secret with the version before changes nothing.
		folder.main(place(dialect) + web("n3xt", 1));
		expect((await folder.emptyPlan()).status).toBe(0);
		folder.main(place(dialect) + web("n3xt", 2));
		const { actions } = await folder.plan();
		expect(actions).toEqual({ "iofog_microservice.web": "update" });
		await folder.good("apply", "-input=false", "tfplan");
		expect(await live()).toMatchObject({
			config: { db: { password: "n3xt" } },
			env: { TOKEN: "n3xt-token" },
		});
		expect(files()).not.toMatch(/s3cret|n3xt/);

		// Somebody else's change of a secret is noticed, and not shown.
		const { uuid, config } = await live();
		const { status } = await controller.call(
			"PATCH",
			`/microservices/${uuid}`,
			{
				iofogUuid: folder.state["iofog_agent.edge"]?.uuid,
				config: JSON.stringify({
					...config,
					db: { ...config.db, password: "st0len" },
				}),
			},
		);
		expect(status).toBe(204);
		const drifted = await folder.plan();
		expect(drifted.actions).toEqual({ "iofog_microservice.web": "update" });
		expect(drifted.text + files()).not.toMatch(/st0len|n3xt/);
		await folder.good("apply", "-input=false", "tfplan");
		expect((await live()).config.db.password).toBe("n3xt");
		expect((await folder.emptyPlan()).status).toBe(0);
		await folder.destroy();
	});

	test("password_wo of a registry is sent with its version", async () => {
		folder.main(registry("s3cret", 1));
		await folder.apply();
		expect(files()).not.toContain("s3cret");
		expect((await folder.emptyPlan()).status).toBe(0);
		folder.main(registry("n3xt", 1));
		expect((await folder.emptyPlan()).status).toBe(0);
		folder.main(registry("n3xt", 2));
		expect((await folder.plan()).actions).toEqual({
			"iofog_registry.hub": "update",
		});
		await folder.good("apply", "-input=false", "tfplan");
		if (dialect === "3.7") {
			const { id } = folder.state["iofog_registry.hub"] as { id: number };
			const { body } = await controller.call("GET", `/registries/${id}`);
			expect((body as { password: string }).password).toBe("n3xt");
		}
		expect((await folder.emptyPlan()).status).toBe(0);

		// An import knows of no version: one update in place, and then nothing.
		const { id } = folder.state["iofog_registry.hub"] as { id: number };
		await folder.good("state", "rm", "iofog_registry.hub");
		await folder.good("import", "-input=false", "iofog_registry.hub", `${id}`);
		expect((await folder.plan()).actions).toEqual({
			"iofog_registry.hub": "update",
		});
		await folder.good("apply", "-input=false", "tfplan");
		expect((await folder.emptyPlan()).status).toBe(0);
		await folder.destroy();
	});

	test("warn_on_restart warns of what recreates containers, and of nothing else", async () => {
		const main = (more: string, warn_on_restart = true) => {
			folder.main(place(dialect) + web("s3cret", 1, more));
			folder.write(
				"provider.tf",
				providerBlock(controller, { warn_on_restart }),
			);
		};
		main("");
		expect((await folder.plan()).text).not.toContain("Containers restart");
		await folder.good("apply", "-input=false", "tfplan");
		main("\n  log_size = 5");
		expect((await folder.plan()).text).not.toContain("Containers restart");
		main('\n  command = ["run"]');
		const { text } = await folder.plan();
		expect(text).toContain("Warning: Containers restart");
		expect(text).toContain("shop/web");
		main('\n  command = ["run"]', false);
		expect((await folder.plan()).text).not.toContain("Containers restart");
		await folder.destroy();
	});
});
