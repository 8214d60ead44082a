import { Dice } from "../../support/dice";
import type { Answer, Call, Dialect } from "./call";
import { agentSide } from "./steps/agent-side";
import { agents, createAgent, network } from "./steps/agents";
import { applications, flows } from "./steps/applications";
import { dataObjects } from "./steps/data-objects";
import { microservices } from "./steps/microservices";
import { parts } from "./steps/parts";
import { catalog, registries } from "./steps/registries";
import { edgeResources, routes, templates } from "./steps/resources";
import { system } from "./steps/system";
import { settings, transport } from "./steps/transport";
import { users } from "./steps/users";
import { World } from "./world";

type Step = (world: World) => void;

/** Groups of calls, by the name under which a run can be narrowed to some of them, with their weights. */
export const steps: Readonly<Record<string, readonly [number, Step]>> = {
	microservices: [14, microservices],
	applications: [7, applications],
	agents: [6, agents],
	parts: [4.5, parts],
	catalog: [3.5, catalog],
	registries: [3, registries],
	agentSide: [5, agentSide],
	routes: [2.5, routes],
	templates: [3, templates],
	edgeResources: [3, edgeResources],
	users: [2, users],
	transport: [2, transport],
	flows: [1.5, flows],
	settings: [1, settings],
	network: [0.8, network],
	system: [2, system],
	dataObjects: [6, dataObjects],
};

/** Groups that 3.7 alone answers. */
const only37 = ["system", "dataObjects"];

function prologue(world: World): void {
	const { dice } = world;
	world.calm = true;
	if (dice.chance(0.2)) createAgent(world, true);
	if (!world.is30)
		world.add("PUT", "/nats/hub", {
			body: { host: "127.0.0.1" },
			settle: true,
		});
	world.add("PUT", "/router", {
		body: {
			host: "127.0.0.1",
			messagingPort: 5671,
			edgeRouterPort: 45671,
			interRouterPort: 55671,
		},
		settle: true,
	});
	createAgent(world, true);
	createAgent(world, true);
	for (const name of [world.name("app"), world.name("app")]) {
		const call = world.add("POST", "/application", {
			body: { name, ...(dice.chance(0.5) ? { isActivated: true } : {}) },
		});
		world.remember(world.applications, name);
		world.flows.push(world.ref(call, "id", 99));
	}
}

/**
 * The sequence of at most `length` calls that belongs to a seed; `only` narrows it to some groups of calls.
 * It yields one call at a time and takes its answer, by which it learns what exists: the same answers give the same calls.
 */
export function* sequence(
	seed: number,
	dialect: Dialect,
	length: number,
	only?: readonly string[],
): Generator<Call, void, Answer> {
	const world = new World(new Dice(seed), dialect);
	const table = Object.entries(steps).map(([name, [weight, step]]) => {
		const rare =
			!world.is30 && name === "routes"
				? weight / 10
				: world.is30 && only37.includes(name)
					? 0
					: weight;
		return [
			only === undefined || only.includes(name) ? rare : 0,
			step,
		] as const;
	});
	const calm = world.dice.pick([0.35, 0.55, 0.8]);
	let done = 0;
	function* pending(): Generator<Call, void, Answer> {
		for (; done < Math.min(world.calls.length, length); done += 1)
			world.learn(done, yield world.calls[done] as Call);
	}
	prologue(world);
	yield* pending();
	for (let i = 0; i < 2; i += 1) {
		microservices(world);
		yield* pending();
	}
	while (done < length) {
		world.calm = world.dice.chance(calm);
		world.dice.weighted(table)(world);
		yield* pending();
	}
}
