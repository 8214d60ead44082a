import { agent as type } from "../resources/agent";
import type { Place } from "./manifest-place";
import { readAll } from "./manifest-read";

type Values = Record<string, unknown>;

const { attributes } = type;
const OURS = ["uuid", "forceDestroy", "timeouts", "architecture"];
const NAMES = Object.keys(attributes).filter((name) => !OURS.includes(name));
const ARCHITECTURES = new Map([
	["auto", "auto"],
	["x86", "amd64"],
	["amd64", "amd64"],
	["arm", "arm"],
]);
/** How iofogctl sets up the agent on its own machine where nothing else is said. */
const ON_THIS_MACHINE = {
	routerMode: "interior",
	edgeRouterPort: 56721,
	interRouterPort: 56722,
	upstreamRouters: [],
};

/** Reads what the Controller is to know of an agent: `spec` of an AgentConfig, or `config` of an agent. */
export function readAgentConfig(place: Place): Values {
	const members = place.known([
		...NAMES,
		"agentType",
		"natsConfig",
		"routerConfig",
		"routerPort",
	]);
	const values = readAll(attributes, members);
	for (const key of ["routerConfig", "natsConfig"]) {
		const nested = members.get(key);
		if (!nested) continue;
		const part = key === "natsConfig" ? /^(nats|js)/ : /Router|Mode|Port/;
		const names = NAMES.filter((name) => part.test(name));
		Object.assign(values, readAll(attributes, nested.known(names)));
	}
	const port = members.get("routerPort");
	if (port) values.messagingPort = port.number();
	const kind = members.get("agentType");
	if (kind) {
		const architecture = ARCHITECTURES.get(kind.text());
		if (!architecture)
			throw kind.fault(`must be ${[...ARCHITECTURES.keys()].join(", ")}`);
		values.architecture = architecture;
	}
	return values;
}

/** Reads `spec` of an Agent or LocalAgent: its host and its configuration; how to install it is no matter of the Controller. */
export function readAgent(place: Place, isLocal: boolean): Values {
	const members = place.known([
		"name",
		"host",
		"uuid",
		"created",
		"config",
		"container",
		"controllerEndpoint",
		"package",
		"scripts",
		"ssh",
	]);
	const config = members.get("config");
	const host = isLocal ? "localhost" : members.get("host")?.text();
	return {
		...(config && readAgentConfig(config)),
		...(host !== undefined && { host }),
	};
}

/** Puts together what an agent and its AgentConfig say: the agent's host holds, as it does for iofogctl. */
export function combine(
	agent: Values | undefined,
	config: Values | undefined,
): Values {
	const { host } = agent ?? {};
	const local = host === "localhost" || host === "127.0.0.1";
	const bare = Object.keys(agent ?? {}).every((key) => key === "host");
	return {
		...(local && !config && bare && ON_THIS_MACHINE),
		...agent,
		...config,
		...(host !== undefined && { host }),
	};
}
