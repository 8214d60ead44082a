import { TerraformStack, Testing } from "cdktf";
import { Agent } from "fogform";
import {
	AgentHost,
	type AgentHostConfig,
	AgentHosts,
	ControllerHost,
	DockerEngine,
	OFFICIAL_AGENTS,
} from "fogform/docker";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

/** A stack with the provider `docker`; its resources by type, once it is filled. */
function resources(fill: (stack: TerraformStack) => void): Resources {
	const stack = new TerraformStack(Testing.app(), "hosts");
	new DockerEngine(stack, "docker", { version: "4.6.0" });
	fill(stack);
	return JSON.parse(Testing.synth(stack)).resource;
}
const all = (type: Record<string, Record<string, unknown>> = {}) =>
	Object.values(type);
const official: Partial<AgentHostConfig> = {
	kind: "official",
	dialect: "3.7",
};

test("an edge host is network, volume, container, agent and provisioning", () => {
	const made = resources((stack) => {
		new AgentHost(stack, "edge", { name: "edge-1", dialect: "3.7" });
	});
	expect(all(made.docker_network)).toMatchObject([{ name: "fogform-edge-1" }]);
	expect(all(made.docker_volume)).toMatchObject([{ name: "fogform-edge-1" }]);
	expect(all(made.docker_container)).toMatchObject([
		{
			name: "fogform-edge-1",
			restart: "unless-stopped",
			log_driver: "json-file",
			wait: true,
			healthcheck: { test: ["CMD", "fogform", "healthy", "agent"] },
		},
	]);
	expect(all(made.iofog_agent)).toMatchObject([
		{ name: "edge-1", nats_mode: "none", router_mode: "none" },
	]);
	const [volume] = Object.keys(made.docker_volume ?? {});
	expect(all(made.iofog_agent_provisioning)).toMatchObject([
		{
			kind: "dev",
			lifecycle: { replace_triggered_by: [`docker_volume.${volume}`] },
		},
	]);
});

test.each([
	["edge-{n}", 2, ["edge-1", "edge-2"]],
	["edge-{nn}", 2, ["edge-01", "edge-02"]],
])("hosts called %s", (name, count, names) => {
	const { iofog_agent } = resources((stack) => {
		new AgentHosts(stack, "edges", { name, count, dialect: "3.0" });
	});
	expect(all(iofog_agent).map((agent) => agent.name)).toEqual(names);
});

test.each(["3.0", "3.7"] as const)(
	"the official agent for Controllers %s is of a fixed version",
	(dialect) => {
		const { docker_image } = resources((stack) => {
			new AgentHost(stack, "a", { ...official, name: "a", dialect });
		});
		expect(all(docker_image)).toMatchObject([
			{ name: OFFICIAL_AGENTS[dialect] },
		]);
		expect(OFFICIAL_AGENTS[dialect]).toMatch(/:\d+\.\d+\.\d+$/);
	},
);

test("an official agent and any other on one engine are refused; on two they are not", () => {
	const both = (host?: string) => () =>
		resources((stack) => {
			new AgentHost(stack, "a", { name: "a", dialect: "3.7" });
			const engine = host
				? new DockerEngine(stack, "far", { alias: "far", host })
				: undefined;
			new AgentHost(stack, "b", { ...official, name: "b", engine });
		});
	expect(both()).toThrow(/"hosts\/b" \(official\) and "hosts\/a" \(dev\)/);
	expect(both("ssh://edge@far")).not.toThrow();
});

test.each<[string, Partial<AgentHostConfig>, RegExp]>([
	["a name that no container can have", { name: "edge 1" }, /name/],
	[
		"volumes that the official agent cannot remove",
		{ ...official, removeVolumesOnDestroy: true },
		/removeVolumesOnDestroy/,
	],
	["an official agent for an unknown dialect", { kind: "official" }, /dialect/],
])("refuses %s", (_what, config, message) => {
	expect(() =>
		resources((stack) => {
			new AgentHost(stack, "a", { name: "a", ...config });
		}),
	).toThrow(message);
});

test.each([
	["first", false, true],
	[
		"after those that they replace, as the Controller's container is in their stack",
		true,
		false,
	],
])("agents are created %s", (_when, withController, first) => {
	const { iofog_agent } = resources((stack) => {
		new Agent(stack, "edge", { name: "edge", host: "edge" });
		if (withController)
			new ControllerHost(stack, "controller", {
				user: { email: "a@example.com", password: "a-Password1" },
			});
	});
	expect(all(iofog_agent)).toMatchObject([
		{ lifecycle: { create_before_destroy: first } },
	]);
});
