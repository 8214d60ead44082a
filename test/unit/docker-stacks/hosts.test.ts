import { TerraformStack, Testing } from "cdktf";
import { Agent, Microservice } from "fogform";
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

test("microservices on the host are made when its agent is in the fleet, others are not delayed", () => {
	const { iofog_microservice: made, iofog_agent_provisioning } = resources(
		(stack) => {
			const host = new AgentHost(stack, "edge", {
				name: "edge-1",
				dialect: "3.7",
			});
			const other = new Agent(stack, "other", { name: "other" });
			const common = { application: "shop", image: "web:1" };
			const add = (
				name: string,
				more: Partial<ConstructorParameters<typeof Microservice>[2]>,
			) => new Microservice(stack, name, { name, ...common, ...more });
			add("by-agent", { agent: host.agent });
			add("by-uuid", { agentUuid: host.agent.uuid });
			add("by-reference", { agent: host.agent.name });
			add("by-name", { agentName: "edge-1" });
			add("said-twice", {
				agent: host.agent,
				dependsOn: [host.provisioning],
			});
			add("elsewhere", { agent: other });
			add("by-other-name", { agentName: "edge-12" });
		},
	);
	const [provisioning] = Object.keys(iofog_agent_provisioning ?? {});
	const waits = [`iofog_agent_provisioning.${provisioning}`];
	const found = Object.fromEntries(
		all(made).map(({ name, depends_on }) => [name, depends_on]),
	);
	expect(found).toEqual({
		"by-agent": waits,
		"by-uuid": waits,
		"by-reference": waits,
		"by-name": waits,
		"said-twice": waits,
		elsewhere: undefined,
		"by-other-name": undefined,
	});
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
