import { UNKNOWN } from "../../../src/core";
import { provider } from "../../../src/provider";

const web = {
	name: "web",
	application: "shop",
	agent_uuid: "a1",
	images: { amd64: "nginx:1.27" },
};
const hub = {
	url: "hub.example.com",
	username: "me",
	email: "me@example.com",
};

/** As `terraform plan -generate-config-out` writes a microservice. */
const written = {
	...web,
	agent_name: "e",
	command: [],
	config: "{}",
	env: {},
	extra_hosts: {},
	log_size: 1,
	ports: [],
	registry_id: 1,
	volumes: [],
};

describe("validateResource", () => {
	it.each([
		["what Terraform writes at an import", "iofog_microservice", written, []],
		[
			"the same with a catalog item",
			"iofog_microservice",
			{ ...written, images: null, catalog_item_id: 4 },
			[],
		],
		[
			"the same with images and a catalog item",
			"iofog_microservice",
			{ ...written, catalog_item_id: 4 },
			[["catalog_item_id"]],
		],
		["a good microservice", "iofog_microservice", web, []],
		[
			"unknown counts as set",
			"iofog_microservice",
			{ ...web, agent_uuid: UNKNOWN },
			[],
		],
		[
			"a name in upper case",
			"iofog_microservice",
			{ ...web, name: "Web" },
			[["name"]],
		],
		[
			"a name with an underscore",
			"iofog_application",
			{ name: "a_b" },
			[["name"]],
		],
		[
			"a name of 300 characters",
			"iofog_application",
			{ name: "a".repeat(300) },
			[],
		],
		["a name with dots", "iofog_application", { name: "a.b-c.0" }, []],
		["no name", "iofog_application", {}, [["name"]]],
		[
			"no agent",
			"iofog_microservice",
			{ ...web, agent_uuid: null },
			[["agent_uuid"]],
		],
		[
			"two agents",
			"iofog_microservice",
			{ ...web, agent_name: "e" },
			[["agent_name"]],
		],
		[
			"an agent by name, and an unknown one",
			"iofog_microservice",
			{ ...web, agent_uuid: UNKNOWN, agent_name: "e" },
			[["agent_name"]],
		],
		[
			"arguments of which nothing is known yet",
			"iofog_microservice",
			{
				...web,
				agent_uuid: UNKNOWN,
				agent_name: UNKNOWN,
				images: UNKNOWN,
				catalog_item_id: UNKNOWN,
				registry_id: UNKNOWN,
				config_wo: UNKNOWN,
				config_wo_version: UNKNOWN,
			},
			[],
		],
		["no image", "iofog_microservice", { ...web, images: null }, [["images"]]],
		[
			"images and catalog item",
			"iofog_microservice",
			{ ...web, catalog_item_id: 5 },
			[["catalog_item_id"]],
		],
		[
			"registry and catalog item",
			"iofog_microservice",
			{ ...web, images: null, catalog_item_id: 5, registry_id: 3 },
			[["registry_id"]],
		],
		[
			"an empty map of images",
			"iofog_microservice",
			{ ...web, images: {} },
			[["images"]],
		],
		[
			"an unknown architecture",
			"iofog_microservice",
			{ ...web, images: { mips: "x" } },
			[["images"]],
		],
		[
			"a configuration that is no JSON",
			"iofog_microservice",
			{ ...web, config: "{" },
			[["config"]],
		],
		[
			"annotations that are no JSON",
			"iofog_microservice",
			{ ...web, annotations: "x" },
			[["annotations"]],
		],
		[
			"a port out of range",
			"iofog_microservice",
			{ ...web, ports: [{ internal: 70000, external: 1 }] },
			[["ports"]],
		],
		[
			"a port that is no whole number",
			"iofog_microservice",
			{ ...web, ports: [{ internal: 1.5, external: 1 }] },
			[["ports"]],
		],
		[
			"an unknown protocol",
			"iofog_microservice",
			{ ...web, ports: [{ internal: 1, external: 1, protocol: "sctp" }] },
			[["ports"]],
		],
		[
			"an unknown type of volume",
			"iofog_microservice",
			{ ...web, volumes: [{ host: "/a", container: "/b", type: "nfs" }] },
			[["volumes"]],
		],
		[
			"a secret without a version",
			"iofog_microservice",
			{ ...web, config_wo: "{}" },
			[["config_wo_version"]],
		],
		[
			"a secret environment without a version",
			"iofog_microservice",
			{ ...web, env_wo: { A: "1" } },
			[["env_wo_version"]],
		],
		["a registry", "iofog_registry", hub, []],
		[
			"two passwords",
			"iofog_registry",
			{ ...hub, password: "a", password_wo: "b", password_wo_version: 1 },
			[["password_wo"]],
		],
		[
			"a write-only password without a version",
			"iofog_registry",
			{ ...hub, password_wo: "b" },
			[["password_wo_version"]],
		],
		[
			"an agent of an unknown architecture",
			"iofog_agent",
			{ name: "e", architecture: "mips" },
			[["architecture"]],
		],
		[
			"an unknown router mode",
			"iofog_agent",
			{ name: "e", router_mode: "x" },
			[["router_mode"]],
		],
		[
			"a timeout that is no duration",
			"iofog_agent",
			{ name: "e", timeouts: { create: "soon" } },
			[["timeouts", "create"]],
		],
		[
			"the Controller's own category",
			"iofog_catalog_item",
			{ name: "c", registry_id: 1, images: { arm: "x" }, category: "SYSTEM" },
			[["category"]],
		],
	] as const)("%s", (_, type, config, paths) => {
		const found = provider.validateResource(type, { ...config });
		expect(found.map((d) => d.path)).toEqual(paths);
		for (const { detail } of found) expect(detail).toMatch(/[.:]\s*$|[.]$/);
	});
});

describe("validateDataSource", () => {
	it.each([
		["neither uuid nor name", "iofog_agent", {}, [["uuid"]]],
		["a name", "iofog_agent", { name: "e" }, []],
		["a name still unknown", "iofog_agent", { name: UNKNOWN }, []],
		["a list", "iofog_registries", {}, []],
	] as const)("%s", (_, type, config, paths) => {
		expect(
			provider.validateDataSource(type, { ...config }).map((d) => d.path),
		).toEqual(paths);
	});
});
